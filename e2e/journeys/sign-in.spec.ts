import type { Page } from "@playwright/test";
import { filed } from "../at-the-server";
import { AGENT, COOK, DING, HEAD, OFFICER, SERVICES, WU, expect, logIn, signInAt, signedIn, test, whoIs } from "../issuer";
import { fillUpToCheck, offlineReady, type } from "../steps";

test("a request that was sent before the sign-in goes out after it, once", async ({ device, district }) => {
  const page = await device();
  const wanted = "示例：登录前发送的";
  // From the second visit on the service worker answers for pages, which must not answer for the way to the issuer.
  await page.goto(district.url);
  await offlineReady(page);
  await page.goto(`${district.url}/request`);
  await fillUpToCheck(page, wanted);
  await page.getByTestId("send").click();
  await expect(page).toHaveURL(/\/requests\//);
  await page.goto(`${district.url}/requests`);
  await expect(page.getByText(wanted)).toBeVisible();

  await page.locator("#main").getByRole("link", { name: "登录", exact: true }).click();
  await page.locator('[data-service="residents"]').click();
  await logIn(page, DING);
  await expect(page).toHaveURL(`${district.url}/requests`);
  await page.getByText(wanted).click();
  await expect(page.getByTestId("receipt-number")).toContainText("第1号", { timeout: 30_000 });
  expect(await filed(district, wanted)).toMatchObject([{ person: (await whoIs(page))?.id }]);
});

test("a form that is half written is there after the sign-in, with all that was typed", async ({ device, district }) => {
  const page = await device();
  const wanted = page.getByTestId("wanted");
  await page.goto(`${district.url}/request`);
  await wanted.fill("示例：写到一半，");
  await expect(page.getByTestId("tray")).toContainText("已存在本机");
  await page.goto(`${district.url}/sign-in/residents?back=/request`);
  await logIn(page, DING);
  await expect(page).toHaveURL(`${district.url}/request`);
  await expect(wanted).toHaveValue("示例：写到一半，");
  await page.goto(`${district.url}/me`);
  await expect(page.getByText(DING.name)).toBeVisible();
});

test("what is typed before the page knows who is signed in stays, as theirs", async ({ device, district }) => {
  const page = await device();
  await page.goto(`${district.url}/request`);
  // A slow line: who is signed in is known when half is typed.
  await page.route("**/api/session", async (route) => {
    await new Promise((go) => setTimeout(go, 2000));
    await route.continue();
  });
  await page.goto(`${district.url}/sign-in/residents?back=/request`);
  await logIn(page, DING);
  await expect(page).toHaveURL(`${district.url}/request`);
  const [wanted, words] = [page.getByTestId("wanted"), "示例：一边打字一边登录，一个字也不能少。".repeat(2)];
  const known = page.waitForResponse(/\/api\/session$/);
  await type(wanted, words);
  await known;
  await wanted.pressSequentially("完");
  await expect(wanted).toHaveValue(`${words}完`);
  await expect(page.getByTestId("tray")).toContainText("已存在本机");
  await page.unrouteAll({ behavior: "wait" });
  await page.goto(`${district.url}/me`);
  await expect(page.getByText(DING.name)).toBeVisible();
  await page.goto(`${district.url}/request`);
  await expect(wanted).toHaveValue(`${words}完`);
});

test("one is the same person on every device, also after the issuer has changed its keys, and under no name that the issuer knows", async ({ device, district, issuer }) => {
  const [one, two, three, other] = [await device(), await device(), await device(), await device()];
  const before = issuer.keysFetched;
  await signInAt(one, district, DING);
  await signInAt(two, district, DING);
  await signInAt(other, district, WU);
  expect(issuer.keysFetched - before).toBe(1);
  await issuer.rotateKeys();
  await signInAt(three, district, DING);
  expect(issuer.keysFetched - before).toBe(2);

  const ids = await Promise.all([one, two, three, other].map(async (page) => (await whoIs(page))!.id));
  expect(new Set(ids.slice(0, 3)).size).toBe(1);
  expect(ids[3]).not.toBe(ids[0]);
  for (const { sub, name } of [DING, WU]) {
    for (const id of ids) {
      expect(id).not.toContain(sub);
      expect(id).not.toContain(name);
    }
  }
});

test("each is let in as what the issuer says: the first office in the district's order, and a firm by the claim that names it", async ({ device, district }) => {
  for (const [person, service, is] of [
    [DING, "residents", { role: "resident", agency: null }],
    [AGENT, "firms", { role: "firm", agency: null }],
    [HEAD, "staff", { role: "signatory", agency: "civil-affairs" }],
    [OFFICER, "staff", { role: "officer", agency: "civil-affairs" }],
  ] as const) {
    const page = await device();
    await signInAt(page, district, person, service);
    expect(await whoIs(page)).toMatchObject({ ...is, name: person.name, service });
  }
});

test("whoever has no office here is told so and not let in, and may go another way", async ({ device, district }) => {
  const page = await device();
  for (const [person, service] of [[COOK, "staff"], [DING, "firms"]] as const) {
    await page.context().clearCookies();
    await page.goto(`${district.url}/sign-in/${service}`);
    await logIn(page, person);
    await expect(page).toHaveURL(`${district.url}/sign-in?problem=no_role`);
    expect(await whoIs(page)).toBeNull();
  }
  // The issuer knows them still, and asks nothing.
  await page.locator('[data-service="residents"]').click();
  await signedIn(page, district);
  expect(await whoIs(page)).toMatchObject({ role: "resident", name: DING.name });
});

test("who turns back at the issuer is back here, not signed in, and can try again", async ({ device, district }) => {
  const page = await device();
  await page.goto(`${district.url}/sign-in`);
  await page.locator('[data-service="residents"]').click();
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page).toHaveURL(`${district.url}/sign-in?problem=declined`);
  expect(await whoIs(page)).toBeNull();
  await page.locator('[data-service="residents"]').click();
  await logIn(page, DING);
  await signedIn(page, district);
});

