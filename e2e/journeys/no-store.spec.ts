import type { Page } from "@playwright/test";
import { atTheServer } from "../at-the-server";
import { expect, test } from "../fixture";
import { fillRequest, signIn } from "../steps";

// Browsers that give a page no place to keep anything: by policy, in some private windows, with a broken profile.
const WITHOUT: Record<string, () => void> = {
  "has no store": () => Object.defineProperty(window, "indexedDB", { get: () => undefined }),
  "does not open its store": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("A mutation operation was attempted on a database that did not allow mutations.", "InvalidStateError");
    };
  },
};

for (const [which, prepare] of Object.entries(WITHOUT)) {
  test(`in a browser that ${which} everything can be used, and nothing is said to be kept`, async ({ page, district }) => {
    await page.addInitScript(prepare);
    await page.goto(district.url);
    await expect(page.locator("#app .card").first()).toBeVisible();
    await page.getByRole("link", { name: /育儿补贴/ }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("育儿补贴");

    await signIn(page, district, "resident-a");
    await page.goto(`${district.url}/request`);
    await page.getByTestId("wanted").fill("示例：记不住的");
    await expect(page.getByText("这台设备暂时存不下，请先不要关闭页面")).toBeVisible();
    await expect(page.getByTestId("tray")).not.toContainText("已存在本机");
    await fillRequest(page, "示例：记不住的");
    await expect(page.locator(".receipt .mark")).toContainText("已收到");
    expect((await atTheServer(district, "resident-a")).map((one) => one.form.wanted)).toEqual(["示例：记不住的"]);
  });
}

test("a browser without room shows what is public, and says of a form that it is not kept", async ({ page, district }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  for (const path of ["", "/policies"]) {
    await page.goto(district.url + path);
    await readable(page);
  }
  await page.getByRole("link", { name: /育儿补贴/ }).first().click();
  await expect(page).toHaveURL(/\/d\/childcare-subsidy$/);
  await expect(page.getByRole("heading", { level: 1 }).filter({ visible: true })).toContainText("育儿补贴");

  await page.goto(`${district.url}/request`);
  await page.getByTestId("wanted").fill("示例：存不下的");
  await expect(page.getByText("这台设备暂时存不下，请先不要关闭页面")).toBeVisible();
  await expect(page.getByTestId("tray")).not.toContainText("已存在本机");
});

/** What is public stays to be read, also when the app has given up keeping it. */
async function readable(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("link", { name: /育儿补贴/ }).first()).toBeVisible();
}
