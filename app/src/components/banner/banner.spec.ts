import { expect, test } from "../../../../e2e/patterns";

test("a banner says its words, and what it offers is a button", async ({ pattern }) => {
  const banner = pattern("banner");
  await expect(banner.getByText("您已离线")).toBeVisible();
  await expect(banner.getByRole("button", { name: "更新" })).toBeEnabled();
});

test("going offline is said to a screen reader, in a place that was there before", async ({ page, context, pattern }) => {
  const places = page.locator("#app > [role=status], #app > [role=alert]");
  expect(await places.count()).toBeGreaterThanOrEqual(4);
  await context.setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event("offline")));
  await expect(places.filter({ hasText: "您已离线" })).toHaveAttribute("role", "status");
  await expect(pattern("banner")).toBeVisible();
});
