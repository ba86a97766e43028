import AxeBuilder from "@axe-core/playwright";
import type { Browser, Locator, Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { Recorder } from "../recorder";
import { SamplePeople } from "../sample-people";
import { answer, kept, LOOK, offlineReady, signIn } from "../steps";
import { untilAnswered } from "../until-answered";

// A notice from idea to the people whom it is for, and back: written by clicking, approved by another, found by each device, recalled.

const open = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();

/** Somebody who said these facts and stands on the home page. */
async function resident(browser: Browser, url: string, facts: [string, string][]): Promise<Page> {
  const page = await open(browser);
  await page.goto(`${url}/me`);
  await page.waitForLoadState("networkidle");
  for (const [fact, said] of facts) await answer(page, fact, said);
  await page.goto(url);
  await offlineReady(page);
  return page;
}

/** Opens the page again until the record has brought what it shows. */
const shows = (page: Page, what: () => Locator) =>
  expect(async () => {
    await page.reload();
    await expect(what()).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 30_000 });

const coming = (page: Page) => page.getByRole("region", { name: "给您的通知" });

/** A notice of the elderly allowance, as a client of the interface writes it. */
function notice(id: string, more: object = {}): object {
  const day = (ahead: number) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
  return {
    format: 1, id, agency: "civil-affairs", sample: true, kind: "news",
    title: { zh: "示例：津贴通知", en: "Sample: about the allowance" }, text: { zh: "示例正文。", en: "A sample text." },
    subject: "resident",
    audience: { all: [
      { condition: { fact: "birth_date", test: { age_at_least: 65 }, article: "2" } },
      { condition: { fact: "hukou", test: { one_of: ["shanghai"] }, article: "2" } },
    ] },
    policies: ["elderly-allowance"], from: day(0), until: day(30), ...more,
  };
}

const named = (number: number) => `notice-0190f3c2-0000-7000-8000-${String(number).padStart(12, "0")}`;

test("from idea to approved notice, to those alone whom it is for, and recalled", async ({ browser, district }) => {
  const [author, head] = [await open(browser), await open(browser)];
  const old = await resident(browser, district.url, [["birth_date", "1950-01-01"], ["hukou", "shanghai"]]);
  const young = await resident(browser, district.url, [["birth_date", "2001-12-31"], ["hukou", "shanghai"]]);

  await signIn(author, district, "civil-affairs-administrator");
  await author.goto(`${district.url}/staff/notices`);
  await expect(author.getByText("本机关还没有通知。")).toBeVisible();
  await author.getByTestId("write-notice").click();
  await author.getByTestId("notice-policy").selectOption("elderly-allowance");
  // The policy's own conditions and a template's words stand there to begin with.
  await expect(author.getByTestId("in-words")).toContainText("满 65 岁");
  await expect(author.getByTestId("title-zh")).toHaveValue(/老年综合津贴/);
  await expect(author.getByTestId("reach")).toContainText("10 类里：1 类收到");

  // One more condition, clicked together; the plain words and the sample people follow.
  await author.getByTestId("add-line").click();
  const line = author.getByTestId("line").last();
  await line.getByLabel(/看什么/).selectOption("low_income");
  await expect(author.getByTestId("in-words")).toContainText("低收入家庭");
  await expect(author.getByTestId("reach")).toContainText("0 类收到");
  await line.getByLabel(/怎么看/).selectOption({ label: "不是" });
  await expect(author.getByTestId("in-words")).toContainText("不是低收入家庭");
  // An alternative, begun and taken back; then the line.
  await line.getByRole("button", { name: "加“或者”" }).click();
  await expect(author.getByTestId("findings")).not.toContainText("可以提交了");
  await line.getByRole("button", { name: "删去第 3 行第 2 个条件" }).click();
  await line.getByRole("button", { name: "删去第 3 行第 1 个条件" }).click();
  await expect(author.getByTestId("in-words")).not.toContainText("低收入");

  // Nothing typed is lost: the page is closed and opened again.
  await author.getByTestId("title-zh").fill("示例：津贴可以领了");
  await expect.poll(async () => (await kept(author, "drafts")).join("")).toContain("津贴可以领了");
  await author.reload();
  await expect(author.getByTestId("title-zh")).toHaveValue("示例：津贴可以领了");
  const found = await new AxeBuilder({ page: author }).analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);

  await author.getByTestId("text-en").fill("");
  await expect(author.getByTestId("findings")).toContainText("中文和英文都要写");
  await expect(author.getByTestId("propose")).toHaveAttribute("aria-disabled", "true");
  await author.getByTestId("text-en").fill("A monthly allowance.");
  await expect(author.getByTestId("findings")).toContainText("可以提交了");
  await author.getByTestId("propose").click();
  await expect(author.getByTestId("stage")).toContainText("待审核");
  await expect(author.getByText("这条是您写的，要另一位同事审核。")).toBeVisible();
  await expect(author.getByTestId("approve")).toHaveCount(0);
  expect(await kept(author, "drafts")).toEqual([]);

  // A second person returns it once, then approves.
  await signIn(head, district, "civil-affairs-head");
  await head.goto(`${district.url}/staff/notices`);
  await head.getByRole("link", { name: "示例：津贴可以领了" }).click();
  // What is approved stands there in full: for whom, and in the other language too.
  await expect(head.getByTestId("whole")).toContainText("满 65 岁");
  await expect(head.getByTestId("whole")).toContainText("A monthly allowance.");
  await head.getByTestId("return-why").fill("示例：请写清楚怎么领");
  await head.getByTestId("return").click();
  await expect(head.getByTestId("stage")).toContainText("已退回");
  await author.reload();
  await expect(author.getByText("退回的理由：示例：请写清楚怎么领")).toBeVisible();
  await author.getByTestId("edit-notice").click();
  await author.getByTestId("text-zh").fill("示例：每月自动发到卡里，不用申请。");
  await author.getByTestId("propose").click();
  await expect(author.getByTestId("stage")).toContainText("待审核");
  await head.reload();
  await head.getByTestId("approve").click();
  await head.getByTestId("approve-yes").click();
  await expect(head.getByTestId("stage")).toContainText("已发送");

  // Each device finds by itself whether it is meant.
  await shows(old, () => coming(old));
  await expect(coming(old)).toContainText("示例：津贴可以领了");
  await expect(coming(old)).toContainText("因为");
  await young.reload();
  await offlineReady(young);
  await expect(coming(young)).toHaveCount(0);
  await coming(old).getByRole("link", { name: "全部通知" }).click();
  await expect(old.getByTestId("notice")).toContainText("每月自动发到卡里");
  const looked = await new AxeBuilder({ page: old }).analyze();
  expect(looked.violations.map(({ id }) => id)).toEqual([]);

  // Recalled, with a reason that whoever had it reads.
  await author.reload();
  await author.getByTestId("recall").click();
  await expect(author.getByText("请先选原因。")).toBeVisible();
  await author.getByLabel("发错了对象").check();
  await author.getByTestId("recall").click();
  await author.getByTestId("recall-yes").click();
  await expect(author.getByTestId("stage")).toContainText("已撤回");
  await shows(old, () => old.getByRole("region", { name: "已撤回" }));
  await expect(old.getByRole("region", { name: "已撤回" })).toContainText("发错了对象");
  await expect(old.getByTestId("notice")).toHaveCount(0);
});

