import { expect, test } from "../../../../e2e/patterns";

test("the bar has a name and says how far it is", async ({ pattern }) => {
  const half = pattern("progress").getByRole("progressbar").nth(1);
  await expect(half).toHaveAccessibleName("取政策 12 / 21");
  expect(await half.evaluate((it: HTMLProgressElement) => it.position)).toBeCloseTo(12 / 21);
});