test("who is asked to prove again who they are is asked by the issuer, although it knows them", async ({ device, district }) => {
  const page = await device();
  await signInAt(page, district, HEAD, "staff");
  const before = await whoIs(page);
  await page.goto(`${district.url}/sign-in/staff?back=/me`);
  await expect(page).toHaveURL(`${district.url}/me`);
  await page.goto(`${district.url}/sign-in/staff?back=/me&again=1`);
  await logIn(page, HEAD);
  await expect(page).toHaveURL(`${district.url}/me`);
  expect(await whoIs(page)).toEqual(before);
});

test("while the issuer is down the page says so, who is signed in stays so, and all else works", async ({ device, district, issuer }) => {
  const signedInBefore = await device();
  await signInAt(signedInBefore, district, DING);
  // One that the server has asked nothing yet.
  await district.startWith({});
  await issuer.stop();
  const page = await device();
  await page.goto(`${district.url}/request`);
  await page.getByTestId("wanted").fill("示例：写着的");
  await expect(page.getByTestId("tray")).toContainText("已存在本机");
  await page.goto(`${district.url}/sign-in`);
  await page.locator('[data-service="residents"]').click();
  await expect(page).toHaveURL(`${district.url}/sign-in?problem=unreachable`);
  await page.goto(`${district.url}/policies`);
  await expect(page.locator("#app li a")).toHaveCount(25);
  await page.goto(`${district.url}/request`);
  await expect(page.getByTestId("wanted")).toHaveValue("示例：写着的");

  await signedInBefore.goto(`${district.url}/request`);
  await fillUpToCheck(signedInBefore, "示例：没有签发方也能发送");
  await signedInBefore.getByTestId("send").click();
  await expect(signedInBefore.getByTestId("receipt-number")).toContainText("第1号", { timeout: 30_000 });

  await issuer.resume();
  await signInAt(page, district, WU);
  await page.goto(`${district.url}/request`);
  await expect(page.getByTestId("wanted")).toHaveValue("示例：写着的");
});

test("what went wrong is said in one sentence of its own, and nothing is said that an address invents", async ({ device, district }) => {
  const page = await device();
  const usual = await said(page, district, "");
  const sentences = new Set<string>();
  for (const code of ["declined", "expired", "not_valid", "no_role", "unreachable"]) {
    const more = (await said(page, district, `?problem=${code}`)).filter((line) => !usual.includes(line));
    expect(more, code).toHaveLength(1);
    expect(more[0]).toMatch(/[一-鿿].*。$/);
    expect(more[0]).not.toMatch(/[a-z]{4}/i);
    sentences.add(more[0]!);
  }
  expect(sentences.size).toBe(5);
  expect((await said(page, district, "?problem=请拨打10000000000")).join()).not.toContain("10000000000");
});

async function said(page: Page, district: { url: string }, query: string): Promise<string[]> {
  await page.goto(`${district.url}/sign-in${query}`);
  await expect(page.locator("[data-service]")).toHaveCount(SERVICES.length);
  const alerts = await page.locator('#main [role="alert"]').allInnerTexts();
  return alerts.map((line) => line.trim()).filter(Boolean);
}

test("the services are named in both languages, and their secrets are not told", async ({ district, issuer }) => {
  const text = await (await fetch(`${district.url}/api/sign-in`)).text();
  const { services } = JSON.parse(text) as { services: object[] };
  expect(services).toEqual(SERVICES.map(({ id, label }) => ({ id, label, for: id })));
  for (const { client_secret } of JSON.parse(district.setting("SIGN_IN")) as { client_secret: string }[]) expect(text).not.toContain(client_secret);
  expect(text).not.toContain(issuer.url);
});

test("where many use a device the service asks the next person who they are, although it knows the last", async ({ device, district }) => {
  const page = await device();
  await page.goto(`${district.url}/me`);
  await page.getByTestId("communal").click();
  await signInAt(page, district, DING);
  await page.getByTestId("leave").click();
  await page.goto(`${district.url}/sign-in`);
  await page.locator('[data-service="residents"]').click();
  await logIn(page, WU);
  await signedIn(page, district);
  expect(await whoIs(page)).toMatchObject({ name: WU.name });
});
