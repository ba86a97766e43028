import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Device } from "../beside/browser";
import { bundle } from "../beside/bundle";
import { address, listen } from "../listen";
import { brotli } from "./bytes";
import type { Checked } from "./page";

export interface Task {
  /** JSON. */
  documents: string;
  asked: string;
  typed: string[];
  /** So many hits are shown. */
  most: number;
  /** For each of typing and checking. */
  budgetMs: number;
}

export interface Entry {
  title: string;
  name: string;
  /** What the server has for it besides its script. */
  files?: Record<string, string | Uint8Array>;
  /** Whether it makes its index from the texts. */
  indexes?: boolean;
}

export interface Measured {
  /** Script and WASM, after brotli. */
  engine: number;
  /** The index besides the texts, after brotli. */
  index: number;
  indexMs: number;
  loadMs: number;
  /** What loading added to the heap. */
  heap: number;
  typed: number[];
  checked: Checked;
}

function type(file: string): string {
  if (file.endsWith(".js")) return "text/javascript; charset=utf-8";
  return file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
}

async function body(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A contestant in a Chromium of its own, from a page that is isolated from others: its clock counts in steps of 5 µs then, not of 100. */
export async function inChromium({ name, files = {}, indexes }: Entry, folder: string, task: Task): Promise<Measured> {
  const { script } = await bundle(name, folder);
  const answers = new Map<string, { type: string; body: string | Uint8Array }>([
    ["/", { type: "text/html; charset=utf-8", body: '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/contestant.js"></script>' }],
    ["/contestant.js", { type: type(".js"), body: script }],
    ["/documents.json", { type: "application/json", body: task.documents }],
    ["/asked.json", { type: "application/json", body: task.asked }],
  ]);
  for (const [file, content] of Object.entries(files)) answers.set(`/${file}`, { type: type(file), body: typeof content === "string" ? readFileSync(content) : content });
  let index: Buffer = Buffer.alloc(0);
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === "POST") {
        index = await body(request);
        answers.set("/index.json", { type: "application/json", body: index });
      }
      const answer = answers.get((request.url ?? "").split("?")[0]!);
      response.writeHead(answer ? 200 : 404, {
        "content-type": answer?.type ?? "text/plain",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      });
      response.end(request.method === "POST" ? "" : answer?.body);
    })();
  });
  await listen(server);
  const profile = mkdtempSync(join(tmpdir(), "mingbai-searching-"));
  const device = await Device.start(profile);
  try {
    const page = await device.context.newPage();
    page.setDefaultTimeout(600_000);
    page.on("pageerror", (wrong) => console.error(wrong));
    const session = await device.context.newCDPSession(page);
    const heap = async (): Promise<number> => {
      await session.send("HeapProfiler.collectGarbage");
      const usage = (await session.send("Runtime.getHeapUsage")) as { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };
      const own = await page.evaluate(() => window.searching.memory());
      return own + usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
    };
    await page.goto(`${address(server)}/`);
    let indexMs = 0;
    if (indexes) {
      indexMs = await page.evaluate(() => window.searching.index());
      await page.reload();
    }
    await page.evaluate(() => window.searching.open());
    const before = await heap();
    const loadMs = await page.evaluate(() => window.searching.load());
    const after = await heap();
    const { typed, most, budgetMs } = task;
    // Once to warm up, as the browser compiles what it sees often.
    await page.evaluate(([typed, most]) => window.searching.typed(typed, most, 3_000), [typed.slice(0, 200), most] as const);
    const times = await page.evaluate(([typed, most, budgetMs]) => window.searching.typed(typed, most, budgetMs), [typed, most, budgetMs] as const);
    const checked = await page.evaluate((budgetMs) => window.searching.check(budgetMs), budgetMs);
    return { engine: brotli(script) + ours(files), index: index.length > 0 ? brotli(index) : 0, indexMs, loadMs, heap: after - before, typed: times, checked };
  } finally {
    await device.kill();
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The module of ours, whose path is given. */
function ours(files: Record<string, string | Uint8Array>): number {
  return Object.values(files).reduce<number>((sum, content) => sum + (typeof content === "string" ? brotli(readFileSync(content)) : 0), 0);
}
