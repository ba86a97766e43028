import { expect, test } from "../../../../e2e/patterns";

test("Ctrl K, a few characters, arrow keys, Enter", async ({ page, pattern }) => {
  const place = pattern("palette");
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "快速打开" });
  await expect(input).toBeFocused();
  await expect(page.getByRole("option")).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "政策", selected: true })).toBeVisible();
  const active = await input.getAttribute("aria-activedescendant");
  await expect(page.locator(`#${active}`)).toHaveText("政策");
  await input.fill("我");
  await expect(page.getByRole("option")).toHaveText(["我的"]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(place.getByTestId("opened")).toHaveText("/me");
});

test("nothing found is said, and Esc closes", async ({ page, pattern }) => {
  await pattern("palette").getByRole("button", { name: "快速打开" }).click();
  await page.getByRole("combobox").fill("没有的");
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("没有这样的");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
