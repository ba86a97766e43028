import type { Page } from "@playwright/test";
import { filed, settled } from "../at-the-server";
import { DING, HEAD, WU, expect, logIn, signInAt, signedIn, test, whoIs } from "../issuer";
import { fillUpToCheck } from "../steps";

// A sign-in ends where it is kept, at the server: by its device, by another, by the issuer.

const devices = (page: Page) => page.getByTestId("device");

/** The cookie of a device's sign-in, as somebody could have copied it. */
async function copied(page: Page): Promise<string> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === "__Host-mingbai");
  return `__Host-mingbai=${cookie?.value}`;
}

/** Whether a copied cookie still signs someone in. */
async function opens(district: { url: string }, cookie: string): Promise<boolean> {
  const { person } = (await (await fetch(`${district.url}/api/session`, { headers: { cookie } })).json()) as { person: object | null };
  return person !== null;
}

test("a form goes on when another device has ended the sign-in, and is sent once after the next", async ({ device, district }) => {
  const [page, other] = [await device(), await device()];
  const wanted = "示例：写的时候被退出，接着写";
  await signInAt(page, district, DING);
  await signInAt(other, district, DING);
  await page.goto(`${district.url}/request`);
  await page.getByTestId("wanted").fill(wanted.slice(0, 9));
  await expect(page.getByTestId("tray")).toContainText("已存在本机");

  await other.goto(`${district.url}/me`);
  await expect(devices(other)).toHaveCount(2);
  await other.getByTestId("end-device").click();
  await expect(devices(other)).toHaveCount(1);

  // Another page of this device learns it, and this one hears of it.
  const beside = await page.context().newPage();
  await beside.goto(`${district.url}/me`);
  await expect(beside.getByText("没有登录")).toBeVisible();
  await expect(page.getByTestId("wanted")).toHaveValue(wanted.slice(0, 9));
  await page.getByTestId("wanted").press("End");
  await page.getByTestId("wanted").pressSequentially(wanted.slice(9));
  await expect(page.getByTestId("tray")).toContainText("已存在本机");

  await signInAgain(page, district);
  await page.goto(`${district.url}/request`);
  await expect(page.getByTestId("wanted")).toHaveValue(wanted);
  await fillUpToCheck(page, wanted);
  await page.getByTestId("send").click();
  await expect(page).toHaveURL(/\/requests\//);
  await settled(page, [wanted]);
  expect(await filed(district, wanted)).toHaveLength(1);
});

test("a request that is sent after the issuer has ended the sign-in waits on the device, and is sent once after the next", async ({ device, district, issuer }) => {
  const page = await device();
  const wanted = "示例：发送时已被退出";
  await signInAt(page, district, DING);
  await page.goto(`${district.url}/request`);
  await fillUpToCheck(page, wanted);
  await issuer.endAll(district, "residents", DING);
  await page.getByTestId("send").click();
  await expect(page.getByText(wanted).first()).toBeVisible();
  await expect.poll(() => whoIs(page)).toBeNull();
  expect(await filed(district, wanted)).toHaveLength(0);
  await page.reload();
  await expect(page.getByText(wanted).first()).toBeVisible();

  await signInAgain(page, district);
  await page.goto(`${district.url}/requests`);
  await settled(page, [wanted]);
  expect(await filed(district, wanted)).toHaveLength(1);
});

/** The issuer knows the person still, and asks nothing. */
async function signInAgain(page: Page, district: { url: string }): Promise<void> {
  await page.goto(`${district.url}/sign-in`);
  await page.locator('[data-service="residents"]').click();
  await signedIn(page, district);
  expect(await whoIs(page)).toMatchObject({ name: DING.name });
}

test("a sign-out ends the sign-in here and at the issuer, and whoever takes the device is asked who they are", async ({ device, district, issuer }) => {
  const page = await device();
  await signInAt(page, district, DING);
  const cookie = await copied(page);
  expect(await opens(district, cookie)).toBe(true);
  await page.goto(`${district.url}/me`);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page).toHaveURL((url) => url.origin === issuer.url);
  // A token as a hint would leave in the history of the browser who it was.
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    client_id: expect.any(String),
    post_logout_redirect_uri: `${district.url}/sign-in`,
  });
  // Here it has ended already, whatever one says there.
  expect(await opens(district, cookie)).toBe(false);
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(page).toHaveURL(`${district.url}/sign-in`);
  expect(await whoIs(page)).toBeNull();
  // The issuer told us too, of a sign-in that was no longer there.
  expect(issuer.refused).toEqual([]);

  await page.locator('[data-service="residents"]').click();
  await logIn(page, WU);
  await signedIn(page, district);
  expect(await whoIs(page)).toMatchObject({ name: WU.name });
});

