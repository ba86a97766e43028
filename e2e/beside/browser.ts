import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium as engine } from "playwright-core";
import { CHROMIUM_ARGUMENTS, chromium } from "../chromium";

const ARGUMENTS = ["--headless=new", ...CHROMIUM_ARGUMENTS, "--remote-debugging-port=0", "about:blank"];

const running = new Set<number>();
process.once("exit", () => running.forEach((pid) => end(pid)));
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

/** Kills a process group; false when none of it is left. */
function end(pid: number): boolean {
  try {
    return process.kill(-pid, "SIGKILL");
  } catch {
    return false;
  }
}

/** A whole browser on a profile, in a process group of its own so that all of it can be killed at once. */
export class Device {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
  ) {}

  static async start(profile: string): Promise<Device> {
    const file = join(profile, "DevToolsActivePort");
    rmSync(file, { force: true });
    const child = spawn(chromium(), [`--user-data-dir=${profile}`, ...ARGUMENTS], { detached: true, stdio: "ignore" });
    running.add(child.pid!);
    for (let tries = 0; !port(file); tries++) {
      if (tries > 600 || child.exitCode !== null) throw new Error("Chromium did not start");
      await sleep(50);
    }
    return new Device(child, await engine.connectOverCDP(`http://127.0.0.1:${port(file)}`));
  }

  get context(): BrowserContext {
    return this.browser.contexts()[0]!;
  }

  /** As a power switch on the process: nothing is told, nothing can be finished. */
  async kill(): Promise<void> {
    const pid = this.child.pid!;
    // Ended ones that nobody collects count as left, so not for ever.
    for (let tries = 0; end(pid) && tries < 200; tries++) await sleep(10);
    running.delete(pid);
    await this.browser.close().catch(() => undefined);
  }
}

function port(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n")[0] || undefined : undefined;
}
