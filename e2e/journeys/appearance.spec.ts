import { expect, test } from "../fixture";
import { offlineReady } from "../steps";
import { recordVoice } from "../voice";

test("长者版: in by one touch, larger, remembered, and out again", async ({ page, district }) => {
  await page.goto(district.url);
  await offlineReady(page);
  await page.getByRole("button", { name: "长者版" }).click();
  const size = (selector: string) => page.locator(selector).first().evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
  expect(await size("body")).toBe(20);
  await expect(page.getByRole("button", { name: "普通版" })).toBeFocused();
  await page.getByRole("button", { name: "字大" }).click();
  await page.getByRole("button", { name: "字大" }).click();
  expect(await size("body")).toBe(30);
  await expect(page.getByRole("button", { name: "字大" })).toHaveAttribute("aria-disabled", "true");

  await page.goto(`${district.url}/policies`);
  expect(await size("body")).toBe(30);
  for (const target of await page.locator("button:visible, .tabs a, .bar a").all()) {
    const box = await target.boundingBox();
    expect(box!.height, await target.innerText()).toBeGreaterThanOrEqual(59.5);
  }
  const everything = await page.locator("#app").innerText();
  await page.getByRole("button", { name: "普通版" }).click();
  expect(await size("body")).toBeLessThan(20);
  for (const title of await page.locator("#app .row-title").allInnerTexts()) expect(everything).toContain(title);
  await page.reload();
  await expect(page.getByRole("button", { name: "长者版" })).toBeVisible();
});

test("长者版: a link opens in it, also without scripts", async ({ browser, district }) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${district.url}/d/elderly-allowance?elder`);
    await expect(page.locator("html")).toHaveAttribute("data-elder", "20");
    await context.close();
  }
});

test("长者版: each page is read aloud, in its order and language, and stops when one leaves", async ({ page, district }) => {
  await page.addInitScript(recordVoice);
  await page.goto(`${district.url}/policies?elder`);
  await offlineReady(page);
  const spoken = () => page.evaluate(() => (window as unknown as { spoken: [string, string][] }).spoken);
  await page.getByRole("button", { name: "听" }).click();
  await expect(page.getByRole("button", { name: "听" })).toBeVisible();
  await expect.poll(async () => (await spoken()).length).toBeGreaterThan(10);
  const first = (await spoken())[0];
  expect(first).toEqual(["zh-CN", await page.locator("#app h1").innerText()]);
  const read = (await spoken()).map(([, text]) => text).join("");
  for (const title of await page.locator("#app .row-title").allInnerTexts()) expect(read.replace(/\s/g, "")).toContain(title.replace(/\s/g, ""));

  await page.evaluate(() => Object.assign(window, { silent: true }));
  await page.getByRole("button", { name: "听" }).click();
  await expect(page.locator(".spoken")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "停" })).toBeVisible();
  await page.getByRole("link", { name: "首页", exact: true }).click();
  await expect(page.getByRole("button", { name: "听" })).toBeVisible();
  await expect(page.locator(".spoken")).toHaveCount(0);
});

test("where a browser has no voice, 听 says so", async ({ page, district }) => {
  await page.addInitScript(() => Object.defineProperty(window, "speechSynthesis", { value: undefined, configurable: true }));
  await page.goto(`${district.url}/policies?elder`);
  await page.getByRole("button", { name: "听" }).click();
  await expect(page.getByText("没有朗读的声音")).toBeVisible();
});

test("a link opens the app in English, as it does the served page", async ({ page, district }) => {
  await page.goto(`${district.url}/policies?lang=en`);
  await expect(page.locator("#app").getByRole("heading", { level: 1 })).toHaveText("Policies");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});
