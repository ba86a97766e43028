import { cpus } from "node:os";
import { kB, median, spread, table } from "./figures";
import { type Loss } from "./loss";
import { type Measured, type Phase, PHASES } from "./measure";
import type { Slow } from "./options";

export interface Result {
  /** Bytes of gzip. */
  bundle: number;
  /** What the server has behind an acknowledgement. */
  server: string;
  runs: Measured[];
  losses: Loss[];
}
export type Results = Map<string, Result>;

const TITLES: Record<Phase, string> = { open: "open", firstSync: "first sync", catchUp: "catch-up of 10", write: "1,000 writes", flush: "flush" };
// Writes are offline: nothing can go over the wire.
const ON_THE_WIRE: Phase[] = ["firstSync", "catchUp", "flush"];

function sum(values: number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

/** Requests, and kB up and down: medians, as gzip and retries differ a little. */
function traffic(runs: Measured[], phase: Phase): string {
  const middle = (what: "requests" | "up" | "down"): number => median(runs.map((run) => run.traffic[phase][what]));
  return `${middle("requests")}, ${kB(middle("up"))} ↑ ${kB(middle("down"))} ↓`;
}

function asides(name: string, { runs }: Result): string[] {
  return Object.keys(runs[0]?.asides ?? {}).map((what) => `- ${name}: ${what}, ${spread(runs.map((run) => run.asides[what] ?? Number.NaN))} ms`);
}

export function report(results: Results, rounds: number, slow: Slow | undefined): string {
  const all = [...results];
  const how = slow ? `CPU ${slow.cpu} times slower, ${slow.latency} ms before each request` : "no throttling";
  return [
    `Rounds: ${rounds}, each in a fresh profile; ${how}; ${cpus().length} cores. Milliseconds: median (quartiles).`,
    table(
      ["", ...PHASES.map((phase) => TITLES[phase]), "a write is kept in", "an acknowledgement has behind it", "bundle, kB gzip"],
      all.map(([name, { bundle, server, runs }]) => [
        name,
        ...PHASES.map((phase) => spread(runs.map(({ times }) => times[phase]))),
        runs[0]?.durability ?? "",
        server,
        kB(bundle),
      ]),
    ),
    all.flatMap(([name, result]) => asides(name, result)).join("\n"),
    "Requests, kB up and kB down on the wire, heads included; answers in gzip for all:",
    table(
      ["", ...ON_THE_WIRE.map((phase) => TITLES[phase])],
      all.map(([name, { runs }]) => [name, ...ON_THE_WIRE.map((phase) => traffic(runs, phase))]),
    ),
    "The browser killed (SIGKILL) in the middle of 1,000 writes, once a round; what it had reported as kept and is gone after the restart:",
    table(
      ["", "promised", "lost", "lost each time"],
      all.map(([name, { losses }]) => [
        name,
        String(sum(losses.map(({ promised }) => promised))),
        String(sum(losses.map(({ lost }) => lost))),
        losses.map(({ lost }) => lost).join(", "),
      ]),
    ),
    "SIGKILL ends a process, not the machine: what the kernel already holds survives it. It says nothing on a loss of power, where relaxed differs from strict.",
  ].filter(Boolean).join("\n\n");
}
