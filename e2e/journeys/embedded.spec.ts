import { expect, test } from "../fixture";
import { fillRequest, say, signIn } from "../steps";

test("inside another app, without its own bars and without a service worker, everything online works", async ({ browser, district }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${district.url}/?embedded`);
  await expect(page.locator("#app .card").first()).toBeVisible();
  await expect(page.locator(".bar")).toBeHidden();
  const places = page.locator("#app .tabs");
  expect(await places.evaluate((it) => getComputedStyle(it).position)).toBe("static");

  await say(page, "birth_date", "1954-03-01");
  await say(page, "hukou", "shanghai");
  const card = page.getByTestId("card").filter({ hasText: "老年综合津贴" });
  await expect(card).toContainText("因为");
  await card.getByRole("link").first().click();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await page.getByRole("link", { name: "我的", exact: true }).click();
  await page.getByRole("button", { name: "长者版" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-elder", "20");

  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  // In 长者版 its own row stays: it holds the voice, the size of the text and the way out.
  await expect(page.locator("#app .bar").getByRole("button", { name: "普通版" })).toBeVisible();
  await fillRequest(page, "示例：2025年老年综合津贴的发放人数");
  await expect(page.locator("#app")).toContainText(/〔\d{4}〕第1号-收件/);
  await context.close();
});
