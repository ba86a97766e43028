import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { atTheServer } from "../at-the-server";
import { District } from "../district";
import { SamplePeople, call } from "../sample-people";

// Role × route × whose: every combination has the answer that the 办法 gives it, and what is forbidden leaves nothing but its line in a trail.
// The table stands here apart from the one in `shared`: what both say is meant.

const OFFICES = ["drafter", "reviewer", "signatory", "officer", "head", "administrator", "auditor"] as const;
type Role = "nobody" | "resident" | "firm" | (typeof OFFICES)[number] | "supervisor";
interface Caller {
  name: string;
  role: Role;
  /** Of the agency that the objects belong to. */
  home: boolean;
}

const CALLERS: Caller[] = [
  { name: "", role: "nobody", home: false },
  { name: "resident-a", role: "resident", home: false },
  { name: "resident-b", role: "resident", home: false },
  { name: "firm-a", role: "firm", home: false },
  ...OFFICES.flatMap((role) => [
    { name: `civil-affairs-${role}`, role, home: true },
    { name: `health-${role}`, role, home: false },
  ]),
  { name: "district-office-supervisor", role: "supervisor", home: false },
];

interface Operation {
  /** As the trail calls it. */
  act: string;
  path: string;
  /** What is sent there with POST; without it the path is read. */
  body?: () => object | string;
  /** What the caller is answered who is signed in. */
  answer: (caller: Caller) => number;
}

/** A notice of civil-affairs that names no policy. */
const unfit = {
  format: 1, id: "notice-2", agency: "civil-affairs", sample: true, kind: "news", title: { zh: "示例", en: "Sample" }, text: { zh: "示例", en: "Sample" },
  subject: "resident", audience: { all: [] }, policies: [], from: "2026-12-01", until: "2026-12-31",
};

/** What a drafter sends: the pack as a text, to be published, with its interpretation plan. */
const handUp = (pack: string, more: object = {}) => ({
  pack, attribute: { kind: "active" }, plan: { forms: ["text"], by: "示例办公室" }, ...more,
});

