import { expect, test } from "../fixture";
import { kept, say, signIn } from "../steps";

test("on a device that many use, one press leaves nothing of who was there, and so do three minutes alone", async ({ page, district }) => {
  await page.clock.install();
  await page.goto(`${district.url}/me`);
  await page.getByTestId("communal").click();
  await expect(page.getByText("用完请按")).toBeVisible();

  const begin = async () => {
    await signIn(page, district, "resident-a");
    await page.goto(`${district.url}/request`);
    await say(page, "hukou", "shanghai");
    await page.getByTestId("wanted").fill("示例：在服务大厅写的");
    await expect(page.getByTestId("tray")).toContainText("已存在本机");
  };
  const nothingIsLeft = async () => {
    await expect(page).toHaveURL(`${district.url}/`);
    for (const shelf of ["drafts", "outbox", "rows", "refused"]) expect(await kept(page, shelf), shelf).toEqual([]);
    for (const told of ["resident-a", "hukou"]) expect((await kept(page, "meta")).join()).not.toContain(told);
    expect(await page.evaluate(async () => ((await (await fetch("/api/session")).json()) as { person: unknown }).person)).toBeNull();
    await page.goto(`${district.url}/request`);
    await expect(page.getByTestId("wanted")).toHaveValue("");
    // It stays a device that many use.
    await expect(page.getByText("用完请按")).toBeVisible();
  };

  await test.step("one press", async () => {
    await begin();
    await page.getByTestId("leave").click();
    await nothingIsLeft();
  });
  await test.step("while it is touched it is not cleared", async () => {
    await begin();
    for (let minutes = 0; minutes < 4; minutes++) {
      await page.clock.runFor(60_000);
      await page.getByTestId("wanted").press("End");
    }
    await expect(page.getByTestId("wanted")).toHaveValue("示例：在服务大厅写的");
  });
  await test.step("three minutes alone", async () => {
    await page.clock.runFor(3.5 * 60_000);
    await nothingIsLeft();
  });
});
