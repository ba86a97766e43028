import type { Locator, Page } from "@playwright/test";
import { publishChanged } from "../amended";
import { expect, test } from "../fixture";
import { kept, offlineReady } from "../steps";
import { recordVoice } from "../voice";

const HOUSING = "/d/public-rental-housing";
const tool = (page: Page, name: string | RegExp): Locator => page.locator("#app .tools").getByRole("button", { name });

/** Opens a document with its tools. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await offlineReady(page);
  await expect(page.locator("#app .tools")).toBeVisible();
}

/** Selects words of an article as a finger does. */
async function select(page: Page, article: string, words: string): Promise<void> {
  await page.locator(`#app #art-${article}`).scrollIntoViewIfNeeded();
  await page.evaluate(
    ([article, words]) => {
      const texts = document.createTreeWalker(document.querySelector(`#app #art-${article}`)!, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const at = text.nodeValue!.indexOf(words!);
        if (at < 0) continue;
        getSelection()!.setBaseAndExtent(text, at, text, at + words!.length);
        return;
      }
      throw new Error(`no ${words}`);
    },
    [article, words],
  );
}

/** The words that stand out under a name. */
const highlighted = (page: Page, name: string) =>
  page.evaluate((name) => [...((CSS as unknown as { highlights: Map<string, Iterable<Range>> }).highlights.get(name) ?? [])].map(String), name);

test("marked words and notes stay where they were through an amendment that inserts an article", async ({ page, district, context }) => {
  await open(page, district.url + HOUSING);
  await select(page, "8", "轮候名册公开");
  await tool(page, "写笔记").click();
  const notes = page.locator("dialog#marks");
  await notes.getByLabel("您的笔记").fill("下次去问号码");
  await notes.getByRole("button", { name: "关闭" }).click();
  await select(page, "3", "劳动合同期限在12个月以上");
  await tool(page, "标记").click();
  await expect(page.locator("#app #art-3")).toHaveClass(/has-note/);
  await expect.poll(() => highlighted(page, "noted")).toEqual(["轮候名册公开", "劳动合同期限在12个月以上"]);

  // Article 5 is inserted, those behind it are renumbered, and article 3 says something else.
  await publishChanged(district, "public-rental-housing", "sample", {
    text: (text) => {
      const numbers = ["五", "六", "七", "八", "九", "十"];
      let changed = text.replace("12个月以上", "6个月以上").replace("2026年4月1日起施行。2021年的公共租赁住房申请办法（示例）同时废止。", "2026年10月1日起施行。");
      for (const [at, number] of [...numbers.entries()].reverse()) changed = changed.replace(`第${number}条（`, `第${numbers[at + 1] ?? "十一"}条（`);
      return changed.replace("第六条（租金）", "第五条（新增）一人可以提出一次。\n\n第六条（租金）");
    },
    pack: (pack) => {
      const parts = JSON.parse(pack);
      const moved = (one: { article: string }) => (Number(one.article) >= 5 ? { ...one, article: String(Number(one.article) + 1) } : one);
      parts.interpretation = Object.fromEntries(Object.entries(parts.interpretation).map(([name, list]) => [name, name === "terms" ? list : []]));
      parts.interpretation.points = JSON.parse(pack).interpretation.points.map(moved);
      return JSON.stringify(parts).replaceAll("12个月", "6个月").replaceAll("12 months", "6 months").replace('"at_least":12', '"at_least":6');
    },
  });
  await page.reload();
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("#app #art-9")).toContainText("轮候名册公开");
  await expect.poll(() => highlighted(page, "noted")).toEqual(["轮候名册公开"]);
  await expect(page.locator("#app #art-9")).toHaveClass(/has-note/);
  await tool(page, /记/).click();
  const rows = page.locator("dialog#marks .notes > li");
  await expect(rows).toHaveCount(2);
  // In the order of the text: what article 3 said stays to be read, with that it changed.
  await expect(rows.nth(0)).toContainText("第3条的文字已经改了");
  await expect(rows.nth(0).locator("blockquote")).toHaveText("劳动合同期限在12个月以上");
  await expect(rows.nth(1).locator("a")).toHaveText("第9条");
  await expect(rows.nth(1).getByLabel("您的笔记")).toHaveValue("下次去问号码");

  await rows.nth(0).getByRole("button", { name: "删去" }).click();
  await expect(rows).toHaveCount(1);
  await page.locator("dialog#marks").getByRole("button", { name: "撤销" }).click();
  await expect(rows).toHaveCount(2);
});

