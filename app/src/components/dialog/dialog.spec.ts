import { expect, test } from "../../../../e2e/patterns";

test("it takes the focus, keeps it, closes with Esc and gives it back", async ({ page, pattern }) => {
  const place = pattern("dialog");
  const opener = place.getByRole("button", { name: "删除草稿…" });
  await opener.press("Enter");
  const dialog = page.getByRole("dialog", { name: "删除这份草稿吗？" });
  await expect(dialog).toBeVisible();
  for (let count = 0; count < 5; count++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest("dialog"));
    expect(outside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(place.getByTestId("answer")).toBeEmpty();
  await opener.press("Enter");
  await dialog.getByRole("button", { name: "不删" }).click();
  await expect(place.getByTestId("answer")).toHaveText("kept");
});

test("长者版: it stands in the page, over nothing", async ({ page, pattern }) => {
  await page.getByRole("button", { name: "长者版" }).click();
  await pattern("dialog").getByRole("button", { name: "删除草稿…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((it) => it.matches(":modal"))).toBe(false);
  expect(await dialog.evaluate((it) => getComputedStyle(it).position)).toBe("static");
});
