import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { PushedDistrict } from "../pushed-district";
import { PushedDevice, sender } from "../push-service";
import { today } from "../shanghai";

// Who asked for it is told that there is something new: once, without a word of what it is. A push service on this machine stands for those of the browsers.

let pushed: PushedDistrict;
test.beforeEach(async () => {
  pushed = await PushedDistrict.open();
});
test.afterEach(() => pushed.close());

async function refused(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { code: string }).code];
}

/** Long enough for what must not come. */
const aWhile = () => new Promise((done) => setTimeout(done, 1_500));

test("one message for a notice, that says nothing and can be read on the device alone", async () => {
  const [a, b] = [new PushedDevice(pushed.service), new PushedDevice(pushed.service)];
  const { key, channels } = await pushed.push("resident-a");
  expect(channels).toEqual(["sms", "wechat"]);
  expect(await pushed.push("resident-a", "", a.subscription())).toMatchObject({ key, devices: 1, chosen: [] });
  expect(await pushed.push("resident-a", "", a.subscription())).toMatchObject({ devices: 1 });
  expect(await pushed.push("firm-a", "", b.subscription("en"))).toMatchObject({ devices: 1 });
  await aWhile();
  expect(pushed.service.got).toEqual([]);

  await pushed.sendNotice(1);
  await expect.poll(() => pushed.service.got.length).toBe(2);
  const [toA, toB] = [pushed.service.of(a)[0]!, pushed.service.of(b)[0]!];
  expect([a.read(toA), b.read(toB)]).toEqual([pushed.said("zh"), pushed.said("en")]);
  for (const one of [toA, toB]) {
    expect(one.headers).toMatchObject({ urgency: "low", topic: "mingbai", "content-encoding": "aes128gcm" });
    expect(Number(one.headers.ttl)).toBeLessThanOrEqual(86_400);
    const by = sender(one);
    expect(by.key).toBe(key);
    expect(by.claims).toMatchObject({ aud: pushed.service.url, sub: "mailto:openness@district.example" });
    expect(by.claims.exp - one.at / 1000).toBeGreaterThan(0);
    expect(by.claims.exp - one.at / 1000).toBeLessThanOrEqual(12 * 3600 + 1);
  }
  // The salt and the key are drawn anew for each.
  expect(toA.body.subarray(0, 86)).not.toEqual(toB.body.subarray(0, 86));

  // What comes within the hour waits for its end.
  await pushed.sendNotice(2);
  await pushed.district.publishAgain("示例：又一版");
  await aWhile();
  expect(pushed.service.got).toHaveLength(2);
  expect(await pushed.push("resident-a", "/end", { endpoint: a.endpoint })).toMatchObject({ devices: 0 });
  expect(pushed.district.printed).not.toContain("/to/");
});

test("a policy that is published and an answer of the agency wake, one’s own request does not", async () => {
  const [a, b] = [new PushedDevice(pushed.service), new PushedDevice(pushed.service)];
  await pushed.push("resident-a", "", a.subscription());
  const id = await pushed.people.fileRequest("resident-a", "示例：等回音");
  await expect.poll(async () => (await pushed.people.requests<{ standing: string }>("resident-a", "person")).map(({ standing }) => standing)).toEqual(["registered"]);
  await aWhile();
  expect(pushed.service.got).toEqual([]);
  const noted = await pushed.people.ask("civil-affairs-officer", `/api/cases/${id}/events`, { received: { on: today() } });
  expect(noted.status, await noted.clone().text()).toBe(200);
  await expect.poll(() => pushed.service.of(a).length).toBe(1);

  await pushed.push("resident-b", "", b.subscription());
  await pushed.district.publishAgain("示例：第二版");
  await expect.poll(() => pushed.service.of(b).length).toBe(1);
  await aWhile();
  expect(pushed.service.got).toHaveLength(2);
});

test("a device that is gone is forgotten, and who is asked to wait waits", async () => {
  const [gone, slow] = [new PushedDevice(pushed.service), new PushedDevice(pushed.service)];
  await pushed.push("resident-a", "", gone.subscription());
  pushed.service.say(410);
  await pushed.sendNotice(1);
  await expect.poll(async () => (await pushed.push("resident-a")).devices).toBe(0);
  expect(pushed.service.of(gone)).toHaveLength(1);

  await pushed.push("resident-b", "", slow.subscription());
  pushed.service.say(429, { "Retry-After": "3" });
  await pushed.district.publishAgain("示例：第二版");
  await expect.poll(() => pushed.service.of(slow).length).toBe(2);
  const [first, second] = pushed.service.of(slow);
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(3_000);
  expect(slow.read(second!)).toEqual(pushed.said("zh"));
  // Whoever is gone heard of no second.
  expect(pushed.service.of(gone)).toHaveLength(1);
});

