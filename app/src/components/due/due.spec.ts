import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { expect, test } from "../../../../e2e/patterns";

const due = (pattern: (name: string) => Locator, state: string) =>
  pattern("due").locator(".pattern-state").filter({ has: pattern("due").page().getByText(state, { exact: true }) }).locator(".due");

test("the date first, with what is left", async ({ pattern }) => {
  const one = due(pattern, "有截止日");
  await expect(one.locator(".due-of")).toHaveText("答复政府信息公开申请");
  await expect(one.locator(".countdown")).toHaveText(/3月6日（周五） 还有 12 个工作日/);
  await expect(due(pattern, "已过").locator(".countdown")).toHaveText(/3月9日（周一） 已过 3 个工作日/);
  await expect(due(pattern, "按小时").locator("time")).toHaveText("8月4日（周二） 3:00");
  await expect(due(pattern, "按小时").getByRole("grid")).toHaveCount(0);
});

test("a provisional date is a range, and says why", async ({ pattern }) => {
  const one = due(pattern, "暂定");
  await expect(one.locator(".countdown")).toHaveText(/2027年1月3日（周日） 至 2027年1月6日（周三） 至少还有 16 个工作日 暂定/);
  await expect(one.getByText("放假安排还没公布，公布后会重新计算。")).toBeVisible();
});

test("while somebody is waited for it says who, until when, and what follows", async ({ pattern }) => {
  const third = due(pattern, "等第三方");
  await expect(third.getByText("等待第三方的意见", { exact: true })).toBeVisible();
  await expect(third.getByText("从3月9日（周一）起。对方最晚3月30日（周一）答复。")).toBeVisible();
  await expect(third.getByText("一直没有答复的话，截止日是")).toBeVisible();
  const correction = due(pattern, "等补正，而且问晚了");
  await expect(correction.getByText("等待补正后的申请", { exact: true })).toBeVisible();
  await expect(correction.locator(".due-warnings li")).toHaveText(/3月16日才要求补正，已超过收到申请后的7个工作日/);
  await expect(correction.locator(".countdown")).toHaveCount(0);
});

test("how it was worked out opens, with articles and notices", async ({ pattern }) => {
  const one = due(pattern, "有截止日");
  const how = one.locator(".due-how");
  await expect(how.getByText("《民法典》第二百零一条", { exact: true })).toBeHidden();
  await how.getByText("怎么算出来的").click();
  await expect(how.locator("ol li").first()).toHaveText("答复政府信息公开申请：20个工作日内（《政府信息公开条例》第三十三条）。");
  await expect(how.getByText("《民法典》第二百零一条", { exact: true })).toBeVisible();
  await expect(how.getByRole("link", { name: /^国办发明电〔2025〕7号 ?（另一个网站）$/ })).toBeVisible();
});

test("printing opens what is closed; the proof is kept as a file", async ({ page, pattern }) => {
  const one = due(pattern, "有截止日");
  await page.evaluate(() => {
    window.print = () => (document.title = "printed");
  });
  await one.getByRole("button", { name: "打印" }).click();
  await expect(page).toHaveTitle("printed");
  await expect(one.locator(".due-how")).toHaveAttribute("open", "");
  const waiting = page.waitForEvent("download");
  await one.getByRole("button", { name: "下载计算依据" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("时限-request.answer-2026-02-02.json");
  const proof = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(proof).toMatchObject({ rule: "request.answer", due: "2026-03-06", limit: 20, unit: "working_day" });
  expect(proof.steps.at(-1)).toEqual({ day: "2026-03-06", step: "due" });
});
