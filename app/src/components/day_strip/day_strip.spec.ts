import type { Locator } from "@playwright/test";
import { expect, test } from "../../../../e2e/patterns";

/** The strip of a state, by the label of that state. */
const strip = (pattern: (name: string) => Locator, state: string) =>
  pattern("day_strip").locator(".pattern-state", { hasText: state }).first();

const day = (strip: Locator, date: string) => strip.locator(`[data-day="${date}"]`);

test("a grid with a sentence for each day: what it was, and why", async ({ pattern }) => {
  const spring = strip(pattern, "春节");
  const grid = spring.getByRole("grid", { name: "2月2日至3月6日，一天一格" });
  await expect(grid.getByRole("columnheader")).toHaveText(["一", "二", "三", "四", "五", "六", "日"]);
  await expect(grid.getByRole("gridcell", { name: "2月14日（周六）：春节调休上班，第10个工作日。" })).toHaveClass(/is-makeup/);
  await expect(grid.getByRole("gridcell", { name: "2月16日（周一）：春节放假，不计入。" })).toHaveClass(/is-off/);
  await expect(grid.getByRole("gridcell", { name: "3月6日（周五）：第20个工作日；截止日，到24:00为止。" })).toHaveClass(/is-due/);
  await expect(day(spring, "2026-02-12")).toHaveClass(/is-today/);
});

test("one stop for the Tab key, arrow keys from day to day, Home and End within the week", async ({ page, pattern }) => {
  const spring = strip(pattern, "春节");
  await expect(spring.locator('[tabindex="0"]')).toHaveCount(1);
  await day(spring, "2026-03-06").focus();
  for (const [key, date] of [
    ["ArrowLeft", "2026-03-05"],
    ["ArrowUp", "2026-02-26"],
    ["Home", "2026-02-23"],
    ["ArrowLeft", "2026-02-22"],
    ["ArrowDown", "2026-03-01"],
    ["ArrowRight", "2026-03-02"],
    ["End", "2026-03-06"],
    ["ArrowRight", "2026-03-06"],
    ["Control+Home", "2026-02-02"],
    ["ArrowUp", "2026-02-02"],
    ["Control+End", "2026-03-06"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(day(spring, date), key).toBeFocused();
    await expect(day(spring, date)).toHaveAttribute("tabindex", "0");
    await expect(spring.locator('[tabindex="0"]')).toHaveCount(1);
  }
});

test("a day that is pressed is told below, with the notice that decided it", async ({ pattern }) => {
  const spring = strip(pattern, "春节");
  await expect(spring.locator(".strip-said")).toHaveText("点任意一天，看算不算、为什么。");
  await day(spring, "2026-02-28").click();
  await expect(day(spring, "2026-02-28")).toHaveAttribute("aria-selected", "true");
  await expect(spring.locator(".strip-said")).toContainText("2月28日（周六）：春节调休上班，第15个工作日。");
  const notice = spring.locator(".strip-said").getByRole("link", { name: /^国办发明电〔2025〕7号 ?（另一个网站）$/ });
  await expect(notice).toHaveAttribute("href", /^https:\/\/www\.gov\.cn\//);
});

test("the legend has the marks that occur, and no other", async ({ pattern }) => {
  const legend = (state: string) => strip(pattern, state).getByRole("list", { name: "图例" }).getByRole("listitem");
  await expect(legend("补正后重新算")).toHaveText([
    /起算日/, /第几个/, /调休上班/, /周末/, /放假/, /作废/, /次日重新算/, /有事/, /截止日/, /今天/,
  ]);
  await expect(legend("还没公布")).toHaveText([/起算日/, /第几个/, /周末/, /还没公布/, /可能的截止日/, /今天/]);
  await expect(legend("60 日")).toHaveText([/起算日/, /休息日也算/, /顺延/, /截止日/, /今天/]);
});

test("weeks of half a year in which nothing happens are put together", async ({ pattern }) => {
  const months = strip(pattern, "六个月");
  await expect(months.locator(".strip-week")).toHaveCount(4);
  await expect(months.getByText("2月16日至7月26日，每天都算")).toBeVisible();
  await day(months, "2026-02-15").press("ArrowRight");
  await expect(day(months, "2026-07-27")).toBeFocused();
});

test("what a day was shows without colour", async ({ page, pattern }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const paused = strip(pattern, "等第三方");
  const style = (date: string, property: string) =>
    day(paused, date).evaluate((cell, property) => getComputedStyle(cell).getPropertyValue(property), property);
  const counted = await style("2026-01-08", "border-top-width");
  expect(await style("2026-01-10", "border-top-width")).not.toBe(counted);
  expect(await style("2026-01-14", "background-image")).toContain("repeating-linear-gradient");
  expect(await style("2026-01-08", "background-image")).toBe("none");
});
