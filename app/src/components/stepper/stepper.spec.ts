import { expect, test } from "../../../../e2e/patterns";

test("the step at hand is marked, those done say so", async ({ pattern }) => {
  const second = pattern("stepper").getByRole("list", { name: "步骤" }).nth(1);
  await expect(second.getByRole("listitem")).toHaveText(["要什么（已填）", "怎么要（已填）", "您是谁", "核对"]);
  await expect(second.locator('[aria-current="step"]')).toHaveText("您是谁");
});
