import { expect, test } from "../../../../e2e/patterns";

test("an ordered list under its heading", async ({ pattern }) => {
  const past = pattern("timeline").getByRole("region", { name: "经过" });
  await expect(past.getByRole("list").getByRole("listitem")).toHaveCount(2);
  await expect(pattern("timeline").getByRole("region", { name: "接下来" }).getByRole("listitem").first()).toContainText("双方确认");
});
