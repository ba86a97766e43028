import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { inChromium } from "./browser";
import type { Measured, Task } from "./measure";
import { TODAY } from "./rules";

/** One contestant in one surrounding. */
export interface Entry {
  name: string;
  run(task: Task): Promise<Measured>;
}

export interface Places {
  /** e2e/matching. */
  here: string;
  /** What run.sh built of ours. */
  built: string;
}

const MOST_OUTPUT = 1 << 30;

/** The output of a process that ends with a line of JSON. */
async function printed(program: string, args: string[]): Promise<Measured> {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: MOST_OUTPUT });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Measured;
}

export function chromium({ here, built }: Places): Entry[] {
  const page = (title: string, name: string, files: Record<string, string>): Entry => ({ name: title, run: (task) => inChromium(name, here, files, task) });
  const ours = (name: string): Record<string, string> => ({ [`${name}/ours.wasm`]: join(built, name, "ours.wasm") });
  return [
    page("ours", "ours", ours("release")),
    page("ours, opt-level 3", "ours-fast", ours("fast")),
    page("publicodes", "publicodes", {}),
    page("json-logic-js", "json-logic", {}),
    page("json-rules-engine", "json-rules-engine", {}),
    page("zen-engine-wasm", "zen-wasm", { "zen.wasm": join(here, "node_modules/@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm") }),
    page("feelin", "feelin", {}),
  ];
}

export function native({ here, built }: Places): Entry[] {
  const file = join(built, "task.json");
  const node = (title: string, name: string): Entry => ({
    name: title,
    run(task) {
      writeFileSync(file, JSON.stringify(task));
      return printed(process.execPath, [join(here, "build/native.mjs"), name, file]);
    },
  });
  const ours: Entry = {
    name: "ours",
    run({ policies, ...task }) {
      writeFileSync(file, JSON.stringify({ ...task, today: TODAY, plain: JSON.stringify(policies) }));
      return printed(join(built, "native"), [file]);
    },
  };
  return [ours, node("publicodes", "publicodes"), node("json-logic-js", "json-logic"), node("json-rules-engine", "json-rules-engine"), node("zen-engine", "zen"), node("feelin", "feelin")];
}

/** The module that a page loads, in bytes. */
export function size({ built }: Places, name: string): number {
  return readFileSync(join(built, name, "ours.wasm")).length;
}
