import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { District } from "../district";
import { expect, test } from "../fixture";
import { SamplePeople } from "../sample-people";
import { offlineReady, signIn } from "../steps";
import { wordFile } from "../word-file";

// 起草台: from a file of a word processor to the public record; two people at once; without a network; for people who only have a link.

const DRAFTER = "civil-affairs-drafter";
const TEXT = [
  "示例办法",
  "（示例〔2026〕9号）",
  "第一条 为了示例，制定本办法。",
  "第二条 年满65周岁的老年人，每月可以领取示例补贴150元。",
  "第三条 本办法自2026年12月1日起施行。",
].join("\n");

const field = (page: Page, place: string) => page.locator(`[data-place="${place}"]`);
const below = (page: Page, list: string, part: string) => page.locator(`[data-place^="${list}/"][data-place$="/${part}"]`);
const reached = (page: Page) => page.getByTestId("reached");
const part = (page: Page, name: string) => page.locator(`details[data-part="${name}"]`);
const shown = (page: Page) => page.frameLocator("iframe.desk-phone");

/** A wide screen, on which all of the desk is in sight. */
async function atDesk(browser: { newContext(options: object): Promise<BrowserContext> }, district: District): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1500, height: 900 } })).newPage();
  await signIn(page, district, DRAFTER);
  await page.goto(`${district.url}/staff/drafts`);
  await expect(page.getByTestId("write-draft")).toBeVisible();
  return page;
}

async function open(page: Page, name: string): Promise<void> {
  if (!(await part(page, name).evaluate((details) => (details as HTMLDetailsElement).open))) await part(page, name).locator("summary").first().click();
}

/** What breaks a rule of WCAG 2.2 AA, the frame aside. */
async function broken(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await new AxeBuilder({ page }).exclude("iframe").withTags(tags).analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
}

/** Begins a draft with a text; its address. */
async function begin(page: Page, text = TEXT): Promise<string> {
  await page.getByTestId("write-draft").click();
  await page.waitForURL(/\/staff\/drafts\/[0-9a-f-]{36}$/);
  await field(page, "document").fill(text);
  return page.url();
}

/** All that a short document needs besides its text and one point. */
async function fillBasics(page: Page, id: string): Promise<void> {
  await open(page, "basics");
  const texts = { "title/zh": "示例：起草台办法", "title/en": "Sample measures", "topic/zh": "示例", "topic/en": "Sample", id };
  for (const [place, text] of Object.entries(texts)) await field(page, place).fill(text);
  await open(page, "contact");
  for (const [place, text] of Object.entries({ office: "示例窗口", telephone: "021-0000-0000", address: "示例路1号" })) {
    await field(page, `contact/${place}`).fill(text);
  }
}

async function writePoint(page: Page, zh: string, en: string): Promise<void> {
  await page.getByTestId("add-points").click();
  await below(page, "points", "text/zh").last().fill(zh);
  await below(page, "points", "text/en").last().fill(en);
  await below(page, "points", "articles").last().fill("2");
}

async function handUp(page: Page): Promise<void> {
  await open(page, "hand-up");
  await page.getByLabel("主动公开", { exact: true }).check();
  await expect(page.getByTestId("hand-up")).not.toHaveAttribute("aria-disabled", "true");
  await page.getByTestId("hand-up").click();
  await expect(page.getByTestId("hand-up-said")).toContainText("已经报送");
}

