import { type Locator, type Page, expect } from "@playwright/test";
import { test } from "../fixture";
import { offlineReady } from "../steps";

/** Chromium's event timing leaves out what was quicker than this, in milliseconds. */
const SHORTEST = 16;

// A finger, as on the phone that these pages are for. A trace would copy the whole page at each step, in the time that is measured.
test.use({ hasTouch: true, trace: "off" });

interface Interaction {
  event: string;
  took: number;
  waited: number;
  worked: number;
}

/** Writes down each event that belongs to an interaction, until its next frame was drawn. */
function recordInteractions(shortest: number): void {
  const interactions: Interaction[] = [];
  Object.assign(window, { interactions });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]) {
      if (!entry.interactionId) continue;
      const { name, duration, startTime, processingStart, processingEnd } = entry;
      interactions.push({ event: name, took: duration, waited: processingStart - startTime, worked: processingEnd - processingStart });
    }
  }).observe({ type: "event", durationThreshold: shortest, buffered: true } as PerformanceObserverInit);
}

/** Does one thing, waits for what it brings, and prints the longest way from the touch or key to the frame that answers it. */
async function measure(page: Page, name: string, act: () => Promise<unknown>, brings: Locator): Promise<void> {
  const counted = () => page.evaluate(() => (performance as Performance & { interactionCount: number }).interactionCount);
  const before = await counted();
  await page.evaluate(() => void (window as unknown as { interactions: unknown[] }).interactions.splice(0));
  await act();
  await expect(brings).toBeVisible();
  // The observer hears of a frame after it was drawn.
  await page.waitForTimeout(500);
  const interactions = await page.evaluate(() => (window as unknown as { interactions: Interaction[] }).interactions);
  const longest = interactions.sort((a, b) => b.took - a.took)[0];
  const round = (one: Interaction) => `${one.took} ms (${one.event}: waited ${Math.round(one.waited)}, worked ${Math.round(one.worked)})`;
  console.log(`${name}: ${longest ? round(longest) : `under ${SHORTEST} ms`}`);
  // How long it may take depends on the machine; that it was measured does not.
  expect(await counted(), name).toBeGreaterThan(before);
}

/** A bare touch: that of a locator watches in the page what it hits, which would be measured too. */
async function touch(page: Page, where: Locator): Promise<void> {
  await where.scrollIntoViewIfNeeded();
  const box = await where.boundingBox();
  await page.touchscreen.tap(box!.x + box!.width / 2, box!.y + box!.height / 2);
}

test("how long the page takes to answer a touch or a key, with the processor slowed four times", async ({ page, district }) => {
  await page.addInitScript(recordInteractions, SHORTEST);
  await page.goto(district.url);
  await offlineReady(page);
  const processor = await page.context().newCDPSession(page);
  await processor.send("Emulation.setCPUThrottlingRate", { rate: 4 });

  const tab = (name: string) => page.locator("#app .tabs").getByRole("link", { name });
  const title = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
  const question = page.getByTestId("question");

  const answer = page.locator('[data-answer]:not([data-answer="add"])').first();
  const otherThan = (fact: string | null) => page.locator(`[data-testid="question"]:not([data-fact="${fact}"])`);
  const asked = await question.getAttribute("data-fact");
  const putOff = () => touch(page, question.getByRole("button").last());
  await measure(page, "put a question off", putOff, otherThan(asked));
  // Until one comes that a touch alone answers.
  while (!(await answer.isVisible())) {
    const before = await question.getAttribute("data-fact");
    await putOff();
    await otherThan(before).waitFor();
  }
  const next = await question.getAttribute("data-fact");
  await measure(page, `answer a question (${next})`, () => touch(page, answer), otherThan(next));

  await measure(page, "open the tab 政策", () => touch(page, tab("政策")), title(/政策/));
  const filter = page.locator("#filter");
  const says = (words: RegExp) => page.locator("#main").getByText(words);
  await measure(page, "touch the filter", () => touch(page, filter), page.locator("#filter:focus"));
  // Digits, since characters that no key writes come without a key's events.
  await measure(page, "type in the filter", () => filter.pressSequentially("65"), says(/^找到 \d+ 件/));
  await measure(page, "empty the filter", () => filter.press("Control+a").then(() => filter.press("Backspace")), says(/^共 \d+ 件$/));
  await measure(page, "open a document", () => touch(page, page.locator("#app .rows a", { hasText: "老年综合津贴" })), page.locator("#app #art-1"));
  await measure(page, "switch the language", () => touch(page, page.getByRole("button", { name: "EN: English" })), page.locator("html[lang=en]"));
  await measure(page, "open the tab Mine", () => touch(page, tab("Mine")), page.locator("#app .facts").first());
});
