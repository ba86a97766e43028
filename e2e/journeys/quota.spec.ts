import { readFileSync } from "node:fs";
import type { Page, Route } from "@playwright/test";
import { expectOnce, settled } from "../at-the-server";
import { Quota } from "../faults/quota";
import { expect, test as base } from "../fixture";
import { fillUpToCheck, kept, offlineReady, signIn } from "../steps";

// The browser itself refuses to keep more.

const ROOM = 16 << 20;
const EARLIER = "示例：早先写的";
const LATER = "示例：满了才写的";

/** A page whose device can be full: someone is signed in and has a form with a few words, which are kept. */
const test = base.extend<{ quota: Quota }>({
  quota: async ({ page, district }, use) => {
    const quota = await Quota.set(page, district.url, ROOM);
    await page.goto(district.url);
    await offlineReady(page);
    await signIn(page, district, "resident-a");
    await page.goto(`${district.url}/request`);
    await page.waitForLoadState("networkidle");
    await page.getByTestId("wanted").fill(EARLIER);
    await expect(tray(page)).toContainText("已存在本机");
    await use(quota);
  },
});

const tray = (page: Page) => page.getByTestId("tray");
const banner = (page: Page) => page.getByText("这台设备暂时存不下，请先不要关闭页面");
const drafts = async (page: Page) => (await kept(page, "drafts")).join();

async function saidNotToBeKept(page: Page): Promise<void> {
  await expect(banner(page)).toBeVisible();
  await expect(tray(page)).toContainText("没有存下");
  await expect(tray(page)).not.toContainText("已存在本机");
}

async function typedWhileFull(page: Page, quota: Quota): Promise<void> {
  await quota.fill();
  await page.getByTestId("wanted").fill(LATER);
  await saidNotToBeKept(page);
}

test("what is typed on a full device is not said to be kept, and is at the next key once there is room", async ({ page, context, district, quota }) => {
  const wanted = page.getByTestId("wanted");
  await typedWhileFull(page, quota);
  await expect(wanted).toHaveValue(LATER);
  expect(await drafts(page)).not.toContain(LATER);

  const reading = await context.newPage();
  await reading.goto(`${district.url}/policies`);
  await expect(reading.locator("#app li a")).toHaveCount(25);
  await reading.getByRole("link", { name: /育儿补贴/ }).first().click();
  await expect(reading.locator("#app #art-1")).toBeVisible();

  await quota.free();
  await wanted.press("End");
  await wanted.pressSequentially("完");
  await expect(tray(page)).toContainText("已存在本机");
  await expect(banner(page)).toHaveCount(0);
  expect(await drafts(page)).toContain(`${LATER}完`);
  await page.reload();
  await expect(wanted).toHaveValue(`${LATER}完`);
});

test("a request sent while the device is full stays in the form, which says so, and is sent once when there is room", async ({ page, district, quota }) => {
  await fillUpToCheck(page, LATER);
  await expect(tray(page)).toContainText("已存在本机");
  await quota.fill();
  await tryToSend(page, LATER);
  expect(await kept(page, "outbox")).toEqual([]);
  await expectOnce(district, "resident-a", []);
  await quota.free();
  await page.getByTestId("send").click();
  await settled(page, [LATER]);
  await expectOnce(district, "resident-a", [LATER]);
});

test("what was typed while the device was full stays when it cannot be sent, and is sent once when there is room", async ({ page, district, quota }) => {
  await quota.fill();
  await fillUpToCheck(page, LATER);
  await tryToSend(page, LATER);
  await quota.free();
  await page.getByTestId("send").click();
  await settled(page, [LATER]);
  await expectOnce(district, "resident-a", [LATER]);
});

test("what was typed while the device was full is there after reading another page", async ({ page, quota }) => {
  await typedWhileFull(page, quota);
  await page.locator(".tabs").getByRole("link", { name: "政策" }).click();
  await page.getByRole("link", { name: /育儿补贴/ }).first().click();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await page.locator(".tabs").getByRole("link", { name: "申请" }).click();
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);
  await saidNotToBeKept(page);
});

test("what was typed while the device was full is in the file with what was not sent", async ({ page, quota }) => {
  await typedWhileFull(page, quota);
  await page.locator(".tabs").getByRole("link", { name: "我的" }).click();
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出没发出的" }).click();
  expect(readFileSync(await (await arriving).path(), "utf8")).toContain(LATER);
});

