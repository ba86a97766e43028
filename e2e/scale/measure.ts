import { cpus } from "node:os";
import { table } from "../beside/figures";
import { District } from "../district";
import type { Call } from "./line";
import { publishMany } from "./many";
import { rate } from "./rate";
import { type Visit, visits } from "./visits";

// `make scale`: what visits ask for and what the server answers in a second, as the tables of docs/scale.md. DOCUMENTS=1000 publishes that many more before.

function sum(calls: Call[], what: "up" | "down"): string {
  return calls.reduce((all, call) => all + call[what], 0).toLocaleString("en");
}

/** Calls that differ in a digest alone stand on one line. */
function kinds(calls: Call[]): Map<string, Call[]> {
  const found = new Map<string, Call[]>();
  for (const call of calls) {
    const kind = call.path.replace(/-[0-9a-f]{16}\./, "-….").replace(/^\/pack\/.*/, "/pack/…");
    found.set(kind, [...(found.get(kind) ?? []), call]);
  }
  return found;
}

function listed({ name, calls }: Visit): string {
  const rows = [...kinds(calls)].map(([kind, same]) => {
    const { status, cache, encoding, etag } = same[0]!;
    return [`\`${kind}\``, String(same.length), status ? String(status) : "given up", sum(same, "up"), sum(same, "down"), encoding, cache, etag ? "yes" : ""];
  });
  return `${name}\n\n${table(["", "requests", "status", "bytes up", "bytes down", "packed", "cache-control", "ETag"], rows)}`;
}

async function rates(district: District): Promise<string> {
  const checkpoint = await fetch(`${district.url}/log/checkpoint`);
  const [, size] = (await checkpoint.text()).split("\n");
  const app = /\/assets\/app-\w+\.wasm/.exec(await (await fetch(district.url)).text())?.[0] ?? "";
  const level = Math.min(7, Math.floor(Math.log2(Number(size))));
  const asked: [string, string, Record<string, string>?][] = [
    ["checkpoint, unchanged: 304", "/log/checkpoint", { "If-None-Match": checkpoint.headers.get("etag") ?? "" }],
    ["checkpoint", "/log/checkpoint"],
    ["`/sw.js`", "/sw.js"],
    ["home page", "/"],
    ["`/policies`", "/policies"],
    ["a document's page", "/d/elderly-allowance"],
    [`\`/packs/${level}/0\``, `/packs/${level}/0`],
    ["the app's WASM", app],
  ];
  const rows: string[][] = [];
  for (const [name, path, headers] of asked) {
    const { perSecond, runs, cpu } = await rate(district, path, headers);
    const [least, most] = [Math.min(...runs), Math.max(...runs)].map(Math.round);
    rows.push([name, String(Math.round(perSecond)), `${least}–${most}`, cpu.toFixed(2)]);
  }
  return table(["", "answers a second, median", "least–most", "ms of processor an answer"], rows);
}

async function main(): Promise<void> {
  const district = await District.open();
  try {
    const more = Number(process.env.DOCUMENTS ?? 0);
    if (more > 0) await publishMany(district, more);
    const seen = await visits(district);
    const totals = seen.map(({ name, calls }) => [name, String(calls.length), sum(calls, "up"), sum(calls, "down")]);
    console.log(table(["", "requests", "bytes up", "bytes down"], totals));
    for (const visit of seen) console.log(`\n${listed(visit)}`);
    console.log(`\n${cpus().length} cores, readers and server on the same machine.\n\n${await rates(district)}`);
  } finally {
    await district.close();
  }
}

void main();
