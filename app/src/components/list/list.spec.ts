import { expect, test } from "../../../../e2e/patterns";

test("five at first, then all, opened by the keyboard", async ({ page, pattern }) => {
  const list = pattern("list");
  await expect(list.getByRole("region", { name: "提醒" }).getByRole("listitem")).toHaveCount(2);
  const long = list.getByRole("region", { name: "新发布" });
  await expect(long.getByRole("link")).toHaveCount(5);
  await long.getByText("全部 7 项").focus();
  await page.keyboard.press("Enter");
  await expect(long.getByRole("link")).toHaveCount(7);
});
