import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { offlineReady, type } from "../steps";

const SAMPLE = resolve(__dirname, "../../shared/sample");
const field = (page: Page) => page.locator("#app #filter");

/** Everything that a policy of the sample says, by its id: read from the files, without what the app makes of them. */
function texts(): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const id of readdirSync(SAMPLE)) {
    const folder = join(SAMPLE, id);
    const names = readdirSync(folder);
    const parts: { interpretation: unknown } = JSON.parse(readFileSync(join(folder, "pack.json"), "utf8"));
    const said: string[] = [];
    const take = (value: unknown): void => {
      if (typeof value === "string") said.push(value);
      else if (value && typeof value === "object") Object.values(value).forEach(take);
    };
    take(parts.interpretation);
    for (const name of names.filter((name) => /\.(md|txt)$/.test(name))) said.push(...readFileSync(join(folder, name), "utf8").split("\n"));
    all.set(id, said);
  }
  return all;
}

/** The documents that the page lists as found. */
async function found(page: Page): Promise<string[]> {
  const links = await page.locator("#app .found > li > h2 > a").evaluateAll((all) => all.map((one) => one.getAttribute("href")!));
  return links.map((address) => address.replace("/d/", "")).sort();
}

/** The page's answer to these very words. */
async function ask(page: Page, words: string): Promise<string[]> {
  await field(page).fill(words);
  await expect(page.locator('#app [aria-busy="false"]').locator(".found, .empty")).toBeVisible();
  return found(page);
}

test("what is found is what stands in the texts, and nothing is sent for it", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  await field(page).fill("老年");
  await expect(page.locator("#app .found")).toBeVisible();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));

  const all = texts();
  // Every seventeenth run of Chinese of a regulation, two to six characters of it; and the same characters in another order, which mostly stand nowhere.
  const samples: string[] = [];
  let seed = 7;
  for (const said of all.values()) {
    const runs = said.join("\n").match(/[\u4e00-\u9fff]{6,}/g)!;
    for (let at = 3; at < runs.length; at += 17) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const length = 2 + (seed % 5);
      samples.push(runs[at]!.slice(0, length));
      if (at % 2) samples.push([...runs[at]!.slice(0, length)].reverse().join(""));
    }
  }
  const some = samples.filter((_, at) => at % Math.ceil(samples.length / 110) === 0);
  let [nothing, compared] = [0, 0];
  for (const words of some) {
    const expected = [...all].filter(([, said]) => said.some((line) => line.includes(words))).map(([id]) => id).filter((id) => id !== "openness-measures").sort();
    nothing += expected.length ? 0 : 1;
    // The text of one is not in its folder.
    const here = (await ask(page, words)).filter((id) => id !== "openness-measures");
    // Of what stands in very many places the best are listed.
    const whole = !(await page.locator("#app .note").first().innerText()).includes("先列");
    if (whole) expect(here, words).toEqual(expected);
    else expect(expected, words).toEqual(expect.arrayContaining(here));
    compared += whole ? 1 : 0;
  }
  expect(compared).toBeGreaterThan(40);
  expect(nothing).toBeGreaterThan(5);
  expect(sent).toEqual([]);
});

test("offline: a hit stands in its sentence, and its article is one press away", async ({ page, district, context }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await type(field(page), "周岁以上 每月");
  const hit = page.locator("#app .hits a", { hasText: "第4条" }).first();
  await expect(hit.locator("mark").first()).toHaveText(/周岁以上|每月/);
  await hit.press("Enter");
  await expect(page).toHaveURL(/\/d\/elderly-allowance\/art\/4$/);
  await expect(page.locator("#app #art-4")).toBeFocused();
  await page.goBack();
  // Who comes back finds what they had looked for.
  await expect(field(page)).toHaveValue("周岁以上 每月");
  await expect(hit).toBeVisible();
});

test("quotation marks ask for exactly that, traditional characters for the same, and English is searched too", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  expect(await ask(page, "“老年综合津贴”")).toContain("elderly-allowance");
  expect(await ask(page, "老年綜合津貼")).toContain("elderly-allowance");
  expect(await ask(page, "SOCIAL security card")).toContain("elderly-allowance");
  expect(await ask(page, "“津贴老年”")).toEqual([]);
});

test("an address with words is answered by all that the device has, never before it is read", async ({ page, district, context }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  for (const offline of [false, true, true]) {
    await context.setOffline(offline);
    await page.goto(`${district.url}/policies?words=${encodeURIComponent("轮候名册")}`);
    await expect(page.locator('#app [aria-busy="false"]').locator(".found, .empty")).toBeVisible();
    expect(await found(page)).toEqual(["public-rental-housing"]);
  }
});

test("a pasted sentence is one phrase, a number of an article is as regulations write it, and too much is said to be", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  expect(await ask(page, "Those who buy a home, leave their work in the district or let the home to others must give it up.")).toEqual(["public-rental-housing"]);
  expect((await ask(page, "第9条 转租")).length).toBeGreaterThan(0);
  await field(page).fill("老年".repeat(150));
  await expect(page.getByText("要找的话太长")).toBeVisible();
});

test("filters narrow it down, say that they do, and let go", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  const all = await ask(page, "申请");
  await page.locator("#app .find-filters summary").click();
  await page.getByLabel("机关").selectOption({ label: "区民政局" });
  await expect.poll(() => found(page)).not.toEqual(all);
  for (const id of await found(page)) {
    const pack: { agency: string } = JSON.parse(readFileSync(join(SAMPLE, id, "pack.json"), "utf8"));
    expect(pack.agency).toBe("civil-affairs");
  }
  await expect(page.locator("#app .find-filters summary")).toHaveText("筛选（1 项）");
  await page.getByLabel("从哪一天起发布的").fill("2030-01-01");
  await expect(page.getByText("按现在的筛选没有找到“申请”。")).toBeVisible();
  await page.getByRole("button", { name: "不筛选" }).click();
  await expect.poll(() => found(page)).toEqual(all);
});

test("what is not found says where it was looked for, and can be asked for with the same words", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  await field(page).fill("地铁十九号线");
  await expect(page.getByText(/没有找到“地铁十九号线”，已逐字查过本机的 25 件文件/)).toBeVisible();
  await page.getByRole("link", { name: "向机关申请公开" }).click();
  await expect(page.getByTestId("wanted")).toHaveValue(/地铁十九号线/);
});

test("without a thread the titles and texts are still filtered", async ({ page, district }) => {
  await page.addInitScript(() => Object.assign(window, { Worker: undefined }));
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  await field(page).fill("老年综合津贴");
  await expect(page.locator("#app .row-title", { hasText: "老年综合津贴" })).toBeVisible();
  await expect(page.locator("#app .row-title")).toHaveCount(1);
});

test("typing fast ends with the answer to what stands there", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  const words = "残疾人两项补贴与养老服务补贴住房公积金";
  for (let at = 1; at <= words.length; at++) await field(page).fill(words.slice(0, at));
  await field(page).fill("轮候名册");
  await expect.poll(() => found(page)).toEqual(["public-rental-housing"]);
});