test("two pages write the same note: neither text is lost, and one that was removed elsewhere is there again", async ({ page, district, context }) => {
  await open(page, district.url + HOUSING);
  await select(page, "8", "轮候名册公开");
  await tool(page, "写笔记").click();
  const field = (on: Page) => on.locator("dialog#marks").getByLabel("您的笔记");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("第一页");
  const other = await context.newPage();
  await open(other, district.url + HOUSING);
  await tool(other, /记/).click();
  await expect(field(other)).toHaveValue("第一页");
  await field(other).fill("第一页，第二页写的");
  await field(page).pressSequentially("接着写");
  await expect.poll(async () => (await kept(page, "meta")).join("")).toContain("接着写");
  await page.reload();
  await expect(page.locator("#app .tools")).toBeVisible();
  await tool(page, /记/).click();
  await expect(field(page)).toHaveCount(2);
  const texts = await field(page).evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value).sort());
  expect(texts).toEqual(["第一页接着写", "第一页，第二页写的"].sort());
  await other.close();
  const third = await context.newPage();
  await open(third, district.url + HOUSING);
  await tool(third, /记/).click();
  await third.locator("dialog#marks").getByRole("button", { name: "删去" }).first().click();
  await field(page).first().pressSequentially("！");
  await third.reload();
  await expect(third.locator("#app .tools")).toBeVisible();
  await tool(third, /记/).click();
  await expect(field(third)).toHaveCount(2);
});

test("reading aloud begins with what is in view, marks the very words, and stops", async ({ page, district }) => {
  await page.addInitScript(recordVoice);
  await page.addInitScript(() => Object.assign(window, { held: true }));
  await open(page, district.url + HOUSING);
  await page.locator("#app #art-6").evaluate((article) => window.scrollTo(0, article.getBoundingClientRect().top + scrollY - 130));
  await tool(page, /听/).click();
  const spoken = () => page.evaluate(() => (window as unknown as { spoken: [string, string][] }).spoken);
  await expect.poll(async () => (await spoken()).length).toBe(1);
  expect((await spoken())[0]![1].replace(/\s/g, "")).toBe("第六条租期");
  await expect.poll(async () => (await highlighted(page, "spoken")).join("").replace(/\s/g, "")).toBe("第六条租期");
  await tool(page, /停/).click();
  await expect.poll(() => highlighted(page, "spoken")).toEqual([]);
  await expect(tool(page, /听/)).toBeVisible();
});

