import type { Browser, Page } from "@playwright/test";
import { type Case, expectOnce, settled } from "../at-the-server";
import { expect, test } from "../fixture";
import { fillRequest, kept, signIn } from "../steps";

const HOUR_MS = 3_600_000;

/** A device whose clock is wrong by so much, which nothing tells it. */
async function device(browser: Browser, wrongBy: number): Promise<Page> {
  const context = await browser.newContext();
  await context.addInitScript((shift) => {
    const RightDate = Date;
    window.Date = new Proxy(RightDate, {
      construct: (date, given) => Reflect.construct(date, given.length ? given : [RightDate.now() + shift]) as object,
      get: (date, name) => (name === "now" ? () => RightDate.now() + shift : (Reflect.get(date, name) as unknown)),
      apply: () => new RightDate(RightDate.now() + shift).toString(),
    });
  }, wrongBy);
  return context.newPage();
}

test("a clock that is wrong by an hour hinders no request, and the server's says when it came", async ({ browser, district }) => {
  const ahead = await device(browser, HOUR_MS);
  const behind = await device(browser, -HOUR_MS);
  const wanted = ["示例：快一小时", "示例：慢一小时"];
  const began = Date.now();
  const writtenAt: number[] = [];
  // The one that is ahead asks first; by the devices' clocks it would come two hours after the other.
  for (const [at, page] of [ahead, behind].entries()) {
    await signIn(page, district, "resident-a");
    await page.goto(`${district.url}/request`);
    await fillRequest(page, wanted[at]!);
    writtenAt.push((JSON.parse((await kept(page, "outbox"))[0]!) as { at_ms: number }).at_ms);
    await settled(page, wanted.slice(0, at + 1));
    await expect(page.getByTestId("receipt-number")).toContainText(`第${at + 1}号`);
  }
  await settled(ahead, wanted);
  const cases = await expectOnce(district, "resident-a", wanted);
  const byNumber = [...cases].sort((one, other) => one.number!.serial - other.number!.serial);
  expect(byNumber.map((one) => one.form.wanted)).toEqual(wanted);
  // The devices' clocks were wrong indeed.
  expect(byNumber.map((one, at) => Math.round((writtenAt[at]! - Date.parse(one.submitted_at)) / HOUR_MS))).toEqual([1, -1]);
  for (const one of cases) {
    expect(Date.parse(one.submitted_at)).toBeGreaterThanOrEqual(began);
    expect(Date.parse(one.submitted_at)).toBeLessThanOrEqual(Date.now());
  }

  for (const page of [ahead, behind]) {
    await page.goto(`${district.url}/requests`);
    const rows = page.locator("#app .rows a");
    await expect(rows).toHaveCount(2);
    // The newest first.
    for (const [at, one] of [...byNumber].reverse().entries()) {
      await expect(rows.nth(at)).toContainText(one.form.wanted);
      await expect(rows.nth(at)).toContainText(clock(one));
    }
    await page.context().close();
  }
});

/** The time of receipt on the clocks of Shanghai: 9:12. */
function clock(one: Case): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "numeric", minute: "2-digit" }).formatToParts(new Date(one.submitted_at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return ` ${Number(of("hour"))}:${of("minute")}`;
}
