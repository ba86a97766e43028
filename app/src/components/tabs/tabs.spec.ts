import { expect, test } from "../../../../e2e/patterns";

test("one stop for Tab, arrows go round, the panel has the name of its tab", async ({ page, pattern }) => {
  const place = pattern("tabs");
  const tabs = place.getByRole("tablist", { name: "版本" }).getByRole("tab");
  await tabs.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(place.getByRole("tab", { name: "新", selected: true })).toBeFocused();
  await expect(place.getByRole("tabpanel", { name: "新" })).toHaveText("新的条文");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await expect(place.getByRole("tab", { name: "旧", selected: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(place.getByRole("tabpanel")).toBeFocused();
});
