import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { atTheServer, expectOnce } from "../at-the-server";
import { expect, test } from "../fixture";
import { fillUpToCheck, kept, signIn } from "../steps";

declare global {
  interface Window {
    full: boolean;
  }
}

/** A store that takes nothing while `window.full` says so. */
async function canBeFull(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if (!window.full) return put.apply(this, given);
      this.transaction.abort();
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
}

const full = (page: Page, is: boolean) => page.evaluate((is) => void (window.full = is), is);
const notSaved = (page: Page) => page.getByText("这台设备暂时存不下，请先不要关闭页面");
const tray = (page: Page) => page.getByTestId("tray");
const EARLIER = "示例：先前存下的";
const LATER = "示例：后来没存下的";

async function typedButNotKept(page: Page, district: { url: string }): Promise<void> {
  await canBeFull(page);
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await fillUpToCheck(page, EARLIER);
  await expect(tray(page)).toContainText("已存在本机");
  await page.getByRole("button", { name: "上一步" }).click();
  await page.getByRole("button", { name: "上一步" }).click();
  await page.getByRole("button", { name: "上一步" }).click();
  await full(page, true);
  await page.getByTestId("wanted").fill(LATER);
  await expect(notSaved(page)).toBeVisible();
}

async function toTheEnd(page: Page): Promise<void> {
  for (let step = 0; step < 3; step++) await page.getByTestId("next").click();
}

test("a form that could not be kept is sent as it was typed last, once the device takes it again", async ({ page, district }) => {
  await typedButNotKept(page, district);
  await toTheEnd(page);
  await page.getByTestId("send").click();
  await expect(page.getByText(/没有存下，也没有发出，内容还在表单里/)).toBeVisible();
  await expect(page).toHaveURL(/\/request$/);
  await expect(page.getByText(LATER).first()).toBeVisible();
  await expect(tray(page)).not.toContainText("已存在本机");
  expect(await atTheServer(district, "resident-a")).toEqual([]);

  await full(page, false);
  await page.getByTestId("send").click();
  await expect(page).toHaveURL(/\/requests\//);
  await expect.poll(async () => (await atTheServer(district, "resident-a")).map((one) => one.form.wanted)).toEqual([LATER]);
  await expect.poll(async () => (await atTheServer(district, "civil-affairs-officer")).length).toBe(1);
  await expectOnce(district, "resident-a", [LATER]);
});

test("what another tab says does not take away what could not be kept", async ({ page, district }) => {
  await typedButNotKept(page, district);
  await page.evaluate(() => new BroadcastChannel("mingbai").postMessage("draft"));
  await page.waitForTimeout(300);
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);
  await expect(page.getByTestId("agency")).toHaveValue("civil-affairs");
});

test("what could not be kept is in the file that a person takes along, and comes back with the form", async ({ page, district }) => {
  await typedButNotKept(page, district);
  // Within the app: the page stays, which alone knows it.
  await page.getByRole("link", { name: "我的" }).first().click();
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出没发出的" }).click();
  expect(readFileSync(await (await arriving).path(), "utf8")).toContain(LATER);
  await page.getByRole("link", { name: "申请" }).first().click();
  await page.goBack();
  await page.goBack();
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);

  await full(page, false);
  await page.getByTestId("wanted").fill(`${LATER}。`);
  await expect(tray(page)).toContainText("已存在本机");
  await expect(notSaved(page)).toHaveCount(0);
  expect((await kept(page, "drafts")).join()).toContain(LATER);
});

test("a page that cannot read the store says nothing of what is in it, and wiping removes it", async ({ page, context, district }) => {
  const hidden = "示例：在读不出来的库里";
  await page.goto(`${district.url}/request`);
  await fillUpToCheck(page, hidden);
  await page.getByTestId("send").click();
  await expect(page).toHaveURL(/\/requests\//);
  expect((await kept(page, "outbox")).join()).toContain(hidden);
  await page.close();

  const blind = await context.newPage();
  await blind.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");
    };
  });
  await blind.goto(`${district.url}/me`);
  await expect(blind.getByText(/这个浏览器现在不让网页存东西/)).toBeVisible();
  await blind.getByRole("button", { name: "导出没发出的" }).click();
  await expect(blind.getByText(/现在读不出来，没有导出/)).toBeVisible();
  await blind.getByRole("button", { name: "清空这台设备" }).click();
  await blind.getByRole("button", { name: "确定清空" }).click();
  await expect(blind.getByText("已清空。")).toBeVisible();
  await blind.close();

  const after = await context.newPage();
  await after.goto(`${district.url}/me`);
  await after.getByRole("button", { name: "导出没发出的" }).click();
  await expect(after.getByText("没有没发出的内容。")).toBeVisible();
  expect(await kept(after, "outbox")).toEqual([]);
});

test("where a later version of the app has changed the store, nothing is said to be saved, and it is not left without asking", async ({ page, context, district }) => {
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await page.getByTestId("wanted").fill(EARLIER);
  await expect(tray(page)).toContainText("已存在本机");
  const later = await context.newPage();
  await later.goto(`${district.url}/log/key`);
  await later.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open("mingbai", 99);
        opening.onsuccess = () => (opening.result.close(), done());
        opening.onerror = () => failed(opening.error);
      }),
  );
  await expect(page.getByText("有新版本。您写的内容都已存好。")).toBeVisible();
  await page.getByTestId("wanted").fill(LATER);
  await expect(page.getByText(/有新版本。写的内容还没存下/)).toBeVisible();
  await expect(page.getByRole("button", { name: "更新", exact: true })).toHaveCount(0);
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);
});
