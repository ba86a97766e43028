import { expect, test } from "../../../../e2e/patterns";

test("what is left is said in words, and a provisional date says that it is one", async ({ pattern }) => {
  const countdown = pattern("countdown");
  await expect(countdown.getByText("还有 6 个工作日")).toBeVisible();
  await expect(countdown.getByText("今天到期")).toBeVisible();
  await expect(countdown.getByText("已过 3 个工作日")).toBeVisible();
  await expect(countdown.locator(".is-provisional").first()).toContainText("暂定");
  await expect(countdown.locator(".is-provisional").last()).toContainText(/（周.） 至 .*（周.） 至少还有 40 个工作日 暂定/);
  for (const day of await countdown.locator("time").all()) expect(await day.getAttribute("datetime")).toMatch(/^\d{4}-\d\d-\d\d$/);
});
