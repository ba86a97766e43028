import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kB } from "../beside/figures";
import { chromium as program } from "../chromium";
import { expected } from "./completions";
import type { Task } from "./measure";
import { distinct, halfSaid, people, policies } from "./policies";
import { machine, mix, partial, reasons, type Results, speed, type Truth } from "./report";
import { conditions, type Facts } from "./rules";
import { chromium, type Entry, native, type Places, size as bytes } from "./speed";
import { lines } from "./table";

// e2e/matching/run.sh [PEOPLE] [--table]: rule engines side by side, as markdown. A report: it asserts no time.

const SIZES = [500, 5_000];
const given = process.argv.slice(2);
const unknown = given.filter((one) => !/^[1-9]\d*$|^--table$/.test(one));
if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(" ")}. Known: [PEOPLE] [--table]`);
const count = Number(given.find((one) => one !== "--table") ?? 12);
const here = process.cwd();
const places: Places = { here, built: join(here, "../../target/matching") };

async function all(entries: Entry[], task: Task, where: string): Promise<Results> {
  const results: Results = [];
  for (const { name, run } of entries) {
    process.stderr.write(`· ${task.policies.length} policies, ${where}: ${name}\n`);
    results.push([name, await run(task)]);
  }
  return results;
}

async function main(): Promise<void> {
  console.log("## What was not said\n");
  console.log(partial(await lines(async (file) => new Uint8Array(await readFile(join(places.built, file))))));
  if (given.includes("--table")) return;
  const browser = execFileSync(program(), ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split(" built")[0]!;
  console.log(`\n## Speed\n\n${machine(browser)}. Milliseconds for all policies and one person, of ${count}.`);
  console.log(`\nOurs in WASM: ${kB(bytes(places, "release"))} kB as the app is built, ${kB(bytes(places, "fast"))} kB at opt-level 3.`);
  console.log("\nfeelin and zen-engine-wasm read their expressions again in each call: they have nothing to load.");
  const complete = people(count);
  for (const size of SIZES) {
    const task: Task = { policies: policies(size), complete, half: halfSaid(complete), mostRounds: 100, budgetMs: 3_000 };
    const right = (facts: Facts[]): Truth["half"] => facts.map((one) => task.policies.map(({ audience }) => expected(audience, one)));
    process.stderr.write(`· ${size} policies: completions\n`);
    const truth: Truth = { complete: right(task.complete), half: right(task.half) };
    const asked = task.policies.flatMap(({ audience }) => conditions(audience));
    console.log(`\n${size.toLocaleString("en")} policies, ${asked.length.toLocaleString("en")} conditions of which ${distinct(asked).toLocaleString("en")} differ, ${kB(JSON.stringify(task.policies).length)} kB of JSON. All said: ${mix(truth.complete)}; half said: ${mix(truth.half)}.`);
    for (const [where, entries] of [["Chromium", chromium(places)], ["native", native(places)]] as const) {
      const results = await all(entries, task, where);
      console.log(`\n### ${size.toLocaleString("en")}, ${where}\n\n${speed(results, truth)}\n\nReasons on demand, as text:\n\n${reasons(results, size)}`);
    }
  }
}

main().catch((wrong: unknown) => {
  console.error(wrong);
  process.exit(1);
});
