import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "../base";
import { District } from "../district";
import { PushService, PushedDevice, sender } from "../push-service";
import { SamplePeople } from "../sample-people";
import { today } from "../shanghai";
import { offlineReady, signIn } from "../steps";

// Who asked for it is told that there is something new: once, without a word of what it is. A push service on this machine stands for those of the browsers.

let service: PushService;
let district: District;
let people: SamplePeople;
let messages: string;
test.beforeEach(async () => {
  service = await PushService.open();
  messages = mkdtempSync(join(tmpdir(), "mingbai-messages-"));
  district = await District.open({
    environment: {
      PUSH_KEY: randomBytes(32).toString("base64url"),
      PUSH_CONTACT: "mailto:openness@district.example",
      PUSH_HOSTS: service.url,
      // The journey takes place at any hour.
      PUSH_NIGHTS: "loud",
      CHANNELS: "sms wechat",
      MESSAGES: messages,
    },
  });
  people = new SamplePeople(district);
});
test.afterEach(async () => {
  await district.close();
  service.close();
  rmSync(messages, { recursive: true, force: true });
});

interface Push {
  key: string | null;
  devices: number;
  channels: string[];
  chosen: string[];
}

/** How somebody is told, after they changed it or as it stands. */
async function push(who: string, path = "", body?: object): Promise<Push> {
  const answer = await people.ask(who, `/api/push${path}`, body);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Push;
}

async function refused(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { code: string }).code];
}

async function sendNotice(number: number): Promise<void> {
  const day = (ahead: number) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
  const proposed = await people.ask("civil-affairs-administrator", "/api/notices", {
    format: 1, id: `notice-0190f3c2-0000-7000-8000-${String(number).padStart(12, "0")}`, agency: "civil-affairs", sample: true, kind: "news",
    title: { zh: "示例：津贴通知", en: "Sample: about the allowance" }, text: { zh: "示例正文。", en: "A sample text." }, subject: "resident",
    audience: { all: [{ condition: { fact: "birth_date", test: { age_at_least: 65 }, article: "2" } }] },
    policies: ["elderly-allowance"], from: day(0), until: day(30),
  });
  const { notice, digest } = (await proposed.json()) as { notice: { id: string }; digest: string };
  expect((await people.ask("civil-affairs-head", `/api/notices/${notice.id}/approve`, { seen: digest })).status).toBe(200);
}

const SAID = {
  zh: { title: "长宁明白", body: "有新消息，打开看看。", lang: "zh-CN" },
  en: { title: "Mingbai Changning", body: "There is something new. Open it to see.", lang: "en" },
};
const said = (language: "zh" | "en") => ({ web_push: 8030, notification: { ...SAID[language], navigate: `${district.url}/notices` } });

/** Long enough for what must not come. */
const aWhile = () => new Promise((done) => setTimeout(done, 1_500));

test("one message for a notice, that says nothing and can be read on the device alone", async () => {
  const [a, b] = [new PushedDevice(service), new PushedDevice(service)];
  const { key, channels } = await push("resident-a");
  expect(channels).toEqual(["sms", "wechat"]);
  expect(await push("resident-a", "", a.subscription())).toMatchObject({ key, devices: 1, chosen: [] });
  expect(await push("resident-a", "", a.subscription())).toMatchObject({ devices: 1 });
  expect(await push("firm-a", "", b.subscription("en"))).toMatchObject({ devices: 1 });
  await aWhile();
  expect(service.got).toEqual([]);

  await sendNotice(1);
  await expect.poll(() => service.got.length).toBe(2);
  const [toA, toB] = [service.of(a)[0]!, service.of(b)[0]!];
  expect([a.read(toA), b.read(toB)]).toEqual([said("zh"), said("en")]);
  for (const one of [toA, toB]) {
    expect(one.headers).toMatchObject({ urgency: "low", topic: "mingbai", "content-encoding": "aes128gcm" });
    expect(Number(one.headers.ttl)).toBeLessThanOrEqual(86_400);
    const by = sender(one);
    expect(by.key).toBe(key);
    expect(by.claims).toMatchObject({ aud: service.url, sub: "mailto:openness@district.example" });
    expect(by.claims.exp - one.at / 1000).toBeGreaterThan(0);
    expect(by.claims.exp - one.at / 1000).toBeLessThanOrEqual(12 * 3600 + 1);
  }
  // The salt and the key are drawn anew for each.
  expect(toA.body.subarray(0, 86)).not.toEqual(toB.body.subarray(0, 86));

  // What comes within the hour waits for its end.
  await sendNotice(2);
  await district.publishAgain("示例：又一版");
  await aWhile();
  expect(service.got).toHaveLength(2);
  expect(await push("resident-a", "/end", { endpoint: a.endpoint })).toMatchObject({ devices: 0 });
  expect(district.printed).not.toContain("/to/");
});

