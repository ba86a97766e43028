import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { Recorder } from "../recorder";
import { answer, LOOK, offlineReady } from "../steps";

/** What every page asks for by itself; a page that is left sooner leaves it out, which depends on the machine and not on the person. */
const ASKED_BY = { everyPage: LOOK, aboutOneself: /^\/api\/session$/ };

/** Opens a page and waits until it has asked for everything that it asks for by itself. */
async function open(page: Page, recorder: Recorder, path: string, asks: RegExp): Promise<void> {
  const before = recorder.count(asks);
  await page.goto(recorder.url + path);
  await expect.poll(() => recorder.count(asks)).toBeGreaterThan(before);
  await expect(page.locator("#app:not([hidden]) h1")).toBeVisible();
  await recorder.quiet();
}

/** Lives a person's whole visit, each step to its end. */
async function visit(browser: Browser, recorder: Recorder, facts: [string, string][]): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page, recorder, "/", ASKED_BY.everyPage);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await recorder.quiet();
  for (const [fact, said] of facts) {
    await open(page, recorder, "/me", ASKED_BY.aboutOneself);
    await answer(page, fact, said);
    await open(page, recorder, "/", ASKED_BY.everyPage);
  }
  await open(page, recorder, "/policies", ASKED_BY.everyPage);
  await page.getByRole("link", { name: /老年综合津贴/ }).first().click();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await recorder.quiet();
  await context.close();
}

/** When the browser asks by itself whether the service worker has a new version depends on its own clock. */
const isOfThePerson = (sent: string) => !sent.startsWith('["GET","/sw.js"');

test("two opposite people send the same requests", async ({ browser, district }) => {
  const recorder = await Recorder.open(district.port);
  await visit(browser, recorder, [["birth_date", "1940-01-01"], ["hukou", "shanghai"], ["children", "none"]]);
  const old = recorder.take();
  await visit(browser, recorder, [["birth_date", "2001-12-31"], ["hukou", "elsewhere"], ["children", "2025-06-01"]]);
  const young = recorder.take();
  recorder.close();

  expect(old.length).toBeGreaterThan(20);
  expect(young.filter(isOfThePerson)).toEqual(old.filter(isOfThePerson));
  const everything = old.join("\n");
  for (const said of ["1940", "2001", "elsewhere"]) expect(everything).not.toContain(said);
});

test("what a device asks for does not say which page is read", async ({ page, district }) => {
  await page.goto(district.url);
  await offlineReady(page);
  const said: string[] = [];
  page.context().on("request", async (request) => {
    const headers = await request.allHeaders();
    said.push(`${request.method()} ${request.url()} ${request.postData() ?? ""} ${headers.referer ?? ""}`);
  });
  const looked = page.waitForResponse(LOOK);
  await page.goto(`${district.url}/d/elderly-allowance`);
  await expect(page.locator("#app #art-1")).toBeVisible();
  await (await looked).finished();
  await page.waitForLoadState("networkidle");
  // The page itself is answered on the device.
  const sent = said.filter((one) => !one.startsWith(`GET ${district.url}/d/elderly-allowance `));
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter((one) => one.includes("elderly-allowance"))).toEqual([]);
});
