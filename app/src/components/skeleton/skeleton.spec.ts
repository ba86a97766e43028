import { expect, test } from "../../../../e2e/patterns";

test("grey lines say nothing, words say that it is opening", async ({ pattern }) => {
  const status = pattern("skeleton").getByRole("status");
  await expect(status).toHaveText("正在打开…");
  await expect(status.locator("[aria-hidden]")).toHaveCount(1);
});