/** The id of a draft, as a client makes one. */
const draft = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, "0")}`;

let district: District;
let people: SamplePeople;
let operations: Operation[];

/** What a caller is answered to an operation. */
const attempt = (caller: Caller, { path, body }: Operation) => people.ask(caller.name, path, body?.());

test.beforeAll(async () => {
  district = await District.open();
  people = new SamplePeople(district);
  const id = await people.fileRequest("resident-a", "示例：谁能看");
  await expect.poll(async () => (await atTheServer(district, "civil-affairs-officer")).length).toBe(1);
  const page = await (await fetch(`${district.url}/d/elderly-allowance`)).text();
  const pack = /\/log\/proof\/([0-9a-f]{64})/.exec(page)![1]!;
  const written = await (await fetch(`${district.url}/pack/${pack}`)).text();

  const is = (caller: Caller, ...roles: Role[]) => roles.includes(caller.role);
  // A step of a pack is of the pack's agency; what another agency's drafter hands up names an agency that is not theirs.
  const atHome = (caller: Caller, role: Role) => (is(caller, role) && caller.home ? 200 : 403);
  operations = [
    { act: "file_request", path: "/api/sync", body: () => call("person"), answer: (who) => (is(who, "resident", "firm") ? 200 : 403) },
    // Who hears from an agency by their own requests is told that there is something new.
    { act: "file_request", path: "/api/push/end", body: () => ({ endpoint: "示例" }), answer: (who) => (is(who, "resident", "firm") ? 200 : 403) },
    { act: "read_cases", path: "/api/sync", body: () => call("agency"), answer: (who) => (is(who, "officer", "head", "administrator") ? 200 : 403) },
    {
      act: "read_applicant", path: `/api/cases/${id}/applicant`, body: () => ({ purpose: "identity" }),
      // Another agency has no such case.
      answer: (who) => (is(who, "officer", "head") ? (who.home ? 200 : 404) : 403),
    },
    {
      // Nothing is noted of this case, so there is nothing to take back or to extend: whoever may is told that.
      act: "handle_case", path: `/api/cases/${id}/events`, body: () => ({ taken_back: { events: 99 } }),
      answer: (who) => (is(who, "officer", "head") ? (who.home ? 409 : 404) : 403),
    },
    {
      act: "extend_case", path: `/api/cases/${id}/events`,
      body: () => ({ event: { kind: "extended", on: "2026-01-05", working_days: 20, events: 0 } }),
      answer: (who) => (is(who, "head") ? (who.home ? 409 : 404) : 403),
    },
    { act: "load_calendar", path: "/api/calendar", body: () => ({ plan: "2027" }), answer: (who) => (is(who, "supervisor") ? 422 : 403) },
    { act: "draft", path: "/api/publications", body: () => handUp(written), answer: (who) => atHome(who, "drafter") },
    // What is drafted is an agency's own; each drafter saves one at home, and the others are not there.
    { act: "draft", path: "/api/drafts", answer: (who) => (is(who, "drafter") ? 200 : 403) },
    { act: "draft", path: `/api/drafts/${draft(1)}`, answer: (who) => (is(who, "drafter") ? 404 : 403) },
    { act: "draft", path: `/api/drafts/${draft(2)}`, body: () => ({ from: 0, draft: {} }), answer: (who) => (is(who, "drafter") ? 200 : 403) },
    { act: "draft", path: `/api/drafts/${draft(1)}/discard`, body: () => ({ from: 1 }), answer: (who) => (is(who, "drafter") ? 200 : 403) },
    { act: "draft", path: `/api/drafts/${draft(1)}/preview`, body: () => ({ days: 1 }), answer: (who) => (is(who, "drafter") ? 404 : 403) },
    { act: "draft", path: `/api/drafts/${draft(1)}/preview/end`, body: () => ({}), answer: (who) => (is(who, "drafter") ? 200 : 403) },
    // Another agency has no such pack.
    {
      act: "review", path: `/api/publications/${pack}/review`, body: () => ({ attribute: "active" }),
      answer: (who) => (is(who, "reviewer") ? (who.home ? 200 : 404) : 403),
    },
    {
      act: "sign", path: `/api/publications/${pack}/sign`, body: () => ({ attribute: "active" }),
      answer: (who) => (is(who, "signatory") ? (who.home ? 200 : 404) : 403),
    },
    { act: "read_publications", path: "/api/publications", answer: (who) => (is(who, "drafter", "reviewer", "signatory") ? 200 : 403) },
    {
      act: "read_publications", path: `/api/publications/${pack}`,
      answer: (who) => (is(who, "drafter", "reviewer", "signatory") ? (who.home ? 200 : 404) : 403),
    },
    // What is published is not returned, and its withdrawal was not proposed; a reason in one language is none. Whoever may is told that.
    {
      act: "return_pack", path: `/api/publications/${pack}/return`, body: () => ({ remarks: [{ where: "points/0", words: "示例" }] }),
      answer: (who) => (is(who, "reviewer", "signatory") ? (who.home ? 409 : 404) : 403),
    },
    {
      act: "propose_withdrawal", path: `/api/publications/${pack}/withdraw`, body: () => ({ reason: { zh: "示例", en: "" } }),
      answer: (who) => (is(who, "drafter") ? (who.home ? 422 : 404) : 403),
    },
    {
      act: "approve_withdrawal", path: `/api/publications/${pack}/approve-withdrawal`, body: () => ({}),
      answer: (who) => (is(who, "signatory") ? (who.home ? 409 : 404) : 403),
    },
    // What is proposed is not fit, and there is no such notice: whoever may is told that.
    { act: "propose_notice", path: "/api/notices", answer: (who) => (is(who, "administrator", "head") ? 200 : 403) },
    {
      act: "propose_notice", path: "/api/notices", body: () => unfit,
      answer: (who) => (is(who, "administrator") && who.home ? 422 : 403),
    },
    ...Object.entries({ approve: { seen: "0".repeat(64) }, return: { why: "示例" } }).map(([step, body]) => ({
      act: "approve_notice", path: `/api/notices/notice-1/${step}`, body: () => body,
      answer: (who: Caller) => (is(who, "administrator", "head") ? 404 : 403),
    })),
    {
      act: "recall_notice", path: "/api/notices/notice-1/recall", body: () => ({ reason: "sent_twice" }),
      answer: (who) => (is(who, "administrator", "head") ? 404 : 403),
    },
    {
      act: "read_trail", path: "/api/agencies/civil-affairs/trail",
      answer: (who) => (is(who, "supervisor") || (is(who, "head", "auditor") && who.home) ? 200 : 403),
    },
    { act: "keep_sessions", path: "/api/devices", answer: () => 200 },
    // A session of somebody else is none.
    { act: "keep_sessions", path: `/api/devices/${randomUUID()}/sign-out`, body: () => ({}), answer: () => 404 },
  ];
});
test.afterAll(() => district.close());

test("each may what the measures say, and nothing by the address alone", async () => {
  const wrong: string[] = [];
  for (const operation of operations) {
    for (const caller of CALLERS) {
      const expected = caller.role === "nobody" ? 401 : operation.answer(caller);
      const answer = await attempt(caller, operation);
      const body = await answer.text();
      if (answer.status !== expected) wrong.push(`${operation.act} ${caller.name}: ${answer.status} and not ${expected}: ${body.slice(0, 100)}`);
      if (expected >= 400) {
        expect(answer.headers.get("content-type")).toContain("application/problem+json");
        for (const told of ["11010519491231002X", "021-0000", "示例市民甲"]) expect(body).not.toContain(told);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("what is forbidden leaves one line in a trail, and nothing else", async () => {
  // Three trails are read before and after each of some hundred attempts.
  test.setTimeout(600_000);
  const agencies = ["civil-affairs", "health", "district-office"];
  const refusals = async () => (await Promise.all(agencies.map((agency) => people.trail(agency)))).flat().filter(({ outcome }) => outcome !== "done");
  const standing = async () => ({
    requests: await atTheServer(district, "resident-a"),
    cases: await atTheServer(district, "civil-affairs-officer"),
    checkpoint: await (await fetch(`${district.url}/log/checkpoint`)).text(),
  });
  const before = await standing();
  for (const operation of operations) {
    for (const caller of CALLERS.filter((one) => one.role !== "nobody" && operation.answer(one) === 403)) {
      const earlier = await refusals();
      await attempt(caller, operation);
      const later = (await refusals()).filter((line) => !earlier.some((known) => JSON.stringify(known) === JSON.stringify(line)));
      expect(later.map(({ who, act, outcome }) => ({ who: who?.person, act, outcome })), `${operation.act} ${caller.name}`).toEqual([
        { who: caller.name, act: operation.act, outcome: { refused: "forbidden" } },
      ]);
    }
  }
  expect(await standing()).toEqual(before);
});

test("what is allowed is in the trail too: who read whom, and what for", async () => {
  const answer = await people.ask("civil-affairs-head", operations.find(({ act }) => act === "read_applicant")!.path, { purpose: "delivery" });
  expect(await answer.json()).toMatchObject({ applicant: { citizen: { identity_number: "11010519491231002X" } }, telephone: "021-0000 0000" });
  const last = (await people.trail("civil-affairs")).filter(({ act }) => act === "read_applicant").at(-1);
  expect(last).toMatchObject({ who: { person: "civil-affairs-head", role: "head" }, why: "delivery", outcome: "done" });
  const lines = JSON.stringify(await people.trail("civil-affairs"));
  for (const told of ["11010519491231002X", "021-0000", "示例市民甲"]) expect(lines).not.toContain(told);
  // The person is told.
  const rows = async () => (await people.sync("resident-a", "person")).rows;
  await expect
    .poll(async () => (await rows()).filter(({ key }) => key.startsWith("reading/")).map(({ body }) => JSON.parse(body)).at(-1))
    .toMatchObject({ agency: "civil-affairs", role: "head", purpose: "delivery" });
});

test("an agency puts nothing in the place of what another agency published", async () => {
  const before = await (await fetch(`${district.url}/d/elderly-allowance`)).text();
  const pack = /\/log\/proof\/([0-9a-f]{64})/.exec(before)![1]!;
  const written = JSON.parse(await (await fetch(`${district.url}/pack/${pack}`)).text()) as { agency: string; title: { zh: string } };
  written.agency = "health";
  written.title.zh = "示例：被换掉的";
  const text = JSON.stringify(written);
  const reason = { zh: "示例：换掉", en: "Sample: put in its place" };
  const handedUp = await people.ask("health-drafter", "/api/publications", handUp(text, { reason }));
  expect(handedUp.status).toBe(409);
  expect(await handedUp.json()).toMatchObject({ code: "name_taken" });
  const id = createHash("sha256").update(text).digest("hex");
  const again = await people.ask("health-reviewer", `/api/publications/${id}/review`, { attribute: "active" });
  expect(again.status).toBe(404);
  expect((await fetch(`${district.url}/pack/${id}`)).status).toBe(404);
  expect(await (await fetch(`${district.url}/d/elderly-allowance`)).text()).toBe(before);
});

test("a purpose that is none, and reading too many, are refused", async () => {
  const path = operations.find(({ act }) => act === "read_applicant")!.path;
  for (const purpose of ["curiosity", "", null]) {
    expect((await people.ask("civil-affairs-officer", path, { purpose })).status).toBe(400);
  }
  const statuses = [];
  for (let more = 0; more < 60; more++) {
    const answer = await people.ask("civil-affairs-officer", path, { purpose: "identity" });
    statuses.push(answer.status);
    if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(429);
});