test("from a Word file to the public record, with a 退文 on the way", async ({ browser, district }) => {
  const people = new SamplePeople(district);
  const page = await atDesk(browser, district);
  await page.locator("summary", { hasText: "从文件开始" }).click();
  await page.getByTestId("draft-file").setInputFiles({ name: "示例.docx", mimeType: "application/octet-stream", buffer: wordFile(TEXT) });
  await page.waitForURL(/\/staff\/drafts\/[0-9a-f-]{36}$/);
  await expect(page.getByTestId("draft-title")).toHaveText("示例办法");
  await expect(field(page, "document")).toHaveValue(/第二条 年满65周岁/);

  // Article by article: what is not explained yet says so, and what is added cites its article.
  await page.getByRole("tab", { name: "逐条看" }).click();
  const article = page.locator(".desk-articles > li").nth(1);
  await expect(article).toContainText("还没有解读");
  await article.getByRole("button", { name: "写要点：第二条" }).click();
  await expect(below(page, "points", "text/zh")).toBeFocused();
  await expect(below(page, "points", "articles")).toHaveValue("2");
  await expect(article).toContainText("解读 1 处");
  // A figure that the article does not have is found while it is typed, where it is typed.
  await below(page, "points", "text/zh").fill("满65周岁，每月有180元。");
  await below(page, "points", "text/en").fill("From 65, 180 yuan a month.");
  await expect(page.getByTestId("entry").first().locator(".field-error").first()).toContainText("180元");
  await fillBasics(page, "desk-sample");
  await open(page, "hand-up");
  await page.getByLabel("主动公开", { exact: true }).check();
  await expect(page.getByTestId("hand-up")).toHaveAttribute("aria-disabled", "true");
  await page.getByTestId("checks").getByRole("button", { name: /180元/ }).first().click();
  await expect(below(page, "points", "text/zh")).toBeFocused();
  await below(page, "points", "text/zh").fill("满65周岁，每月有150元。");
  await below(page, "points", "text/en").fill("From 65, 150 yuan a month.");
  await expect(page.getByTestId("entry").first().locator(".field-error")).toHaveCount(0);
  // The frame shows what a phone will.
  await expect(shown(page).locator("#app h1")).toHaveText("示例：起草台办法");
  await expect(shown(page).locator("#points")).toContainText("每月有150元");
  await page.getByRole("group", { name: "在手机上的样子" }).getByRole("button", { name: "长者版" }).click();
  await expect(shown(page).locator("html")).toHaveAttribute("data-elder", "20");
  await expect(page.locator("html")).not.toHaveAttribute("data-elder");
  // Nothing in the frame leads away from it.
  for (const link of [".tabs a", "#points a"]) await shown(page).locator(link).last().dispatchEvent("click");
  await expect(shown(page).locator("#points")).toContainText("每月有150元");
  await handUp(page);
  // What is under way is not handed up a second time.
  await expect(page.getByTestId("hand-up")).toHaveAttribute("aria-disabled", "true");
  await expect(part(page, "hand-up")).toContainText("正在审查签发");

  // 退文, mended, and on.
  const list = async () => {
    const answer = await people.ask("civil-affairs-reviewer", "/api/publications");
    return ((await answer.json()) as { publications: { id: string; document: string; stage: string; answers: object[] }[] }).publications;
  };
  const step = async (who: string, id: string, step: string, body: object) => {
    const answer = await people.ask(`civil-affairs-${who}`, `/api/publications/${id}/${step}`, body);
    expect(answer.status, await answer.text()).toBe(200);
  };
  const waiting = async () => (await list()).find(({ document, stage }) => document === "desk-sample" && stage === "pack_complete")!;
  await step("reviewer", (await waiting()).id, "return", { remarks: [{ where: "points", words: "示例：请说明每月几号发" }] });
  await page.reload();
  await open(page, "hand-up");
  await expect(part(page, "hand-up")).toContainText("请说明每月几号发");
  await writePoint(page, "年满65周岁就可以领。", "Anybody of 65 may have it.");
  await handUp(page);
  const second = await waiting();
  expect(second.answers.length).toBe(1);
  await step("reviewer", second.id, "review", { attribute: "active" });
  await step("signatory", second.id, "sign", { attribute: "active" });
  await expect.poll(async () => (await fetch(`${district.url}/d/desk-sample`)).status).toBe(200);
  const resident = await (await browser.newContext()).newPage();
  await resident.goto(`${district.url}/d/desk-sample`);
  await expect(resident.locator("#app #points")).toContainText("年满65周岁就可以领");
});

test("two drafters on one pack see each other’s work, and decide where they meet", async ({ browser, district }) => {
  const [first, second] = [await atDesk(browser, district), await atDesk(browser, district)];
  const address = await begin(first);
  await expect(reached(first)).toHaveText("已存到本机关");
  await second.goto(address);
  await expect(field(second, "document")).toHaveValue(TEXT);
  for (const page of [first, second]) await open(page, "basics");

  // Each in another place: both have both, and nobody is asked anything.
  await field(first, "title/zh").fill("示例：甲写的标题");
  await field(second, "topic/zh").fill("乙写的主题");
  await expect(reached(first)).toHaveText("已存到本机关");
  await expect(reached(second)).toHaveText("已存到本机关");
  await expect(field(first, "topic/zh")).toHaveValue("乙写的主题", { timeout: 25_000 });
  await expect(field(second, "title/zh")).toHaveValue("示例：甲写的标题", { timeout: 25_000 });
  await expect(first.getByTestId("conflict")).toHaveCount(0);

  // In one place, one of them without a network: neither text is lost, and whoever comes later decides.
  await second.context().setOffline(true);
  await field(second, "title/en").fill("By the second");
  await field(second, "document").fill(TEXT.replace("150元", "160元"));
  await expect(reached(second)).toContainText("联网后自动存到本机关");
  await field(first, "title/en").fill("By the first");
  await expect(reached(first)).toHaveText("已存到本机关");
  await second.context().setOffline(false);
  const conflict = second.getByTestId("conflict");
  await expect(conflict).toHaveCount(1, { timeout: 25_000 });
  await expect(conflict).toContainText("By the first");
  await expect(conflict).toContainText("By the second");
  await expect(field(second, "document")).toHaveValue(/160元/);
  // Until somebody decides, what the agency has stays, and nothing is handed up.
  await expect(field(second, "title/en")).toHaveValue("By the first");
  await expect(reached(second)).toHaveText("已存到本机关");
  await expect(field(first, "title/en")).toHaveValue("By the first");
  await conflict.getByRole("button", { name: "换成我写的" }).click();
  await expect(field(second, "title/en")).toHaveValue("By the second");
  await second.getByRole("button", { name: "撤销" }).click();
  await expect(field(second, "title/en")).toHaveValue("By the first");
  await conflict.getByRole("button", { name: "保留现在的" }).click();
  await expect(conflict).toHaveCount(0);
  await expect(field(first, "document")).toHaveValue(/160元/, { timeout: 25_000 });
  await expect(field(first, "title/en")).toHaveValue("By the first");

  // What one discarded is not lost for the other.
  await first.getByTestId("discard").click();
  await first.getByTestId("discard-yes").click();
  await expect(first).toHaveURL(/\/staff\/drafts$/);
  await expect(first.getByTestId("draft-row")).toHaveCount(0);
  await expect(reached(second)).toContainText("已被删除", { timeout: 25_000 });
  await second.getByRole("button", { name: "另存成一份新的" }).click();
  await expect(second).not.toHaveURL(address);
  await expect(field(second, "document")).toHaveValue(/160元/);
  await expect(reached(second)).toHaveText("已存到本机关");
});

