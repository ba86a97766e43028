import type { Contestant, Document, Read } from "./contestant";
import type { Asked } from "./texts";

// What runs in the page. Each step is called from outside, so that the heap can be looked at between them.

export interface Checked {
  asked: number;
  /** Of what it found, right and wrong; of what it should have found, missing. */
  right: number;
  wrong: number;
  missing: number;
}

export interface Steps {
  open(): Promise<void>;
  /** Milliseconds. Its index is handed to the server. */
  index(): Promise<number>;
  load(): Promise<number>;
  memory(): number;
  typed(queries: string[], most: number, budgetMs: number): Promise<number[]>;
  check(budgetMs: number): Promise<Checked>;
}

/** Each keystroke counts with the best of so many times: the machine may have other things to do. */
const ROUNDS = 5;

declare global {
  interface Window {
    searching: Steps;
  }
}

async function answer(file: string): Promise<Response> {
  const answer = await fetch(`/${file}`);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer;
}

const read: Read = async (file) => new Uint8Array(await (await answer(file)).arrayBuffer());

async function timed(what: () => unknown): Promise<number> {
  const from = performance.now();
  await what();
  return performance.now() - from;
}

/** Puts a contestant where the runner finds it. */
export function play(contestant: Contestant): void {
  window.searching = {
    open: async () => contestant.open?.(read),
    async index() {
      if (!contestant.index) return 0;
      const documents = (await (await answer("documents.json")).json()) as Document[];
      let made = "";
      const took = await timed(async () => (made = await contestant.index!(documents)));
      await fetch("/index.json", { method: "POST", body: made });
      return took;
    },
    async load() {
      const documents = await (await answer("documents.json")).text();
      const index = contestant.index ? await (await answer("index.json")).text() : "";
      return timed(() => contestant.load(documents, index));
    },
    memory: () => contestant.memory?.() ?? 0,
    async typed(queries, most, budgetMs) {
      const best: number[] = [];
      const began = performance.now();
      for (let round = 0; round < ROUNDS; round++) {
        for (const [at, query] of queries.entries()) {
          if (performance.now() - began > budgetMs) return best;
          const from = performance.now();
          const value = contestant.typed(query, most);
          if (value instanceof Promise) await value;
          best[at] = Math.min(best[at] ?? Number.POSITIVE_INFINITY, performance.now() - from);
        }
      }
      return best;
    },
    async check(budgetMs) {
      const asked = (await (await answer("asked.json")).json()) as Asked[];
      const checked = { asked: 0, right: 0, wrong: 0, missing: 0 };
      const began = performance.now();
      for (const { text, right } of asked) {
        if (performance.now() - began > budgetMs) break;
        const found = new Set(await contestant.articles(text));
        const hit = right.filter((number) => found.has(number)).length;
        checked.asked += 1;
        checked.right += hit;
        checked.wrong += found.size - hit;
        checked.missing += right.length - hit;
      }
      return checked;
    },
  };
}
