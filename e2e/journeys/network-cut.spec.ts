import type { Page } from "@playwright/test";
import { expectOnce, settled } from "../at-the-server";
import { expect, onLine as test } from "../faults/fixture";
import type { Fate } from "../proxy";
import { fillRequest, signIn } from "../steps";

// Between browser and server, where a service worker does not stand before it: the line itself is cut.

const mark = (page: Page) => page.locator(".receipt .mark");

for (const { fate, has, title } of [
  { fate: "cut before", has: 0, title: "a line that is cut while a request is sent delays it, and it arrives once" },
  { fate: "cut after", has: 1, title: "a line that is cut after the server took a request in, before it said so, does not double it" },
] as { fate: Fate; has: number; title: string }[]) {
  test(title, async ({ page, district, line }) => {
    const wanted = ["示例：线路中断"];
    await signIn(page, line, "resident-a");
    await page.goto(`${line.url}/request`);
    line.fate = fate;
    await fillRequest(page, wanted[0]!);
    await expect.poll(() => line.met[fate]).toBeGreaterThan(0);
    await expect(mark(page)).toHaveText("待发送");
    await expectOnce(district, "resident-a", wanted.slice(0, has));
    line.fate = "delivered";
    await settled(page, wanted);
    await expect(mark(page)).toContainText("已收到");
    await expectOnce(district, "resident-a", wanted);
  });
}

test("a network that goes while the answer is on its way, and comes back, does not double a request", async ({ page, district, line }) => {
  const wanted = ["示例：回答在路上时断网"];
  const network = await page.context().newCDPSession(page);
  const offline = (is: boolean) =>
    network.send("Network.emulateNetworkConditions", { offline: is, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await signIn(page, line, "resident-a");
  await page.goto(`${line.url}/request`);
  line.fate = "held";
  await fillRequest(page, wanted[0]!);
  await expect.poll(() => line.met.held).toBe(1);
  await expect.poll(() => expectOnce(district, "resident-a", wanted).then(() => true, () => false)).toBe(true);
  await expect(mark(page)).toHaveText("待发送");
  const failed = page.waitForEvent("requestfailed", (call) => call.url().endsWith("/api/sync"));
  line.fate = "cut after";
  line.cut();
  await failed;
  await offline(true);
  await expect(page.getByText("您已离线")).toBeVisible();
  await expect(mark(page)).toHaveText("待发送");
  line.fate = "delivered";
  await offline(false);
  await settled(page, wanted);
  await expect(mark(page)).toContainText("已收到");
  await expectOnce(district, "resident-a", wanted);
});

test("over a line that does not carry much at once, many requests that waited arrive in small calls, each once", async ({ page, district }) => {
  const count = 150;
  await page.goto(`${district.url}/request`);
  await fillRequest(page, "示例：第1件");
  // As if this had been done again and again, without a network and before anybody signed in.
  await page.evaluate(
    (count) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open("mingbai");
        opening.onsuccess = () => {
          const writing = opening.result.transaction("outbox", "readwrite");
          const outbox = writing.objectStore("outbox");
          const first = outbox.getAll();
          first.onsuccess = () => {
            for (let number = 2; number <= count; number++) {
              const one = JSON.parse((first.result as string[])[0]!) as { id: string; body: string };
              one.id = one.id.slice(0, -4) + number.toString(16).padStart(4, "0");
              one.body = one.body.replace("第1件", `第${number}件`);
              outbox.put(JSON.stringify(one), one.id);
            }
          };
          writing.oncomplete = () => (opening.result.close(), done());
          writing.onerror = () => failed(writing.error);
        };
      }),
    count,
  );
  const calls: number[] = [];
  await page.context().route("**/api/sync", async (route) => {
    const bytes = route.request().postDataBuffer()?.length ?? 0;
    calls.push(bytes);
    if (bytes > 60_000) return route.abort("timedout");
    await route.fallback();
  });
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/requests`);
  const wanted = Array.from({ length: count }, (_, at) => `示例：第${at + 1}件`);
  await settled(page, wanted);
  await expectOnce(district, "resident-a", wanted);
  expect(calls.some((bytes) => bytes > 60_000)).toBe(true);
});
