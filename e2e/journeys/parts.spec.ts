import { expect, test } from "../fixture";
import { offlineReady } from "../steps";

test("offline every page opens, although only one was visited", async ({ page, context, district }) => {
  await page.goto(district.url);
  await offlineReady(page);
  await context.setOffline(true);
  for (const [address, title] of [["/request", "申请"], ["/me", "我的"], ["/sign-in", "登录"], ["/staff", "收到的申请"], ["/clock", "时限计算"], ["/firm", "企业"]]) {
    await page.goto(`${district.url}${address}`);
    await expect(page.locator("#app h1")).toContainText(title!);
  }
});

test("where nothing is kept, a part that cannot be fetched says so and comes with the network", async ({ browser, district }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(district.url);
  await expect(page.locator("#app .card").first()).toBeVisible();
  await context.setOffline(true);
  const heading = page.getByRole("heading", { level: 1 });
  await page.getByRole("link", { name: "申请", exact: true }).click();
  await expect(heading).toHaveText("这一页还没有存到本机");
  await expect(heading).toBeFocused();
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(heading).toHaveText("这一页还没有存到本机");
  await context.setOffline(false);
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.getByTestId("agency")).toBeVisible();
  await context.close();
});