test("who signs out at the issuer is signed out here on that device, and on no other", async ({ device, district, issuer }) => {
  const [here, elsewhere] = [await device(), await device()];
  await signInAt(here, district, DING);
  await signInAt(elsewhere, district, DING);
  const cookie = await copied(here);
  await here.goto(`${issuer.url}/session/end`);
  await here.getByRole("button", { name: "Yes, sign me out" }).click();
  await here.getByText("Sign-out Success").waitFor();
  expect(issuer.refused).toEqual([]);
  expect(await opens(district, cookie)).toBe(false);
  expect(await opens(district, await copied(elsewhere))).toBe(true);
  await here.goto(`${district.url}/me`);
  await expect(here.getByText("没有登录")).toBeVisible();
});

test("whose account the issuer closes is signed out on every device, and nobody else is", async ({ device, district, issuer }) => {
  const [one, two, other] = [await device(), await device(), await device()];
  await signInAt(one, district, DING);
  await signInAt(two, district, DING);
  await signInAt(other, district, WU);
  await issuer.endAll(district, "residents", DING);
  expect(await Promise.all([one, two, other].map(whoIs))).toEqual([null, null, expect.objectContaining({ name: WU.name })]);
});

test("each sees their own devices and this one among them, and ends one or all of them", async ({ device, district }) => {
  const [page, other, stranger] = [await device(), await device(), await device()];
  await signInAt(page, district, DING);
  await signInAt(other, district, DING);
  await signInAt(stranger, district, WU);
  await page.goto(`${district.url}/me`);
  await expect(devices(page)).toHaveCount(2);
  await expect(page.getByTestId("end-device")).toHaveCount(1);
  const listed = await page.evaluate(async () => ((await (await fetch("/api/devices")).json()) as { devices: { current: boolean }[] }).devices);
  expect(listed.filter(({ current }) => current)).toHaveLength(1);

  await page.getByTestId("end-device").click();
  await expect(devices(page)).toHaveCount(1);
  expect(await Promise.all([page, other].map(whoIs))).toMatchObject([{ name: DING.name }, null]);

  await signInAgain(other, district);
  const cookies = [await copied(page), await copied(other)];
  await page.reload();
  await expect(devices(page)).toHaveCount(2);
  await page.getByTestId("end-all").click();
  // The issuer asks on a page of its own whether to end the sign-in there too; here it has ended already.
  await page.waitForURL(/\/session\/end/);
  await page.goto(`${district.url}/me`);
  await expect(page.getByText("没有登录")).toBeVisible();
  expect(await Promise.all(cookies.map((cookie) => opens(district, cookie)))).toEqual([false, false]);
  expect(await whoIs(stranger)).toMatchObject({ name: WU.name });
});

test("a sign-in outlives the server's end, and so does its end", async ({ device, district, issuer }) => {
  const [stays, ended] = [await device(), await device()];
  await signInAt(stays, district, HEAD, "staff");
  await signInAt(ended, district, DING);
  const cookie = await copied(ended);
  await issuer.endAll(district, "residents", DING);
  await district.kill();
  await district.start();
  expect(await opens(district, cookie)).toBe(false);
  expect(await whoIs(stays)).toMatchObject({ name: HEAD.name, role: "signatory" });
});