test("what one wants no more of does not come up, also without a network", async ({ browser, district }) => {
  const people = new SamplePeople(district);
  await send(people, 1);
  const page = await resident(browser, district.url, [["birth_date", "1950-01-01"], ["hukou", "shanghai"]]);
  await expect(coming(page).getByRole("listitem")).toHaveCount(1);
  await page.goto(`${district.url}/notices`);
  await offlineReady(page);
  await page.context().setOffline(true);

  await page.getByRole("button", { name: /^知道了/ }).click();
  await page.goto(district.url);
  await expect(page.getByTestId("card").first()).toBeVisible();
  await expect(coming(page)).toHaveCount(0);
  await page.goto(`${district.url}/notices`);
  await page.getByRole("button", { name: /^放回首页/ }).click();

  await page.getByRole("button", { name: "不再接收" }).click();
  await expect(page.getByTestId("notice")).toHaveCount(0);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByTestId("notice")).toHaveCount(1);
  await page.getByRole("button", { name: "关闭推送" }).click();
  await expect(page.getByText("推送已关闭，通知不会再出现。")).toBeVisible();
  await page.goto(district.url);
  await expect(page.getByRole("link", { name: "推送已关闭，可在这里打开" })).toBeVisible();
  await expect(page.getByTestId("card").first()).toBeVisible();
  await expect(coming(page)).toHaveCount(0);
  await page.goto(`${district.url}/notices`);
  await page.getByRole("button", { name: "打开推送" }).click();
  await expect(page.getByTestId("notice")).toHaveCount(1);
  await page.goto(district.url);
  await expect(coming(page).getByRole("listitem")).toHaveCount(1);
});

