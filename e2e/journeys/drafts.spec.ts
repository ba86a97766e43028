import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { District } from "../district";
import { SamplePeople } from "../sample-people";

// Drafts as the desk meets them: two drafters of one agency, answers that get lost, and people who read by a link and have no account.

interface Opened {
  revision: number;
  by: string;
  at: string;
  draft: { title: { zh: string; en: string }; id: string };
  links: { until: string }[];
}

const [DRAFTER, ELSEWHERE] = ["civil-affairs-drafter", "health-drafter"] as const;
const DAY = 86_400_000;

let district: District;
let people: SamplePeople;
test.beforeAll(async () => {
  district = await District.open({ seeded: false });
  people = new SamplePeople(district);
});
test.afterAll(() => district.close());

/** A UUIDv7, as a client makes one. */
function made(): string {
  const bytes = Buffer.concat([Buffer.alloc(6), randomBytes(10)]);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function told<Answer>(answer: Response, status = 200): Promise<Answer> {
  const text = await answer.text();
  expect(answer.status, `${answer.url}: ${text}`).toBe(status);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return JSON.parse(text) as Answer;
}
const ask = async <Answer>(path: string, body?: object, status = 200, who: string = DRAFTER) =>
  told<Answer>(await people.ask(who, `/api/drafts${path}`, body), status);
const save = (id: string, from: number, zh: string, status = 200, who: string = DRAFTER) =>
  ask<{ revision: number; by: string; at: string; code?: string }>(`/${id}`, { from, draft: { title: { zh, en: "" } } }, status, who);
const open = (id: string) => ask<Opened>(`/${id}`);
const preview = async <Answer = Opened & { agency: string; until: string }>(token: string, status = 200) =>
  told<Answer>(await people.ask("", "/api/previews", { token }), status);
const link = (id: string, days = 7, status = 200) =>
  ask<{ token: string; until: string; code?: string }>(`/${id}/preview`, { days }, status);
const notes = async (id: string) =>
  (await people.trail("civil-affairs")).filter(({ on }) => on === `draft/${id}`).map(({ act, why, outcome }) => ({ act, why, outcome }));

test("a draft goes from revision to revision, and never over one that was not seen", async () => {
  const id = made();
  expect(await save(id, 0, "示例：第一稿")).toMatchObject({ revision: 1, by: "示例起草人（区民政局）" });
  // The answer got lost: the same once more is the same revision.
  expect(await save(id, 0, "示例：第一稿")).toMatchObject({ revision: 1 });
  expect(await save(id, 1, "示例：第二稿")).toMatchObject({ revision: 2 });
  for (const [from, zh] of [[0, "示例：第一稿"], [1, "示例：另一稿"], [3, "示例：另一稿"]] as const) {
    expect(await save(id, from, zh, 409)).toMatchObject({ code: "draft_changed" });
  }
  const opened = await open(id);
  expect(opened).toMatchObject({ id, revision: 2, by: "示例起草人（区民政局）", draft: { title: { zh: "示例：第二稿", en: "" } }, links: [] });

  const other = made();
  await save(other, 0, "示例：另一份");
  const listed = await ask<{ drafts: object[] }>("");
  expect(listed.drafts.slice(0, 2)).toMatchObject([
    { id: other, title: { zh: "示例：另一份", en: "" }, document: "", revision: 1 },
    { id, title: { zh: "示例：第二稿", en: "" }, revision: 2, at: opened.at },
  ]);
  await save(id, 2, "示例：第三稿");
  expect((await ask<{ drafts: { id: string }[] }>("")).drafts[0]).toMatchObject({ id, revision: 3 });

  // Another agency has drafts of its own.
  expect((await ask<{ drafts: object[] }>("", undefined, 200, ELSEWHERE)).drafts).toEqual([]);
  expect(await ask(`/${id}`, undefined, 404, ELSEWHERE)).toMatchObject({ code: "not_found" });
  // The trail has the first save and not each.
  expect(await notes(id)).toEqual([{ act: "draft", why: "save", outcome: "done" }]);
});

test("what somebody has not seen is not discarded, and what is gone is gone", async () => {
  const id = made();
  await save(id, 0, "示例：甲");
  await save(id, 1, "示例：乙");
  const { token } = await link(id);
  expect(await ask(`/${id}/discard`, { from: 1 }, 409)).toMatchObject({ code: "draft_changed" });
  for (const _ of [1, 2]) expect(await ask(`/${id}/discard`, { from: 2 })).toEqual({});
  await ask(`/${id}`, undefined, 404);
  expect(await save(id, 2, "示例：丙", 409)).toMatchObject({ code: "draft_gone" });
  await link(id, 7, 404);
  await preview(token, 404);
  expect((await notes(id)).map(({ why }) => why)).toEqual(["save", "preview", "discard"]);
});

test("whoever has a link reads what was last saved, and nobody's name", async () => {
  const id = made();
  await save(id, 0, "示例：征求意见稿");
  const { token, until } = await link(id, 7);
  expect(token).toMatch(/^civil-affairs\.[\w-]{43}$/);
  expect(Math.abs(Date.parse(until) - Date.now() - 7 * DAY)).toBeLessThan(60_000);
  await save(id, 1, "示例：征求意见稿二");
  const seen = await preview(token);
  expect(seen).toMatchObject({ agency: "civil-affairs", revision: 2, until, draft: { title: { zh: "示例：征求意见稿二" } } });
  expect(Object.keys(seen).sort()).toEqual(["agency", "at", "draft", "revision", "until"]);
  expect(JSON.stringify(seen)).not.toContain("示例起草人");
  expect((await open(id)).links).toEqual([{ until }]);

  // One answer for whatever does not open.
  const end = token.at(-1) === "A" ? "E" : "A";
  const wrong = [token.slice(0, -1) + end, token.replace("civil-affairs", "health"), token.replace("civil-affairs", "nowhere"), `${token}A`, "", "x".repeat(500)];
  const answers = await Promise.all(wrong.map((one) => preview<object>(one, 404)));
  for (const answer of answers) expect(answer).toMatchObject({ code: "preview_over", detail: "这个预览链接已经失效。请向起草的人再要一个。" });

  const others = await Promise.all([link(id, 1), link(id, 30)]);
  expect((await open(id)).links.map(({ until }) => until)).toEqual([others[0].until, until, others[1].until]);
  for (const _ of [1, 2]) expect(await ask(`/${id}/preview/end`, {})).toEqual({});
  for (const one of [token, ...others.map(({ token }) => token)]) await preview(one, 404);
  expect((await open(id)).links).toEqual([]);
  expect((await notes(id)).map(({ why }) => why)).toEqual(["save", "preview", "preview", "preview", "end_previews"]);
  for (const days of [0, 31, -1, 1.5]) await link(id, days, 400);

  // The store keeps no token, and the server says none.
  const secret = token.split(".")[1]!;
  expect(district.printed).not.toContain(secret);
  for (const file of files(district.data)) expect(readFileSync(file).includes(secret), file).toBe(false);
});

const files = (folder: string): string[] =>
  readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]));

