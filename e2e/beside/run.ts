import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { Device } from "./browser";
import { bundle } from "./bundle";
import { type Entry, entries } from "./entries";
import { type Loss, lose } from "./loss";
import { measure, type Measured } from "./measure";
import { options } from "./options";
import { type Results, report } from "./report";
import type { Stand } from "./side";
import { Ours } from "./sides/ours";
import { Peers } from "./sides/peers";
import { Wire } from "./wire";

// e2e/beside/run.sh [ROUNDS] [--slow] [--only=NAME,…]: sync engines side by side, the same payloads, one run. A report: it asserts no time.

// Built into target.
const folder = resolve(__dirname, "../e2e/beside");
const { rounds, slow, only } = options(process.argv.slice(2));

/** A page of the contestant in a browser on this profile. */
async function stage(device: Device, wire: Wire): Promise<Page> {
  const page = await device.context.newPage();
  page.on("pageerror", (wrong) => console.error(wrong));
  // PouchDB asks for checkpoints that are not there yet, which Chromium logs as an error.
  page.on("console", (said) => {
    if (said.type() === "error" && !said.text().startsWith("Failed to load resource")) console.error(said.text());
  });
  if (slow) await (await device.context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slow.cpu });
  await page.goto(`${wire.origin}/beside.html`);
  await page.waitForFunction(() => window.stage !== undefined);
  return page;
}

/** Something in a fresh profile against a fresh stand of the server; both are gone afterwards. */
async function fresh<T>(entry: Entry, wire: Wire, run: string, what: (profile: string, stand: Stand) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), "mingbai-profile-"));
  const stand = await entry.side.open(run);
  wire.port = stand.port;
  const body = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${stand.head ?? ""}<script src="/beside/${entry.name}.js"></script>`;
  wire.pages.set("/beside.html", { type: "text/html; charset=utf-8", body });
  try {
    return await what(profile, stand);
  } finally {
    wire.offline = false;
    wire.cut();
    await stand.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function measured(entry: Entry, wire: Wire, run: string): Promise<Measured> {
  return fresh(entry, wire, run, async (profile, stand) => {
    const device = await Device.start(profile);
    try {
      return await measure(await stage(device, wire), wire, stand);
    } finally {
      await device.kill();
    }
  });
}

function lost(entry: Entry, wire: Wire, run: string): Promise<Loss> {
  return fresh(entry, wire, run, async (profile, stand) => {
    const devices = [await Device.start(profile)];
    try {
      return await lose(devices[0]!, await stage(devices[0]!, wire), wire.origin + stand.path, async () => {
        devices.push(await Device.start(profile));
        return stage(devices[1]!, wire);
      });
    } finally {
      for (const device of devices) await device.kill();
    }
  });
}

async function main(): Promise<void> {
  const peers = await Peers.start(join(folder, "build"));
  const ours = await Ours.begin(resolve(__dirname, "beside/app.wasm"));
  const wire = await Wire.open();
  wire.pages.set("/beside/ours.wasm", { type: "application/wasm", body: ours.wasm });
  try {
    const all = entries(peers, ours).filter(({ name }) => !only || only.includes(name));
    const results: Results = new Map();
    for (const { name, side } of all) {
      const { script, gzip } = await bundle(name, folder);
      wire.pages.set(`/beside/${name}.js`, { type: "text/javascript; charset=utf-8", body: script });
      results.set(name, { bundle: gzip + (side.module ?? 0), server: side.durability, runs: [], losses: [] });
    }
    wire.latency = slow?.latency ?? 0;
    for (let round = 0; round < rounds; round++) {
      // Another one begins each round, so that none always runs on a cold or a warm machine.
      const order = all.map((_, at) => all[(at + round) % all.length]!);
      for (const entry of order) {
        process.stderr.write(`· round ${round + 1} of ${rounds}: ${entry.name}\n`);
        const into = results.get(entry.name)!;
        into.runs.push(await measured(entry, wire, `${round}-${entry.name}`));
        into.losses.push(await lost(entry, wire, `${round}-${entry.name}-loss`));
      }
    }
    console.log(report(results, rounds, slow));
    writeFileSync(join(__dirname, "beside.json"), JSON.stringify([...results], null, 2));
  } finally {
    wire.close();
    await peers.stop();
    await ours.end();
  }
}

main().catch((wrong: unknown) => {
  console.error(wrong);
  process.exit(1);
});
