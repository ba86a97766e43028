import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { District } from "../district";
import { SamplePeople } from "../sample-people";
import { today } from "../shanghai";
import { yearPlans } from "../year-plan";

// What an agency notes of a case by the interface, and what a year of working days that is loaded does to it (条例 art. 30 to 33).

const run = promisify(execFile);
const mingbai = (...args: string[]) => run(resolve(__dirname, "../../mingbai"), args);

let district: District;
let people: SamplePeople;

interface Clock {
  received: string;
  events: { kind: string; on: string; working_days?: number }[];
  moved: { year: number; before: { due: string }; after: { due: string } }[];
}

/** The cases that the applicant and the agency see, with their clocks. */
const own = () => people.requests<{ clock?: Clock }>("resident-a", "person");
const handled = () => people.requests<{ clock?: Clock }>("civil-affairs-officer", "agency");

/** When a case is due, by the command line. */
async function due({ received, events }: Clock): Promise<string> {
  const counted = events.map(({ kind, on, working_days }) => ({ kind, on, working_days }));
  const counting = mingbai("deadline", "-");
  counting.child.stdin!.end(JSON.stringify({ rule: "request.answer", received, basis: "online", events: counted }));
  return (JSON.parse((await counting).stdout) as { due: string }).due;
}

test.beforeAll(async () => {
  district = await District.open();
  people = new SamplePeople(district);
});
test.afterAll(() => district.close());

test("a clock begins with the receipt, keeps to the law, and moves with the calendar, seen by everybody whom it concerns", async () => {
  const id = await people.fileRequest("resident-a", "示例：期限");
  await expect.poll(async () => (await handled()).length).toBe(1);
  const note = (what: object, who = "civil-affairs-officer") => people.ask(who, `/api/cases/${id}/events`, what);
  const load = (plan: string, who = "district-office-supervisor") => people.ask(who, "/api/calendar", { plan });
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
  await expect.poll(async () => (await own())[0]?.clock?.events.map(({ kind }) => kind)).toEqual(["extended"]);
  const before = await due((await own())[0]!.clock!);

  const { year, planned, moving } = yearPlans(before);
  expect((await load(moving, "civil-affairs-head")).status).toBe(403);
  expect(await refused(await load(moving.replace(/^notice/m, "notise")))).toEqual([422, "not_a_year"]);
  const entries = async () => Number((await (await fetch(`${district.url}/log/checkpoint`)).text()).split("\n")[1]);
  const size = await entries();
  const documents = await (await fetch(`${district.url}/policies`)).text();
  const loaded = await load(moving);
  expect([loaded.status, await loaded.json()]).toEqual([200, { year: Number(year) }]);
  // Twice is once.
  expect(await (await load(moving)).json()).toEqual({ year: null });

  // In the record, where anybody can check it; the documents are what they were.
  await expect.poll(entries).toBe(size + 1);
  expect(await (await fetch(`${district.url}/policies`)).text()).toBe(documents);
  const key = (await (await fetch(`${district.url}/log/key`)).text()).trim();
  await mingbai("verify", district.url, "--key", key);

  // At the agency, with its person, in the trails.
  await expect.poll(async () => (await own())[0]?.clock?.moved.length).toBe(1);
  const moved = (await handled())[0]!.clock!.moved[0]!;
  expect(moved).toMatchObject({ year: Number(year), before: { due: before } });
  expect(moved.after.due).not.toBe(before);
  const who = { person: "district-office-supervisor" };
  expect((await people.trail("district-office")).filter(({ act }) => act === "load_calendar").at(-1)).toMatchObject({ on: `calendar/${year}`, who });
  const line = (await people.trail("civil-affairs")).filter(({ act }) => act === "load_calendar").at(-1)!;
  expect(line).toMatchObject({ on: `case/${id}`, who });
  expect(line.why).toContain(before);
  expect(line.why).toContain(moved.after.due);
  const noted = (await people.trail("civil-affairs")).filter(({ act, outcome }) => outcome === "done" && /^(handle|extend)_case$/.test(act));
  expect(noted.map(({ act, why }) => [act, why?.split(" ")[0]])).toEqual([
    ["handle_case", "received"], ["handle_case", "organ_asked"], ["handle_case", "taken_back"], ["extend_case", "extended"],
  ]);

  // A mistake is put right by loading the year as it should be: by another entry, for everybody.
  expect(await (await load(planned)).json()).toEqual({ year: Number(year) });
  expect(await (await load(moving)).json()).toEqual({ year: Number(year) });
  await expect.poll(entries).toBe(size + 3);
  await expect.poll(async () => (await handled())[0]!.clock!.moved.at(-1)!.after.due).toBe(moved.after.due);
});
