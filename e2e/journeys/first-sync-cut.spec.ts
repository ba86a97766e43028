import { type BrowserContext, type Page, expect } from "@playwright/test";
import { test as base } from "../base";
import { District } from "../district";
import { PACKS, RecordLine } from "../faults/record-line";
import { kept, offlineReady } from "../steps";

const COUNT = 300;
/** How many answers with packs come whole before the line stops. */
const BEFORE = 2;

const test = base.extend<{ line: RecordLine }, { district: District; titles: string[] }>({
  district: [
    async ({}, use) => {
      const district = await District.open({ seeded: false });
      await use(district);
      await district.close();
    },
    { scope: "worker" },
  ],
  titles: [async ({ district }, use) => use(await district.publishMany(COUNT)), { scope: "worker" }],
  line: async ({ district, titles: _ }, use) => {
    const line = await RecordLine.open(district.port);
    await use(line);
    line.close();
  },
});

const here = async (page: Page) => (await kept(page, "packs")).map((pack) => (JSON.parse(pack) as { title: { zh: string } }).title.zh);

/** Opens the district for the first time and waits until the line has stopped, and what came before is on the device. */
async function stoppedHalfway(page: Page, line: RecordLine): Promise<string[]> {
  line.whole = BEFORE;
  await page.goto(`${line.url}/policies`);
  await expect.poll(() => line.stopped).toBe(true);
  const whole = line.brought.filter((one) => one.whole).map((one) => one.path);
  expect(whole.length).toBe(BEFORE);
  await expect.poll(async () => (await here(page)).length).toBe(entriesOf(whole));
  return whole;
}

/** How many entries ranges speak of, all of which lie within the record. */
const entriesOf = (paths: string[]) => paths.reduce((sum, path) => sum + 2 ** Number(path.split("/")[2]), 0);

async function expectAllOffline(context: BrowserContext, page: Page, line: RecordLine, titles: string[]): Promise<void> {
  await expect.poll(async () => (await here(page)).sort(), { timeout: 20_000 }).toEqual([...titles].sort());
  await offlineReady(page);
  await context.setOffline(true);
  await page.goto(`${line.url}/policies`);
  await expect(page.locator("#app li a")).toHaveCount(COUNT);
  for (const number of [1, COUNT / 2, COUNT]) {
    await page.goto(`${line.url}/d/many-${number}`);
    await expect(page.locator("#app h1")).toHaveText(`示例：第${number}份`);
    await expect(page.locator("#app #art-1")).toBeVisible();
  }
}

/** Each cuts a visit off and goes on with it. */
const CUTS: Record<string, (page: Page, line: RecordLine, district: District) => Promise<Page>> = {
  "the line is reset": async (page, line) => {
    line.cut();
    await page.waitForLoadState("networkidle");
    // By itself: the page stays open.
    await page.clock.fastForward("05:00");
    return page;
  },
  "the tab crashes": async (page, line) => {
    const crashed = page.waitForEvent("crash");
    // A tab that crashed does not answer that it did.
    void (await page.context().newCDPSession(page)).send("Page.crash").catch(() => {});
    await crashed;
    line.cut();
    const next = await page.context().newPage();
    await page.close();
    await next.goto(`${line.url}/policies`);
    return next;
  },
  "the server is killed": async (page, line, district) => {
    await district.kill();
    line.cut();
    await page.waitForLoadState("networkidle");
    await district.start();
    await page.reload();
    return page;
  },
};

for (const [what, cut] of Object.entries(CUTS)) {
  test(`a first visit on which ${what} halfway takes up where it stopped`, async ({ page, context, district, titles, line }) => {
    await page.clock.install();
    const before = await stoppedHalfway(page, line);
    const begun = line.brought.length;
    const after = await cut(page, line, district);
    await expectAllOffline(context, after, line, titles);
    const again = line.brought.slice(begun).map((one) => one.path);
    expect(again.filter((path) => before.includes(path))).toEqual([]);
    // Nor by other ranges: each document came whole once.
    expect(entriesOf(line.brought.filter((one) => one.whole).map((one) => one.path))).toBe(COUNT);
  });
}

test("on a slow line what was opened can be read long before all is there", async ({ page, context, titles, line }) => {
  line.slow.rate = 50_000;
  await page.goto(`${line.url}/d/many-1`, { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1, name: titles[0] }).filter({ visible: true })).toBeVisible();
  await expect(page.locator("#art-1").filter({ visible: true })).toBeVisible();
  expect(line.brought).toEqual([]);
  await expect.poll(() => line.brought.filter((one) => one.whole).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(BEFORE);
  expect((await here(page)).length).toBeLessThan(COUNT);
  await expect(page.locator("#art-1").filter({ visible: true })).toBeVisible();
  await expectAllOffline(context, page, line, titles);
  expect(entriesOf(line.brought.map((one) => one.path))).toBe(COUNT);
});

test("an answer that is slow and still coming is not given up", async ({ page, titles, line }) => {
  await page.clock.install();
  line.slow = { where: PACKS, rate: 40_000 };
  await page.goto(`${line.url}/policies`);
  await expect.poll(() => line.brought.length).toBeGreaterThan(0);
  // The app's clock goes about seven times as fast as the line: for the app it brings 6 kB/s, of three answers at once.
  for (let second = 0; second < 90; second++) {
    await page.clock.runFor(1000);
    await page.waitForTimeout(125);
  }
  expect((await here(page)).length).toBe(titles.length);
  expect(entriesOf(line.brought.map((one) => one.path))).toBe(COUNT);
});

test("of a document that has not come yet it is not said that there is none", async ({ page, context, line }) => {
  await stoppedHalfway(page, line);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  line.cut();
  await page.goto(`${line.url}/d/many-1`);
  await expect(page.locator("#app h1")).toHaveText("这一页还没有存到本机");
});

test("a page that is opened offline before anything came says so", async ({ page, context, line }) => {
  line.whole = -1;
  await page.goto(`${line.url}/policies`);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.goto(`${line.url}/policies`);
  await expect(page.getByText("这台设备上还没有政策")).toBeVisible();
});
