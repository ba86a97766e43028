import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, chromium as engine } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, chromium } from "../chromium";
import type { District } from "../district";
import { type Call, Line } from "./line";

const DOCUMENT = "/d/elderly-allowance";

export interface Visit {
  name: string;
  calls: Call[];
}

/** A reader's browser. Each visit starts it anew on the same profile: a later one finds what an earlier one left on the disk, and nothing else. */
class Reader {
  private readonly profile = mkdtempSync(join(tmpdir(), "mingbai-reader-"));

  constructor(
    private readonly line: Line,
    private readonly serviceWorkers: "allow" | "block",
  ) {}

  /** Opens the page at `path`, and says what was asked for; with `then`, what it made the page ask for. */
  async visit(name: string, path: string, then?: (page: Page) => Promise<unknown>): Promise<Visit> {
    const context = await engine.launchPersistentContext(this.profile, {
      executablePath: chromium(),
      args: CHROMIUM_ARGUMENTS,
      locale: "zh-CN",
      viewport: { width: 390, height: 844 },
      serviceWorkers: this.serviceWorkers,
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(this.line.url + path);
    let calls = await this.line.take();
    if (then) {
      await then(page);
      calls = await this.line.take();
    }
    await context.close();
    return { name, calls };
  }

  close(): void {
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** Every kind of visit, in an order in which each finds what it needs. */
export async function visits(district: District): Promise<Visit[]> {
  const line = await Line.open(district.port);
  const [reader, other, plain] = [new Reader(line, "allow"), new Reader(line, "allow"), new Reader(line, "block")];
  const look = (page: Page) => page.evaluate(() => dispatchEvent(new Event("online")));
  const back = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  try {
    const before = [
      await reader.visit("first visit, home page", "/"),
      await other.visit("first visit, a document", DOCUMENT),
      await reader.visit("return, nothing new", "/"),
      await reader.visit("return to a document, nothing new", DOCUMENT),
      await reader.visit("a look while the page stays open", "/", look),
      await reader.visit("a look on coming back to the tab", "/", back),
      await plain.visit("no service worker: first visit", "/"),
      await plain.visit("no service worker: return, nothing new", "/"),
    ];
    await district.publishAgain("育儿补贴发放办法（示例，改）");
    const after = [
      await reader.visit("return, one publication more", "/"),
      await plain.visit("no service worker: return, one publication more", "/"),
    ];
    return [...before, ...after];
  } finally {
    for (const one of [reader, other, plain]) one.close();
    line.close();
  }
}
