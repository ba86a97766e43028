import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { District } from "../district";
import { signIn } from "../steps";

const PAGES = ["/", "/firm", "/policies", "/d/elderly-allowance", "/request", "/requests", "/me", "/sign-in", "/staff", "/no-such-page"];

let district: District;
test.beforeAll(async () => {
  district = await District.open();
});
test.afterAll(() => district.close());

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page breaks WCAG 2.2 AA, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await signIn(page, district, "resident-a");
    for (const path of PAGES) {
      await page.goto(district.url + path);
      await page.waitForLoadState("networkidle");
      await expect(page.locator("h1").first()).toBeVisible();
      const found = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      const broken = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
      expect(broken, path).toEqual([]);
    }
    await context.close();
  });
}

test("nothing is wider than a small phone, in either language", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const path of PAGES) {
    await page.goto(district.url + path);
    await page.waitForLoadState("networkidle");
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
  }
  await context.close();
});
