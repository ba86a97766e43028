import { expect, test } from "../../../../e2e/patterns";

test("Enter and Space press a button, and a link that looks like one stays a link", async ({ page, pattern }) => {
  const buttons = pattern("button");
  const pressed = buttons.getByTestId("pressed");
  await buttons.getByRole("button", { name: "下一步" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await expect(pressed).toHaveText("2");
  await expect(buttons.getByRole("link", { name: "看政策列表" })).toHaveAttribute("href", "/policies");
  await buttons.getByRole("button", { name: "确定" }).press("Enter");
  await expect(pressed).toHaveText("3");
});

test("a button that is chosen, or cannot be used now, says so", async ({ pattern }) => {
  const buttons = pattern("button");
  await expect(buttons.getByRole("button", { name: "中文", pressed: true })).toBeVisible();
  await expect(buttons.getByRole("button", { name: "English", pressed: false })).toBeVisible();
  const largest = buttons.getByRole("button", { name: "字大", disabled: true });
  await expect(largest).toHaveAccessibleDescription("已经最大。");
  await largest.focus();
  await expect(largest).toBeFocused();
});

test("no target is smaller than a fingertip", async ({ pattern }) => {
  for (const button of await pattern("button").getByRole("button").all()) {
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
});
