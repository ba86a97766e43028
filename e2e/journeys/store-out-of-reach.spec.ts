import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { fillUpToCheck, kept, signIn } from "../steps";

const tray = (page: Page) => page.getByTestId("tray");
const EARLIER = "示例：先前存下的";
const LATER = "示例：后来没存下的";

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
  await changeStore(later);
  await expect(page.getByText("有新版本。您写的内容都已存好。")).toBeVisible();
  await page.getByTestId("wanted").fill(LATER);
  await expect(page.getByText(/有新版本。写的内容还没存下/)).toBeVisible();
  await expect(page.getByRole("button", { name: "更新", exact: true })).toHaveCount(0);
  await expect(page.getByTestId("wanted")).toHaveValue(LATER);
});

test("a page that begins when a later version has the store says so, and nothing of what is in it", async ({ page, context, district }) => {
  const later = await context.newPage();
  await later.goto(`${district.url}/log/key`);
  await changeStore(later);
  await page.goto(`${district.url}/me`);
  await expect(page.getByText(/有新版本/)).toBeVisible();
  await page.getByRole("button", { name: "导出没发出的" }).click();
  await expect(page.getByText(/现在读不出来，没有导出/)).toBeVisible();
});

/** Changes the store as a later version of the app would. */
function changeStore(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open("mingbai", 99);
        opening.onsuccess = () => (opening.result.close(), done());
        opening.onerror = () => failed(opening.error);
      }),
  );
}
