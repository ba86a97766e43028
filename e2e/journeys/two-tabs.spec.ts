import type { Page } from "@playwright/test";
import { expectOnce, settled } from "../at-the-server";
import { expect, onLine as test } from "../faults/fixture";
import { fillRequest, fillUpToCheck, kept, signIn } from "../steps";

for (const locks of [true, false]) {
  test(`two tabs that send at once send each request once${locks ? "" : ", even in a browser without locks"}`, async ({ context, district, line }) => {
    if (!locks) await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
    const tabs = [await context.newPage(), await context.newPage()];
    await signIn(tabs[0]!, line, "resident-a");
    const wanted: string[] = [];
    line.fate = "cut before";
    for (const [at, tab] of tabs.entries()) {
      for (const which of ["一", "二"]) {
        await tab.goto(`${line.url}/request`);
        await fillRequest(tab, `示例：第${at + 1}页之${which}`);
        wanted.push(`示例：第${at + 1}页之${which}`);
      }
      await tab.goto(`${line.url}/requests`);
    }
    for (const tab of tabs) await expect(rows(tab).filter({ hasText: "待发送" })).toHaveCount(4);
    line.fate = "delivered";
    await Promise.all(tabs.map((tab) => tab.evaluate(() => dispatchEvent(new Event("online")))));
    for (const tab of tabs) {
      await settled(tab, wanted);
      await expect(rows(tab).filter({ hasText: "已收到" })).toHaveCount(4);
    }
    await expectOnce(district, "resident-a", wanted);
  });
}

for (const together of [false, true]) {
  test(`one form in two tabs is one request, ${together ? "though both send at once" : "and the other tab lets it go"}`, async ({ context, district }) => {
    const [one, two] = [await context.newPage(), await context.newPage()];
    await signIn(one, district, "resident-a");
    for (const tab of [one, two]) {
      await tab.goto(`${district.url}/request`);
      await tab.waitForLoadState("networkidle");
    }
    await fillUpToCheck(one, "示例：同一份");
    await expect(two.getByTestId("wanted")).toHaveValue("示例：同一份");
    for (let step = 0; step < 3; step++) await two.getByTestId("next").click();
    await expect(two.getByTestId("send")).toBeVisible();
    if (together) {
      // Each tab takes hold of its button first: the one that is later may find the form let go already, and must do nothing then.
      const press = (tab: Page, at: number) =>
        tab.getByTestId("send").evaluate((button: HTMLElement, at) => new Promise<void>((pressed) => setTimeout(() => (button.click(), pressed()), at - Date.now())), at);
      const at = Date.now() + 1000;
      await Promise.all([press(one, at), press(two, at)]);
      await expect.poll(() => [one, two].filter((tab) => tab.url().includes("/requests/")).length).toBe(1);
    } else {
      await one.getByTestId("send").click();
    }
    const other = two.url().includes("/requests/") ? one : two;
    await expect(other.getByTestId("wanted")).toHaveValue("");
    await expect(other.getByTestId("tray")).toHaveText("");
    await settled(other, ["示例：同一份"]);
    expect(await kept(other, "drafts")).toEqual([]);
    await expectOnce(district, "resident-a", ["示例：同一份"]);
  });
}

test("two devices of one person that send at once end up with the requests of both", async ({ browser, district }) => {
  const contexts = [await browser.newContext(), await browser.newContext()];
  const wanted = ["示例：手机上写的", "示例：电脑上写的"];
  const devices = await Promise.all(
    contexts.map(async (context, at) => {
      const page = await context.newPage();
      await signIn(page, district, "resident-a");
      await page.goto(`${district.url}/request`);
      await fillRequest(page, wanted[at]!);
      return page;
    }),
  );
  for (const page of devices) {
    await settled(page, wanted);
    await page.goto(`${district.url}/requests`);
    for (const one of wanted) await expect(rows(page).filter({ hasText: one })).toHaveCount(1);
  }
  await expectOnce(district, "resident-a", wanted);
  for (const context of contexts) await context.close();
});

function rows(page: Page) {
  return page.locator("#app .rows a");
}