/** Approves what was answered to its proposal. */
async function approve(people: SamplePeople, who: string, proposed: Response): Promise<Response> {
  const { notice, digest } = (await proposed.json()) as { notice: { id: string }; digest: string };
  return people.ask(who, `/api/notices/${notice.id}/approve`, { seen: digest });
}

/** Proposes by the administrator and approves by the head. */
async function send(people: SamplePeople, number: number, more: object = {}): Promise<number> {
  const proposed = await people.ask("civil-affairs-administrator", "/api/notices", notice(named(number), more));
  expect(proposed.status, await proposed.clone().text()).toBe(200);
  return (await approve(people, "civil-affairs-head", proposed)).status;
}

test("a package is put together on the device: in order, with what it brings, what is left out and what is open", async ({ browser, district }) => {
  const people = new SamplePeople(district);
  const parents = {
    agency: "health", kind: "package", title: { zh: "示例：新生儿家庭礼包", en: "Sample: a new baby" },
    audience: { all: [{ condition: { fact: "children", test: { some: { at_least: 1, are: { age_under: 3 } } }, article: "2" } }] },
    policies: ["childcare-subsidy", "infant-care-deduction", "talent-apartment", "public-rental-housing", "elderly-allowance"],
  };
  const proposed = await people.ask("health-administrator", "/api/notices", notice(named(1), parents));
  expect(proposed.status, await proposed.clone().text()).toBe(200);
  expect((await approve(people, "health-head", proposed)).status).toBe(200);
  const born = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
  const page = await resident(browser, district.url, [["birth_date", "1994-09-20"], ["hukou", "shanghai"], ["children", born], ["works_in_district", "yes"], ["owns_home", "no"]]);
  await expect(coming(page)).toContainText("政策礼包 5 项");
  await page.goto(`${district.url}/notices`);
  // 3,600 yuan a year for a child who stays under 3 for all of the 365 days.
  await expect(page.getByTestId("headline")).toContainText("今后一年约 3,600 元，1 项");
  await expect(page.getByTestId("step")).toHaveCount(1);
  await expect(page.getByTestId("step")).toContainText("现在可以申请");
  await page.getByText("还有 3 项要看您没填的").click();
  await expect(page.getByTestId("notice")).toContainText("缴纳个人所得税");
  await expect(page.getByTestId("notice")).toContainText("另有 1 项对您不适用");

  // With the rest said, one of two that exclude each other is taken, and it says why the other is not.
  await page.goto(`${district.url}/me`);
  await page.waitForLoadState("networkidle");
  await answer(page, "pays_income_tax", "yes");
  await page.locator('[data-fact="contract_months"] input').fill("24");
  await page.locator('[data-fact="contract_months"] input').blur();
  await page.goto(`${district.url}/notices`);
  await expect(page.getByTestId("headline")).toContainText("3 项");
  await page.getByText("没有选上的 1 项，为什么").click();
  await expect(page.getByTestId("notice")).toContainText("只能选一样");
});

