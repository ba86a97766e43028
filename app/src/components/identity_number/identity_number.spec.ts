import { expect, test } from "../../../../e2e/patterns";

test("what is typed stands below in groups, and nothing is completed or corrected", async ({ pattern }) => {
  const place = pattern("identity_number");
  const field = place.getByLabel("证件号码");
  await expect(place.locator(".identity-groups")).toHaveText("110105 19491231 0021");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("11010519491231002x");
  await expect(place.locator(".identity-groups")).toHaveText("110105 19491231 002X");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAttribute("autocomplete", "off");
  await expect(field).toHaveAttribute("spellcheck", "false");
});