test("what is written without a network outlives the page, and goes to the agency later", async ({ browser, district }) => {
  const page = await atDesk(browser, district);
  const address = await begin(page);
  await expect(reached(page)).toHaveText("已存到本机关");
  await expect(shown(page).locator("#app h1")).toBeVisible();
  await offlineReady(page);
  await page.context().setOffline(true);
  await open(page, "points");
  await writePoint(page, "没有网也能写。", "Without a network.");
  await expect(reached(page)).toContainText("联网后自动存到本机关");
  await page.goto(address);
  await expect(below(page, "points", "text/zh")).toHaveValue("没有网也能写。");
  await expect(shown(page).locator("#points")).toContainText("没有网也能写");
  await page.goto(`${district.url}/staff/drafts`);
  await expect(page.getByTestId("draft-row")).toHaveCount(1);
  await page.context().setOffline(false);
  await expect
    .poll(async () => {
      const answer = await new SamplePeople(district).ask(DRAFTER, `/api/drafts/${address.split("/").pop()}`);
      return ((await answer.json()) as { draft: { points: object[] } }).draft.points.length;
    })
    .toBe(1);
});

test("what one person writes is never kept or sent as another’s who signs in on the same device", async ({ browser, district }) => {
  const page = await atDesk(browser, district);
  const address = await begin(page);
  await expect(reached(page)).toHaveText("已存到本机关");
  await page.context().setOffline(true);
  await open(page, "basics");
  await field(page, "title/zh").fill("示例：民政局的草稿");
  await expect(reached(page)).toContainText("联网后自动存到本机关");
  await page.context().setOffline(false);
  const other = await page.context().newPage();
  await signIn(other, district, "housing-drafter");
  await expect(page.getByText("没有这份草稿，或者它已被删除。")).toBeVisible();
  const people = new SamplePeople(district);
  expect(await (await people.ask("housing-drafter", "/api/drafts")).json()).toEqual({ drafts: [] });
  const wrong = { from: 0, draft: {}, person: DRAFTER };
  expect((await people.ask("housing-drafter", "/api/drafts/01980000-0000-7000-8000-000000000001", wrong)).status).toBe(409);
  await other.close();
  await signIn(page, district, DRAFTER);
  await page.goto(address);
  await expect(field(page, "title/zh")).toHaveValue("示例：民政局的草稿");
  await expect(reached(page)).toHaveText("已存到本机关");
});

test("two pages of one device on one draft lose nothing of either", async ({ browser, district }) => {
  const page = await atDesk(browser, district);
  const address = await begin(page);
  await expect(reached(page)).toHaveText("已存到本机关");
  const second = await page.context().newPage();
  await second.setViewportSize({ width: 1500, height: 900 });
  await second.goto(address);
  await open(page, "hand-up");
  await page.getByLabel("不予公开", { exact: true }).check();
  await page.getByTestId("not-open").fill("示例：理由写在这一页");
  await open(second, "basics");
  await field(second, "title/zh").fill("示例：标题写在那一页");
  await expect(reached(second)).toHaveText("已存到本机关");
  await page.close();
  await second.reload();
  await open(second, "hand-up");
  await expect(second.getByTestId("not-open")).toHaveValue("示例：理由写在这一页");
  await open(second, "basics");
  await expect(field(second, "title/zh")).toHaveValue("示例：标题写在那一页");
});

