import { expect, test } from "../../../../e2e/patterns";

test("files are listed with their size, too large ones refused, each can be taken out", async ({ pattern }) => {
  const place = pattern("file");
  const field = place.getByLabel("附件");
  const file = (name: string, size: number) => ({ name, mimeType: "text/plain", buffer: Buffer.alloc(size, "a") });
  await field.setInputFiles([file("示例一.txt", 2_500), file("示例二.txt", 100_001)]);
  await expect(place.getByRole("listitem")).toHaveText(["示例一.txt2 kB去掉"]);
  await expect(field).toHaveAccessibleDescription(/文件太大/);
  await place.getByRole("button", { name: "去掉：示例一.txt" }).press("Enter");
  await expect(place.getByRole("listitem")).toHaveCount(0);
});
