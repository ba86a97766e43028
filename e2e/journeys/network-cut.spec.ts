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