test("what waits goes out when the server was killed", async () => {
  const device = new PushedDevice(pushed.service);
  await pushed.push("resident-a", "", device.subscription());
  pushed.service.say(503, { "Retry-After": "3" });
  await pushed.sendNotice(1);
  await expect.poll(() => pushed.service.of(device).length).toBe(1);
  await aWhile();
  await pushed.district.kill();
  await pushed.district.start();
  await expect.poll(() => pushed.service.of(device).length).toBe(2);
  await aWhile();
  expect(pushed.service.of(device)).toHaveLength(2);
});

test("nobody else’s device, no other machine, no broken key", async () => {
  const device = new PushedDevice(pushed.service);
  const subscribe = (who: string, more: object = {}) => pushed.people.ask(who, "/api/push", { ...device.subscription(), ...more });
  expect(await refused(await subscribe(""))).toEqual([401, "signed_out"]);
  expect(await refused(await subscribe("civil-affairs-officer"))).toEqual([403, "forbidden"]);
  expect((await pushed.people.trail("civil-affairs")).at(-1)).toMatchObject({ act: "file_request", on: "push", outcome: { refused: "forbidden" } });
  for (const endpoint of ["http://127.0.0.1:1/x", "https://127.0.0.1/x", "https://web.push.apple.com.example.org/x", "https://xpush.apple.com/x", "https://web.push.apple.com:444/x", "", "x"]) {
    expect(await refused(await subscribe("resident-a", { endpoint })), endpoint).toEqual([422, "unknown_push_service"]);
  }
  for (const keys of [{ p256dh: "", auth: "" }, { ...device.keys, auth: "AAAA" }, { ...device.keys, p256dh: device.keys.p256dh.slice(0, -1) }]) {
    expect(await refused(await subscribe("resident-a", { keys }))).toEqual([400, "malformed"]);
  }
  expect(await refused(await subscribe("resident-a", { language: "fr" }))).toEqual([400, "malformed"]);
  expect((await subscribe("resident-a", { endpoint: `${pushed.service.url}/${"x".repeat(5_000)}` })).status).toBe(413);
  const cookie = await pushed.people.cookie("resident-a");
  const foreign = await fetch(`${pushed.district.url}/api/push`, {
    method: "POST", headers: { "Content-Type": "application/json", Cookie: cookie, Origin: "https://other.example" }, body: JSON.stringify(device.subscription()),
  });
  expect(await refused(foreign)).toEqual([403, "cross_origin"]);
  expect(await pushed.push("resident-a")).toMatchObject({ devices: 0 });
  expect(await pushed.push("resident-a", "/end", { endpoint: "https://web.push.apple.com/unknown" })).toMatchObject({ devices: 0 });
  // Ten devices, and the eleventh takes the place of the first.
  const devices = Array.from({ length: 11 }, () => new PushedDevice(pushed.service));
  for (const one of devices) await pushed.push("resident-a", "", one.subscription());
  expect(await pushed.push("resident-a")).toMatchObject({ devices: 10 });
  await pushed.sendNotice(1);
  await expect.poll(() => pushed.service.got.length).toBe(10);
  expect(pushed.service.of(devices[0]!)).toEqual([]);
});

test("a district without a key wakes nobody", async () => {
  await pushed.district.startWith({ PUSH_KEY: "", CHANNELS: "" });
  expect(await pushed.push("resident-a")).toEqual({ key: null, devices: 0, channels: [], chosen: [] });
  const subscription = new PushedDevice(pushed.service).subscription();
  expect(await refused(await pushed.people.ask("resident-a", "/api/push", subscription))).toEqual([409, "push_off"]);
  expect(await pushed.push("resident-a", "/channels", { sms: true, wechat: true })).toMatchObject({ chosen: [] });
});

test("a short message becomes a file that names nobody and nothing", async () => {
  expect(await pushed.push("resident-a", "/channels", { sms: true, wechat: false })).toMatchObject({ chosen: ["sms"] });
  expect(await pushed.push("resident-b", "/channels", { sms: true, wechat: true })).toMatchObject({ chosen: ["sms", "wechat"] });
  expect(await pushed.push("resident-b", "/channels", { sms: false, wechat: false })).toMatchObject({ chosen: [] });
  await pushed.sendNotice(1);
  await expect.poll(() => readdirSync(pushed.messages).length).toBe(1);
  await pushed.sendNotice(2);
  await aWhile();
  const [name, ...more] = readdirSync(pushed.messages);
  expect(more).toEqual([]);
  expect(name).toMatch(/^\d{8}T\d{9}Z-sms-[0-9a-f]{16}\.json$/);
  const message = JSON.parse(readFileSync(join(pushed.messages, name!), "utf8")) as { at: string };
  expect(message).toEqual({
    channel: "sms", person: "resident-a", at: message.at,
    sentence: { zh: "长宁明白：有新消息，打开看看。", en: "Mingbai Changning: There is something new. Open it to see." },
  });
  expect(Math.abs(Date.parse(message.at) - Date.now())).toBeLessThan(60_000);
});
