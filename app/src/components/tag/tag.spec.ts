import { expect, test } from "../../../../e2e/patterns";

test("a mark is a word beside a shape that is passed over", async ({ pattern }) => {
  const marks = pattern("tag").getByRole("listitem");
  await expect(marks).toHaveText(["可享受", "不符合", "还差信息", "可享受，不用办", "已存在本机", "待发送", "已收到", "已入公开记录"]);
  for (const mark of await marks.all()) await expect(mark.locator("svg")).toHaveAttribute("aria-hidden", "true");
  await expect(pattern("tag")).toContainText("免审即享");
  await expect(pattern("tag")).toContainText("免申即享");
});
