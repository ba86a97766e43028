import { cpus } from "node:os";
import { kB, table } from "../beside/figures";
import type { Measured } from "./browser";

export type Results = [title: string, measured: Measured][];

const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function part(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

const share = (of: number, all: number): string => {
  if (all === 0) return "–";
  return of === all ? "1" : (Math.floor((1_000 * of) / all) / 1_000).toFixed(3);
};

export function figures(results: Results): string {
  return table(
    ["", "engine, kB", "index, kB", "index made, s", "load, ms", "heap, MB", "p50, ms", "p99, ms", "most, ms", "precision", "recall", "asked"],
    results.map(([title, { engine, index, indexMs, loadMs, heap, typed, checked: { asked, right, wrong, missing } }]) => [
      title,
      kB(engine),
      index === 0 ? "0" : kB(index),
      indexMs === 0 ? "–" : (indexMs / 1_000).toFixed(1),
      ms(loadMs),
      (heap / 1e6).toFixed(1),
      ms(part(typed, 0.5)),
      ms(part(typed, 0.99)),
      ms(part(typed, 1)),
      share(right, right + wrong),
      share(right, right + missing),
      asked.toLocaleString("en"),
    ]),
  );
}

export function machine(browser: string): string {
  return `${cpus().length} cores, ${browser}, Node ${process.versions.node}`;
}
