import { readFile } from "node:fs/promises";
import feelin from "./contestants/feelin";
import jsonLogic from "./contestants/json-logic";
import jsonRulesEngine from "./contestants/json-rules-engine";
import publicodes from "./contestants/publicodes";
import zen from "./contestants/zen";
import { measure, type Task } from "./measure";

// node native.mjs NAME TASK: one peer in a Node of its own. Prints what it measured as JSON.

const NATIVE = { publicodes, "json-logic": jsonLogic, "json-rules-engine": jsonRulesEngine, zen, feelin };

async function main(name: string, task: string): Promise<void> {
  const contestant = NATIVE[name as keyof typeof NATIVE];
  const measured = await measure(contestant, async (file) => new Uint8Array(await readFile(file)), JSON.parse(await readFile(task, "utf8")) as Task);
  // On a line of its own, as peers may have written something.
  process.stdout.write(`\n${JSON.stringify(measured)}\n`);
}

main(process.argv[2]!, process.argv[3]!).catch((wrong: unknown) => {
  console.error(wrong);
  process.exit(1);
});
