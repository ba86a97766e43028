import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { fillRequest, offlineReady, say, signIn, type } from "../steps";

const measures = existsSync(resolve(__dirname, "../../../shared/data/changning-openness-measures-2022.txt"));

test("match, read offline, ask offline, get a number once, whatever is killed", async ({ browser, district }) => {
  const context = await browser.newContext();
  let page = await context.newPage();

  await test.step("three facts give policies with their reasons", async () => {
    await signIn(page, district, "resident-a");
    await page.goto(district.url);
    await say(page, "birth_date", "1954-03-01");
    await say(page, "hukou", "shanghai");
    await say(page, "children", "none");
    const card = page.getByTestId("card").filter({ hasText: "老年综合津贴" });
    await expect(card).toContainText("因为");
    await expect(card).toContainText("72 岁");
    await expect(card).toContainText("150");
    await card.getByRole("link").first().click();
    await expect(page.locator("h1")).toContainText("老年综合津贴");
  });

  await test.step("everything is on the device before the network goes", async () => {
    await offlineReady(page);
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator("#app h1")).toContainText("老年综合津贴");
    await expect(page.locator("#app #art-3")).toContainText("第三条");
  });

  await test.step("the measures, article 36", async () => {
    if (!measures) return console.log("left out: the text of the measures is not beside this checkout");
    await page.goto(`${district.url}/d/openness-measures/art/36`);
    await expect(page.locator("#app #art-36")).toContainText("第三十六条");
    await expect(page.locator("#app #art-36")).toBeInViewport();
  });

  const wanted = `2025年老年综合津贴的发放人数 ${Date.now()}`;
  await test.step("a request written offline outlives its tab", async () => {
    await page.goto(`${district.url}/request`);
    await fillRequest(page, wanted);
    await page.close();
    page = await context.newPage();
    await page.goto(`${district.url}/requests`);
    await expect(page.getByText(wanted)).toBeVisible();
    await expect(page.getByText("待发送")).toBeVisible();
  });

  await test.step("online again, it gets its number", async () => {
    await context.setOffline(false);
    await page.getByText(wanted).click();
    await expect(page.getByTestId("receipt-number")).toContainText(/〔\d{4}〕第1号-收件/, { timeout: 30_000 });
  });

  await test.step("after a power cut the request is there once, and the agency has it", async () => {
    await district.kill();
    await district.start();
    await page.reload();
    await expect(page.getByTestId("receipt-number")).toContainText("第1号");
    const officer = await (await browser.newContext()).newPage();
    await signIn(officer, district, "civil-affairs-officer");
    await officer.goto(`${district.url}/staff`);
    await expect(rows(officer, wanted)).toHaveCount(1);
    await expect(officer.getByTestId("case-row")).toHaveCount(1);
  });

  await context.close();
});

test("a draft is kept at each key, without sending it", async ({ browser, district }) => {
  const context = await browser.newContext();
  let page = await context.newPage();
  await page.goto(`${district.url}/request`);
  await type(page.getByTestId("wanted"), "关于垃圾分类收运的");
  await expect(page.getByTestId("tray")).toContainText("已存在本机");
  await page.close();
  page = await context.newPage();
  await page.goto(`${district.url}/request`);
  await expect(page.getByTestId("wanted")).toHaveValue("关于垃圾分类收运的");
  await context.close();
});

function rows(page: Page, text: string) {
  return page.getByTestId("case-row").filter({ hasText: text });
}