test("whoever has the link reads the draft until the link ends, and no longer", async ({ browser, district }) => {
  const page = await atDesk(browser, district);
  await begin(page);
  await open(page, "basics");
  await field(page, "title/zh").fill("示例：给同事看的草稿");
  await open(page, "link");
  await expect(reached(page)).toHaveText("已存到本机关");
  await page.getByTestId("make-link").click();
  const link = await page.getByTestId("preview-link").inputValue();
  const reader = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  const asked: string[] = [];
  reader.on("request", (request) => asked.push(request.url()));
  await reader.goto(link);
  await expect(reader.locator("#app h1").last()).toHaveText("示例：给同事看的草稿");
  await expect(reader.locator("#app #art-2")).toBeVisible();
  await expect(reader.getByText("这是草稿的预览，还没有公开")).toBeVisible();
  expect(await broken(reader)).toEqual([]);
  // The secret is in no address that anybody is asked for.
  const token = link.split("#")[1]!;
  expect(asked.filter((address) => address.replace(/#.*/, "").includes(token))).toEqual([]);
  // Nor does anything on the page take it out of the address.
  await reader.locator("a.skip").focus();
  await reader.keyboard.press("Enter");
  expect(reader.url()).toBe(link);
  await page.getByTestId("end-links").click();
  await expect(page.getByText("预览链接都已停用")).toBeVisible();
  await reader.reload();
  await expect(reader.getByText("这个预览链接已经失效")).toBeVisible();
  await reader.goto(`${district.url}/preview`);
  await expect(reader.getByText("这里没有要预览的")).toBeVisible();
});

test("what is taken out comes back, and a file that is none changes nothing", async ({ browser, district }) => {
  const page = await atDesk(browser, district);
  await begin(page);
  await open(page, "points");
  await writePoint(page, "第一句。", "First.");
  await writePoint(page, "第二句。", "Second.");
  await page.getByRole("button", { name: "要点第 2 条上移" }).click();
  await expect(below(page, "points", "text/zh").first()).toHaveValue("第二句。");
  await page.getByRole("button", { name: "删除要点第 1 条" }).click();
  await expect(page.getByTestId("entry")).toHaveCount(1);
  await below(page, "points", "text/zh").first().fill("第一句，改过。");
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByTestId("entry")).toHaveCount(2);
  await expect(below(page, "points", "text/zh").first()).toHaveValue("第二句。");
  await expect(below(page, "points", "text/zh").last()).toHaveValue("第一句，改过。");

  const file = page.getByTestId("document-file");
  for (const [name, buffer, said] of [
    ["不是.docx", Buffer.from("PK\x03\x04不是压缩包", "latin1"), "这个文件没有读进来"],
    ["旧的.doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), "这个文件没有读进来"],
    ["太大.txt", Buffer.alloc(5_000_001, "a"), "超过 5 MB"],
  ] as const) {
    await file.setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await expect(page.locator("#document-file-error"), name).toContainText(said);
    await expect(field(page, "document")).toHaveValue(TEXT);
  }
  await file.setInputFiles({ name: "示例.md", mimeType: "text/markdown", buffer: Buffer.from("新示例办法\n第一条 新的。") });
  await expect(field(page, "document")).toHaveValue(/第一条 新的。/);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(field(page, "document")).toHaveValue(TEXT);
});

test("the desk can be used on a phone, in 长者版, in both languages, and breaks no rule of WCAG 2.2 AA", async ({ browser, district }) => {
  const page = await atDesk(browser, district);
  const address = await begin(page);
  await open(page, "points");
  await writePoint(page, "满65周岁，每月有180元。", "From 65, 180 yuan a month.");
  await expect(reached(page)).toHaveText("已存到本机关");
  for (const [width, elder, language, scheme] of [
    [1500, undefined, "zh-CN", "light"],
    [390, undefined, "en", "dark"],
    [390, "20", "zh-CN", "light"],
    [320, "30", "en", "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(
      ([language, elder]) => {
        localStorage.setItem("mingbai-language", language!);
        if (elder) localStorage.setItem("mingbai-elder", elder);
        else localStorage.removeItem("mingbai-elder");
      },
      [language, elder] as const,
    );
    await page.goto(address);
    await expect(page.getByTestId("draft-title")).toBeVisible();
    for (const look of ["text", "easy", "checks", "shown"]) {
      if (width < 1200) await page.locator(`.desk-views [data-look="${look}"]`).click();
      for (const details of await page.locator("details.group:visible").all()) await details.evaluate((one) => one.setAttribute("open", ""));
      await expect(shown(page).locator("#app h1")).toHaveCount(1);
      // What the frame holds is a page of its own.
      expect(await broken(page), `${width} ${elder} ${language} ${look}`).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, `${width} ${elder} ${language} ${look}`).toBeLessThanOrEqual(0);
    }
  }
});
