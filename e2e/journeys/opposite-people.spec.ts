import { type Browser, expect, test } from "@playwright/test";
import { District } from "../district";
import { say } from "../steps";

interface Sent {
  method: string;
  address: string;
  headers: string;
  body: string | null;
}

/** Lives a person's whole visit and records all that the browser sends, from any page or worker. */
async function visit(browser: Browser, district: District, facts: [string, string][]): Promise<Sent[]> {
  const context = await browser.newContext();
  const sent: Promise<Sent>[] = [];
  context.on("request", (request) => {
    sent.push(
      request.allHeaders().catch(() => request.headers()).then((headers) => ({
        method: request.method(),
        address: request.url(),
        headers: JSON.stringify(Object.entries(headers).sort()),
        body: request.postData(),
      })),
    );
  });
  const page = await context.newPage();
  await page.goto(district.url);
  for (const [fact, answer] of facts) await say(page, fact, answer);
  await page.goto(`${district.url}/policies`);
  await page.getByRole("link", { name: /老年综合津贴/ }).first().click();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.waitForTimeout(1500);
  const all = await Promise.all(sent);
  await context.close();
  return all.sort((a, b) => (a.address + a.headers).localeCompare(b.address + b.headers));
}

test("two opposite people send the same requests", async ({ browser }) => {
  const district = await District.open();
  const old = await visit(browser, district, [["birth_date", "1940-01-01"], ["hukou", "shanghai"], ["children", "none"]]);
  const young = await visit(browser, district, [["birth_date", "2001-12-31"], ["hukou", "elsewhere"], ["children", "2025-06-01"]]);
  expect(old.length).toBeGreaterThan(20);
  expect(young).toEqual(old);
  for (const request of old) {
    expect(request.body, request.address).toBeNull();
    for (const secret of ["1940", "2001", "elsewhere"]) expect(request.address + request.headers).not.toContain(secret);
  }
  await district.close();
});
