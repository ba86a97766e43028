import { readFileSync } from "node:fs";
import { expect, test } from "../fixture";
import { fillRequest, fillUpToCheck } from "../steps";

test("all that is not sent can be taken along as a file, and nothing else is in it", async ({ page, district }) => {
  await page.goto(`${district.url}/me`);
  await page.getByRole("button", { name: "导出没发出的" }).click();
  await expect(page.getByText("没有没发出的内容。")).toBeVisible();

  // Nobody is signed in: one waits, the next is still being written.
  await page.goto(`${district.url}/request`);
  await fillRequest(page, "示例：等着登录的");
  await page.goto(`${district.url}/request`);
  await fillUpToCheck(page, "示例：没写完的");
  await page.goto(`${district.url}/me`);
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出没发出的" }).click();
  const file = await arriving;
  expect(file.suggestedFilename()).toMatch(/^没发出的申请-\d{4}-\d\d-\d\d\.txt$/);
  const text = readFileSync(await file.path(), "utf8");
  for (const part of ["示例：等着登录的", "待发送", "示例：没写完的", "还在填写", "示例市民甲", "11010519491231002X", "021-0000 0000"]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain("undefined");
  await expect(page.getByText(/里面有您填写的证件号码和电话，请收好/)).toBeVisible();
  await page.evaluate(() => document.querySelector("#g-data, [aria-labelledby=g-data]")?.scrollIntoView());
  await page.screenshot({ path: "target/e2e/keeping.png" });
});

test("the browser is asked to keep what a person wrote, and says how much room there is", async ({ page, context, district }) => {
  await page.addInitScript(() => {
    const asked = { times: 0, promised: false };
    Object.assign(window, { asked });
    StorageManager.prototype.persist = async () => {
      asked.times += 1;
      asked.promised = document.location.pathname === "/me";
      return asked.promised;
    };
    StorageManager.prototype.persisted = async () => asked.promised;
    StorageManager.prototype.estimate = async () => ({ usage: 3 * 1024 * 1024, quota: 2 * 1024 ** 3 });
  });
  await page.goto(`${district.url}/request`);
  await fillRequest(page, "示例：要留住的");
  await expect.poll(() => page.evaluate(() => (window as unknown as { asked: { times: number } }).asked.times)).toBe(1);
  await page.goto(`${district.url}/me`);
  await expect(page.getByText("这个网站在本机用了 3 MB，浏览器给的空间约 2 GB。")).toBeVisible();
  await expect(page.getByText(/浏览器可能自动清除/)).toBeVisible();
  await page.getByRole("button", { name: "请浏览器保留" }).click();
  await expect(page.getByText("浏览器答应保留，不会自动清除。")).toBeVisible();
  await expect(page.getByRole("button", { name: "请浏览器保留" })).toHaveCount(0);
  expect(context.pages().length).toBe(1);
});

test("a tab with an older version that holds on is named, and the new one goes on when it is closed", async ({ page, context, district }) => {
  const older = await context.newPage();
  await older.goto(`${district.url}/log/key`);
  await older.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open("mingbai", 1);
        opening.onerror = () => failed(opening.error);
        opening.onupgradeneeded = () => opening.result.createObjectStore("meta");
        // It does not listen for a change of version.
        opening.onsuccess = () => {
          Object.assign(window, { held: opening.result });
          done();
        };
      }),
  );
  await page.goto(`${district.url}/me`);
  await expect(page.getByText("另一个标签页还开着旧版本，请先关掉它")).toBeVisible();
  await older.close();
  await expect(page.getByText("另一个标签页还开着旧版本")).toHaveCount(0);
  await page.goto(`${district.url}/request`);
  await page.getByTestId("wanted").fill("示例：存得下的");
  await expect(page.getByTestId("tray")).toContainText("已存在本机");
});

test("a tab steps aside for a newer version, says so, and what was typed is in the new one", async ({ page, context, district }) => {
  await page.goto(`${district.url}/request`);
  await page.getByTestId("wanted").fill("示例：升级前写的");
  await expect(page.getByTestId("tray")).toContainText("已存在本机");
  const newer = await context.newPage();
  await newer.goto(`${district.url}/log/key`);
  const drafts = await newer.evaluate(
    () =>
      new Promise<string[]>((done, failed) => {
        const opening = indexedDB.open("mingbai", 99);
        opening.onerror = () => failed(opening.error);
        opening.onblocked = () => failed(new Error("the older tab holds on"));
        opening.onsuccess = () => {
          const all = opening.result.transaction("drafts").objectStore("drafts").getAll();
          all.onsuccess = () => done(all.result as string[]);
        };
      }),
  );
  expect(drafts.join()).toContain("示例：升级前写的");
  await expect(page.getByText("有新版本。您写的内容都已存好。")).toBeVisible();
});
