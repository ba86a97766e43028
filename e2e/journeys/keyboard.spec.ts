import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";

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
    await expect(page.getByTestId("question")).toHaveAttribute("data-fact", "hukou");
    await page.waitForLoadState("networkidle");
    await tabTo(page, '[data-answer="shanghai"]');
    await page.keyboard.press("Space");
    await expect(page.getByTestId("question")).not.toHaveAttribute("data-fact", "hukou");
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
