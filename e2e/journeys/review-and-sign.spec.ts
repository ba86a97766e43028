import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { SamplePeople } from "../sample-people";
import { signIn } from "../steps";

// 审查 · 签发 as people see it: returned with reasons, mended, cleared, signed, published; withdrawn with a reason.

const PLAN = { forms: ["text"], by: "示例办公室" };

const row = (page: Page, title: string) => page.getByTestId("publication-row").filter({ hasText: title });

/** Opens a publication from the list, as whoever is to take a step. */
async function open(page: Page, district: { url: string }, person: string, title: string): Promise<void> {
  await signIn(page, district, person);
  await page.goto(`${district.url}/staff/publications`);
  await row(page, title).first().getByRole("link").click();
  await expect(page.getByTestId("stage")).toBeVisible();
}

test("from handed up over 退文 to published, three people each, and withdrawn", async ({ browser, district }) => {
  const people = new SamplePeople(district);
  const page = async () => (await browser.newContext()).newPage();
  const address = /\/log\/proof\/([0-9a-f]{64})/.exec(await (await fetch(`${district.url}/d/elderly-allowance`)).text())![1];
  const pack = JSON.parse(await (await fetch(`${district.url}/pack/${address}`)).text());
  const version = (zh: string) => JSON.stringify({ ...pack, id: "sign-sample", title: { zh, en: "Sample" } });
  const handUp = async (zh: string, more: object = {}) => {
    const answer = await people.ask("civil-affairs-drafter", "/api/publications", { pack: version(zh), attribute: { kind: "active" }, plan: PLAN, ...more });
    expect(answer.status, await answer.clone().text()).toBe(200);
    return ((await answer.json()) as { id: string }).id;
  };
  const first = await handUp("示例：第一稿");

  // The reviewer sees the whole as it will be shown, and sends it back with two reasons, each with its place.
  const reviewer = await page();
  await open(reviewer, district, "civil-affairs-reviewer", "示例：第一稿");
  await expect(reviewer.getByTestId("stage")).toContainText("待保密审查");
  await expect(reviewer.getByTestId("stage")).toContainText("主动公开");
  await expect(reviewer.locator(".phone h1")).toHaveText("示例：第一稿");
  await expect(reviewer.locator(".phone #art-3")).toContainText("年满65周岁");
  await reviewer.getByTestId("review").click();
  await expect(reviewer.getByText("请先确认公开属性。")).toBeVisible();
  await reviewer.locator("summary", { hasText: "退文" }).click();
  await reviewer.getByTestId("return").click();
  await expect(reviewer.getByText("请写明要改什么。")).toBeVisible();
  await reviewer.getByLabel("哪里", { exact: true }).selectOption({ label: "要点" });
  await reviewer.getByLabel("要改什么", { exact: true }).fill("示例：第二条说得不清楚");
  await reviewer.getByRole("button", { name: "再写一条" }).click();
  await reviewer.getByLabel("要改什么", { exact: true }).nth(1).fill("示例：请补充案例");
  await reviewer.getByTestId("return").click();
  await expect(reviewer.getByTestId("stage")).toContainText("已退文");

  // The drafter sees them, and what is handed up in its place names what it answers.
  const drafter = await page();
  await open(drafter, district, "civil-affairs-drafter", "示例：第一稿");
  await expect(drafter.locator(".remarks")).toContainText("第二条说得不清楚");
  const second = await handUp("示例：第二稿", { replaces: first });
  await open(reviewer, district, "civil-affairs-reviewer", "示例：第二稿");
  await expect(reviewer.getByRole("region", { name: /这一件要改正的/ })).toContainText("请补充案例");
  await reviewer.getByTestId("confirm").check();
  await reviewer.getByTestId("review").click();
  await expect(reviewer.getByTestId("stage")).toContainText("待签发");
  // Who reviewed cannot sign.
  await expect(reviewer.getByTestId("sign")).toHaveCount(0);

  const signatory = await page();
  await open(signatory, district, "civil-affairs-signatory", "示例：第二稿");
  await signatory.getByTestId("confirm").check();
  await signatory.getByTestId("sign").click();
  await expect(signatory.getByTestId("stage")).toContainText(/已签发|已公开/);
  await expect.poll(async () => (await fetch(`${district.url}/d/sign-sample`)).status).toBe(200);
  await expect.poll(async () => (await fetch(`${district.url}/pack/${second}`)).status).toBe(200);

  // Withdrawn by one, approved by another: then it stands in no list.
  await open(drafter, district, "civil-affairs-drafter", "示例：第二稿");
  await drafter.locator("summary", { hasText: "提出撤下" }).click();
  await drafter.getByTestId("withdraw").click();
  await expect(drafter.getByText("两种语言的理由都要写。")).toBeVisible();
  await drafter.getByLabel(/中文，公开/).fill("示例：内容有误");
  await drafter.getByLabel(/英文，公开/).fill("Sample: it was wrong");
  await drafter.getByTestId("withdraw").click();
  await expect(drafter.getByTestId("stage")).toContainText("待批准撤下");
  await open(signatory, district, "civil-affairs-signatory", "示例：第二稿");
  await expect(signatory.getByTestId("stage")).toContainText("示例：内容有误");
  await signatory.getByRole("button", { name: "批准撤下" }).click();
  await expect(signatory.getByTestId("stage")).toContainText("已撤下");
  await expect.poll(async () => (await fetch(`${district.url}/d/sign-sample`)).status).toBe(410);
  const reader = await page();
  await reader.goto(`${district.url}/policies`);
  await expect(reader.locator("#app .row-title").first()).toBeVisible();
  await expect(reader.locator("#app .row-title", { hasText: "示例：第二稿" })).toHaveCount(0);
  // Who has its address learns why.
  await reader.goto(`${district.url}/d/sign-sample`);
  await expect(reader.locator("#app")).toContainText("撤下的理由：示例：内容有误");
});

test("whoever has no such duty is told so", async ({ page, district }) => {
  await signIn(page, district, "civil-affairs-officer");
  await page.goto(`${district.url}/staff/publications`);
  await expect(page.getByText("这一页给起草、审查、签发的人用。")).toBeVisible();
});
