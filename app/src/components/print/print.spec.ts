import { expect, test } from "../../../../e2e/patterns";

test("the code on paper leads back to the page", async ({ page, pattern }) => {
  const foot = pattern("print").locator(".print-foot");
  await expect(foot).toContainText(new URL("/d/elderly-allowance", page.url()).href);
  const image = foot.locator("img");
  expect(await image.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth > 20)).toBe(true);
});
