import { readFileSync } from "node:fs";
import { expect, test } from "../fixture";
import { answer } from "../steps";

test("what was said goes to another device in a file, and nothing of it to the server", async ({ browser, page, district }, { outputDir }) => {
  await page.goto(`${district.url}/me`);
  await page.waitForLoadState("networkidle");
  await page.getByTestId("save-facts").click();
  await expect(page.getByText("还没有说过什么。")).toBeVisible();
  await answer(page, "birth_date", "1954-03-01");
  await answer(page, "hukou", "shanghai");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("save-facts").click()]);
  const saved = `${outputDir}/facts.json`;
  await file.saveAs(saved);
  expect(JSON.parse(readFileSync(saved, "utf8"))).toEqual({ birth_date: "1954-03-01", hukou: "shanghai" });
  await expect(page.getByText("已存成“明白-我说过的.json”")).toBeVisible();

  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${district.url}/me`);
  await elsewhere.waitForLoadState("networkidle");
  await answer(elsewhere, "birth_date", "1960-01-01");
  await answer(elsewhere, "owns_home", "no");
  const asked: string[] = [];
  elsewhere.on("request", (request) => asked.push([request.url(), request.postData() ?? ""].join(" ")));
  await elsewhere.getByTestId("read-facts").setInputFiles(saved);
  const birth = elsewhere.locator('[data-fact="birth_date"]');
  const hukou = elsewhere.locator('[data-fact="hukou"]');
  await expect(birth.locator("input")).toHaveValue("1954-03-01");
  await expect(hukou).toHaveAttribute("data-said", "true");
  await expect(elsewhere.locator('[data-fact="owns_home"]')).toHaveAttribute("data-said", "true");
  await expect(elsewhere.locator(".toasts")).toContainText("读入了 2 项");

  await test.step("and back again, but for what was changed since", async () => {
    await answer(elsewhere, "owns_home", "yes");
    await elsewhere.locator(".toasts").getByRole("button", { name: "撤销" }).click();
    await expect(birth.locator("input")).toHaveValue("1960-01-01");
    await expect(hukou).toHaveAttribute("data-said", "false");
    await expect(elsewhere.locator('[data-fact="owns_home"] .fact-value')).toHaveText("本市有住房");
    // The same file once more.
    await elsewhere.getByTestId("read-facts").setInputFiles(saved);
    await expect(birth.locator("input")).toHaveValue("1954-03-01");
  });

  await test.step("it is kept", async () => {
    await elsewhere.reload();
    await expect(birth.locator("input")).toHaveValue("1954-03-01");
    await expect(hukou).toHaveAttribute("data-said", "true");
  });
  expect(asked.filter((one) => one.includes("1954") || one.includes("hukou"))).toEqual([]);
  await other.close();
});

test("a file that is none, or says what cannot be, changes nothing and says why", async ({ page, district }) => {
  await page.goto(`${district.url}/me`);
  await page.waitForLoadState("networkidle");
  await answer(page, "hukou", "shanghai");
  const given = (text: string) =>
    page.getByTestId("read-facts").setInputFiles({ name: "facts.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const wrong = page.locator("#read-facts-error");
  for (const [text, sentence] of [
    ["not json", "这不是从“明白”存出的文件"],
    ["[1, 2]", "这不是从“明白”存出的文件"],
    ['{"hukou": {"deep": 1}}', "这不是从“明白”存出的文件"],
    [`{"hukou": "elsewhere"${" ".repeat(200_000)}}`, "这不是从“明白”存出的文件"],
    ['{"hukou": "elsewhere", "shoe_size": 42}', "“shoe_size”"],
    ['{"hukou": "elsewhere", "birth_date": "1954-02-30"}', "“出生日期”"],
    ['{"hukou": "elsewhere", "birth_date": true}', "“出生日期”"],
    // What the field would not take either.
    ['{"hukou": "elsewhere", "birth_date": "2149-01-01"}', "出生日期：这一天还没到"],
    ['{"hukou": "elsewhere", "insured_months": 400}', "最多是 12"],
  ] as const) {
    await given(text);
    await expect(wrong).toContainText(sentence);
    await expect(page.locator('[data-fact="hukou"] .fact-value')).toContainText("上海户籍");
  }
  await given('{"hukou": "elsewhere"}');
  await expect(wrong).toHaveCount(0);
  await expect(page.locator('[data-fact="hukou"] .fact-value')).toContainText("外省市户籍");
});
