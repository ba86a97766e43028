import { expect, test } from "../../../../e2e/patterns";

test("a citation names its article, a number is dialled", async ({ pattern }) => {
  const links = pattern("link");
  await expect(links.getByRole("link", { name: "第3条" })).toHaveAttribute("href", "/d/elderly-allowance/art/3");
  await expect(links.getByRole("link", { name: "021-0000 0000" })).toHaveAttribute("href", "tel:021-00000000");
});