test("what was typed while the device was full is not taken back by another tab", async ({ page, context, district, quota }) => {
  const other = await context.newPage();
  await other.goto(`${district.url}/request`);
  await expect(other.getByTestId("wanted")).toHaveValue(EARLIER);
  await typedWhileFull(page, quota);
  await other.getByTestId("wanted").fill("示例：另一页写的");
  await saidNotToBeKept(other);
  // Until this tab has heard of it.
  await page.waitForTimeout(500);
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);
});

test("while the device is full nothing is said to be kept, and nothing in the words of a machine", async ({ page, quota }) => {
  await typedWhileFull(page, quota);
  await expect.soft(page.locator("main"), "said to be kept").not.toContainText("存在本机", { timeout: 1000 });
  await expect.soft(page.locator("main"), "a machine's words").not.toContainText(/[a-z]{4}/i, { timeout: 1000 });
});

base("on a device with room for nothing of the record all of it can be read, by its address", async ({ page, district }) => {
  await Quota.set(page, district.url, 1);
  for (const visit of ["first", "second"]) {
    await base.step(`${visit} visit`, async () => {
      await page.goto(district.url);
      await page.waitForLoadState("networkidle");
      await expect(seen(page, ".card")).not.toHaveCount(0);
      await page.goto(`${district.url}/policies`);
      await page.waitForLoadState("networkidle");
      await expect(seen(page, "main li a")).toHaveCount(25);
      for (const document of ["childcare-subsidy", "elderly-allowance", "talent-apartment"]) {
        await page.goto(`${district.url}/d/${document}`);
        await page.waitForLoadState("networkidle");
        await expect(seen(page, "#art-1")).toHaveCount(1);
      }
    });
  }
});

for (const [most, what] of [[1, "nothing"], [100_000, "a part"]] as const) {
  base(`a device with room for ${what} of the record is not said to be offline`, async ({ page, district }) => {
    await Quota.set(page, district.url, most);
    await page.goto(district.url);
    await page.waitForLoadState("networkidle");
    await expect(seen(page, ".card")).not.toHaveCount(0);
    await expect(page.getByText("离线").filter({ visible: true })).toHaveCount(0);
  });

  base(`on a device with room for ${what} of the record the app has all of it for as long as the page is open`, async ({ page, context, district }) => {
    await Quota.set(page, district.url, most);
    for (const visit of ["first", "second"]) {
      await base.step(`${visit} visit`, async () => {
        await page.goto(district.url);
        await expect(seen(page, "#app .card")).toHaveCount(3);
        await expect(banner(page)).toBeVisible();
        await page.locator("#app .tabs").getByRole("link", { name: "政策" }).click();
        await expect(seen(page, "#app main li a")).toHaveCount(25);
        await context.setOffline(true);
        await page.getByRole("link", { name: /育儿补贴/ }).first().click();
        await expect(seen(page, "#app #art-1")).toHaveCount(1);
        await context.setOffline(false);
      });
    }
  });
}

base("on a device without room a request can be written, to any agency, and is not said to be kept", async ({ page, district }) => {
  await Quota.set(page, district.url, 1);
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await page.waitForLoadState("networkidle");
  await page.getByTestId("wanted").fill(LATER);
  await saidNotToBeKept(page);
  await expect(page.getByTestId("agency").locator("option")).toHaveCount(9);
  await fillUpToCheck(page, LATER);
  await tryToSend(page, LATER);
  await expectOnce(district, "resident-a", []);
});

base("on a device without room what is typed stays when it is known who is signed in", async ({ page, district }) => {
  await Quota.set(page, district.url, 1);
  await signIn(page, district, "resident-a");
  const asked: Route[] = [];
  await page.route("**/api/session", (route) => void asked.push(route));
  await page.goto(`${district.url}/request`);
  await expect.poll(() => asked.length).toBe(1);
  await page.getByTestId("wanted").fill(LATER);
  await saidNotToBeKept(page);
  const answered = page.waitForResponse("**/api/session");
  await asked[0]!.continue();
  await answered;
  // Until the app has taken it in.
  await page.waitForTimeout(500);
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);
});

const seen = (page: Page, what: string) => page.locator(what).filter({ visible: true });

/** Sends; the form says that it was not, and still holds it. */
async function tryToSend(page: Page, wanted: string): Promise<void> {
  await page.getByTestId("send").click();
  await expect(page.getByRole("alert").getByText("没有存下，也没有发出，内容还在表单里")).toBeVisible();
  await expect(page).toHaveURL(/\/request$/);
  await expect(page.locator(".review").first()).toContainText(wanted);
}
