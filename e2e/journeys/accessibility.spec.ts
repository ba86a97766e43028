import AxeBuilder from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { PAGES } from "../pages";
import { signIn } from "../steps";

let district: District;
let patterns: District;
test.beforeAll(async () => {
  [district, patterns] = await Promise.all([District.open(), District.open({ site: "target/patterns" })]);
});
test.afterAll(() => Promise.all([district.close(), patterns.close()]));

/** What a person chose on this device, as the app remembers it. */
async function choose(page: Page, language: string, elder: string | undefined): Promise<void> {
  await page.addInitScript(
    ([language, elder]) => {
      localStorage.setItem("mingbai-language", language!);
      if (elder) localStorage.setItem("mingbai-elder", elder);
    },
    [language, elder] as const,
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const elder of [undefined, "20"]) {
    for (const language of ["zh-CN", "en"]) {
      test(`no page breaks WCAG 2.2 AA: ${colorScheme}, ${elder ? "长者版" : "normal"}, ${language}`, async ({ browser }) => {
        const context = await browser.newContext({ colorScheme });
        const page = await context.newPage();
        await choose(page, language, elder);
        await signIn(page, district, "resident-a");
        for (const address of [...PAGES.map((path) => district.url + path), `${patterns.url}/patterns`]) {
          await page.goto(address);
          await page.waitForLoadState("networkidle");
          await expect(page.locator("#app h1").first()).toBeVisible();
          const found = await new AxeBuilder({ page })
            .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
            .analyze();
          const broken = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
          expect(broken, address).toEqual([]);
        }
        await context.close();
      });
    }
  }
}

for (const [elder, language] of [[undefined, "zh-CN"], [undefined, "en"], ["30", "zh-CN"], ["30", "en"]] as const) {
  test(`nothing is wider than a small phone: ${elder ? `长者版, ${elder} px` : "normal"}, ${language}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await choose(page, language, elder);
    for (const path of PAGES) {
      await page.goto(district.url + path);
      await page.waitForLoadState("networkidle");
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
}
