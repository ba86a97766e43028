import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { District } from "../district";

// What an agency notes of a case by the interface, and what a year of working days that is loaded does to it (条例 art. 30 to 33).

const checkout = resolve(__dirname, "../..");
const run = promisify(execFile);
const mingbai = (...args: string[]) => run(resolve(checkout, "mingbai"), args);

let district: District;
const cookies = new Map<string, string>();

async function ask(who: string, path: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { Origin: district.url, Cookie: cookies.get(who) ?? "" };
  if (body) headers["Content-Type"] = "application/json";
  return fetch(district.url + path, { method: body ? "POST" : "GET", headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}

const call = (scope: string) => ({ scope, device: randomUUID(), epoch: null, cursor: 0, mutations: [] });

interface Clock {
  received: string;
  events: { kind: string; on: string }[];
  moved: { year: number; before: { due: string }; after: { due: string } }[];
}

async function rows(who: string, scope: string): Promise<{ id: string; clock?: Clock }[]> {
  const answer = (await (await ask(who, "/api/sync", call(scope))).json()) as { rows: { key: string; body: string }[] };
  return answer.rows.filter(({ key }) => !key.startsWith("reading/")).map(({ body }) => JSON.parse(body));
}

/** The day in Shanghai. */
const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);

/** When a case is due, by the command line. */
async function due(clock: Clock, ...more: string[]): Promise<{ due: string; provisional: boolean }> {
  const timeline = { rule: "request.answer", received: clock.received, basis: "online", events: clock.events.map(({ kind, on, ...rest }) => ({ kind, on, ...("working_days" in rest ? { working_days: rest.working_days } : {}) })) };
  const child = run(resolve(checkout, "mingbai"), ["deadline", "-", ...more]);
  child.child.stdin!.end(JSON.stringify(timeline));
  return JSON.parse((await child).stdout);
}

async function trail(agency: string): Promise<{ act: string; on: string; why: string | null; who: { person: string } | null; outcome: unknown }[]> {
  const answer = await ask("district-office-supervisor", `/api/agencies/${agency}/trail`);
  return (await answer.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

test.beforeAll(async () => {
  district = await District.open();
  for (const person of ["resident-a", "civil-affairs-officer", "civil-affairs-head", "district-office-supervisor"]) {
    const answer = await ask("", "/api/sign-in", { person });
    cookies.set(person, answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; "));
  }
});
test.afterAll(() => district.close());

test("a clock begins with the receipt, keeps to the law, and moves with the calendar, seen by everybody whom it concerns", async () => {
  const form = {
    agency: "civil-affairs", wanted: "示例：期限", medium: "electronic", delivery: "online", organisation: false, name: "示例市民甲",
    identity_kind: "resident_card", identity_number: "11010519491231002X", contact_person: "", telephone: "021-0000 0000", address: "",
  };
  const { epoch } = (await (await ask("resident-a", "/api/sync", call("person"))).json()) as { epoch: string };
  const body = JSON.stringify({ file_request: { draft: form } });
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(body))).toString("hex");
  const id = randomUUID();
  await ask("resident-a", "/api/sync", { ...call("person"), epoch, mutations: [{ seq: 1, id, version: 1, digest, body }] });
  await expect.poll(async () => (await rows("civil-affairs-officer", "agency")).length).toBe(1);
  const note = (what: object, who = "civil-affairs-officer") => ask(who, `/api/cases/${id}/events`, what);
  const refused = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

  const asked = { event: { kind: "organ_asked", on: today(), events: 0 } };
  expect(await refused(await note(asked))).toEqual([409, "not_received"]);
  expect(await refused(await note({ received: { on: "2099-01-01" } }))).toEqual([409, "still_to_come"]);
  expect((await note({ received: { on: today() } })).status).toBe(200);
  expect(await refused(await note({ event: { kind: "organ_replied", on: today(), events: 0 } }))).toEqual([409, "answer_before_question"]);
  // Asked by mistake, and taken back; a second hand that has not seen it takes nothing back.
  expect((await note(asked)).status).toBe(200);
  // Pressed twice it is noted once.
  expect(await refused(await note(asked))).toEqual([409, "not_the_last"]);
  expect(await refused(await note({ taken_back: { events: 0 } }))).toEqual([409, "not_the_last"]);
  expect((await note({ taken_back: { events: 1 } })).status).toBe(200);
  // Only the head of the office extends, and once.
  const extended = (events: number) => ({ event: { kind: "extended", on: today(), working_days: 20, events } });
  expect((await note(extended(0))).status).toBe(403);
  expect((await note(extended(0), "civil-affairs-head")).status).toBe(200);
  // And nobody else takes it back.
  expect((await note({ taken_back: { events: 1 } })).status).toBe(403);
  const again = await note(extended(1), "civil-affairs-head");
  const said = (await again.json()) as { code: string; detail: string; detail_en: string };
  expect([again.status, said.code]).toEqual([409, "second_extension"]);
  expect(said.detail).toContain("第三十三条");
  expect(said.detail_en).toContain("art. 33");

  // The person sees the same clock.
  await expect.poll(async () => (await rows("resident-a", "person"))[0]?.clock?.events.map(({ kind }) => kind)).toEqual(["extended"]);
  const clock = (await rows("resident-a", "person"))[0]!.clock!;
  const before = await due(clock);

  // A plan that makes the due day a day off: of a published year with a further notice, or of the year that follows.
  const year = before.due.slice(0, 4);
  const written = readFileSync(resolve(checkout, "shared/data/calendar.txt"), "utf8");
  const block = new RegExp(`^${year}\\n(?:.+\\n)*`, "m").exec(written)?.[0];
  const off = before.due.slice(5);
  const plan = block
    ? `${block}notice ${today()} https://example.org/notice\n国庆节 off ${off}\n`
    : `${year}\nnotice ${Number(year) - 1}-11-20 https://example.org/notice\n元旦 off 01-01..01-05\n春节 off 02-05..02-12\n劳动节 off 05-01..05-05\n国庆节 off 10-01..10-07\n`;
  expect((await ask("civil-affairs-head", "/api/calendar", { plan })).status).toBe(403);
  const wrong = await ask("district-office-supervisor", "/api/calendar", { plan: plan.replace("notice", "notise") });
  expect(await refused(wrong)).toEqual([422, "not_a_year"]);
  const entries = async () => Number((await (await fetch(`${district.url}/log/checkpoint`)).text()).split("\n")[1]);
  const size = await entries();
  const documents = await (await fetch(`${district.url}/policies`)).text();
  const loaded = await ask("district-office-supervisor", "/api/calendar", { plan });
  expect([loaded.status, await loaded.json()]).toEqual([200, { year: Number(year) }]);
  // Twice is once.
  expect(await (await ask("district-office-supervisor", "/api/calendar", { plan })).json()).toEqual({ year: null });

  // In the record, where anybody can check it; the documents are what they were.
  await expect.poll(entries).toBe(size + 1);
  expect(await (await fetch(`${district.url}/policies`)).text()).toBe(documents);
  const key = (await (await fetch(`${district.url}/log/key`)).text()).trim();
  await mingbai("verify", district.url, "--key", key);

  // At the agency, with its person, in the trails.
  await expect.poll(async () => (await rows("resident-a", "person"))[0]?.clock?.moved.length).toBe(1);
  const moved = (await rows("civil-affairs-officer", "agency"))[0]!.clock!.moved[0]!;
  expect(moved).toMatchObject({ year: Number(year), before: { due: before.due } });
  expect(moved.after.due).not.toBe(before.due);
  expect((await trail("district-office")).filter(({ act }) => act === "load_calendar").at(-1)).toMatchObject({ on: `calendar/${year}`, who: { person: "district-office-supervisor" } });
  const line = (await trail("civil-affairs")).filter(({ act }) => act === "load_calendar").at(-1)!;
  expect(line).toMatchObject({ on: `case/${id}`, who: { person: "district-office-supervisor" } });
  expect(line.why).toContain(before.due);
  expect(line.why).toContain(moved.after.due);
  const noted = (await trail("civil-affairs")).filter(({ act, outcome }) => outcome === "done" && /^(handle|extend)_case$/.test(act));
  expect(noted.map(({ act, why }) => [act, why?.split(" ")[0]])).toEqual([
    ["handle_case", "received"], ["handle_case", "organ_asked"], ["handle_case", "taken_back"], ["extend_case", "extended"],
  ]);

  // A mistake is put right by loading what was there before: by another entry, for everybody.
  const before_it = block ?? plan.replace("02-05..02-12", "02-05..02-11");
  expect(await (await ask("district-office-supervisor", "/api/calendar", { plan: before_it })).json()).toEqual({ year: Number(year) });
  expect(await (await ask("district-office-supervisor", "/api/calendar", { plan })).json()).toEqual({ year: Number(year) });
  await expect.poll(entries).toBe(size + 3);
  await expect
    .poll(async () => (await rows("civil-affairs-officer", "agency"))[0]!.clock!.moved.at(-1)!.after.due)
    .toBe(moved.after.due);
});
