import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { fillRequest, signIn } from "../steps";
import { yearPlans } from "../year-plan";

// A clock from the desk's side and from the person's: noted, shown before it is noted, taken back, extended by the head alone, moved by a year that is loaded.

const due = (page: Page) => page.locator("#g-clock, section[aria-labelledby=g-clock]").first();

test("the desk notes what happens, and the person sees the date with its reasons", async ({ browser, district }) => {
  const [resident, officer, head, office] = await Promise.all(
    [0, 1, 2, 3].map(async () => (await browser.newContext()).newPage()),
  ) as [Page, Page, Page, Page];
  await signIn(resident, district, "resident-a");
  await resident.goto(`${district.url}/request`);
  await fillRequest(resident, "示例：期限怎么算");
  const mine = resident.url();
  await expect(resident.getByText("20个工作日内答复").first()).toBeVisible();

  await signIn(officer, district, "civil-affairs-officer");
  await officer.goto(`${district.url}/staff`);
  await expect(officer.getByTestId("case-row")).toContainText("未起算");
  await officer.getByRole("link", { name: /号-收件/ }).click();
  await officer.getByTestId("note-receipt").click();
  await expect(officer.getByTestId("noted")).toContainText("已登记");
  await expect(due(officer).locator(".due-head")).toContainText("工作日");
  await expect(officer.getByTestId("correction")).toContainText("还有 7 个工作日");

  // What it does to the date is seen before it is done.
  await expect(officer.getByLabel("延长答复期限")).toHaveCount(0);
  await officer.getByLabel("征求其他机关意见").check();
  await expect(officer.getByTestId("will-be")).toContainText("等待其他机关的意见");
  await officer.getByTestId("note").click();
  await expect(due(officer).locator(".due-waiting")).toContainText("等待其他机关的意见");
  // What is said of it stays although the clock was drawn anew.
  await expect(officer.getByTestId("noted")).toContainText("已登记");
  await officer.goto(`${district.url}/staff/due`);
  await expect(officer.getByRole("region", { name: "暂停，等待答复" }).getByTestId("due-row")).toContainText("等待其他机关的意见");
  await officer.goBack();
  await officer.getByTestId("take-back").click();
  await expect(due(officer).locator(".due-waiting")).toHaveCount(0);
  await expect(officer.getByTestId("noted")).toContainText("已撤回");
  await officer.getByTestId("note").click();
  await expect(officer.getByTestId("noted")).toContainText("请先选发生了什么");

  await signIn(head, district, "civil-affairs-head");
  await head.goto(`${district.url}/staff`);
  await expect(head.getByTestId("case-row")).toContainText("工作日");
  await head.goto(`${district.url}/staff/due`);
  await expect(head.getByText("没有超期的")).toBeVisible();
  await expect(head.getByText("另有 1 件")).toBeVisible();
  await head.getByLabel("20个工作日").check();
  const soon = head.getByRole("region", { name: "快到期" }).getByTestId("due-row");
  await expect(soon).toContainText("还有 20 个工作日");
  await soon.getByRole("link", { name: /号-收件/ }).click();
  await head.getByLabel("延长答复期限").check();
  await head.getByTestId("working-days").fill("21");
  await expect(head.getByTestId("will-be")).toContainText("第三十三条");
  await head.getByTestId("working-days").fill("10");
  await expect(head.getByTestId("will-be")).toContainText("截止日");
  for (const one of ["不延长", "今天延长", "明天延长", "最晚"]) await expect(head.getByTestId("extending")).toContainText(one);

  // The person has the date in their own calendar before, and its change after.
  await resident.goto(mine);
  await expect(due(resident).locator(".due-head")).toContainText("工作日");
  const event = async () => {
    const download = resident.waitForEvent("download");
    await resident.getByTestId("add-to-calendar").click();
    return readFileSync(await (await download).path(), "utf8");
  };
  const before = await event();
  await head.getByTestId("note").click();
  await expect(head.getByTestId("take-back")).toContainText("延长答复期限");
  await expect(due(resident).getByText("延长答复期限10个工作日").first()).toBeAttached({ timeout: 30_000 });
  const after = await event();
  const line = (file: string, name: string) => new RegExp(`^${name}[:;].*$`, "m").exec(file)![0];
  const sequence = (file: string) => Number(line(file, "SEQUENCE").trim().slice("SEQUENCE:".length));
  expect(sequence(after)).toBeGreaterThan(sequence(before));
  expect(line(after, "UID")).toBe(line(before, "UID"));
  expect(line(after, "DTSTART")).not.toBe(line(before, "DTSTART"));
  for (const told of ["示例市民甲", "11010519491231002X"]) expect(after).not.toContain(told);

  // What a year would move is seen before it is loaded.
  const day = /DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)/.exec(after)!;
  const { year, moving } = yearPlans(day.slice(1).join("-"));
  await head.goto(`${district.url}/staff/due`);
  await head.getByText("如果放假安排这样公布").click();
  await head.getByTestId("plan").fill("什么也不是");
  await expect(head.getByTestId("moves")).toContainText("第1行");
  await head.getByTestId("plan").fill(moving);
  await expect(head.getByTestId("moved-row")).toContainText("截止日");

  // The district's office loads it.
  await signIn(office, district, "district-office-supervisor");
  await office.goto(`${district.url}/calendar`);
  await office.getByTestId("plan").fill(moving.replace("off ", "of "));
  await expect(office.getByTestId("looked-at")).toContainText("第");
  await office.getByTestId("load-year").click();
  await expect(office.getByTestId("loaded")).toBeEmpty();
  await office.getByTestId("plan").fill(moving);
  await expect(office.getByTestId("looked-at")).toContainText(`${year}年`);
  await office.getByTestId("load-year").click();
  await office.getByTestId("load-yes").click();
  await expect(office.getByTestId("loaded")).toContainText(`已载入${year}年`);
  await expect(resident.getByText("截止日的变动")).toBeVisible({ timeout: 30_000 });
  // Its date is by the year that was loaded, also where the case came before the record did.
  await expect(due(resident).locator(".due-head")).not.toContainText("暂定", { timeout: 30_000 });
});
