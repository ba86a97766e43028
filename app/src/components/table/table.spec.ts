import { expect, test } from "../../../../e2e/patterns";

test("a table by its roles, wide and narrow", async ({ page, pattern }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const table = pattern("table").getByRole("table", { name: "收到的申请，共 2 件" });
    await expect(table.getByRole("row")).toHaveCount(3);
    await expect(table.getByRole("columnheader")).toHaveCount(2);
    await expect(table.getByRole("cell", { name: /第1号/ })).toBeVisible();
  }
  const label = await pattern("table").locator("td").first().evaluate((it) => getComputedStyle(it, "::before").content);
  expect(label).toBe('"收件编号"');
});
