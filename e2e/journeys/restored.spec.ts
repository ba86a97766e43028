import { rmSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { fillRequest, kept, signIn } from "../steps";
import type { District } from "../district";

// A server that was restored from a copy has lost what came after it. The devices have not.

test("what a restored server has lost is handed in again, once, by the devices that have it", async ({ browser, district }) => {
  test.setTimeout(180_000);
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, district, "resident-a");
  await ask(page, district, "示例：在备份之前");
  const copy = await district.backUp();
  await ask(page, district, "示例：在备份之后");
  const numbers = await registered(page, district);
  expect(Object.keys(numbers).sort()).toEqual(["示例：在备份之前", "示例：在备份之后"]);

  await test.step("restored, it gets back the one that it has lost, and keeps the other", async () => {
    await district.restore(copy);
    const again = await registered(page, district);
    expect(again).toEqual(numbers);
    expect(await cases(browser, district)).toEqual(["示例：在备份之前", "示例：在备份之后"]);
  });

  await test.step("after two copies more the device lets go of what it kept for the server", async () => {
    for (const made of [await district.backUp(), await district.backUp()]) rmSync(made, { recursive: true });
    await page.goto(`${district.url}/requests`);
    await expect.poll(() => kept(page, "outbox")).toEqual([]);
    expect(Object.keys(await registered(page, district)).length).toBe(2);
  });
  rmSync(copy, { recursive: true });
  await context.close();
});

async function ask(page: Page, district: District, wanted: string): Promise<void> {
  await page.goto(`${district.url}/request`);
  await fillRequest(page, wanted);
  await expect(page.getByTestId("receipt-number")).toBeVisible({ timeout: 30_000 });
}

/** The numbers of one's requests, by what was asked for, once each has one. */
async function registered(page: Page, district: District): Promise<Record<string, string>> {
  await page.goto(`${district.url}/requests`);
  await page.waitForLoadState("networkidle");
  const rows = async () => (await kept(page, "rows")).map((row) => JSON.parse(row));
  await expect.poll(async () => (await rows()).filter((row) => row.standing === "registered").length, { timeout: 30_000 }).toBe(2);
  return Object.fromEntries((await rows()).map((row) => [row.form.wanted, JSON.stringify(row.number)]));
}

/** What the agency has, in order. */
async function cases(browser: import("@playwright/test").Browser, district: District): Promise<string[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, district, "civil-affairs-officer");
  await page.goto(`${district.url}/staff`);
  await expect.poll(async () => (await kept(page, "rows")).length).toBe(2);
  const found = (await kept(page, "rows")).map((row) => JSON.parse(row).form.wanted as string);
  await context.close();
  return found.sort();
}
