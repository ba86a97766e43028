import { type Browser, type Page, expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { PAGES } from "../pages";
import { fillRequest, offlineReady, say, signIn } from "../steps";

/** What may move on one page, all its shifts together. */
const LIMIT = 0.02;

/** Slow 4G as Lighthouse has it: what comes late comes late enough to be seen. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 84_375 };

interface Shift {
  value: number;
  at: number;
  moved: string[];
}

let district: District;
test.beforeAll(async () => {
  district = await District.open();
});
test.afterAll(() => district.close());

/** Writes down each shift and what moved, from the first frame on. */
function recordShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  const name = (node: Node | undefined): string => {
    if (!node) return "(removed since)";
    if (!(node instanceof Element)) return `text in ${name(node.parentNode ?? undefined)}`;
    const id = node.id && `#${node.id}`;
    const classes = (node.getAttribute("class") ?? "").replace(/^|\s+/g, ".");
    return `${node.localName}${id}${classes} "${(node.textContent ?? "").trim().slice(0, 16)}"`;
  };
  const place = (box: DOMRectReadOnly) => [box.x, box.y, box.width, box.height].map(Math.round).join(" ");
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as LayoutShift[]) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map((one) => `${name(one.node)}: ${place(one.previousRect)} → ${place(one.currentRect)}`);
      shifts.push({ value: entry.value, at: Math.round(entry.startTime), moved });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** A page with a slow network, watched. */
async function watched(page: Page): Promise<Page> {
  await page.addInitScript(recordShifts);
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", SLOW);
  return page;
}

/** Opens an address, waits until nothing more comes, and says what moved beyond the limit. */
async function moved(page: Page, path: string, visit: string): Promise<string[]> {
  await page.goto(district.url + path);
  await expect(page.locator("#app h1").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("#app .skeleton")).toHaveCount(0);
  await page.waitForLoadState("networkidle");
  // What the last answer brought is drawn in the frames after it.
  await page.waitForTimeout(500);
  const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
  const sum = shifts.reduce((sum, shift) => sum + shift.value, 0);
  console.log(`${visit} ${path}: ${sum.toFixed(4)}`);
  const each = shifts.map((shift) => `${path}: ${shift.value.toFixed(4)} after ${shift.at} ms: ${shift.moved.join(" | ")}`);
  if (each.length) console.log(each.join("\n"));
  return sum > LIMIT ? each : [];
}

async function visits(browser: Browser, again: boolean): Promise<string[]> {
  const broken: string[] = [];
  for (const path of PAGES) {
    const context = await browser.newContext();
    const page = await context.newPage();
    if (again) {
      await page.goto(district.url + path);
      await offlineReady(page);
    }
    broken.push(...(await moved(await watched(page), path, again ? "second visit" : "first visit")));
    await context.close();
  }
  return broken;
}

test("nothing moves on a first visit, when the app takes over the served page", async ({ browser }) => {
  test.setTimeout(300_000);
  expect(await visits(browser, false)).toEqual([]);
});

test("nothing moves on a second visit, out of the service worker", async ({ browser }) => {
  test.setTimeout(300_000);
  expect(await visits(browser, true)).toEqual([]);
});

for (const [person, who] of [["resident-a", "a resident with answers and a request"], ["civil-affairs-officer", "an officer"]] as const) {
  test(`nothing moves for ${who}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, district, person);
    if (person === "resident-a") {
      await page.goto(`${district.url}/request`);
      await fillRequest(page, "示例：2025年老年综合津贴的发放人数");
      await page.goto(district.url);
      await say(page, "birth_date", "1954-03-01");
      await say(page, "hukou", "shanghai");
    }
    await offlineReady(page);
    await watched(page);
    const broken: string[] = [];
    for (const path of PAGES) broken.push(...(await moved(page, path, person)));
    expect(broken).toEqual([]);
    await context.close();
  });
}

/** Not yet among TypeScript's own types. */
interface LayoutShift {
  value: number;
  startTime: number;
  hadRecentInput: boolean;
  sources: { node?: Node; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}