test("the server believes no client: nobody approves alone, too often, or what is not fit", async ({ district }) => {
  const people = new SamplePeople(district);
  const propose = async (what: object, who = "civil-affairs-administrator") => {
    const answer = await people.ask(who, "/api/notices", what);
    return [answer.status, ((await answer.json()) as { code?: string }).code];
  };
  expect(await propose(notice(named(1)))).toEqual([200, undefined]);
  const seen = "0".repeat(64);
  const alone = await people.ask("civil-affairs-administrator", `/api/notices/${named(1)}/approve`, { seen });
  expect([alone.status, ((await alone.json()) as { code: string }).code]).toEqual([403, "same_person"]);
  // Another agency has no such notice, and may not speak for this one.
  expect((await people.ask("health-head", `/api/notices/${named(1)}/approve`, { seen })).status).toBe(404);
  // Nobody approves what was written anew since they looked at it.
  const other = await people.ask("civil-affairs-head", `/api/notices/${named(1)}/approve`, { seen });
  expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([409, "changed"]);
  expect(await propose(notice(named(2)), "health-administrator")).toEqual([403, "forbidden"]);
  for (const more of [
    { policies: ["no-such-policy"] },
    { policies: [] },
    { id: "notice-1" },
    { text: { zh: "示例：请打 13800000000", en: "x" } },
    { policies: ["elderly-allowance", "childcare-subsidy"] },
    { subject: "firm" },
    { title: { zh: "", en: "" } },
    { from: "2020-01-01" },
    { sample: false },
    { audience: { all: [{ condition: { fact: "employees", test: { at_least: 1 }, article: "2" } }] } },
    { audience: { all: [{ condition: { fact: "birth_date", test: { age_at_least: 65 }, article: "99" } }] } },
    { recall: { reason: "sent_twice", on: "2026-11-29" } },
  ]) {
    expect(await propose(notice(named(3), more)), JSON.stringify(more)).toEqual([422, "unfit"]);
  }
  expect(await propose(notice(named(3), { id: "elderly-allowance" }))).toEqual([409, "name_taken"]);
  for (const broken of [{ people: ["resident-a"] }, { kind: "alert" }, { audience: { all: [{ condition: { fact: "shoe_size", test: { is: true }, article: "2" } }] } }]) {
    expect(await propose(notice(named(3), broken)), JSON.stringify(broken)).toEqual([400, "malformed"]);
  }
  // Deep and large: refused before anything is made of it.
  const deep = `{"all":[`.repeat(1_000) + `]}`.repeat(1_000);
  const text = JSON.stringify(notice(named(3), { audience: "DEEP" })).replace('"DEEP"', deep);
  expect((await people.ask("civil-affairs-administrator", "/api/notices", text)).status).toBe(400);
  const long = notice(named(3), { text: { zh: "长".repeat(3_500_000), en: "x" } });
  const large = await untilAnswered(() => people.ask("civil-affairs-administrator", "/api/notices", long));
  expect(large.status).toBe(413);

  // Three in seven days, and what is recalled counts.
  for (const number of [1, 4, 5]) expect(await send(people, number)).toBe(200);
  expect((await people.ask("civil-affairs-head", `/api/notices/${named(4)}/recall`, { reason: "sent_twice" })).status).toBe(200);
  const proposed = await people.ask("civil-affairs-administrator", "/api/notices", notice(named(6)));
  expect(proposed.status).toBe(200);
  const often = await approve(people, "civil-affairs-head", proposed);
  expect(often.status).toBe(409);
  expect(await often.json()).toMatchObject({ code: "too_often_sent" });
  // Approving or recalling again changes nothing.
  expect((await people.ask("civil-affairs-head", `/api/notices/${named(5)}/approve`, { seen })).status).toBe(200);
  const recall = (reason: string) => people.ask("civil-affairs-head", `/api/notices/${named(4)}/recall`, { reason });
  expect([(await recall("sent_twice")).status, (await recall("wrong_content")).status]).toEqual([200, 409]);
  // Its author never comes to have approved it.
  expect((await people.ask("civil-affairs-administrator", `/api/notices/${named(5)}/approve`, { seen })).status).toBe(409);
  // What was sent cannot be written anew.
  expect(await propose(notice(named(5)))).toEqual([409, "not_now"]);
  const trail = (await people.trail("civil-affairs")).map(({ act, outcome }) => `${act} ${JSON.stringify(outcome)}`);
  expect(trail).toContain('approve_notice {"refused":"same_person"}');
  // What was done before is no deed.
  expect(trail.filter((line) => line === 'recall_notice "done"')).toHaveLength(1);
  expect(trail.filter((line) => line === 'approve_notice "done"')).toHaveLength(3);
  // Nobody takes another agency's name, also not that of a notice.
  const taken = await people.ask("health-administrator", "/api/notices", notice(named(5), { agency: "health", policies: ["childcare-subsidy"], audience: { all: [] } }));
  expect([taken.status, ((await taken.json()) as { code: string }).code]).toEqual([409, "name_taken"]);
  // Thirty wait at most, so that nobody hides what was sent behind what was not; its author takes one away.
  const wait = async (number: number) => (await people.ask("civil-affairs-administrator", "/api/notices", notice(named(number)))).status;
  for (let number = 100; number < 129; number++) expect(await wait(number)).toBe(200);
  expect(await wait(129)).toBe(409);
  expect((await people.ask("civil-affairs-head", `/api/notices/${named(100)}/withdraw`, {})).status).toBe(403);
  expect((await people.ask("civil-affairs-administrator", `/api/notices/${named(100)}/withdraw`, {})).status).toBe(200);
  expect(await wait(129)).toBe(200);
  const listed = (await (await people.ask("civil-affairs-head", "/api/notices")).json()) as { stage: string }[];
  expect(listed.filter(({ stage }) => stage === "sent")).toHaveLength(2);
  // In no list of documents, and at no address of one.
  expect((await fetch(`${district.url}/d/${named(5)}`)).status).toBe(404);
  expect(await (await fetch(`${district.url}/policies`)).text()).not.toContain("津贴通知");
});

