import type { Locator } from "@playwright/test";
import { test as base } from "./base";
import { District } from "./district";

export { expect } from "@playwright/test";

/** A test of one component where it stands on the pattern page. All of them share one district, in which nothing is kept. */
export const test = base.extend<{ pattern: (name: string) => Locator }, { site: District }>({
  site: [
    async ({}, use) => {
      const site = await District.open({ site: "target/patterns" });
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],
  pattern: async ({ page, site }, use) => {
    await page.goto(`${site.url}/patterns`);
    await page.locator("#pattern-of-tooltip").waitFor();
    await use((name) => page.locator(`#pattern-of-${name}`));
  },
});
