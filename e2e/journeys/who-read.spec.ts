import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "../fixture";
import { fillRequest, kept, signIn } from "../steps";

const NUMBER = "11010519491231002X";

test("who asks is read for a purpose, is kept on no desk, and the person is told", async ({ browser, district }) => {
  const [person, officer, auditor] = await Promise.all([0, 1, 2].map(async () => (await browser.newContext()).newPage()));
  await signIn(person!, district, "resident-a");
  await person!.goto(`${district.url}/request`);
  await fillRequest(person!, "示例：谁看过我的证件号码");
  await expect(person!.getByTestId("receipt-number")).toContainText("第1号");
  await expect(person!.getByText("还没有人看过您的证件号码")).toBeVisible();

  await test.step("the officer's list says what, and not who", async () => {
    await signIn(officer!, district, "civil-affairs-officer");
    await officer!.goto(`${district.url}/staff`);
    await expect(officer!.getByTestId("case-row")).toContainText("示**");
    const device = (await kept(officer!, "rows")).join();
    for (const told of [NUMBER, "021-0000", "示例市民甲"]) expect(device).not.toContain(told);
  });

  await test.step("without a purpose nothing is shown", async () => {
    await officer!.getByRole("link", { name: /第1号/ }).click();
    await officer!.getByTestId("read-applicant").click();
    await expect(officer!.getByText("请先选用途")).toBeVisible();
    await expect(officer!.getByText(NUMBER)).toHaveCount(0);
  });

  await test.step("for a purpose it is, as long as the page is open", async () => {
    await officer!.getByLabel("送达答复").check();
    await officer!.getByTestId("read-applicant").click();
    await expect(officer!.getByTestId("applicant")).toContainText(NUMBER);
    await expect(officer!.getByTestId("applicant")).toContainText("已记入审计记录");
    const device = (await Promise.all(["rows", "meta", "drafts", "outbox"].map((shelf) => kept(officer!, shelf)))).flat().join();
    expect(device).not.toContain(NUMBER);
    await officer!.reload();
    await expect(officer!.getByTestId("read-applicant")).toBeVisible();
    await expect(officer!.getByText(NUMBER)).toHaveCount(0);
  });

  await test.step("the person is told by whom and what for", async () => {
    const told = person!.getByRole("listitem").filter({ hasText: "送达答复" });
    await expect(told).toContainText("信息公开工作人员", { timeout: 30_000 });
    await expect(told).toContainText("民政局");
  });

  await test.step("the auditor sees it, and the exported file verifies", async () => {
    await signIn(auditor!, district, "civil-affairs-auditor");
    await expect(auditor!).toHaveURL(/\/trail$/);
    const line = auditor!.getByTestId("trail-row").filter({ hasText: "查看申请人身份信息" });
    await expect(line).toContainText("示例信息公开工作人员");
    await expect(line).toContainText("送达答复");
    const [download] = await Promise.all([auditor!.waitForEvent("download"), auditor!.getByRole("button", { name: "导出全部" }).click()]);
    const verified = execFileSync(resolve(__dirname, "../../mingbai"), ["trail", "verify", await download.path(), "--agency", "civil-affairs"]);
    expect(JSON.parse(verified.toString())).toMatchObject({ agency: "civil-affairs" });
  });
});

test("who may not read a trail is told so, and where to sign in", async ({ page, district }) => {
  await signIn(page, district, "civil-affairs-drafter");
  await page.goto(`${district.url}/trail`);
  await expect(page.getByText("这一页给审计员")).toBeVisible();
  await expect(page.locator("#main").getByRole("link", { name: "登录" })).toBeVisible();
});
