import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { answer, everythingKept, offlineReady } from "../steps";

/** A day so many days from now, as it is in Shanghai. */
function inDays(days: number): Date {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000);
}

function born(years: number, birthdayIn: number): string {
  const day = iso(inDays(birthdayIn));
  // Who was born on 29 February in a year without one was not.
  return `${Number(day.slice(0, 4)) - years}${day.slice(4).replace("-02-29", "-03-01")}`;
}

const iso = (day: Date) => day.toISOString().slice(0, 10);

/** Somebody of Shanghai who turns 70 in so many days. */
async function turnsSeventy(page: Page, url: string, days: number): Promise<void> {
  await page.goto(`${url}/me`);
  await page.waitForLoadState("networkidle");
  await answer(page, "birth_date", born(70, days));
  await answer(page, "hukou", "shanghai");
}

test("who turns 70 is told of the other amount in time, puts it away, and brings it back", async ({ page, district }) => {
  await turnsSeventy(page, district.url, 40);
  await page.goto(`${district.url}/`);
  const group = page.getByRole("region", { name: "提醒" });
  await expect(group.getByRole("listitem")).toHaveCount(1);
  await expect(group).toContainText("起每月 150 元 · 40 天后");
  await group.getByRole("link", { name: "全部提醒" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "办事提醒" })).toBeVisible();

  const reminder = page.getByTestId("reminder");
  await reminder.getByRole("button", { name: /^知道了/ }).click();
  await expect(page.getByText("都收起来了。")).toBeVisible();
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(reminder.getByRole("button", { name: /^知道了/ })).toBeVisible();

  // Put away, it stays away with the next visit, also without a network.
  await reminder.getByRole("button", { name: /^知道了/ }).click();
  await expect(page.getByText("已收起的 1 条")).toBeVisible();
  await offlineReady(page);
  await page.context().setOffline(true);
  await page.goto(`${district.url}/`);
  await expect(page.getByTestId("card").first()).toBeVisible();
  await expect(group).toBeHidden();
  await page.goto(`${district.url}/reminders`);
  await page.getByText("已收起的 1 条").click();
  await page.getByRole("button", { name: /^放回去/ }).click();
  await expect(page.getByRole("button", { name: /^知道了/ })).toBeVisible();
});

test("a second press puts no other reminder away, and each can be brought back", async ({ page, district }) => {
  await turnsSeventy(page, district.url, 40);
  await answer(page, "children", born(3, 20));
  await page.goto(`${district.url}/reminders`);
  const reminder = page.getByTestId("reminder");
  await expect(reminder).toHaveCount(2);
  await expect(reminder.first()).toContainText("起不再符合");
  await expect(reminder.first()).toContainText("到时候没有 3 岁以下的孩子");

  await test.step("readable by everyone, with rows", async () => {
    for (const look of ["", "?elder"]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: 360, height: 740 });
        await page.goto(`${district.url}/reminders${look}`);
        await expect(reminder).toHaveCount(2);
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
        expect(violations).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      }
    }
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${district.url}/reminders`);
  });

  await reminder.first().getByRole("button", { name: /^知道了/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("已收起的 1 条")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^知道了/ })).toHaveCount(1);
  await page.getByRole("button", { name: /^知道了/ }).click();
  const folded = page.locator("details", { hasText: "已收起的" });
  await folded.locator("summary").click();
  await folded.getByRole("button", { name: /^放回去/ }).first().click();
  // It stays open for the next.
  await folded.getByRole("button", { name: /^放回去/ }).click();
  await expect(folded).toBeHidden();
  await expect(page.getByRole("button", { name: /^知道了/ })).toHaveCount(2);
});

test("what is ahead goes into the calendar of the phone, with nothing about the person", async ({ page, district }) => {
  await turnsSeventy(page, district.url, 12);
  await page.goto(`${district.url}/reminders`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("add-reminders").click()]);
  expect(file.suggestedFilename()).toBe("办事提醒.ics");
  const text = readFileSync((await file.path())!, "utf8").replaceAll("\r\n ", "");
  expect(text).toContain(`DTSTART;VALUE=DATE:${iso(inDays(12)).replaceAll("-", "")}`);
  expect(text).toMatch(/SUMMARY:.*每月 150 元/);
  // In what a person reads there: dates and numbers of the file have digits of their own.
  const words = [...text.matchAll(/^(?:SUMMARY|DESCRIPTION):(.*)$/gm)].map(([, words]) => words).join();
  expect(words).not.toContain("70 岁");
  expect(words).not.toContain("户籍");
  await expect(page.getByRole("status").filter({ hasText: "日历文件" })).toBeVisible();
});

test("what was put away tells of a birthday, and goes when the birthday is another", async ({ page, district }) => {
  await turnsSeventy(page, district.url, 40);
  await page.goto(`${district.url}/reminders`);
  await page.getByRole("button", { name: /^知道了/ }).click();
  await expect(page.getByText("已收起的 1 条")).toBeVisible();
  // It is kept so that nobody reads it in the store.
  expect((await everythingKept(page)).includes("elderly-allowance/amount")).toBe(false);
  await page.reload();
  await expect(page.getByText("已收起的 1 条")).toBeVisible();
  await page.goto(`${district.url}/me`);
  await page.waitForLoadState("networkidle");
  // Another birthday is as good as none.
  const birthday = page.locator('[data-fact="birth_date"] input');
  const first = await birthday.inputValue();
  await answer(page, "birth_date", born(50, 10));
  await answer(page, "birth_date", first);
  await page.reload();
  await expect(birthday).toHaveValue(first);
  await page.goto(`${district.url}/reminders`);
  // Nothing is known any more of its having been put away.
  await expect(page.getByRole("button", { name: /^知道了/ })).toHaveCount(1);
  await expect(page.getByText("已收起的 1 条")).toBeHidden();
});
