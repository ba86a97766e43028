import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Device } from "../beside/browser";
import { bundle } from "../beside/bundle";
import { address, listen } from "../listen";
import type { Measured, Task } from "./measure";

/** A contestant in a Chromium of its own, from a page that is isolated from others: its clock counts in steps of 5 µs then, not of 100. */
export async function inChromium(name: string, folder: string, files: Record<string, string>, task: Task): Promise<Measured> {
  const { script } = await bundle(name, folder);
  const answers: Record<string, { type: string; body: string | Buffer }> = {
    "/": { type: "text/html; charset=utf-8", body: '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/contestant.js"></script>' },
    "/contestant.js": { type: "text/javascript; charset=utf-8", body: script },
    "/task.json": { type: "application/json", body: JSON.stringify(task) },
  };
  for (const [file, path] of Object.entries(files)) answers[`/${file}`] = { type: "application/wasm", body: readFileSync(path) };
  const server = createServer(({ url }, response) => {
    const answer = answers[url ?? ""];
    response.writeHead(answer ? 200 : 404, {
      "content-type": answer?.type ?? "text/plain",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(answer?.body);
  });
  await listen(server);
  const profile = mkdtempSync(join(tmpdir(), "mingbai-matching-"));
  const device = await Device.start(profile);
  try {
    const page = await device.context.newPage();
    page.on("pageerror", (wrong) => console.error(wrong));
    await page.goto(`${address(server)}/`);
    return await page.evaluate(() => window.matching());
  } finally {
    await device.kill();
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
