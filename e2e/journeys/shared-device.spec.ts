import { acceptedBy } from "../at-the-server";
import { expect, test } from "../fixture";
import { fillRequest, kept, signIn, type } from "../steps";

test("on a shared device each sees and sends only their own, and a sign-out leaves nothing", async ({ browser, district }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const wanted = `甲要的信息 ${Date.now()}`;

  await test.step("A writes while the server does not take it, and the session ends", async () => {
    await signIn(page, district, "resident-a");
    await context.route("**/api/sync", (route) => route.abort());
    await page.goto(`${district.url}/request`);
    await fillRequest(page, wanted);
    await context.clearCookies();
    await context.unrouteAll({ behavior: "wait" });
    await page.goto(`${district.url}/requests`);
    await expect(page.getByText(wanted)).toBeVisible();
  });

  await test.step("B neither sees nor sends it", async () => {
    await signIn(page, district, "resident-b");
    const answered = page.waitForResponse(/\/api\/sync$/);
    await page.goto(`${district.url}/requests`);
    expect((await answered).request().postDataJSON()).toMatchObject({ mutations: [] });
    await expect(page.getByText(wanted)).toHaveCount(0);
  });

  await test.step("A signs in again, and it gets its number", async () => {
    await signIn(page, district, "resident-a");
    await page.goto(`${district.url}/requests`);
    await page.getByText(wanted).click();
    await expect(page.getByTestId("receipt-number")).toContainText("第1号", { timeout: 30_000 });
    // What the server has stays until two backups have it too, and is sent no more.
    await expect.poll(async () => [...(await acceptedBy(page)).values()]).toEqual([0]);
  });

  await test.step("a sign-out reaches the other tab, and the rows go", async () => {
    const other = await context.newPage();
    await other.goto(`${district.url}/requests`);
    await expect(other.getByText(wanted)).toBeVisible();
    await page.goto(`${district.url}/me`);
    await page.getByRole("button", { name: "退出登录" }).click();
    await expect(other.getByText(wanted)).toHaveCount(0);
    await expect.poll(() => kept(page, "rows")).toEqual([]);
    await expect.poll(() => kept(page, "outbox")).toEqual([]);
  });
  await context.close();
});

test("a form belongs to who typed it, and a form typed before a sign-in to who signs in", async ({ browser, district }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const wanted = page.getByTestId("wanted");
  const kept = page.getByTestId("tray").getByText("已存在本机");

  await page.goto(`${district.url}/request`);
  await wanted.fill("登录前写的");
  await expect(kept).toBeVisible();
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await expect(wanted).toHaveValue("登录前写的");
  await wanted.fill("甲的草稿");
  await expect(kept).toBeVisible();

  await page.goto(`${district.url}/me`);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByText("没有登录")).toBeVisible();
  await page.goto(`${district.url}/request`);
  await expect(page.getByTestId("agency")).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(wanted).toHaveValue("");
  await signIn(page, district, "resident-b");
  await page.goto(`${district.url}/request`);
  await page.waitForLoadState("networkidle");
  await expect(wanted).toHaveValue("");
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await expect(wanted).toHaveValue("甲的草稿");
  await context.close();
});

test("a hurried second press does not send a request twice", async ({ page, district }) => {
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  // From the first press on, the button is pressed again in every frame in which it is still there: it is drawn anew meanwhile.
  await page.evaluate(() =>
    addEventListener("click", (event) => {
      const pressed = event.isTrusted && (event.target as Element).closest("[data-testid=send]");
      const again = () => {
        const button = document.querySelector<HTMLElement>("#app [data-testid=send]");
        button?.click();
        if (button) requestAnimationFrame(again);
      };
      if (pressed) requestAnimationFrame(again);
    }, true),
  );
  await fillRequest(page, "示例：只要一次");
  await page.goto(`${district.url}/requests`);
  await page.waitForLoadState("networkidle");
  await expect(page.getByText("示例：只要一次")).toHaveCount(1);
});

test("two tabs show one form, and nothing typed in either is lost", async ({ browser, district }) => {
  const context = await browser.newContext();
  const [one, other] = [await context.newPage(), await context.newPage()];
  for (const page of [one, other]) {
    await page.goto(`${district.url}/request`);
    await expect(page.getByTestId("agency")).toBeVisible();
    await page.waitForLoadState("networkidle");
  }
  await type(one.getByTestId("wanted"), "甲页写的字");
  await expect(other.getByTestId("wanted")).toHaveValue("甲页写的字");
  await other.getByTestId("wanted").press("End");
  await type(other.getByTestId("wanted"), "，乙页接着写");
  await expect(one.getByTestId("wanted")).toHaveValue("甲页写的字，乙页接着写");
  await context.close();
});

test("many long requests written offline all arrive, once each", async ({ browser, district }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused: number[] = [];
  page.on("response", (answer) => {
    if (answer.url().endsWith("/api/sync") && !answer.ok()) refused.push(answer.status());
  });
  await signIn(page, district, "resident-a");
  await context.route("**/api/sync", (route) => route.abort());
  for (let number = 0; number < 14; number++) {
    await page.goto(`${district.url}/request`);
    await fillRequest(page, `第${number}份 ${"长".repeat(1900)}`);
  }
  await context.unrouteAll({ behavior: "wait" });
  await page.goto(`${district.url}/requests`);
  const registered = async () => (await kept(page, "rows")).filter((row) => row.includes('"registered"')).length;
  await expect.poll(registered, { timeout: 60_000 }).toBe(14);
  expect(refused).toEqual([]);
  await context.close();
});

test("who signs out everywhere leaves no form in sight, and what staff write is nobody's until a person signs in", async ({ page, district }) => {
  const wanted = page.getByTestId("wanted");
  const write = async (words: string) => {
    await page.goto(`${district.url}/request`);
    await wanted.fill(words);
    await expect(page.getByTestId("tray").getByText("已存在本机")).toBeVisible();
  };
  await signIn(page, district, "resident-a");
  await write("示例：全部退出前写的");
  await page.goto(`${district.url}/me`);
  await page.getByTestId("end-all").click();
  await expect(page.getByText("没有登录")).toBeVisible();
  await page.goto(`${district.url}/request`);
  await expect(wanted).toHaveValue("");

  await signIn(page, district, "civil-affairs-officer");
  // The sign-in of an office ends by itself.
  await page.context().clearCookies();
  await page.goto(`${district.url}/me`);
  await expect(page.getByText("没有登录")).toBeVisible();
  await page.goto(`${district.url}/request`);
  await fillRequest(page, "示例：在办公室写的");
  await signIn(page, district, "resident-b");
  await page.goto(`${district.url}/requests`);
  await page.getByText("示例：在办公室写的").click();
  await expect(page.getByTestId("receipt-number")).toContainText("第1号", { timeout: 30_000 });
});
