import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { offlineReady } from "../steps";

/** Presses Tab until what has the focus answers to `selector`: whatever cannot be reached is not found. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (!here) continue;
    // What has the focus shows it, and nothing that floats covers it whole (WCAG 2.4.7, 2.4.11).
    const seen = await page.evaluate(() => {
      const element = document.activeElement!;
      const box = element.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
      const outline = getComputedStyle(element).outlineStyle;
      return { shown: outline !== "none", free: !!at && (element.contains(at) || at.contains(element)) };
    });
    expect(seen, selector).toEqual({ shown: true, free: true });
    return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Presses a key where Tab leads to `selector`. */
async function press(page: Page, selector: string, key: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

/** Opens a page as a link from elsewhere would, and waits until it stands still. */
async function open(page: Page, address: string, selector: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator(selector).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
}

async function type(page: Page, selector: string, words: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(words);
}

test("by keyboard alone: answer, read, ask, send", async ({ page, district }) => {
  await page.goto(district.url);
  await expect(page.getByTestId("question")).toBeVisible();
  await page.waitForLoadState("networkidle");

  await test.step("sign in", async () => {
    await page.goto(`${district.url}/sign-in`);
    await expect(page.locator('[data-person="resident-a"]')).toBeVisible();
    await page.waitForLoadState("networkidle");
    await tabTo(page, '[data-person="resident-a"]');
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(/sign-in/);
  });

  await test.step("answer the question on the home page", async () => {
    await page.goto(district.url);
    await expect(page.getByTestId("question")).toHaveAttribute("data-fact", "employment");
    await page.waitForLoadState("networkidle");
    await tabTo(page, '[data-answer="retired"]');
    await page.keyboard.press("Space");
    await expect(page.getByTestId("question")).not.toHaveAttribute("data-fact", "employment");
    await expect(page.locator(".question legend")).toBeFocused();
  });

  await test.step("open a policy, explain a term, go back", async () => {
    await tabTo(page, 'a[href="/policies"]');
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await tabTo(page, 'a[href="/d/elderly-allowance"]');
    await page.keyboard.press("Enter");
    await expect(page.locator("#app #art-1")).toBeVisible();
    await tabTo(page, ".term");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("note")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("note")).toHaveCount(0);
    await page.goBack();
    await expect(page).toHaveURL(/policies$/);
  });

  await test.step("ask", async () => {
    await page.goto(`${district.url}/request`);
    await expect(page.getByTestId("agency")).toBeVisible();
    await page.waitForLoadState("networkidle");
    await tabTo(page, "#agency");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await type(page, "#wanted", "示例：2025年老年综合津贴的发放人数");
    await tabTo(page, '[data-testid="next"]');
    await page.keyboard.press("Enter");
    await expect(page.locator(".step h2")).toHaveText("怎么要");
    await tabTo(page, '[data-testid="next"]');
    await page.keyboard.press("Enter");
    await type(page, "#name", "示例市民甲");
    // The example number of GB 11643-1999, with a slip at its end.
    await type(page, "#identity-number", "110105194912310021");
    await type(page, "#telephone", "021-0000 0000");
    await tabTo(page, '[data-testid="next"]');
    await page.keyboard.press("Enter");
    await expect(page.locator(".error-summary")).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator("#identity-number")).toBeFocused();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("X");
    await page.locator("#identity-number").blur();
    const slip = await page.locator("#identity-number").inputValue();
    expect(slip).toBe("11010519491231002X");
    await tabTo(page, '[data-testid="next"]');
    await page.keyboard.press("Enter");
    await tabTo(page, '[data-testid="send"]');
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("receipt-number")).toContainText("第1号");
  });
});

