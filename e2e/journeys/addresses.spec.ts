import { publishChanged } from "../amended";
import { expect, test } from "../fixture";
import { offlineReady } from "../steps";

// A question and a term have addresses that last: what one sends or prints leads to the same words after an amendment.

const HOUSING = "/d/public-rental-housing";

interface Entry {
  number?: string;
  question: { zh: string; en: string };
}

test("a question and a term open marked at their own addresses, as an article does", async ({ page, district, context }) => {
  await page.goto(district.url + HOUSING);
  await offlineReady(page);
  const second = page.locator("#app #q-2");
  const question = await second.locator("dt").innerText();
  await second.locator("dt a").click();
  await expect(page).toHaveURL(`${district.url}${HOUSING}/q/2`);
  await expect(second).toBeFocused();
  await expect(second).toHaveClass("is-marked");
  // Offline and from outside the same.
  await context.setOffline(true);
  await page.goto(`${district.url}${HOUSING}/term/1`);
  await expect(page.locator("#app #term-1.is-marked")).toBeFocused();
  await expect(page.locator("#app .is-marked")).toHaveCount(1);
  await page.goBack();
  await expect(page.locator("#app #q-2.is-marked dt")).toHaveText(question);
  for (const none of ["/q/999", "/term/0", "/q/x", "/nothing"]) {
    await page.goto(district.url + HOUSING + none);
    await expect(page.locator("#app .aside").first(), none).toContainText("没有地址里说的那一处");
    await expect(page.locator("#app .is-marked")).toHaveCount(0);
  }
});

test("without scripts it stands first on the page, and is marked where it stands", async ({ browser, district }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(district.url + HOUSING);
  const question = await page.locator("#q-2 dt").innerText();
  await page.locator("#q-2 dt a").click();
  await expect(page).toHaveURL(`${district.url}${HOUSING}/q/2`);
  await expect(page.locator("section.aside h2")).toHaveText(question);
  await expect(page.locator("#q-2")).toHaveClass("is-marked");
  await page.goto(`${district.url}${HOUSING}/term/1`);
  await expect(page.locator("#term-1")).toHaveClass("is-marked");
  for (const none of ["/q/999", "/q/x", "/term/0", "/q"]) {
    expect((await page.goto(district.url + HOUSING + none))?.status(), none).toBe(404);
  }
  await context.close();
});

test("what an address names stays through an amendment that puts a question before it", async ({ page, district }) => {
  await page.goto(`${district.url}${HOUSING}/q/1`);
  await offlineReady(page);
  const question = await page.locator("#app #q-1 dt").innerText();
  await publishChanged(district, "public-rental-housing", "sample", {
    text: (text) => text,
    pack: (pack) => {
      const parts = JSON.parse(pack) as { interpretation: { questions: Entry[] } };
      const { questions } = parts.interpretation;
      questions.forEach((one, at) => (one.number = String(at + 1)));
      const first = { ...questions[0]!, number: String(questions.length + 1), question: { zh: "示例：新的一问？", en: "Sample: a new question?" } };
      parts.interpretation.questions = [first, ...questions];
      return JSON.stringify(parts);
    },
  });
  await page.reload();
  await expect(page.locator("#app .questions > div").first()).toContainText("示例：新的一问？");
  await expect(page.locator("#app #q-1.is-marked dt")).toHaveText(question);
});

test("an @ that is written as %40 names the same version, and a slash at the end nothing else", async ({ page, district }) => {
  await page.goto(district.url + HOUSING);
  await offlineReady(page);
  await page.goto(`${district.url}${HOUSING}%402026-12-01`);
  await expect(page.locator("#app #art-1")).toBeVisible();
  await page.goto(`${district.url}${HOUSING}/`);
  await expect(page.locator("#app h1")).toContainText("公共租赁住房");
  await page.goto(`${district.url}/policies/`);
  await expect(page.locator('#app .rows a, .tabs a[aria-current="page"]').first()).toBeVisible();
  await page.goto(`${district.url}/d/%FF`);
  await expect(page.getByRole("link", { name: "看政策列表" })).toBeVisible();
});

test("a hit in a question leads to the question", async ({ page, district }) => {
  await page.goto(district.url + HOUSING);
  await offlineReady(page);
  const question = await page.locator("#app #q-2 dt").innerText();
  await page.goto(`${district.url}/policies?q=${encodeURIComponent(`“${question}”`)}`);
  await page.locator('#app .hits a[href$="/q/2"]').click();
  await expect(page.locator("#app #q-2.is-marked")).toBeFocused();
});
