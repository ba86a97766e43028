import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, type LaunchOptions, type Page, chromium } from "@playwright/test";
import { expectOnce, settled } from "../at-the-server";
import { expect, onLine } from "../faults/fixture";
import type { Fate } from "../proxy";
import { fillRequest, signIn, type } from "../steps";

// The whole browser ends as in a power cut, and is started again with the same profile.

class Browser {
  private context: BrowserContext | undefined;
  private readonly profile = mkdtempSync(join(tmpdir(), "mingbai-profile-"));

  constructor(private readonly options: LaunchOptions) {}

  async start(): Promise<Page> {
    this.context = await chromium.launchPersistentContext(this.profile, { ...this.options, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
    return this.context.pages()[0] ?? this.context.newPage();
  }

  async kill(): Promise<void> {
    const ended = new Promise((done) => this.context?.once("close", done));
    // Chromium names its process where it locks the profile: HOST-PID.
    process.kill(Number(readlinkSync(join(this.profile, "SingletonLock")).split("-").at(-1)), "SIGKILL");
    await ended;
  }

  async stop(): Promise<void> {
    await this.context?.close();
  }

  async close(): Promise<void> {
    await this.stop();
    // Processes of the browser that was killed write into its profile until they notice.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

const test = onLine.extend<{ killed: Browser }>({
  killed: async ({ launchOptions }, use) => {
    const browser = new Browser(launchOptions);
    await use(browser);
    await browser.close();
  },
});

test("a request that is said to be on the device outlives the browser, and arrives once", async ({ district, line, killed }) => {
  let page = await killed.start();
  await signIn(page, line, "resident-a");
  // A sign-in is kept by the browser as it likes; what this is about is the request.
  await killed.stop();
  page = await killed.start();
  const wanted: string[] = [];
  for (const fate of ["cut before", "cut after"] as Fate[]) {
    await test.step(`killed when the line was ${fate} the server had it`, async () => {
      await page.goto(`${line.url}/request`);
      line.fate = fate;
      wanted.push(`示例：${fate}`);
      await fillRequest(page, wanted.at(-1)!);
      await expect.poll(() => line.met[fate]).toBeGreaterThan(0);
      await expect(page.locator(".receipt .mark")).toHaveText("待发送");
      await killed.kill();
      line.fate = "delivered";
      page = await killed.start();
      await page.goto(`${line.url}/requests`);
      await expect(page.getByRole("link", { name: wanted.at(-1) })).toBeVisible();
      await settled(page, wanted);
      await expectOnce(district, "resident-a", wanted);
    });
  }
});

test("what the screen said was saved of a form outlives the browser", async ({ line, killed }) => {
  let page = await killed.start();
  let saved = "";
  await page.exposeFunction("saidToBeSaved", (text: string) => (saved = text));
  await page.goto(`${line.url}/request`);
  const wanted = page.getByTestId("wanted");
  await expect(wanted).toBeVisible();
  await page.evaluate(() => {
    const said = (window as unknown as { saidToBeSaved: (text: string) => void }).saidToBeSaved;
    const look = () => {
      const text = document.querySelector<HTMLTextAreaElement>("#app [data-testid=wanted]")?.value;
      if (text && document.querySelector("#app [data-testid=tray] .mark-device")) said(text);
      requestAnimationFrame(look);
    };
    look();
  });
  const typing = type(wanted, "示例：关于垃圾分类收运的".repeat(200)).catch(() => "killed");
  await expect.poll(() => saved.length).toBeGreaterThan(20);
  await killed.kill();
  expect(await typing).toBe("killed");
  page = await killed.start();
  await page.goto(`${line.url}/request`);
  await expect(page.getByTestId("wanted")).not.toHaveValue("");
  expect((await page.getByTestId("wanted").inputValue()).slice(0, saved.length)).toBe(saved);
});
