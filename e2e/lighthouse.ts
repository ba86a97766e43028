import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "./chromium";
import { District } from "./district";

// `make lighthouse`: runs each page some times as a phone, prints the medians and what holds them back.
// What depends on the machine is printed only; the other categories must be complete.

const PATHS = ["/", "/d/elderly-allowance"];
const RUNS = Number(process.env.RUNS ?? 5);
const COMPLETE = ["accessibility", "best-practices", "seo"];
const TIMES = { LCP: "largest-contentful-paint", TTI: "interactive", FCP: "first-contentful-paint", TBT: "total-blocking-time", CLS: "cumulative-layout-shift" };

const checkout = resolve(__dirname, "..");
const run = promisify(execFile);

interface Audit {
  title: string;
  score: number | null;
  displayValue?: string;
  numericValue?: number;
  details?: { items?: unknown };
}
interface Report {
  audits: Record<string, Audit>;
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
}

/** One run. Where Lighthouse has no report to give (a busy machine loses the trace of the browser), it says so and runs again. */
async function look(url: string, file: string): Promise<Report> {
  for (let left = 3; ; left--) {
    try {
      return await once(url, file);
    } catch (wrong) {
      if (left === 0) throw wrong;
      console.log(`  no report, once more: ${String((wrong as { stderr?: string }).stderr ?? wrong).trim()}`);
    }
  }
}

/** One try in a browser of its own, which has seen nothing yet. */
async function once(url: string, file: string): Promise<Report> {
  await run(
    process.env.LIGHTHOUSE_BIN ?? "lighthouse",
    [url, "--quiet", "--output=json", `--output-path=${file}`, "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"],
    { env: { ...process.env, CHROME_PATH: chromium() } },
  );
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The audits of a category that are not complete, with what they found. */
function holdsBack(report: Report, category: string): string[] {
  const refs = report.categories[category]?.auditRefs ?? [];
  return refs.flatMap(({ id, weight }) => {
    const audit = report.audits[id];
    if (!audit || audit.score === null || audit.score >= 1) return [];
    const items = audit.details?.items;
    const found = (Array.isArray(items) ? items : [items ?? ""]).slice(0, 5).map((item) => `\n      ${JSON.stringify(item).slice(0, 400)}`);
    return [`    ${category} ${id} (weight ${weight}): ${audit.score} ${audit.displayValue ?? audit.title}${found.join("")}`];
  });
}

async function page(district: District, path: string): Promise<boolean> {
  const reports: Report[] = [];
  for (let number = 0; number < RUNS; number++) {
    const name = path === "/" ? "home" : path.split("/").join("-").slice(1);
    reports.push(await look(district.url + path, join(checkout, `target/lighthouse/${name}-${number}.json`)));
  }
  const last = reports.at(-1)!;
  const scores = Object.keys(last.categories).map(
    (name) => [name, Math.round(100 * median(reports.map((one) => one.categories[name]?.score ?? 0)))] as const,
  );
  const times = Object.entries(TIMES).map(([name, id]) => {
    const values = reports.map((one) => one.audits[id]?.numericValue ?? Number.NaN);
    const digits = name === "CLS" ? 4 : 0;
    const all = values.map((value) => value.toFixed(digits)).join(" ");
    return `  ${name} ${median(values).toFixed(digits)} (${all})`;
  });
  console.log(`\n${path}, median of ${RUNS}\n  ${scores.map(([name, score]) => `${name} ${score}`).join(", ")}\n${times.join("\n")}`);
  const largest = JSON.stringify(last.audits["largest-contentful-paint-element"]?.details ?? {});
  console.log(`  LCP element ${/"snippet":"((?:\\.|[^"\\])*)"/.exec(largest)?.[1] ?? "unknown"}`);
  for (const [name] of scores) console.log(holdsBack(last, name).join("\n"));
  return scores.every(([name, score]) => !COMPLETE.includes(name) || score === 100);
}

async function main(): Promise<void> {
  mkdirSync(join(checkout, "target/lighthouse"), { recursive: true });
  const district = await District.open();
  try {
    for (const path of PATHS) if (!(await page(district, path))) process.exitCode = 1;
  } finally {
    await district.close();
  }
  if (process.exitCode) console.error(`\nBelow 100 where nothing may be: ${COMPLETE.join(", ")}.`);
}

void main();