test("type, lines and colours are as they were chosen, from the first picture on", async ({ page, district }) => {
  await open(page, district.url + HOUSING);
  const style = () =>
    page.evaluate(() => {
      const root = getComputedStyle(document.documentElement);
      return { size: parseFloat(root.fontSize), paper: root.backgroundColor, line: parseFloat(getComputedStyle(document.querySelector("#app .reader")!).lineHeight) };
    });
  const before = await style();
  await tool(page, /字/).click();
  const sheet = page.locator("dialog#type");
  await sheet.getByLabel("特大").check();
  await sheet.getByLabel("更宽").check();
  await sheet.getByLabel("深色").check();
  await sheet.getByLabel("慢").check();
  await page.keyboard.press("Escape");
  await expect(tool(page, /字/)).toBeFocused();
  const after = await style();
  expect(after.size).toBeGreaterThan(before.size * 1.3);
  expect(after.line / after.size).toBeGreaterThan((before.line / before.size) * 1.2);
  expect(after.paper).not.toBe(before.paper);
  await page.reload();
  // Before the app is there.
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${after.size}px`);
  await expect(page.locator("#app .tools")).toBeVisible();
  expect(await style()).toEqual(after);
});

test("by keyboard alone: from the list to a marked article, its note, and back", async ({ page, district }) => {
  await open(page, district.url + HOUSING);
  await page.locator("#app #art-2").evaluate((article) => article.scrollIntoView());
  await tool(page, /记/).focus();
  await page.keyboard.press("Enter");
  const notes = page.locator("dialog#marks");
  await expect(notes).toBeVisible();
  await notes.getByRole("button", { name: /加书签/ }).focus();
  await page.keyboard.press("Enter");
  await expect(notes.locator(".notes > li")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/art\/\d+$/);
  await expect(page.locator("#app .article.is-marked")).toBeFocused();
});

test("find within the document: hits of it alone, and one press away", async ({ page, district }) => {
  await open(page, district.url + HOUSING);
  await tool(page, /搜/).click();
  await page.locator("#find-within").fill("轮候");
  const sheet = page.locator("dialog#find");
  await expect(sheet.locator(".hits a").first()).toBeVisible();
  for (const address of await sheet.locator(".hits a").evaluateAll((all) => all.map((one) => one.getAttribute("href")))) expect(address).toMatch(/^\/d\/public-rental-housing/);
  await sheet.locator(".hits a", { hasText: "第8条" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.locator("#app #art-8")).toBeFocused();
});

test("one file holds the document, opens anywhere, and has nothing of this device in it", async ({ page, district, browser }, info) => {
  await open(page, district.url + HOUSING);
  await select(page, "3", "劳动合同期限");
  await tool(page, "标记").click();
  await page.evaluate(() => getSelection()!.removeAllRanges());
  await expect(tool(page, /更多/)).toBeVisible();
  await tool(page, /更多/).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("dialog#more").getByRole("button", { name: /存为一个文件/ }).click()]);
  const path = info.outputPath("kept.html");
  await download.saveAs(path);
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const kept = await context.newPage();
  await kept.goto(`file://${path}`);
  await expect(kept.locator("h1")).toHaveText("公共租赁住房申请办法（示例）");
  await expect(kept.locator("#art-10")).toContainText("2026年4月1日");
  expect(await kept.locator("button, script, .concerns, dialog, svg").count()).toBe(0);
  await expect(kept.locator("body")).toContainText("轮候");
  await expect(kept.locator("body")).not.toContainText("还差");
  await context.close();
});

test("a quotation is copied with its document, article and address", async ({ page, district, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await open(page, district.url + HOUSING);
  await select(page, "6", "合同一次签2年");
  await tool(page, "复制这段").click();
  await expect(page.locator("#app .tools-said")).toHaveText("已复制。");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`“合同一次签2年”\n——《公共租赁住房申请办法（示例）》 第六条\n${district.url}/d/public-rental-housing/art/6`);
});

test("a number of the easy text shows the article that it comes from", async ({ page, district }) => {
  await open(page, district.url + HOUSING);
  await page.locator("#app #points").getByRole("button", { name: "12个月" }).click();
  await expect(page.getByRole("note")).toContainText("第3条");
  await expect(page.getByRole("note")).toContainText("劳动合同期限在12个月以上");
});

for (const how of ["长者版", "200 % text"]) {
  test(`offline in ${how}: read, listened to, and noted`, async ({ page, district, context }) => {
    await page.addInitScript(recordVoice);
    await open(page, district.url + HOUSING + (how === "长者版" ? "?elder" : ""));
    await context.setOffline(true);
    await page.reload();
    if (how !== "长者版") await page.evaluate(() => void (document.documentElement.style.fontSize = "200%"));
    await expect(page.locator("#app .tools")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const listen = how === "长者版" ? page.getByTestId("listen") : page.getByTestId("listen-here");
    await listen.click();
    await expect.poll(() => page.evaluate(() => (window as unknown as { spoken: unknown[] }).spoken.length)).toBeGreaterThan(5);
    await tool(page, /记/).click();
    await expect(page.locator("dialog#marks")).toBeVisible();
    await page.locator("dialog#marks").getByRole("button", { name: /加书签/ }).click();
    await expect(page.locator("dialog#marks .notes > li")).toHaveCount(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
