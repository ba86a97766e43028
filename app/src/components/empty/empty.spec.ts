import { expect, test } from "../../../../e2e/patterns";

test("emptiness is said, with something to do", async ({ pattern }) => {
  const empty = pattern("empty");
  await expect(empty.getByText("还没有申请。")).toBeVisible();
  await expect(empty.getByRole("status")).toContainText("已查 21 件文件");
  await expect(empty.getByRole("link", { name: "向机关申请公开" })).toHaveAttribute("href", "/request");
});
