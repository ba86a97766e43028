import { expect, test } from "../../../../e2e/patterns";

test("label, hint and error belong to the control", async ({ page, pattern }) => {
  const telephone = pattern("field").getByLabel("联系电话");
  await expect(telephone).toHaveAttribute("aria-invalid", "true");
  await expect(telephone).toHaveAccessibleDescription("请写联系电话，机关要用它与您确认。 手机或座机。");
  await pattern("field").getByText("联系电话", { exact: true }).click();
  await expect(telephone).toBeFocused();
  await expect(pattern("field").getByLabel("姓名")).not.toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("要什么信息")).toHaveRole("textbox");
});

test("the summary leads to each field", async ({ page, pattern }) => {
  const summary = pattern("field").getByRole("alert");
  await expect(summary.getByRole("heading")).toHaveText("还有 2 处要改");
  await summary.getByRole("link", { name: "请写姓名" }).press("Enter");
  await expect(page.getByLabel("姓名")).toBeFocused();
});
