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

  test("a page with a slash at its end, or an @ that is written as %40, is the same page", async ({ page, request }) => {
    for (const path of ["/policies", "/d/elderly-allowance", "/d/elderly-allowance/art/3"]) {
      const answer = await request.get(`${district.url}${path}/?lang=en`, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(308);
      expect(answer.headers()["location"]).toBe(`${path}?lang=en`);
      await page.goto(`${district.url}${path}/`);
      await expect(page).toHaveURL(`${district.url}${path}`);
      await expect(page.locator("h1")).toBeVisible();
    }
    expect((await page.goto(`${district.url}/d/elderly-allowance%402026-12-01`))?.status()).toBe(200);
    for (const nowhere of ["/d/elderly-allowance%25402026-12-01", "/d/%FF", "/d/", "/d//"]) {
      const answer = await page.goto(district.url + nowhere);
      expect(answer?.status(), nowhere).toBe(404);
      expect(answer?.headers()["content-type"], nowhere).toContain("text/html");
    }
  });

  test("texts are searched at the server as in the app, and a hit leads to its article", async ({ page }) => {
    await page.goto(`${district.url}/policies`);
    await page.locator("#filter").fill("輪候名冊");
    await page.locator("#filter").press("Enter");
    await expect(page).toHaveURL(/\/policies\?q=/);
    await expect(page.locator(".found > li")).toHaveCount(1);
    await expect(page.locator(".hit-text mark").first()).toHaveText("轮候名册");
    await page.locator('.hits a[href$="/art/8"]').click();
    await expect(page.locator("#art-8")).toHaveClass(/is-marked/);
    await page.goto(`${district.url}/policies?q=${encodeURIComponent("“津贴老年”")}`);
    await expect(page.getByRole("status")).toContainText("没有找到““津贴老年””");
    await page.goto(`${district.url}/policies?q=${"字".repeat(201)}`);
    await expect(page.getByRole("status")).toContainText("要找的话太长");
    await page.goto(`${district.url}/policies?q=`);
    await expect(page.locator(".rows li").first()).toBeVisible();
  });
});
