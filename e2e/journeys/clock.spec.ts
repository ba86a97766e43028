import { type Page, expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { offlineReady } from "../steps";

let district: District;
test.beforeAll(async () => {
  district = await District.open();
});
test.afterAll(() => district.close());

const PAUSED = "rule=request.answer&received=2026-01-05&basis=signed_mail&third_party_asked=2026-01-12&third_party_replied=2026-01-23&extended=2026-02-10,10";

async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`${district.url}/clock${query && `?${query}`}`);
  await expect(page.locator("#app h1")).toBeVisible();
}

const cell = (page: Page, day: string) => page.locator(`[data-day="${day}"]`);
const happened = (page: Page) => page.getByText("办理中发生的事").click();
const due = (page: Page) => page.locator(".due .countdown time");

test("the first example: over the Spring Festival of 2026, two Saturdays worked", async ({ page }) => {
  await open(page);
  await page.getByRole("link", { name: /遇上春节/ }).click();
  await expect(due(page)).toHaveText(/3月6日（周五）/);
  await expect(page.locator("#clock-result")).toBeFocused();
  await expect(page).toHaveURL(/\/clock\?rule=request\.answer&received=2026-02-02&basis=in_person$/);
  await expect(page.getByLabel("收到申请之日", { exact: true })).toHaveValue("2026-02-02");
  await expect(page.getByLabel("申请怎么提交的")).toHaveValue("in_person");
  for (const day of ["2026-02-14", "2026-02-28"]) await expect(cell(page, day)).toHaveClass(/is-counted is-makeup/);
  for (const day of ["16", "17", "18", "19", "20", "23"]) await expect(cell(page, `2026-02-${day}`)).toHaveClass(/is-rest is-off/);
  for (const day of ["15", "21", "22"]) await expect(cell(page, `2026-02-${day}`)).not.toHaveClass(/is-off/);
  await expect(cell(page, "2026-02-13").locator(".strip-n")).toHaveText("9");
  await expect(cell(page, "2026-02-24").locator(".strip-n")).toHaveText("11");
  await page.goBack();
  await expect(page.getByRole("link", { name: /遇上春节/ })).toBeVisible();
  await page.goForward();
  await expect(due(page)).toHaveText(/3月6日（周五）/);
});

test("the second example: a third party is asked, the time is extended", async ({ page }) => {
  await open(page);
  await page.getByRole("link", { name: /征求第三方意见/ }).click();
  await expect(due(page)).toHaveText(/3月5日（周四）/);
  await expect(cell(page, "2026-01-12")).toHaveClass(/is-counted has-event/);
  for (const day of ["13", "16", "19", "23"]) await expect(cell(page, `2026-01-${day}`)).toHaveClass(/is-paused/);
  await expect(cell(page, "2026-01-26").locator(".strip-n")).toHaveText("6");
  await expect(cell(page, "2026-03-05").locator(".strip-n")).toHaveText("30");
  // Without the extension it is due earlier, and taking it back restores it.
  await happened(page);
  await page.getByRole("button", { name: /去掉：2月10日.*延长答复期限/ }).click();
  await expect(due(page)).toHaveText(/2月13日（周五）/);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(due(page)).toHaveText(/3月5日（周四）/);
  await expect(page).toHaveURL((url) => url.search === `?${PAUSED}`);
});

test("the third example: a date beyond the published calendar is a range", async ({ page }) => {
  await open(page);
  await page.getByRole("link", { name: /还没公布/ }).click();
  await expect(due(page)).toHaveText([/2027年1月3日（周日）/, /2027年1月6日（周三）/]);
  await expect(page.locator(".due-head")).toContainText("暂定");
  await expect(cell(page, "2026-12-31")).toHaveClass(/is-counted/);
  for (const day of ["2027-01-01", "2027-01-04"]) await expect(cell(page, day)).toHaveClass(/is-unknown/);
  for (const day of ["2027-01-03", "2027-01-06"]) await expect(cell(page, day)).toHaveClass(/is-perhaps/);
});

test("by hand: the result follows each field", async ({ page }) => {
  await open(page);
  await page.getByLabel("算哪一项期限").selectOption("message.reply");
  await expect(page.getByText("选好期限、写上起算日，结果就在这里。")).toBeVisible();
  await page.getByLabel("收到咨询之日").fill("2026-09-28");
  // 2026-10-01 to 10-07 are off, 10-10 is worked.
  await expect(due(page)).toHaveText(/10月10日（周六）/);
  await expect(page.getByLabel("申请怎么提交的")).toHaveCount(0);
  await page.getByLabel("算哪一项期限").selectOption("incident.first_release");
  await expect(page.locator(".field-error")).toContainText("请写明几点几分");
  await page.getByLabel("事件发生之时").fill("2026-09-28T22:30");
  await expect(due(page)).toHaveText(/9月29日（周二） 3:30/);
  await expect(page).toHaveURL(/received=2026-09-28T22:30$/);
  await page.getByLabel("算哪一项期限").selectOption("request.intake");
  await page.getByLabel("申请怎么提交的").selectOption("online");
  await expect(page.locator(".field-error")).toContainText("网络申请已在平台上，不需要录入");
  await expect(page.getByText("写下的都还在，改一改就重新算。")).toBeVisible();
  await page.getByRole("button", { name: "从头算" }).click();
  await expect(page).toHaveURL(/\/clock$/);
  await expect(page.getByLabel("算哪一项期限")).toHaveValue("");
});

