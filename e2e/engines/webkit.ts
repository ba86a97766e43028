import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../district";
import { Display } from "./display";
import { type Engine, PATIENCE_MS } from "./engine";
import { libraryFolders, program } from "./program";
import { Session } from "./webdriver";

/** WebKitGTK in its MiniBrowser, by WebDriver. It needs a screen, and cannot be told that it is offline. */
export class WebKit implements Engine {
  private constructor(
    readonly name: string,
    private readonly session: Session,
    private readonly end: () => Promise<void>,
  ) {}

  static async open(): Promise<WebKit> {
    const driver = program("WebKitWebDriver", "webkit2gtk-driver");
    const browser = program("MiniBrowser", "webkit2gtk-driver", libraryFolders("webkit2gtk-4.1"));
    const display = await Display.open();
    const home = mkdtempSync(join(tmpdir(), "mingbai-webkit-"));
    const port = await freePort();
    const server = spawn(driver, ["--host=127.0.0.1", `--port=${port}`], {
      env: { ...process.env, ...surroundings(home), DISPLAY: display.name },
      stdio: "ignore",
    });
    const end = async () => {
      await ended(server);
      display.close();
      rmSync(home, { recursive: true, force: true });
    };
    try {
      const address = `http://127.0.0.1:${port}`;
      await answers(server, address);
      const session = await Session.open(address, {
        "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
      });
      await session.post("window/rect", { width: 390, height: 844 });
      return new WebKit(`WebKitGTK ${session.capabilities.browserVersion}`, session, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  async goto(address: string): Promise<void> {
    await this.session.post("url", { url: address });
  }

  async reload(): Promise<void> {
    await this.session.post("refresh");
  }

  async click(selector: string): Promise<void> {
    // Brought into view by the driver alone, it may come to lie under the bar at the bottom, and is not clicked.
    await this.evaluate(`document.querySelector(${JSON.stringify(selector)})?.scrollIntoView({ block: "center" })`);
    await this.session.to(selector, "click", PATIENCE_MS);
  }

  type(selector: string, text: string): Promise<void> {
    return this.session.to(selector, "value", PATIENCE_MS, { text });
  }

  choose(selector: string, value: string): Promise<void> {
    return this.click(`${selector} option[value="${value}"]`);
  }

  evaluate(expression: string): Promise<unknown> {
    return this.session.evaluate(expression);
  }

  async giveCookie(name: string, value: string): Promise<void> {
    await this.session.post("cookie", { cookie: { name, value, path: "/", secure: false, httpOnly: true } });
  }

  async close(): Promise<void> {
    // Whatever does not end by being asked ends with its driver and its screen.
    await this.session.close().catch(() => {});
    await this.end();
  }
}

/** A home of its own, and nothing that a machine without a desktop does not have. */
function surroundings(home: string): NodeJS.ProcessEnv {
  return {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    // Every machine has it. Days are typed in the order that it says: month, day, year.
    LC_ALL: "C.UTF-8",
    LANGUAGE: "",
    TZ: "Asia/Shanghai",
    NO_AT_BRIDGE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  };
}

async function answers(server: ChildProcess, address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${server.exitCode}`);
    const answer = await fetch(`${address}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`no WebKitWebDriver answers at ${address}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill();
  await gone;
}