test("a policy that is published and an answer of the agency wake, one’s own request does not", async () => {
  const [a, b] = [new PushedDevice(service), new PushedDevice(service)];
  await push("resident-a", "", a.subscription());
  const id = await people.fileRequest("resident-a", "示例：等回音");
  await expect.poll(async () => (await people.requests<{ standing: string }>("resident-a", "person")).map(({ standing }) => standing)).toEqual(["registered"]);
  await aWhile();
  expect(service.got).toEqual([]);
  const noted = await people.ask("civil-affairs-officer", `/api/cases/${id}/events`, { received: { on: today() } });
  expect(noted.status, await noted.clone().text()).toBe(200);
  await expect.poll(() => service.of(a).length).toBe(1);

  await push("resident-b", "", b.subscription());
  await district.publishAgain("示例：第二版");
  await expect.poll(() => service.of(b).length).toBe(1);
  await aWhile();
  expect(service.got).toHaveLength(2);
});

test("a device that is gone is forgotten, and who is asked to wait waits", async () => {
  const [gone, slow] = [new PushedDevice(service), new PushedDevice(service)];
  await push("resident-a", "", gone.subscription());
  service.say(410);
  await sendNotice(1);
  await expect.poll(async () => (await push("resident-a")).devices).toBe(0);
  expect(service.of(gone)).toHaveLength(1);

  await push("resident-b", "", slow.subscription());
  service.say(429, { "Retry-After": "3" });
  await district.publishAgain("示例：第二版");
  await expect.poll(() => service.of(slow).length).toBe(2);
  const [first, second] = service.of(slow);
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(3_000);
  expect(slow.read(second!)).toEqual(said("zh"));
  // Whoever is gone heard of no second.
  expect(service.of(gone)).toHaveLength(1);
});

test("what waits goes out when the server was killed", async () => {
  const device = new PushedDevice(service);
  await push("resident-a", "", device.subscription());
  service.say(503, { "Retry-After": "3" });
  await sendNotice(1);
  await expect.poll(() => service.of(device).length).toBe(1);
  await aWhile();
  await district.kill();
  await district.start();
  await expect.poll(() => service.of(device).length).toBe(2);
  await aWhile();
  expect(service.of(device)).toHaveLength(2);
});

test("nobody else’s device, no other machine, no broken key", async () => {
  const device = new PushedDevice(service);
  const subscribe = (who: string, more: object = {}) => people.ask(who, "/api/push", { ...device.subscription(), ...more });
  expect(await refused(await subscribe(""))).toEqual([401, "signed_out"]);
  expect(await refused(await subscribe("civil-affairs-officer"))).toEqual([403, "forbidden"]);
  expect((await people.trail("civil-affairs")).at(-1)).toMatchObject({ act: "file_request", on: "push", outcome: { refused: "forbidden" } });
  for (const endpoint of ["http://127.0.0.1:1/x", "https://127.0.0.1/x", "https://web.push.apple.com.example.org/x", "https://xpush.apple.com/x", "https://web.push.apple.com:444/x", "", "x"]) {
    expect(await refused(await subscribe("resident-a", { endpoint })), endpoint).toEqual([422, "unknown_push_service"]);
  }
  for (const keys of [{ p256dh: "", auth: "" }, { ...device.keys, auth: "AAAA" }, { ...device.keys, p256dh: device.keys.p256dh.slice(0, -1) }]) {
    expect(await refused(await subscribe("resident-a", { keys }))).toEqual([400, "malformed"]);
  }
  expect(await refused(await subscribe("resident-a", { language: "fr" }))).toEqual([400, "malformed"]);
  expect((await subscribe("resident-a", { endpoint: `${service.url}/${"x".repeat(5_000)}` })).status).toBe(413);
  const cookie = await people.cookie("resident-a");
  const foreign = await fetch(`${district.url}/api/push`, {
    method: "POST", headers: { "Content-Type": "application/json", Cookie: cookie, Origin: "https://other.example" }, body: JSON.stringify(device.subscription()),
  });
  expect(await refused(foreign)).toEqual([403, "cross_origin"]);
  expect(await push("resident-a")).toMatchObject({ devices: 0 });
  expect(await push("resident-a", "/end", { endpoint: "https://web.push.apple.com/unknown" })).toMatchObject({ devices: 0 });
  // Ten devices, and the eleventh takes the place of the first.
  const devices = Array.from({ length: 11 }, () => new PushedDevice(service));
  for (const one of devices) await push("resident-a", "", one.subscription());
  expect(await push("resident-a")).toMatchObject({ devices: 10 });
  await sendNotice(1);
  await expect.poll(() => service.got.length).toBe(10);
  expect(service.of(devices[0]!)).toEqual([]);
});

