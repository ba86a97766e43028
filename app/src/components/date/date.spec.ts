import { expect, test } from "../../../../e2e/patterns";

test("a day is typed or chosen, and read as year, month, day", async ({ pattern }) => {
  const date = pattern("date");
  const field = date.getByLabel("文件的日期");
  await expect(field).toHaveAccessibleDescription("一年以内。");
  const latest = (await field.getAttribute("max"))!;
  await field.fill(latest);
  await expect(date.getByTestId("day")).toHaveText(latest);
});
