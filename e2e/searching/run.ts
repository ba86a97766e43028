import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { kB } from "../beside/figures";
import { chromium } from "../chromium";
import { type Entry, inChromium, type Task } from "./browser";
import { brotli } from "./bytes";
import type { Document } from "./contestant";
import { figures, machine, type Results } from "./report";
import { site } from "./site";
import { answered, keystrokes, laws, pieces, repeated, strings } from "./texts";

// e2e/searching/run.sh LAWS [--quick] [--ours]: search engines side by side, as markdown. A report: it asserts no time.

const [folder, ...rest] = process.argv.slice(2);
if (!folder || rest.some((one) => !["--quick", "--ours"].includes(one))) throw new Error("known: LAWS [--quick] [--ours]");
const quick = rest.includes("--quick");
const alone = rest.includes("--ours");
const here = process.cwd();
const built = join(here, "../../target/searching");

/** In characters, at least: an article more is about 1,500. */
const POLICY = 1_400;
const SHOWN = 20;
const STRINGS = quick ? 500 : 10_000;
const TYPED = quick ? 150 : 300;

const module = (name: string): Record<string, string> => ({ [`${name}/ours.wasm`]: join(built, name, "ours.wasm") });
const OURS: Entry[] = [
  { title: "ours", name: "ours", files: module("release") },
  { title: "ours, opt-level 3", name: "ours-fast", files: module("fast") },
  { title: "`includes`, no library", name: "includes" },
];
const PEERS: Entry[] = [
  { title: "flexsearch, two characters each", name: "flexsearch", indexes: true },
  { title: "minisearch, two characters each", name: "minisearch-bigrams", indexes: true },
  { title: "minisearch, `Intl.Segmenter`", name: "minisearch-segmenter", indexes: true },
];

async function run(title: string, documents: Document[], entries: Entry[], withPagefind: boolean, checked: number): Promise<void> {
  const json = JSON.stringify(documents);
  const articles = documents.reduce((sum, one) => sum + one.articles.length, 0);
  const characters = documents.reduce((sum, one) => sum + one.articles.join("").length, 0);
  console.log(`\n## ${title}\n\n${documents.length.toLocaleString("en")} documents, ${articles.toLocaleString("en")} articles, ${(characters / 1e6).toFixed(2)} million characters; the texts ${kB(brotli(Buffer.from(json)))} kB.\n`);
  const asked = answered(documents, [...strings(documents, checked, false), ...strings(documents, checked, true)]);
  // By turns, so that a budget ends both at the same time.
  const mixed = asked.slice(0, checked).flatMap((one, at) => [one, asked[checked + at]!]);
  const typed = keystrokes(strings(documents, TYPED, false));
  const task: Task = { documents: json, asked: JSON.stringify(mixed), typed, most: SHOWN, budgetMs: quick ? 5_000 : 15_000 };
  const results: Results = [];
  for (const entry of entries) {
    process.stderr.write(`· ${title}: ${entry.title}\n`);
    results.push([entry.title, await inChromium(entry, here, task)]);
  }
  if (withPagefind) {
    process.stderr.write(`· ${title}: pagefind\n`);
    const made = await site(documents);
    const measured = await inChromium({ title: "pagefind", name: "pagefind", files: made.files }, here, task);
    results.push(["pagefind", { ...measured, engine: made.engine, index: made.index, indexMs: made.ms }]);
  }
  console.log(figures(results));
}

async function main(): Promise<void> {
  const browser = execFileSync(chromium(), ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split(" built")[0]!;
  console.log(`${machine(browser)}. ${SHOWN} hits are shown. Bytes are after brotli.`);
  const texts = laws(folder!);
  await run("The laws as they are", repeated(texts, texts.length), alone ? OURS : [...OURS, ...PEERS], !alone, STRINGS);
  await run("2,000 documents as long as a policy", repeated(pieces(texts, POLICY), 2_000), alone ? OURS : [...OURS, ...PEERS], !alone, Math.min(STRINGS, 500));
  await run("2,000 whole laws", repeated(texts, 2_000), OURS, false, Math.min(STRINGS, 50));
}

main().catch((wrong: unknown) => {
  console.error(wrong);
  process.exit(1);
});
