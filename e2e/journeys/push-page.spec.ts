import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { test } from "../base";
import { PushedDistrict } from "../pushed-district";
import { PushedDevice } from "../push-service";
import { offlineReady, signIn } from "../steps";

// What a person sees of being told that there is something new, on the page of their notices.

let pushed: PushedDistrict;
test.beforeAll(async () => {
  pushed = await PushedDistrict.open();
});
test.afterAll(() => pushed.close());

// A browser of a journey reaches no push service of its own: its subscriptions are made up, and lead to ours.
function subscribesAt(made: { endpoint: string; keys: object }): void {
  const HELD = "held-by-the-journey";
  const held = () => {
    if (!localStorage.getItem(HELD)) return null;
    const plain = { endpoint: made.endpoint, toJSON: () => ({ ...made, expirationTime: null }), unsubscribe: async () => (localStorage.removeItem(HELD), true) };
    return Object.create(PushSubscription.prototype, Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, { value }]))) as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () => held();
  PushManager.prototype.subscribe = async () => {
    localStorage.setItem(HELD, "yes");
    return held()!;
  };
}

/** The notices on a device whose browser allows them and has a push service. */
async function openAllowed(browser: Browser): Promise<{ device: PushedDevice; context: BrowserContext; page: Page }> {
  const device = new PushedDevice(pushed.service);
  const context = await browser.newContext({ permissions: ["notifications"] });
  const page = await context.newPage();
  await page.addInitScript(subscribesAt, { endpoint: device.endpoint, keys: device.keys });
  await page.goto(`${pushed.district.url}/notices`);
  await offlineReady(page);
  return { device, context, page };
}

test("switched on by its button, off without a network, and let go of by signing out", async ({ browser }) => {
  const { device, context, page } = await openAllowed(browser);
  await page.reload();
  await expect(page.getByText("请先以市民或企业身份登录")).toBeVisible();
  await signIn(page, pushed.district, "resident-a");
  await page.goto(`${pushed.district.url}/notices`);
  await page.getByTestId("wake-on").click();
  await expect(page.getByText("提醒已打开。")).toBeVisible();
  await expect.poll(async () => (await pushed.push("resident-a")).devices).toBe(1);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await pushed.sendNotice(1);
  await expect.poll(() => pushed.service.of(device).length).toBe(1);

  // What comes is shown, whatever page is open.
  const cdp = await context.newCDPSession(page);
  const registered = new Promise<string>((found) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && found(registrations[0].registrationId));
  });
  await cdp.send("ServiceWorker.enable");
  await cdp.send("ServiceWorker.deliverPushMessage", {
    origin: pushed.district.url, registrationId: await registered, data: JSON.stringify(device.read(pushed.service.of(device)[0]!)),
  });
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => [title, body, tag]));
  await expect.poll(shown).toEqual([["长宁明白", "有新消息，打开看看。", "mingbai"]]);

  await context.setOffline(true);
  await page.getByTestId("wake-off").click();
  await expect(page.getByText("这台设备不会再收到提醒。")).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect.poll(async () => (await pushed.push("resident-a")).devices).toBe(0);

  await page.getByTestId("wake-on").click();
  await expect.poll(async () => (await pushed.push("resident-a")).devices).toBe(1);
  await page.goto(`${pushed.district.url}/me`);
  await page.getByRole("button", { name: "退出登录", exact: true }).click();
  await expect.poll(async () => (await pushed.push("resident-a")).devices).toBe(0);
  await context.close();
});

test("whoever wants no notices is not woken either, and switching them on again wakes nobody by itself", async ({ browser }) => {
  const { context, page } = await openAllowed(browser);
  await signIn(page, pushed.district, "resident-b");
  const told = async () => {
    const { devices, chosen } = await pushed.push("resident-b");
    return [devices, ...chosen];
  };
  await page.goto(`${pushed.district.url}/notices`);
  await page.getByTestId("wake-on").click();
  await page.getByRole("button", { name: "用短信提醒我", exact: true }).click();
  await expect.poll(told).toEqual([1, "sms"]);
  await page.getByRole("button", { name: "关闭推送" }).click();
  await expect(page.getByText("推送已关闭，这台设备也不会收到提醒。")).toBeVisible();
  await expect(page.getByText("这台设备会收到提醒")).toHaveCount(0);
  await expect.poll(told).toEqual([0]);
  await page.getByRole("button", { name: "打开推送" }).click();
  await expect(page.getByTestId("wake-on")).toBeVisible();
  expect(await told()).toEqual([0]);

  // Without a network the device ends it at once, the server hears of it later; messages need the network, and the page says so.
  await page.getByTestId("wake-on").click();
  await page.getByRole("button", { name: "用短信提醒我", exact: true }).click();
  await expect.poll(told).toEqual([1, "sms"]);
  await context.setOffline(true);
  await page.getByRole("button", { name: "关闭推送" }).click();
  await expect(page.getByText("推送已关闭，这台设备也不会收到提醒。")).toBeVisible();
  await expect(page.getByText("要联网才能打开或关闭")).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect.poll(told).toEqual([0, "sms"]);
  await page.getByRole("button", { name: "不再用短信提醒我" }).click();
  await expect.poll(told).toEqual([0]);
  await context.close();
});

test("who closes the browser’s question can try again", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => {
    Object.defineProperty(Notification, "permission", { get: () => "default" });
    Notification.requestPermission = async () => "default";
  });
  await page.goto(`${pushed.district.url}/notices`);
  await offlineReady(page);
  await signIn(page, pushed.district, "resident-b");
  await page.goto(`${pushed.district.url}/notices`);
  await page.getByTestId("wake-on").click();
  await expect(page.getByText("没有打开，可以再试一次。")).toBeVisible();
  await expect(page.getByTestId("wake-on")).toBeVisible();
  await page.context().close();
});

test("who said no is told where that can be changed", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => Object.defineProperty(Notification, "permission", { get: () => "denied" }));
  await page.goto(`${pushed.district.url}/notices`);
  await offlineReady(page);
  await page.reload();
  await expect(page.getByText("浏览器没有允许本站发提醒")).toBeVisible();
  await expect(page.getByTestId("wake-on")).toHaveCount(0);
});

test("a district without a key offers nothing", async ({ page }) => {
  await pushed.district.startWith({ PUSH_KEY: "", CHANNELS: "" });
  await page.goto(`${pushed.district.url}/notices`);
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { name: "通知", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "有新消息时提醒我" })).toHaveCount(0);
});
