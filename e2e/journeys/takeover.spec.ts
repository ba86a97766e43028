import { type Page, expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { PAGES } from "../pages";

// When the app replaces the served page, browsers count no layout shift: what moved is not the same element.
// A person sees it move all the same, and touches what stood there a moment ago. So this compares what both say.

/** Share of the screen that moves, times how far it moves as a share of the screen: as browsers reckon layout shift. */
const LIMIT = 0.02;
const SCREEN = { width: 390, height: 844 };

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
type Frame = Record<string, Box>;

let district: District;
test.beforeAll(async () => {
  district = await District.open();
});
test.afterAll(() => district.close());

/** Keeps where everything with words of its own stood in the last frame of the served page and in the first of the app. */
function recordTakeOver(): void {
  const standing = () => {
    const frame: Frame = {};
    const twice = new Set<string>();
    for (const element of Array.from(document.querySelectorAll("a, button, h1, h2, h3, p, dt, dd, li"))) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const words = (element.textContent ?? "").replace(/\s+/g, "");
      // A link may become a button; a text that stands there twice cannot be told apart.
      if (!words || !width || y >= innerHeight || element.querySelector("a, button, h1, h2, h3, p")) continue;
      if (frame[words]) twice.add(words);
      frame[words] = { x, y, width, height };
    }
    for (const words of twice) delete frame[words];
    return frame;
  };
  const frames: { served: Frame; app?: Frame } = { served: {} };
  Object.assign(window, { frames });
  const look = () => {
    if (document.querySelector("#served")) frames.served = standing();
    else if (document.querySelector("#app h1")) return void (frames.app = standing());
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** What stood elsewhere, and how much that is. */
function moves({ served, app }: { served: Frame; app: Frame }): { score: number; what: string[] } {
  const kept = Object.entries(served).flatMap(([words, from]) => (app[words] ? [{ words, from, to: app[words] }] : []));
  const moved = kept.filter(({ from, to }) => Math.hypot(from.x - to.x, from.y - to.y) > 3);
  const on = (x: number, y: number, box: Box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
  let touched = 0;
  for (let y = 2; y < SCREEN.height; y += 4) {
    for (let x = 2; x < SCREEN.width; x += 4) if (moved.some(({ from, to }) => on(x, y, from) || on(x, y, to))) touched += 16;
  }
  const furthest = Math.max(0, ...moved.map(({ from, to }) => Math.max(Math.abs(from.x - to.x), Math.abs(from.y - to.y))));
  const what = moved.map(({ words, from, to }) => `${words.slice(0, 12)} ${Math.round(from.x)},${Math.round(from.y)} → ${Math.round(to.x)},${Math.round(to.y)}`);
  return { score: ((touched / (SCREEN.width * SCREEN.height)) * furthest) / SCREEN.height, what };
}

async function takeOver(page: Page, path: string): Promise<{ served: Frame; app: Frame }> {
  await page.addInitScript(recordTakeOver);
  await page.goto(district.url + path);
  await page.waitForFunction(() => (window as unknown as { frames: { app?: Frame } }).frames.app !== undefined);
  return page.evaluate(() => (window as unknown as { frames: { served: Frame; app: Frame } }).frames);
}

test("what the served page and the app both say does not move when the app takes over", async ({ browser }) => {
  const broken: string[] = [];
  for (const path of PAGES) {
    const context = await browser.newContext({ viewport: SCREEN });
    const frames = await takeOver(await context.newPage(), path);
    const { score, what } = moves(frames);
    console.log(`${path}: ${score.toFixed(4)}${what.map((one) => `\n  ${one}`).join("")}`);
    expect(Object.keys(frames.served).length, path).toBeGreaterThan(0);
    if (score > LIMIT) broken.push(`${path}: ${score.toFixed(4)}: ${what.join(" | ")}`);
    await context.close();
  }
  expect(broken).toEqual([]);
});

test("words typed before the app has come are in its field, and the focus with them", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((go) => (release = go));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${district.url}/policies`);
  await page.locator("#served #filter").pressSequentially("老年");
  release();
  await expect(page.locator("#app #filter")).toHaveValue("老年");
  await expect(page.locator("#app #filter")).toBeFocused();
  await expect(page.locator("#app").getByRole("status").filter({ hasText: "找到" })).toBeVisible();
  await page.keyboard.type("综合");
  await expect(page.locator("#app #filter")).toHaveValue("老年综合");
});
