import type { Browser } from "@playwright/test";
import { expect, test } from "../fixture";
import { Recorder } from "../recorder";
import { offlineReady, say } from "../steps";

/** Lives a person's whole visit, each step to its end. */
async function visit(browser: Browser, url: string, facts: [string, string][]): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await offlineReady(page);
  for (const [fact, answer] of facts) await say(page, fact, answer);
  await page.goto(`${url}/policies`);
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: /老年综合津贴/ }).first().click();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await page.waitForLoadState("networkidle");
  await context.close();
}

/** When the browser asks by itself whether the service worker has a new version depends on its own clock. */
const isOfThePerson = (sent: string) => !sent.startsWith('["GET","/sw.js"');

test("two opposite people send the same requests", async ({ browser, district }) => {
  const recorder = await Recorder.open(district.port);
  await visit(browser, recorder.url, [["birth_date", "1940-01-01"], ["hukou", "shanghai"], ["children", "none"]]);
  const old = recorder.take();
  await visit(browser, recorder.url, [["birth_date", "2001-12-31"], ["hukou", "elsewhere"], ["children", "2025-06-01"]]);
  const young = recorder.take();
  recorder.close();

  expect(old.length).toBeGreaterThan(20);
  expect(young.filter(isOfThePerson)).toEqual(old.filter(isOfThePerson));
  const everything = old.join("\n");
  for (const said of ["1940", "2001", "elsewhere"]) expect(everything).not.toContain(said);
});
