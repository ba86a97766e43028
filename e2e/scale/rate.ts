import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import type { District } from "../district";

const CONNECTIONS = 32;
const SECONDS = 3;
const RUNS = 5;
// Of the kernel's clock that /proc counts processes by.
const TICKS = 100;

export interface Rate {
  /** Answers in a second: the median of the runs, and all of them. */
  perSecond: number;
  runs: number[];
  /** Milliseconds of processor time that the server spends on an answer. */
  cpu: number;
}

/** How many answers a second the server gives at `path` to readers who all ask at once, each again as soon as it has its answer. */
export async function rate(district: District, path: string, headers: Record<string, string> = {}): Promise<Rate> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const url = district.url + path;
  const asked = { agent, headers: { "Accept-Encoding": "gzip, deflate, br", ...headers } };
  const runs: { perSecond: number; cpu: number }[] = [];
  // The first makes it warm.
  for (let run = 0; run <= RUNS; run++) {
    const [from, cpu] = [performance.now(), cpuSeconds(district)];
    let answers = 0;
    const reader = async () => {
      while (performance.now() - from < SECONDS * 1000) {
        await answer(url, asked);
        answers += 1;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, reader));
    const seconds = (performance.now() - from) / 1000;
    if (run > 0) runs.push({ perSecond: answers / seconds, cpu: ((cpuSeconds(district) - cpu) / answers) * 1000 });
  }
  agent.destroy();
  return { perSecond: median(runs.map((run) => run.perSecond)), runs: runs.map((run) => run.perSecond), cpu: median(runs.map((run) => run.cpu)) };
}

function answer(url: string, asked: object): Promise<void> {
  return new Promise((done, failed) => {
    const request = get(url, asked, (response) => {
      if ((response.statusCode ?? 0) >= 400) failed(new Error(`${url}: ${response.statusCode}`));
      response.resume().once("end", done);
    });
    request.once("error", failed);
  });
}

/** Processor time of the server until now, user's and kernel's (proc_pid_stat(5), fields 14 and 15). */
function cpuSeconds({ pid }: District): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
