import { cpus } from "node:os";
import { median, table } from "../beside/figures";
import type { Measured, Round } from "./measure";
import type { Verdict } from "./rules";
import { CASES, expected, type Line } from "./table";

const WORDS: Record<Verdict, string> = { eligible: "applies", not_eligible: "does not apply", unknown: "unknown" };

function each(verdicts: Verdict[]): string {
  return [...new Set(verdicts)].map((verdict) => WORDS[verdict]).join(" / ");
}

/** What it says, and whether that is right; of a case in several forms, in how many it is. */
function cell(said: Verdict[], right: Verdict[]): string {
  const good = said.filter((verdict, at) => verdict === right[at]).length;
  if (good === right.length) return `✓ ${each(said)}`;
  return `✗ ${each(said.filter((verdict, at) => verdict !== right[at]))}${right.length > 1 ? ` (${right.length - good} of ${right.length})` : ""}`;
}

export function partial(lines: Line[]): string {
  const right = CASES.map(({ each }) => each.map(expected));
  const score = ({ said }: Line): string => String(said.filter((came, at) => came.every((verdict, one) => verdict === right[at]![one])).length);
  return table(
    ["", ...CASES.map(({ title }) => title), "right"],
    [["*by completions*", ...right.map(each), "6"], ...lines.map((line) => [line.name, ...line.said.map((said, at) => cell(said, right[at]!)), score(line)])],
  );
}

/** What is right of each policy, for each person. */
export interface Truth {
  complete: Verdict[][];
  half: Verdict[][];
}

export type Results = [name: string, measured: Measured][];

const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3));

function p95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

/** How many verdicts differ from what is right, of how many. */
export function wrong({ said }: Round, right: Verdict[][]): [wrong: number, of: number] {
  const pairs = said.flatMap((verdicts, person) => verdicts.map((verdict, at) => verdict === right[person]![at]));
  return [pairs.filter((same) => !same).length, pairs.length];
}

function share([wrong, of]: [number, number]): string {
  return wrong === 0 ? `0 of ${of.toLocaleString("en")}` : `${((100 * wrong) / of).toFixed(1)} % of ${of.toLocaleString("en")}`;
}

export function speed(results: Results, truth: Truth): string {
  const base = median(results[0]![1].complete.times);
  return table(
    ["", "load", "first", "median", "p95", "times ours", "half said: median", "differ, all said", "wrong, half said"],
    results.map(([name, { load, complete, half }]) => [
      name,
      ms(median(load)),
      ms(complete.first),
      ms(median(complete.times)),
      ms(p95(complete.times)),
      name.startsWith("ours") ? "" : `${(median(complete.times) / base).toFixed(1)}`,
      ms(median(half.times)),
      share(wrong(complete, truth.complete)),
      share(wrong(half, truth.half)),
    ]),
  );
}

/** One line for each of ours. */
export function reasons(results: Results, count: number): string {
  return results
    .filter(([, { reasons }]) => reasons.length > 0)
    .map(([name, { reasons }]) => `- ${name}: ${((1_000 * median(reasons)) / count).toFixed(1)} µs a policy, p95 of people ${((1_000 * p95(reasons)) / count).toFixed(1)} µs`)
    .join("\n");
}

export function machine(browser: string): string {
  return `${cpus().length} cores, ${browser}, Node ${process.versions.node}`;
}

export function mix(verdicts: Verdict[][]): string {
  const all = verdicts.flat();
  const of = (wanted: Verdict): string => `${((100 * all.filter((verdict) => verdict === wanted).length) / all.length).toFixed(0)} % ${WORDS[wanted]}`;
  return `${of("eligible")}, ${of("not_eligible")}, ${of("unknown")}`;
}
