import { expect, test } from "../fixture";

test("what is forgotten stays forgotten, and can be taken back until something else is done", async ({ page, district }) => {
  await page.goto(`${district.url}/me`);
  const birth = page.locator('[data-fact="birth_date"]');
  const children = page.locator('[data-fact="children"]');
  const toast = page.locator(".toasts");
  await expect(birth).toBeVisible();
  await page.waitForLoadState("networkidle");

  await test.step("a day, forgotten and taken back", async () => {
    await birth.locator("input").fill("1954-03-01");
    await birth.locator("input").blur();
    await expect(birth).toHaveAttribute("data-said", "true");
    await birth.getByRole("button", { name: "忘掉：出生日期" }).click();
    await expect(birth).toHaveAttribute("data-said", "false");
    await expect(birth.locator("input")).toHaveValue("");
    await birth.locator("input").focus();
    await birth.locator("input").blur();
    await expect(birth).toHaveAttribute("data-said", "false");
    await toast.getByRole("button", { name: "撤销" }).click();
    await expect(birth.locator("input")).toHaveValue("1954-03-01");
  });

  await test.step("the last of several, taken out, is nobody's any more", async () => {
    await children.locator('[data-answer="add"]').click();
    await children.locator("input").fill("2024-01-05");
    await children.locator("input").blur();
    await expect(children).toHaveAttribute("data-said", "true");
    await children.getByRole("button", { name: "去掉" }).click();
    await expect(children.locator("input")).toHaveCount(0);
    await expect(children).toHaveAttribute("data-said", "false");
  });

  await test.step("after a wipe nothing can be taken back", async () => {
    await birth.getByRole("button", { name: "忘掉：出生日期" }).click();
    await expect(toast).toContainText("已忘掉");
    await page.getByRole("button", { name: "清空这台设备" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "确定清空" }).click();
    await expect(toast).toBeEmpty();
    await page.reload();
    await expect(birth).toHaveAttribute("data-said", "false");
  });
});

test("words that were not found begin the request", async ({ page, district }) => {
  await page.goto(`${district.url}/policies`);
  await page.waitForLoadState("networkidle");
  await page.locator("#app #filter").fill("鲸鱼");
  await page.getByRole("link", { name: "向机关申请公开" }).click();
  await expect(page.getByTestId("wanted")).toHaveValue("鲸鱼");
});