test("bounds hold", async () => {
  const id = made();
  await save(id, 0, "示例：边界");
  for (let more = 0; more < 20; more++) await link(id);
  expect(await link(id, 7, 409)).toMatchObject({ code: "too_many_links" });
  await ask(`/${id}/preview/end`, {});
  await link(id);

  const document = "示".repeat(499_000);
  expect(await ask(`/${id}`, { from: 1, draft: { document } })).toMatchObject({ revision: 2 });
  expect(await ask(`/${id}`, { from: 2, draft: { document: document + "示".repeat(2000) } }, 413)).toMatchObject({ code: "too_large" });
  for (const draft of [{ unknown: "示例" }, { points: [{}] }, { title: "示例" }, null]) await ask(`/${id}`, { from: 2, draft } as object, 400);
  expect((await open(id)).draft).toMatchObject({ document });
  for (const wrong of ["x", "018f0000-0000-4000-8000-000000000001", id.toUpperCase()]) await save(wrong, 0, "示例", 404);

  const { drafts } = await ask<{ drafts: object[] }>("");
  for (let more = drafts.length; more < 200; more++) await save(made(), 0, `示例：${more}`);
  expect(await save(made(), 0, "示例：多了", 409)).toMatchObject({ code: "too_many_drafts" });
  expect(await save(id, 2, "示例：照样保存")).toMatchObject({ revision: 3 });
  expect((await ask<{ drafts: object[] }>("")).drafts.length).toBe(200);
});

test("what was saved is there after the server was killed", async () => {
  const id = made();
  await ask(`/${id}`, { from: 0, draft: {} }, 200, ELSEWHERE);
  const { token } = await ask<{ token: string }>(`/${id}/preview`, { days: 1 }, 200, ELSEWHERE);
  await district.kill();
  await district.start();
  expect(await ask(`/${id}`, undefined, 200, ELSEWHERE)).toMatchObject({ revision: 1 });
  expect(await preview(token)).toMatchObject({ agency: "health", revision: 1 });
});
