import { expect, test } from "../../../../e2e/patterns";

test("a card is one link, named by its title, with its reasons as text", async ({ page, pattern }) => {
  const card = pattern("card").getByTestId("card").first();
  const title = (await card.getByRole("heading", { level: 3 }).innerText()).trim();
  await expect(card.getByRole("link")).toHaveCount(1);
  await expect(card.getByRole("link", { name: title })).toBeVisible();
  await expect(card).toContainText("谁可以享受");
  // The whole card is the target.
  const { width, height } = (await card.boundingBox())!;
  await card.click({ position: { x: width / 2, y: height - 12 } });
  await expect(page).toHaveURL(/\/d\//);
});
