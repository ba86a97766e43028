import { expect, test } from "../../../../e2e/patterns";

test("skip link first, then the bar; one main part, one heading of the first level", async ({ page, pattern }) => {
  await expect(pattern("shell")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await expect(page.getByRole("banner")).toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("navigation", { name: "主要页面" }).getByRole("link")).toHaveText(["首页", "政策", "申请", "我的"]);
});
