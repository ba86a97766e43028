import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Page, expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { PAGES } from "../pages";

/** What a reviewer looks at: `target/pictures/`. */
const PICTURES = resolve(__dirname, "../../target/pictures");

/** Width in CSS pixels, and the zoom of a 1280 pixel window that gives it. */
const SIZES = [
  { name: "320", width: 320, height: 640, zoom: 1 },
  { name: "360", width: 360, height: 780, zoom: 1 },
  { name: "390", width: 390, height: 844, zoom: 1 },
  { name: "768", width: 768, height: 1024, zoom: 1 },
  { name: "1280", width: 1280, height: 800, zoom: 1 },
  { name: "1280 at 200%", width: 640, height: 400, zoom: 2 },
  { name: "1280 at 400%", width: 320, height: 200, zoom: 4 },
];

let district: District;
let patterns: District;
test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [district, patterns] = await Promise.all([District.open(), District.open({ site: "target/patterns" })]);
});
test.afterAll(() => Promise.all([district.close(), patterns.close()]));

/** What reaches beyond the window, and what is cut off by its own box. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    for (const element of document.querySelectorAll<HTMLElement>("#app *")) {
      const style = getComputedStyle(element);
      const hidden = element.closest(".visually-hidden, thead") || style.display === "inline" || !element.innerText?.trim();
      if (hidden || style.overflowX === "visible" || style.overflowX === "auto") continue;
      if (element.scrollWidth > element.clientWidth + 1) found.push(`cut: <${element.tagName} class="${element.className}">`);
    }
    return found;
  });
}

for (const { name, width, height, zoom } of SIZES) {
  test(`no page scrolls sideways or cuts its text: ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: zoom });
    const page = await context.newPage();
    for (const address of [...PAGES.map((path) => district.url + path), `${patterns.url}/patterns`]) {
      await page.goto(address);
      await page.waitForLoadState("networkidle");
      await expect(page.locator("#app h1").first()).toBeVisible();
      expect(await overflowing(page), address).toEqual([]);
      const picture = `${name.replace(/\W+/g, "-")}${new URL(address).pathname.replaceAll("/", "-")}.png`;
      await page.screenshot({ path: join(PICTURES, picture), fullPage: true, scale: "css" });
    }
    await context.close();
  });
}
