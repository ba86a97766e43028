import type { Page, Route } from "@playwright/test";
import { District } from "../district";
import { expect, test } from "../fixture";
import { LOOK, offlineReady } from "../steps";

// Everything that the app asks the record for, from the page or from its service worker.
const RECORD = /\/(log\/(checkpoint|since\/|tile\/)|packs?\/)/;

/** The app reads this record from now on. */
const readFrom = (page: Page, answer: (route: Route) => Promise<void>) => page.context().route(RECORD, answer);

const from = (other: District) => async (route: Route) => {
  const url = new URL(route.request().url());
  const { "if-none-match": _, ...headers } = route.request().headers();
  await route.fulfill({ response: await route.fetch({ url: other.url + url.pathname, headers }) });
};

const visited = async (page: Page, district: District) => {
  await page.goto(district.url);
  await expect(page.locator("#app .card").first()).toBeVisible();
  await offlineReady(page);
};

const sameKeys = (district: District) => ({ LOG_KEY: district.setting("LOG_KEY"), LOG_VKEY: district.setting("LOG_VKEY") });

test("a record that is another than the one seen before, or shorter, is refused, and what was there stays", async ({ page, district }) => {
  await visited(page, district);
  for (const [seeded, said] of [[true, "记录与上次看到的不一致，可能被改动过"], [false, "记录比上次看到的短，少了内容"]] as const) {
    const other = await District.open({ seeded, environment: sameKeys(district) });
    await readFrom(page, from(other));
    await page.goto(`${district.url}/policies`);
    await expect(page.getByText(said)).toBeVisible();
    await expect(page.locator("#app li a")).toHaveCount(25);
    await page.context().unroute(RECORD);
    await other.close();
  }
  await page.goto(`${district.url}/policies`);
  await expect(page.locator("#app li a")).toHaveCount(25);
  await expect(page.getByText("可能被改动过")).toHaveCount(0);
});

test("a changed entry and a changed pack are refused, and the rest is taken", async ({ page, district }) => {
  const flip = (which: RegExp) => async (route: Route) => {
    if (!which.test(route.request().url())) return route.fallback();
    const body = Buffer.from(await (await route.fetch()).body());
    const at = Math.floor(body.length / 2);
    body[at] = body[at]! ^ 1;
    await route.fulfill({ body });
  };
  await readFrom(page, flip(/\/entries\//));
  await page.goto(district.url);
  await expect(page.getByText("记录与上次看到的不一致，可能被改动过")).toBeVisible();
  await page.context().unroute(RECORD);

  await readFrom(page, flip(/\/packs?\//));
  await page.goto(`${district.url}/policies`);
  await expect(page.getByText("一份文件的内容与公开记录不符，没有采用")).toBeVisible();
  await page.context().unroute(RECORD);
  await page.goto(`${district.url}/policies`);
  await expect(page.getByText("没有采用")).toHaveCount(0);
  await offlineReady(page);
});

test("a first visit takes few answers, a further version one, and a visit with nothing new a single small one", async ({ page, district }) => {
  let asked: string[] = [];
  let sizes: Promise<number>[] = [];
  page.context().on("response", (response) => {
    const url = new URL(response.url());
    if (/\.(js|wasm|svg|png|webmanifest)$/.test(url.pathname) || response.fromServiceWorker()) return;
    asked.push(url.pathname);
    sizes.push(response.request().sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
  });
  const begin = () => {
    asked = [];
    sizes = [];
  };
  await page.goto(district.url);
  await offlineReady(page);
  // Twenty-five packs in aligned ranges: sixteen, eight and one.
  expect(asked.filter((path) => /^\/packs?\//.test(path)).length).toBeLessThanOrEqual(3);

  await district.publishAgain("示例：又一版");
  begin();
  await page.goto(`${district.url}/policies`);
  await expect(page.getByText("示例：又一版").first()).toBeVisible();
  // One answer has the checkpoint, the entry and the pack.
  expect(asked.filter((path) => /^\/(log|packs?)\//.test(path))).toEqual(["/log/since/25"]);

  begin();
  const checked = page.waitForResponse(LOOK);
  await page.goto(district.url);
  await checked;
  await expect(page.locator("#app .card").first()).toBeVisible();
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(asked).toEqual(["/log/since/26"]);
  expect(total).toBeLessThan(1024);
});
