import { expect, test } from "../../../../e2e/patterns";

test("the same button opens and closes the meaning, Esc too, and no text moves", async ({ page, pattern }) => {
  const place = pattern("term");
  const word = place.getByRole("button", { name: "免审即享" });
  await word.focus();
  // Below the word, since the patterns above may still be arriving.
  const placeOfText = () =>
    place.evaluate((place) => {
      const top = (of: string) => [...place.querySelectorAll(of)].at(-1)!.getBoundingClientRect().top;
      return Math.round(top("p") - top("button"));
    });
  const before = await placeOfText();
  await page.keyboard.press("Enter");
  await expect(word).toHaveAttribute("aria-expanded", "true");
  await expect(place.getByRole("note")).toContainText("不用您提交材料");
  expect(await placeOfText()).toBe(before);
  await page.keyboard.press("Escape");
  await expect(place.getByRole("note")).toHaveCount(0);
  await expect(word).toBeFocused();
});

test("only one meaning is open, and pressing elsewhere closes it", async ({ page, pattern }) => {
  const place = pattern("term");
  const [first, second] = [place.getByRole("button", { name: "免审即享" }), place.getByRole("button", { name: "累进" })];
  await first.click();
  await expect(place.getByRole("note")).toContainText("不用您提交材料");
  await second.click();
  await expect(place.getByRole("note")).toHaveCount(1);
  await expect(place.getByRole("note")).toContainText("分段");
  // What is read does not close itself.
  await place.getByRole("note").click();
  await expect(place.getByRole("note")).toHaveCount(1);
  await page.locator("h1").first().click();
  await expect(place.getByRole("note")).toHaveCount(0);
  // The focus that goes on is not hidden by it.
  await second.click();
  await expect(place.getByRole("note")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(place.getByRole("note")).toHaveCount(0);
});