test("by keyboard alone: a firm answers, puts off, and reads why", async ({ page, district }) => {
  await open(page, `${district.url}/`, "#app .card");
  await press(page, '.bar a[href="/firm"]', "Enter");
  await expect(page.locator("#app h1")).toBeFocused();
  const question = page.getByTestId("question");
  const first = await question.getAttribute("data-fact");
  await press(page, ".question > .button.bare", "Enter");
  await expect(question).not.toHaveAttribute("data-fact", first!);
  await expect(page.locator(".question legend")).toBeFocused();
  // What was put off is asked again on the page of what was said.
  await press(page, 'a[href="/me"]', "Enter");
  await expect(page.locator("#app h1")).toBeFocused();
  await press(page, "details.group > summary", "Enter");
  const number = '[data-fact="employees"]';
  await type(page, `${number} input`, "12");
  await page.keyboard.press("Enter");
  await expect(page.locator(number)).toHaveAttribute("data-said", "true");
  await press(page, 'nav.tabs a[href="/"]', "Enter");
  await press(page, '.bar a[href="/firm"]', "Enter");
  await press(page, 'main a[href^="/d/"]', "Enter");
  await expect(page).toHaveURL(/\/d\//);
  await expect(page.locator("#app h1")).toBeFocused();
});

test("by keyboard alone: what one said is changed, forgotten, taken back and removed", async ({ page, district }) => {
  await open(page, `${district.url}/me`, '[data-fact="hukou"]');
  const hukou = page.locator('[data-fact="hukou"]');
  await press(page, '[data-fact="hukou"] [data-answer="shanghai"]', "Space");
  await expect(hukou).toHaveAttribute("data-said", "true");
  await press(page, '[data-fact="hukou"] .fact-line button', "Enter");
  await expect(hukou).toHaveAttribute("data-said", "false");
  await press(page, ".toast button", "Enter");
  await expect(hukou).toHaveAttribute("data-said", "true");

  // Esc leaves a dialog without doing what it asks about, and the focus is where it was.
  await press(page, "section[aria-labelledby=g-data] .danger", "Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.matches(".danger"))).toBe(true);
  await page.keyboard.press("Enter");
  await press(page, "dialog .danger", "Enter");
  await expect(hukou).toHaveAttribute("data-said", "false");
});

test("by keyboard alone: language and 长者版, in and out", async ({ page, district }) => {
  await open(page, district.url, "#app .card");
  const root = page.locator("html");
  await press(page, ".bar button[lang=en]", "Enter");
  await expect(root).toHaveAttribute("lang", "en");
  // What was pressed is drawn anew, and still has the focus.
  await expect(page.locator(".bar button[lang=zh-CN]")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(root).toHaveAttribute("lang", "zh-CN");
  await press(page, "#elder", "Enter");
  await expect(root).toHaveAttribute("data-elder", "20");
  await expect(page.locator("#elder")).toBeFocused();
  await press(page, "#text-larger", "Enter");
  await expect(root).toHaveAttribute("data-elder", "25");
  await expect(page.locator("#text-larger")).toBeFocused();
  await press(page, "#elder", "Enter");
  await expect(root).not.toHaveAttribute("data-elder");
});

test("by keyboard alone: written while the server is stopped, sent when it is back", async ({ page, district }) => {
  await open(page, `${district.url}/sign-in`, '[data-person="resident-a"]');
  await press(page, '[data-person="resident-a"]', "Enter");
  await expect(page).not.toHaveURL(/sign-in/);
  await open(page, `${district.url}/d/elderly-allowance`, "#app #art-1");
  await offlineReady(page);
  await district.kill();
  await page.reload();
  await expect(page.locator("#app #art-1")).toBeVisible();
  await press(page, 'nav.tabs a[href="/request"]', "Enter");
  await expect(page.locator("#app h1")).toBeFocused();
  await tabTo(page, "#agency");
  await page.keyboard.press("ArrowDown");
  await type(page, "#wanted", "示例：停电时写的申请");
  await press(page, '[data-testid="next"]', "Enter");
  await press(page, '[data-testid="next"]', "Enter");
  await type(page, "#name", "示例市民甲");
  await type(page, "#identity-number", "11010519491231002X");
  await type(page, "#telephone", "021-0000 0000");
  await press(page, '[data-testid="next"]', "Enter");
  await press(page, '[data-testid="send"]', "Enter");
  await expect(page).toHaveURL(/\/requests\//);
  await expect(page.locator("#app")).toContainText("待发送");
  await district.start();
  await page.reload();
  await expect(page.getByTestId("receipt-number")).toContainText("第1号", { timeout: 30_000 });
});

test("by keyboard alone: an officer goes anywhere by the palette", async ({ page, district }) => {
  await open(page, `${district.url}/sign-in`, '[data-person="civil-affairs-officer"]');
  await press(page, '[data-person="civil-affairs-officer"]', "Enter");
  await expect(page).toHaveURL(/\/staff$/);
  await expect(page.locator("#app h1")).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.locator("#palette-input")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.locator("#palette-input")).toBeFocused();
  await page.keyboard.type("老年综合");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/d\/elderly-allowance$/);
  await expect(page.locator("#app h1")).toBeFocused();
});
