import { expect, test } from "../../../../e2e/patterns";

test("a citation names its article, a number is dialled", async ({ pattern }) => {
  const links = pattern("link");
  await expect(links.getByRole("link", { name: "第3条" })).toHaveAttribute("href", "/d/elderly-allowance/art/3");
  await expect(links.getByRole("link", { name: "021-0000 0000" })).toHaveAttribute("href", "tel:021-00000000");
});

test("a link to another site says so, and tells it nothing", async ({ pattern }) => {
  const away = pattern("link").getByRole("link", { name: /^中国政府网 ?（另一个网站）$/ });
  await expect(away).toHaveAttribute("href", "https://www.gov.cn/");
  await expect(away).toHaveAttribute("rel", /noopener/);
});
