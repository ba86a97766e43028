import { type Browser, type Page, expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { PAGES } from "../pages";
import { fillRequest, signIn } from "../steps";

// A voice reads each text in the language that the page says it is in (WCAG 3.1.1, 3.1.2): also names and titles that have no other.

let district: District;
test.beforeAll(async () => {
  district = await District.open();
});
test.afterAll(() => district.close());

/** What is written in one language and said to be in another. */
function misread(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const chinese = /[一-鿿]/;
    // Words of the Latin alphabet that Chinese pages use as they are: a key, a format.
    const english = /\b(?!(?:Ctrl|PDF|Word)\b)[A-Za-z]{2,}/;
    const found: string[] = [];
    const look = (element: Element | null, text: string, where: string) => {
      text = text.replace(/https?:\S+/g, "");
      const language = element?.closest("[lang]")?.getAttribute("lang") ?? "";
      const wrong = language.startsWith("zh") ? !chinese.test(text) && english.test(text) : chinese.test(text);
      if (wrong) found.push(`${where} in ${language}: ${text.trim().slice(0, 60)}`);
    };
    // The name is in the titles of both languages.
    look(document.documentElement, document.title.replace("明白", ""), "title");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (parent && !parent.closest("script, style, noscript, svg")) look(parent, walk.currentNode.textContent ?? "", parent.tagName);
    }
    for (const element of document.querySelectorAll("body *")) {
      for (const name of ["aria-label", "title", "alt", "placeholder"]) {
        if (element.hasAttribute(name)) look(element, element.getAttribute(name)!, `${element.tagName} ${name}`);
      }
    }
    return found;
  });
}

async function reader(browser: Browser, language: string, scripts = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  const page = await context.newPage();
  await page.addInitScript((language) => localStorage.setItem("mingbai-language", language), language);
  return page;
}

for (const language of ["zh-CN", "en"]) {
  test(`every text of the app is in the language that its page says: ${language}`, async ({ browser }) => {
    const page = await reader(browser, language);
    const wrong: string[] = [];
    const look = async (path: string) => {
      await page.goto(district.url + path);
      await page.waitForLoadState("networkidle");
      await expect(page.locator("#app h1").first()).toBeVisible();
      wrong.push(...(await misread(page)).map((one) => `${path}: ${one}`));
    };
    await signIn(page, district, "resident-a");
    await page.goto(`${district.url}/request`);
    await fillRequest(page, "示例：2025年老年综合津贴的发放人数");
    await expect(page.getByTestId("receipt-number")).toBeVisible();
    const request = new URL(page.url()).pathname;
    for (const path of [...PAGES, request]) await look(path);
    await signIn(page, district, "civil-affairs-officer");
    await look("/staff");
    expect(wrong).toEqual([]);
    await page.context().close();
  });
}

test("every text of the pages without scripts is in the language that they say", async ({ browser }) => {
  const page = await reader(browser, "en", false);
  const wrong: string[] = [];
  for (const path of ["/", "/policies", "/d/elderly-allowance", "/no-such-page"]) {
    for (const language of ["", "?lang=en"]) {
      await page.goto(district.url + path + language);
      wrong.push(...(await misread(page)).map((one) => `${path}${language}: ${one}`));
    }
  }
  expect(wrong).toEqual([]);
  await page.context().close();
});
