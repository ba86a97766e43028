import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Browser, type Page, expect } from "@playwright/test";
import { test } from "../base";
import { freePort } from "../district";
import { fillRequest, kept, signIn } from "../steps";

// A server that was restored from a copy has lost what came after it. The devices have not. By the scripts that an operator uses.

const checkout = resolve(__dirname, "../..");
const run = promisify(execFile);

/** A district under `make run`. */
class Run {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly url: string,
  ) {}

  static async open(): Promise<Run> {
    const folder = mkdtempSync(join(tmpdir(), "mingbai-run-"));
    const port = await freePort();
    const environment = { ...process.env, PORT: String(port), DATA: join(folder, "data") };
    const district = new Run(folder, environment, `http://127.0.0.1:${port}`);
    await district.start();
    return district;
  }

  async start(): Promise<void> {
    const server = spawn("scripts/run.sh", { cwd: checkout, env: this.environment, stdio: ["ignore", "pipe", "inherit"] });
    this.server = server;
    // It says so when the sample is published too.
    await new Promise<void>((done, failed) => {
      server.stdout.on("data", (said: Buffer) => said.includes("is running") && done());
      server.once("exit", (code) => failed(new Error(`make run ended with ${code}`)));
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.server?.once("exit", done));
    this.server?.kill("SIGINT");
    await ended;
  }

  /** The name of the copy. */
  async backUp(): Promise<string> {
    return (await run("scripts/backup.sh", [join(this.folder, "copies")], { cwd: checkout, env: this.environment })).stdout.trim();
  }

  restore(copy: string): Promise<unknown> {
    return run("scripts/restore.sh", [copy], { cwd: checkout, env: this.environment });
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}

test("what a restored server has lost is handed in again, once, by the devices that have it", async ({ browser }) => {
  test.setTimeout(240_000);
  const district = await Run.open();
  const context = await browser.newContext();
  const page = await context.newPage();
  const both = ["示例：在备份之前", "示例：在备份之后"];
  await signIn(page, district, "resident-a");
  await ask(page, district, both[0]!);
  // The page stays open, and listens, while the copy is made.
  const copy = await district.backUp();
  await ask(page, district, both[1]!);
  expect(await registered(page, district)).toEqual(both);
  const epoch = await epochOf(page);

  await test.step("nothing is restored under a district that runs", async () => {
    await expect(district.restore(copy)).rejects.toThrow(/The district is running/);
  });

  await test.step("restored, it gets back the one that it has lost, and keeps the other", async () => {
    await district.stop();
    await district.restore(copy);
    await district.start();
    await page.goto(`${district.url}/requests`);
    await expect.poll(() => epochOf(page)).not.toBe(epoch);
    await expect.poll(() => cases(browser, district), { timeout: 60_000 }).toEqual(both);
    expect(await registered(page, district)).toEqual(both);
  });

  await test.step("a session that ends is no reason to let go of what the server could lose", async () => {
    await context.clearCookies();
    await page.goto(`${district.url}/requests`);
    await expect.poll(() => kept(page, "rows")).toEqual([]);
    expect((await kept(page, "outbox")).length).toBe(2);
    await expect(page.getByText("示例：在备份")).toHaveCount(0);
    await signIn(page, district, "resident-a");
    expect(await registered(page, district)).toEqual(both);
  });

  await test.step("after two copies more the device lets go", async () => {
    await district.backUp();
    await district.backUp();
    await page.goto(`${district.url}/requests`);
    await expect.poll(() => kept(page, "outbox")).toEqual([]);
    expect(await registered(page, district)).toEqual(both);
    expect(await cases(browser, district)).toEqual(both);
  });
  await context.close();
  await district.close();
});

async function ask(page: Page, district: Run, wanted: string): Promise<void> {
  await page.goto(`${district.url}/request`);
  await fillRequest(page, wanted);
  await expect(page.getByTestId("receipt-number")).toBeVisible({ timeout: 30_000 });
}

/** What was asked for and has a number, in order, once there are two. */
async function registered(page: Page, district: Run): Promise<string[]> {
  await page.goto(`${district.url}/requests`);
  await page.waitForLoadState("networkidle");
  const found = async () => (await kept(page, "rows")).map((row) => JSON.parse(row)).filter((row) => row.standing === "registered");
  await expect.poll(async () => (await found()).length, { timeout: 30_000 }).toBe(2);
  return (await found()).map((row) => row.form.wanted as string).sort();
}

/** The server's epoch, as the device knows it. */
async function epochOf(page: Page): Promise<string | undefined> {
  const identities = (await kept(page, "meta")).filter((text) => text.includes('"epoch"')).map((text) => JSON.parse(text));
  return identities.find((identity) => identity.epoch)?.epoch;
}

/** What the agency has, in order. */
async function cases(browser: Browser, district: Run): Promise<string[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, district, "civil-affairs-officer");
  await page.goto(`${district.url}/staff`);
  await page.waitForLoadState("networkidle");
  const found = (await kept(page, "rows")).map((row) => JSON.parse(row).wanted as string);
  await context.close();
  return found.sort();
}
