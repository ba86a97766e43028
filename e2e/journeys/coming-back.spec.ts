import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { offlineReady } from "../steps";

const down = (page: Page) => page.evaluate(() => window.scrollY);

/** Scrolls, and waits until the page has noted where it stands. */
async function scrollTo(page: Page, y: number): Promise<void> {
  await page.evaluate((to) => window.scrollTo(0, to), y);
  await expect.poll(() => page.evaluate(() => history.state as number)).toBeCloseTo(y, -1);
}

test("back, forward and loading again lead to where a page was left", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await offlineReady(page);
  await page.locator("#filter").fill("老年");
  const rows = page.locator('#app [aria-busy="false"] .found > li');
  await expect(rows.first()).toBeVisible();
  const found = await rows.count();
  expect(found).toBeGreaterThan(0);

  await page.locator("#app").getByRole("link", { name: /老年综合津贴/ }).first().click();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await scrollTo(page, 700);
  await page.goBack();
  await expect(page.locator("#filter")).toHaveValue("老年");
  await expect(rows).toHaveCount(found);
  await page.goForward();
  await expect.poll(() => down(page)).toBeCloseTo(700, -1);

  await page.reload();
  await expect(page.locator("#app:not([hidden]) #art-1")).toBeVisible();
  await expect.poll(() => down(page)).toBeCloseTo(700, -1);

  await page.locator(".tabs").getByRole("link", { name: "政策" }).click();
  await expect(page.locator("#filter")).toHaveValue("");
});

test("an article's address leads to it, and back to where one was", async ({ page, district }) => {
  await page.goto(`${district.url}/d/elderly-allowance/art/4`);
  await expect(page.locator("#app #art-4.is-marked")).toBeFocused();
  const atArticle = await down(page);
  expect(atArticle).toBeGreaterThan(100);
  await scrollTo(page, atArticle + 300);
  await page.locator("#app #art-2 a").first().evaluate((link: HTMLElement) => link.click());
  await expect(page.locator("#app #art-2.is-marked")).toBeFocused();
  await page.goBack();
  await expect(page.locator("#app #art-4.is-marked")).toBeFocused();
  await expect.poll(() => down(page)).toBeCloseTo(atArticle + 300, -1);
});

test("the article that the address names already is shown again, and stays marked in the other language", async ({ page, district }) => {
  await page.goto(`${district.url}/d/elderly-allowance`);
  const link = page.locator('#app .points a[href$="/art/3"]').first();
  await link.click();
  await expect(page.locator("#app #art-3.is-marked")).toBeFocused();
  const there = await down(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await link.click();
  await expect(page.locator("#app #art-3.is-marked")).toBeFocused();
  await expect.poll(() => down(page)).toBeCloseTo(there, -1);

  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator(".bar button[lang=en]").click();
  await expect(page.locator("#app h1")).toContainText("allowance");
  await expect(page.locator("#app #art-3.is-marked")).toHaveCount(1);
  await expect(page.locator(".bar button[lang=zh-CN]")).toBeFocused();
});

test("Back from a place on the page leads to where one was on it", async ({ page, district }) => {
  await page.goto(`${district.url}/d/elderly-allowance`);
  await expect(page.locator("#app #art-1")).toBeVisible();
  await scrollTo(page, 300);
  await page.locator('#app .jump a[href="#terms"]').click();
  await expect.poll(() => down(page)).toBeGreaterThan(600);
  await page.goBack();
  await expect.poll(() => down(page)).toBeCloseTo(300, -1);
});

test("who changes their mind before the next page is drawn stays where they were", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await expect(page.locator("#app .rows a").first()).toBeVisible();
  await scrollTo(page, 400);
  // In one turn of the browser: no page is drawn in between.
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('nav.tabs a[href="/me"]')!.click();
    history.back();
  });
  await expect(page).toHaveURL(/policies$/);
  await expect(page.locator("#app h1")).toHaveText("政策");
  await expect(page.locator('nav.tabs a[href="/policies"]')).toHaveAttribute("aria-current", "page");
  await expect.poll(() => down(page)).toBeCloseTo(400, -1);
  // The page still notes where it is.
  await scrollTo(page, 500);
  await page.evaluate(() => {
    for (const address of ["/me", "/request", "/policies"]) document.querySelector<HTMLElement>(`nav.tabs a[href="${address}"]`)!.click();
  });
  await expect(page).toHaveURL(/policies$/);
  await expect(page.locator("#app h1")).toHaveText("政策");
  await page.evaluate(() => {
    for (const address of ["/me", "/request"]) document.querySelector<HTMLElement>(`nav.tabs a[href="${address}"]`)!.click();
  });
  await expect(page.locator("#app h1")).toHaveText("申请公开政府信息");
  await expect(page.locator("#app h1")).toBeFocused();
});

test("the focus stays on what was pressed when it is drawn anew", async ({ page, district }) => {
  await page.goto(district.url);
  await offlineReady(page);
  const language = page.locator(".bar").getByRole("button", { name: "EN" });
  await language.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator(".bar").getByRole("button", { name: "中文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");

  await page.goto(`${district.url}/me`);
  const hukou = page.locator('[data-fact="hukou"]');
  const answer = hukou.locator('[data-answer="shanghai"]');
  await expect(answer).toBeVisible();
  await answer.focus();
  await expect(answer).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(hukou).toHaveAttribute("data-said", "true");
  await expect(answer).toBeFocused();

  // What was pressed goes with the fact; a second press must say nothing.
  await hukou.getByRole("button", { name: "忘掉" }).focus();
  await page.keyboard.press("Enter");
  await expect(hukou).toHaveAttribute("data-said", "false");
  await expect(hukou).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-said="true"]')).toHaveCount(0);
});
