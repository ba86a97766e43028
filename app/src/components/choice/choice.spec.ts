import { expect, test } from "../../../../e2e/patterns";

test("one stop for the Tab key, arrow keys choose, the label is the target", async ({ page, pattern }) => {
  const choice = pattern("choice");
  const group = choice.getByRole("group", { name: "怎么领取" });
  await expect(group.getByRole("radio")).toHaveCount(3);
  await group.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(group.getByRole("radio", { name: "邮寄" })).toBeChecked();
  await group.getByText("在线下载").click();
  await expect(group.getByRole("radio", { name: "在线下载" })).toBeChecked();
  await expect(group.getByRole("radio", { name: "邮寄" })).not.toBeChecked();
});
