import type { Page } from "playwright-core";
import { DOCUMENTS, MORE, WRITES } from "./payload";
import type { Timed } from "./page";
import type { Stand } from "./side";
import type { Traffic, Wire } from "./wire";

export const PHASES = ["open", "firstSync", "catchUp", "write", "flush"] as const;
export type Phase = (typeof PHASES)[number];

/** What one run in a fresh profile gave. */
export interface Measured {
  times: Record<Phase, number>;
  traffic: Record<Phase, Traffic>;
  asides: Record<string, number>;
  durability: string;
}

/** All phases in their order. Times are only written down; a wrong count is an error, as its time would mean nothing. */
export async function measure(page: Page, wire: Wire, stand: Stand): Promise<Measured> {
  const times = {} as Measured["times"];
  const traffic = {} as Measured["traffic"];

  async function phase(name: Phase, argument?: string | number, expected?: number): Promise<void> {
    const before = wire.traffic();
    const { ms, value } = await play(page, name, argument);
    const after = wire.traffic();
    if (expected !== undefined && value !== expected) throw new Error(`${name} gave ${String(value)}, not ${expected}`);
    times[name] = ms;
    traffic[name] = { requests: after.requests - before.requests, up: after.up - before.up, down: after.down - before.down };
  }

  await phase("open", wire.origin + stand.path);
  await phase("firstSync", undefined, DOCUMENTS);
  await stand.more();
  await phase("catchUp", undefined, DOCUMENTS + MORE);
  wire.offline = true;
  wire.cut();
  await phase("write", WRITES);
  wire.offline = false;
  await phase("flush");
  const kept = await stand.kept();
  if (kept !== WRITES) throw new Error(`the server keeps ${kept} writes, not ${WRITES}`);
  const [asides, durability] = await page.evaluate(() => [window.stage.asides(), window.stage.durability] as const);
  return { times, traffic, asides, durability };
}

export function play(page: Page, name: Phase | "survived", argument?: string | number): Promise<Timed> {
  return page.evaluate(([name, argument]) => window.stage.phase(name, argument), [name, argument] as const);
}