test("nothing that is written is lost, and what is on the screen is what is sent", async ({ browser, district }) => {
  const context = await browser.newContext();
  const author = await context.newPage();
  await signIn(author, district, "civil-affairs-administrator");
  await author.goto(`${district.url}/staff/notices`);
  await author.getByTestId("write-notice").click();
  await author.getByTestId("notice-policy").selectOption("elderly-allowance");
  await author.getByTestId("title-zh").fill("示例：第一页写的");
  await expect.poll(async () => (await kept(author, "drafts")).join("")).toContain("第一页写的");

  // The same draft on another page: whoever changes it second is told, and says which goes on.
  const other = await context.newPage();
  await other.goto(author.url());
  await other.getByTestId("text-zh").fill("示例：第二页写的");
  await expect.poll(async () => (await kept(author, "drafts")).join("")).toContain("第二页写的");
  await author.getByTestId("title-zh").fill("示例：第一页又写的");
  await expect(author.getByTestId("elsewhere")).toContainText("另一个页面改过");
  expect((await kept(author, "drafts")).join("")).toContain("第二页写的");
  await author.getByRole("button", { name: "用那边的" }).click();
  await expect(author.getByTestId("text-zh")).toHaveValue("示例：第二页写的");
  await expect(author.getByTestId("elsewhere")).toBeEmpty();
  await other.close();

  // A day that is none is not kept behind one that is.
  await author.getByTestId("notice-until").fill("2020-01-01");
  await author.getByTestId("notice-until").blur();
  await expect(author.getByTestId("findings")).toContainText("结束日期早于开始日期");
  await expect(author.getByTestId("propose")).toHaveAttribute("aria-disabled", "true");
  await author.getByTestId("notice-until").fill("");
  await author.getByTestId("notice-until").blur();
  await expect(author.getByTestId("notice-until")).toHaveValue("2020-01-01");
  await author.getByTestId("notice-until").fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await author.getByTestId("notice-until").blur();

  // Discarded by mistake.
  await author.getByRole("button", { name: "丢掉草稿" }).click();
  await expect(author.getByText("草稿已丢掉")).toBeVisible();
  await author.getByTestId("restore").click();
  await expect(author.getByTestId("text-zh")).toHaveValue("示例：第二页写的");
  await author.getByTestId("propose").click();
  await expect(author.getByTestId("stage")).toContainText("待审核");

  // The head has it open while it is written anew: what was seen is not what would be sent.
  const head = await open(browser);
  await signIn(head, district, "civil-affairs-head");
  await head.goto(author.url());
  await head.getByTestId("return-why").fill("示例：不会丢的理由");
  await head.getByTestId("approve").click();
  await author.getByTestId("edit-notice").click();
  await author.getByTestId("title-zh").fill("示例：换了标题");
  await author.getByTestId("propose").click();
  await expect(author.getByTestId("stage")).toContainText("待审核");
  await head.getByTestId("approve-yes").click();
  await expect(head.getByTestId("step-said")).toContainText("又改过");
  await expect(head.getByTestId("notice")).toContainText("换了标题");
  await expect(head.getByTestId("stage")).toContainText("待审核");
  // A step that does not get through leaves what was typed.
  await head.context().setOffline(true);
  await head.getByTestId("return").click();
  await expect(head.getByTestId("step-said")).toContainText("连不上");
  await expect(head.getByTestId("return-why")).toHaveValue("示例：不会丢的理由");
  await head.context().setOffline(false);
  await author.getByTestId("withdraw").click();
  await expect(author.getByTestId("title-zh")).toHaveValue("示例：换了标题");
});

