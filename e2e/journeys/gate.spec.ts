import { createHash } from "node:crypto";
import { expect, test } from "@playwright/test";
import { audit } from "../auditor";
import { District } from "../district";
import { SamplePeople } from "../sample-people";

// The gate as the desk meets it: what is returned stays, what is signed is entered, what is published is amended and withdrawn, each with its reason.

interface Standing {
  id: string;
  stage: string;
  may: string[];
  replaces: string | null;
  replaced_by: string | null;
  remarks: { where: string; code: string | null; words: { zh: string; en: string } }[];
  answers: object[];
  amendment: { amends: string; reason: object } | null;
  steps: { step: string; role: string | null; mine: boolean }[];
}
interface Pack {
  id: string;
  title: { zh: string };
  interpretation: { points: object[] };
}

const [DRAFTER, REVIEWER, SIGNATORY] = ["civil-affairs-drafter", "civil-affairs-reviewer", "civil-affairs-signatory"] as const;
const ACTIVE = { attribute: "active" };
const PLAN = { forms: ["text"], by: "示例办公室" };
const REASON = { zh: "示例：标准提高", en: "Sample: more is paid" };
const REMARK = { where: "points/0", words: "示例：这一句和第三条不一致" };

let district: District;
let people: SamplePeople;
let sample: Pack;
test.beforeAll(async () => {
  district = await District.open();
  people = new SamplePeople(district);
  const page = await (await fetch(`${district.url}/d/elderly-allowance`)).text();
  const [, allowance] = /\/log\/proof\/([0-9a-f]{64})/.exec(page)!;
  sample = { ...((await (await fetch(`${district.url}/pack/${allowance}`)).json()) as Pack), id: "gate-sample" };
});
test.afterAll(() => district.close());

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const list = async (who: string, query = "") =>
  (await (await people.ask(who, `/api/publications${query}`)).json()) as { publications: Standing[]; next: number | null };

/** A version of the sample under a title. */
const version = (title: string, change: Partial<Pack> = {}) => JSON.stringify({ ...sample, title: { ...sample.title, zh: title }, ...change });

/** What a step is answered, which has this status. */
const step = async <Answer = Standing>(who: string, path: string, body: object, status = 200): Promise<Answer> => {
  const answer = await people.ask(who, `/api/publications${path}`, body);
  const text = await answer.text();
  expect(answer.status, `${path}: ${text}`).toBe(status);
  return JSON.parse(text) as Answer;
};
const handUp = (pack: string, more: object = {}) =>
  step(DRAFTER, "", { pack, attribute: { kind: "active" }, plan: PLAN, ...more });
const stage = async (id: string) => (await look<{ publication: Standing }>(DRAFTER, `/${id}`)).publication.stage;
const look = async <Answer>(who: string, path: string) => (await (await people.ask(who, `/api/publications${path}`)).json()) as Answer;

/** All the way into the record; its digest. */
const publish = async (pack: string, more: object = {}): Promise<string> => {
  const { id } = await handUp(pack, more);
  expect(id).toBe(digest(pack));
  expect((await step(REVIEWER, `/${id}/review`, ACTIVE)).stage).toBe("confidentiality_reviewed");
  expect((await step(SIGNATORY, `/${id}/sign`, ACTIVE)).stage).toBe("signed");
  await expect.poll(() => stage(id)).toBe("published");
  return id;
};

test("what is incomplete is refused with what is missing, and kept until another is in its place", async () => {
  const bare = version("示例：缺要点", { interpretation: { ...sample.interpretation, points: [] } });
  const problem = await step<{ code: string; findings: { where: string; code: string }[] }>(DRAFTER, "", { pack: bare }, 422);
  expect(problem).toMatchObject({ code: "incomplete" });
  expect(problem.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["no_points", "no_attribute", "no_plan"]));
  const { publications } = await list(DRAFTER, "?stage=returned");
  expect(publications[0]).toMatchObject({ id: digest(bare), stage: "returned", may: ["hand_up"], remarks: problem.findings });
  const line = (await people.trail("civil-affairs")).filter(({ on }) => on === `pack/${digest(bare)}`).at(-1);
  expect(line).toMatchObject({ act: "draft", outcome: { refused: "incomplete" } });

  const whole = version("示例：改好了");
  expect(await handUp(whole, { replaces: digest(bare) })).toMatchObject({ stage: "pack_complete", replaces: digest(bare), answers: problem.findings });
  expect((await list(DRAFTER, "?stage=returned")).publications[0]).toMatchObject({ replaced_by: digest(whole), may: [] });
  // The reviewer returns that one too, with a reason that has its place; whoever signs has not seen it until then.
  expect((await list(SIGNATORY)).publications.map(({ id }) => id)).not.toContain(digest(whole));
  const opened = await look<{ publication: Standing; pack: string }>(REVIEWER, `/${digest(whole)}`);
  expect(opened).toMatchObject({ pack: whole, publication: { may: ["review", "return"] } });
  await step(REVIEWER, `/${digest(whole)}/return`, { remarks: [] }, 422);
  await step(REVIEWER, `/${digest(whole)}/return`, { remarks: [REMARK] });
  expect((await look<{ publication: Standing }>(DRAFTER, `/${digest(whole)}`)).publication).toMatchObject({
    stage: "returned",
    remarks: [{ where: REMARK.where, code: null, words: { zh: REMARK.words } }],
    steps: [{ step: "hand_up", role: "drafter", mine: true }, { step: "return", role: "reviewer", mine: false }],
  });
  const noted = (await people.trail("civil-affairs")).filter(({ act }) => act === "return_pack").at(-1);
  expect(noted).toMatchObject({ on: `pack/${digest(whole)}`, why: REMARK.words, outcome: "done" });
});