test("a district without a key wakes nobody and offers nothing", async ({ page }) => {
  await district.startWith({ PUSH_KEY: "", CHANNELS: "" });
  expect(await push("resident-a")).toEqual({ key: null, devices: 0, channels: [], chosen: [] });
  expect(await refused(await people.ask("resident-a", "/api/push", new PushedDevice(service).subscription()))).toEqual([409, "push_off"]);
  expect(await push("resident-a", "/channels", { sms: true, wechat: true })).toMatchObject({ chosen: [] });
  await page.goto(`${district.url}/notices`);
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { name: "有新消息时提醒我" })).toHaveCount(0);
});

test("a short message becomes a file that names nobody and nothing", async () => {
  expect(await push("resident-a", "/channels", { sms: true, wechat: false })).toMatchObject({ chosen: ["sms"] });
  expect(await push("resident-b", "/channels", { sms: true, wechat: true })).toMatchObject({ chosen: ["sms", "wechat"] });
  expect(await push("resident-b", "/channels", { sms: false, wechat: false })).toMatchObject({ chosen: [] });
  await sendNotice(1);
  await expect.poll(() => readdirSync(messages).length).toBe(1);
  await sendNotice(2);
  await aWhile();
  const [name, ...more] = readdirSync(messages);
  expect(more).toEqual([]);
  expect(name).toMatch(/^\d{8}T\d{9}Z-sms-[0-9a-f]{16}\.json$/);
  const message = JSON.parse(readFileSync(join(messages, name!), "utf8")) as { at: string };
  expect(message).toEqual({
    channel: "sms", person: "resident-a", at: message.at,
    sentence: { zh: "长宁明白：有新消息，打开看看。", en: "Mingbai Changning: There is something new. Open it to see." },
  });
  expect(Math.abs(Date.parse(message.at) - Date.now())).toBeLessThan(60_000);
});

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

test("switched on by its button, off without a network, and let go of by signing out", async ({ browser }) => {
  const device = new PushedDevice(service);
  const context = await browser.newContext({ permissions: ["notifications"] });
  const page = await context.newPage();
  await page.addInitScript(subscribesAt, { endpoint: device.endpoint, keys: device.keys });
  await page.goto(`${district.url}/notices`);
  await offlineReady(page);
  await page.reload();
  await expect(page.getByText("请先以市民或企业身份登录")).toBeVisible();
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/notices`);
  await page.getByTestId("wake-on").click();
  await expect(page.getByText("提醒已打开。")).toBeVisible();
  await expect.poll(async () => (await push("resident-a")).devices).toBe(1);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await sendNotice(1);
  await expect.poll(() => service.of(device).length).toBe(1);

  // What comes is shown, whatever page is open.
  const cdp = await context.newCDPSession(page);
  const registered = new Promise<string>((found) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && found(registrations[0].registrationId));
  });
  await cdp.send("ServiceWorker.enable");
  await cdp.send("ServiceWorker.deliverPushMessage", {
    origin: district.url, registrationId: await registered, data: JSON.stringify(device.read(service.of(device)[0]!)),
  });
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => [title, body, tag]));
  await expect.poll(shown).toEqual([["长宁明白", "有新消息，打开看看。", "mingbai"]]);

  await context.setOffline(true);
  await page.getByTestId("wake-off").click();
  await expect(page.getByText("这台设备不会再收到提醒。")).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect.poll(async () => (await push("resident-a")).devices).toBe(0);

  await page.getByTestId("wake-on").click();
  await expect.poll(async () => (await push("resident-a")).devices).toBe(1);
  await page.goto(`${district.url}/me`);
  await page.getByRole("button", { name: "退出登录", exact: true }).click();
  await expect.poll(async () => (await push("resident-a")).devices).toBe(0);
  await context.close();
});

test("who said no is told where that can be changed", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => Object.defineProperty(Notification, "permission", { get: () => "denied" }));
  await page.goto(`${district.url}/notices`);
  await offlineReady(page);
  await page.reload();
  await expect(page.getByText("浏览器没有允许本站发提醒")).toBeVisible();
  await expect(page.getByTestId("wake-on")).toHaveCount(0);
});