test("two opposite people send the same requests while notices come and are opened", async ({ browser, district }) => {
  const people = new SamplePeople(district);
  expect(await send(people, 1)).toBe(200);
  expect(await send(people, 2, { audience: { all: [{ condition: { fact: "birth_date", test: { age_under: 40 }, article: "2" } }] } })).toBe(200);
  await expect.poll(async () => (await (await fetch(`${district.url}/log/checkpoint`)).text()).split("\n")[1]).toBe("27");
  const recorder = await Recorder.open(district.port);
  const visit = async (facts: [string, string][], reads: string): Promise<string[]> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const go = async (path: string, asks: RegExp) => {
      const before = recorder.count(asks);
      await page.goto(recorder.url + path);
      await expect.poll(() => recorder.count(asks)).toBeGreaterThan(before);
      await expect(page.locator("#app:not([hidden]) h1")).toBeVisible();
      await recorder.quiet();
    };
    await go("/", LOOK);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await recorder.quiet();
    for (const [fact, said] of facts) {
      await go("/me", /^\/api\/session$/);
      await answer(page, fact, said);
      await go("/", LOOK);
    }
    await expect(coming(page).getByRole("listitem")).toHaveCount(1);
    await go("/notices", /^\/api\/session$/);
    await expect(page.getByTestId("notice")).toHaveCount(1);
    await page.getByRole("link", { name: reads }).click();
    await expect(page.locator("#app #art-1")).toBeVisible();
    await recorder.quiet();
    await context.close();
    return recorder.take().filter((sent) => !sent.startsWith('["GET","/sw.js"'));
  };
  const old = await visit([["birth_date", "1940-01-01"], ["hukou", "shanghai"]], "老年综合津贴");
  const young = await visit([["birth_date", "2001-12-31"], ["hukou", "elsewhere"]], "老年综合津贴");
  recorder.close();
  expect(old.length).toBeGreaterThan(20);
  expect(young).toEqual(old);
});