test("nobody signs before review, confirms what is not there, or takes two steps", async () => {
  const pack = version("示例：次序");
  const { id } = await handUp(pack);
  expect(await step(SIGNATORY, `/${id}/sign`, ACTIVE, 409)).toMatchObject({ code: "not_reviewed" });
  expect(await step(REVIEWER, `/${id}/review`, { attribute: "withheld" }, 409)).toMatchObject({ code: "other_attribute" });
  await step(DRAFTER, `/${id}/review`, ACTIVE, 403);
  await step(REVIEWER, `/${id}/sign`, ACTIVE, 403);
  await step(DRAFTER, "", { pack, attribute: { kind: "active" }, plan: PLAN, more: 1 }, 400);
  await step(DRAFTER, "", sample, 400);
  expect(await stage(id)).toBe("pack_complete");
});

test("what is not published is kept, and leaves the record as it is", async () => {
  const before = await (await fetch(`${district.url}/log/checkpoint`)).text();
  const pack = version("示例：内部");
  const attribute = { kind: "withheld", ground: "internal_affairs", reason: "示例：只涉及本机关的排班" };
  const { id } = await handUp(pack, { attribute });
  await step(REVIEWER, `/${id}/review`, { attribute: "withheld" });
  expect(await step(SIGNATORY, `/${id}/sign`, { attribute: "withheld" })).toMatchObject({ stage: "kept", attribute });
  expect(await (await fetch(`${district.url}/log/checkpoint`)).text()).toBe(before);
  expect((await fetch(`${district.url}/pack/${id}`)).status).toBe(404);
});

test("a document is published, amended and withdrawn, and the record says why each time", async () => {
  const [first, second] = [version("示例：第一版"), version("示例：第二版")];
  // The search of the server keeps up with each step.
  const searched = async (words: string) => await (await fetch(`${district.url}/policies?q=${encodeURIComponent(`“${words}”`)}`)).text();
  const one = await publish(first);
  await expect.poll(() => searched("示例：第一版")).toContain("/d/gate-sample");
  expect(await step(DRAFTER, "", { pack: second, attribute: { kind: "active" }, plan: PLAN }, 422)).toMatchObject({
    findings: [{ code: "no_reason", where: "amendment" }],
  });
  const two = await publish(second, { reason: REASON });
  await expect.poll(() => searched("示例：第二版")).toContain("/d/gate-sample");
  expect(await searched("示例：第一版")).not.toContain("/d/gate-sample");
  expect((await look<{ publication: Standing }>(DRAFTER, `/${two}`)).publication.amendment).toEqual({ amends: one, reason: REASON });
  expect(await (await fetch(`${district.url}/d/gate-sample`)).text()).toContain("示例");
  const entry = async () => {
    const proof = await (await fetch(`${district.url}/log/proof/${two}`)).text();
    return JSON.parse(Buffer.from(/^extra (.*)$/m.exec(proof)![1]!, "base64").toString()) as object;
  };
  expect(await entry()).toMatchObject({ kind: "publication", pack: two, amendment: { amends: one, reason: REASON } });

  // An earlier version is not withdrawn.
  expect(await step(DRAFTER, `/${one}/withdraw`, { reason: REASON }, 409)).toMatchObject({ code: "changed" });
  expect(await step(DRAFTER, `/${two}/withdraw`, { reason: REASON })).toMatchObject({ stage: "withdrawing", may: [] });
  await step(DRAFTER, `/${two}/approve-withdrawal`, {}, 403);
  expect(await step(SIGNATORY, `/${two}/approve-withdrawal`, {})).toMatchObject({ stage: "withdrawn" });
  await expect.poll(async () => (await fetch(`${district.url}/d/gate-sample`)).status).toBe(410);
  expect(await (await fetch(`${district.url}/d/gate-sample/art/1`)).text()).toContain(REASON.zh);
  expect(await (await fetch(`${district.url}/d/gate-sample?lang=en`)).text()).toContain(REASON.en);
  expect(await (await fetch(`${district.url}/policies`)).text()).not.toContain("/d/gate-sample");
  expect(await searched("示例：第二版")).not.toContain("/d/gate-sample");
  // Nothing is deleted, and code by others accepts all of it.
  expect((await fetch(`${district.url}/pack/${two}`)).status).toBe(200);
  const found = await audit(async (path) => {
    const answer = await fetch(`${district.url}/${path}`);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  }, [district.setting("LOG_VKEY")]);
  expect(found.packs).toBe(found.size);
  // It comes back as another version, which says that it follows the withdrawal.
  expect(await step(DRAFTER, "", { pack: second, attribute: { kind: "active" }, plan: PLAN }, 409)).toMatchObject({ code: "not_now" });
  await publish(version("示例：第三版"), { reason: REASON });
  expect((await fetch(`${district.url}/d/gate-sample`)).status).toBe(200);
  // Each step of each is in the trail.
  const acts = (await people.trail("civil-affairs")).filter(({ on, outcome }) => on === `pack/${two}` && outcome === "done").map(({ act }) => act);
  expect(acts).toEqual(["draft", "review", "sign", "publish", "propose_withdrawal", "approve_withdrawal"]);
});

test("the list goes on where it ended", async () => {
  for (let number = 0; number < 55; number++) await handUp(version(`示例：第 ${number} 份`), { reason: REASON });
  const first = await list(REVIEWER, "?stage=pack_complete");
  expect(first.publications).toHaveLength(50);
  const rest = await list(REVIEWER, `?stage=pack_complete&before=${first.next}`);
  expect(rest.next).toBeNull();
  const ids = [...first.publications, ...rest.publications].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe(digest(version("示例：第 54 份")));
  expect(ids.length).toBeGreaterThanOrEqual(55);
});
