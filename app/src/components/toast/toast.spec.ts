import { expect, test } from "../../../../e2e/patterns";

test("it is said, takes no focus, stays, and can be undone", async ({ page, pattern }) => {
  const place = pattern("toast");
  const forget = place.getByRole("button", { name: "忘掉" });
  await forget.press("Enter");
  const toast = page.locator(".toasts");
  await expect(toast).toHaveRole("status");
  await expect(toast).toContainText("已忘掉：出生日期");
  await expect(forget).toBeFocused();
  await toast.getByRole("button", { name: "撤销" }).click();
  await expect(place.getByTestId("undone")).toHaveText("1");
  await expect(toast).toBeEmpty();
});

test("Esc puts it away, and so does another page", async ({ page, pattern }) => {
  await pattern("toast").getByRole("button", { name: "忘掉" }).click();
  await page.locator(".toasts").getByRole("button", { name: "关闭" }).focus();
  await page.keyboard.press("Escape");
  await expect(page.locator(".toasts")).toBeEmpty();
  await pattern("toast").getByRole("button", { name: "忘掉" }).click();
  await page.getByRole("link", { name: "政策", exact: true }).click();
  await expect(page.locator(".toasts")).toBeEmpty();
});
