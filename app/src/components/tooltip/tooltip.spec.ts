import { expect, test } from "../../../../e2e/patterns";

test("it describes its button, shows on focus, and Esc puts it away", async ({ page, pattern }) => {
  const place = pattern("tooltip");
  const button = place.getByRole("button", { name: "11月30日" });
  await expect(button).toHaveAccessibleDescription("周一，算工作日");
  await expect(place.locator(".tooltip")).toBeHidden();
  await button.focus();
  await expect(place.getByRole("tooltip")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(place.locator(".tooltip")).toBeHidden();
  await button.hover();
  await button.blur();
  await expect(place.getByRole("tooltip")).toBeVisible();
});