test("a second extension is refused with its article, and what was typed stays", async ({ page }) => {
  await open(page, PAUSED);
  await happened(page);
  await page.getByLabel("发生了什么").selectOption("extended");
  await page.getByLabel("哪一天").fill("2026-02-25");
  await page.getByLabel("延长几个工作日").fill("５");
  await page.getByRole("button", { name: "加上这件事" }).click();
  const refused = page.locator(".clock-adding .field-error");
  await expect(refused).toContainText("已经延长过一次");
  await expect(refused).toContainText("《政府信息公开条例》第三十三条");
  await expect(page.getByLabel("发生了什么")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("发生了什么")).toHaveValue("extended");
  await expect(page.getByLabel("哪一天")).toHaveValue("2026-02-25");
  await expect(page.getByLabel("延长几个工作日")).toHaveValue("５");
  await expect(due(page)).toHaveText(/3月5日（周四）/);
  // Something else in its place is taken, and the fields are free again.
  await page.getByLabel("发生了什么").selectOption("organ_asked");
  await expect(refused).toHaveCount(0);
  await page.getByRole("button", { name: "加上这件事" }).click();
  await expect(page.locator(".clock-events li")).toHaveCount(4);
  await expect(page.getByText("等待其他机关的意见", { exact: true })).toBeVisible();
  await expect(page.getByLabel("发生了什么")).toHaveValue("");
  await expect(page.getByLabel("哪一天")).toHaveValue("");
  await page.getByRole("button", { name: "加上这件事" }).click();
  await expect(refused).toHaveText("请选发生了什么。");
});

test("an address restores the page, says what it did not understand, and what is not lawful", async ({ page }) => {
  await open(page, `${PAUSED}&extended=2026-02-25,5&colour=red&received=yesterday`);
  await expect(page.getByText("地址里有 2 处看不懂，没有用上。")).toBeVisible();
  await expect(page.getByText("按这些情况算不出截止日")).toBeVisible();
  const row = page.locator(".clock-events li").filter({ hasText: "2月25日" });
  await expect(row.locator(".field-error")).toContainText("已经延长过一次");
  await row.getByRole("button", { name: /去掉/ }).click();
  await expect(due(page)).toHaveText(/3月5日（周四）/);
  await expect(page).toHaveURL((url) => url.search === `?${PAUSED}`);
  await page.reload();
  await expect(due(page)).toHaveText(/3月5日（周四）/);
  await expect(page.locator(".clock-events li")).toHaveCount(3);
});

test("keys lead through the days, and the line below tells each", async ({ page }) => {
  await open(page, PAUSED);
  await cell(page, "2026-03-05").focus();
  const said = page.locator(".strip-said");
  await expect(said).toContainText("3月5日（周四）：第30个工作日；截止日，到24:00为止。");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await expect(cell(page, "2026-03-01")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(said).toContainText("2月28日（周六）：春节调休上班，第26个工作日。");
  await expect(said.getByRole("link")).toHaveAttribute("href", /gov\.cn/);
  await page.keyboard.press("Control+Home");
  await expect(said).toContainText("1月5日（周一）：收到申请之日，当天不计入（《民法典》第二百零一条）。");
  // The next stop of the Tab key is after the calendar.
  await page.keyboard.press("Tab");
  await expect(page.locator(".strip :focus")).toHaveCount(0);
});

test("it works offline after the first visit, whichever page that was", async ({ page, context }) => {
  await page.goto(district.url);
  await offlineReady(page);
  await context.setOffline(true);
  await open(page, PAUSED);
  await expect(due(page)).toHaveText(/3月5日（周四）/);
  await page.getByLabel("收到申请之日", { exact: true }).fill("2026-01-06");
  await expect(due(page)).toHaveText(/3月6日（周五）/);
});

test("in English, down to each day", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("mingbai-language", "en"));
  await open(page, PAUSED);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Work out a due date");
  await expect(due(page)).toHaveText("5 March (Thu)");
  await expect(page.getByRole("columnheader").first()).toHaveText("Mon");
  await expect(cell(page, "2026-02-14")).toHaveAccessibleName("14 February (Sat): worked for the Spring Festival: working day 21.");
  await page.getByText("How it was worked out").click();
  await expect(page.locator(".due-sentences li").first()).toContainText("within 20 working days");
});

test("what is left is counted from today", async ({ page }) => {
  await page.clock.setFixedTime("2026-02-12T10:00:00+08:00");
  await open(page, "rule=request.answer&received=2026-02-02&basis=in_person");
  await expect(page.locator(".countdown")).toHaveText(/3月6日（周五） 还有 12 个工作日/);
  await expect(cell(page, "2026-02-12")).toHaveClass(/is-today/);
});

test("on paper: no form, all of the proof, and the way back to it", async ({ page }) => {
  await open(page, PAUSED);
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.getByRole("button", { name: "打印" }).click();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".clock-form")).toBeHidden();
  await expect(page.getByRole("button", { name: "打印" })).toBeHidden();
  await expect(page.locator(".due-sentences li").first()).toBeVisible();
  await expect(cell(page, "2026-02-14")).toBeVisible();
  await expect(page.locator(".print-foot")).toContainText(`/clock?${PAUSED}`);
  await expect(page.locator(".print-foot img")).toBeVisible();
});

test("the list of policies leads there", async ({ page }) => {
  await page.goto(`${district.url}/policies`);
  await page.locator("#app").getByRole("link", { name: /时限计算/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("时限计算");
});
