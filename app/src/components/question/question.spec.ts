import { expect, test } from "../../../../e2e/patterns";

test("a question is a group named by its words, answered by keyboard", async ({ page, pattern }) => {
  const questions = pattern("question").getByTestId("question");
  expect(await questions.count()).toBeGreaterThanOrEqual(4);
  for (const question of await questions.all()) {
    const words = await question.locator("legend").innerText();
    expect(await question.evaluate((it) => it.tagName)).toBe("FIELDSET");
    expect(words.length).toBeGreaterThan(3);
  }
  const yesOrNo = questions.first();
  await yesOrNo.getByRole("button", { name: "有", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(yesOrNo.getByRole("button", { name: "有", exact: true, pressed: true })).toBeVisible();
  await expect(yesOrNo.getByRole("button", { name: "没有", pressed: false })).toBeVisible();
});

test("what cannot be read is said, and stays in the field", async ({ pattern }) => {
  const number = pattern("question").getByTestId("question").last();
  await number.getByRole("textbox").fill("很多");
  await number.getByRole("button", { name: "确定" }).click();
  await expect(number.getByRole("alert")).toContainText("请只填数字");
  await expect(number.getByRole("textbox")).toHaveValue("很多");
});
