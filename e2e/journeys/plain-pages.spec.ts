import { expect, test } from "@playwright/test";
import { District } from "../district";

test.describe("pages without scripts", () => {
  let district: District;
  test.beforeAll(async () => {
    district = await District.open();
  });
  test.afterAll(() => district.close());
  test.use({ javaScriptEnabled: false });

  test("a document is complete: title, text, article anchors, the tags that inspectors read", async ({ page }) => {
    await page.goto(`${district.url}/d/elderly-allowance`);
    await expect(page.locator("h1")).toContainText("老年综合津贴");
    await expect(page).toHaveTitle(/老年综合津贴/);
    await expect(page.locator("#art-1")).toBeVisible();
    await expect(page.locator("#art-3")).toContainText("第三条");
    await expect(page.getByText("示例", { exact: false }).first()).toBeVisible();
    for (const name of ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"]) {
      await expect(page.locator(`meta[name="${name}"]`), name).toHaveAttribute("content", /.+/);
    }
    expect(await page.locator('meta[name="PubDate"]').getAttribute("content")).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  });

  test("an article has an address of its own", async ({ page }) => {
    await page.goto(`${district.url}/d/elderly-allowance/art/3`);
    await expect(page.locator("h1")).toBeVisible();
    await expect(page.locator("#art-3")).toContainText("第三条");
  });

  test("the home page leads to every document", async ({ page }) => {
    await page.goto(district.url);
    const first = page.locator('a[href^="/d/"]').first();
    await first.click();
    await expect(page.locator("#art-1")).toBeVisible();
  });

  test("a document that does not exist says so and helps", async ({ page }) => {
    const answer = await page.goto(`${district.url}/d/no-such-document`);
    expect(answer?.status()).toBe(404);
    await expect(page.locator('a[href="/policies"], a[href="/"]').first()).toBeVisible();
  });
});
