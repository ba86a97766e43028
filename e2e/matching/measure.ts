import type { Contestant, Read } from "./contestant";
import type { Facts, Policy, Verdict } from "./rules";

// One contestant's run, in a page and in Node alike.

/** What is put to a contestant. */
export interface Task {
  policies: Policy[];
  /** People of whom everything is known, and the same of whom half is. */
  complete: Facts[];
  half: Facts[];
  /** Each person is judged so often. */
  mostRounds: number;
  /** No further round begins after this; where one round takes ten times as long, it ends there. */
  budgetMs: number;
}

export interface Round {
  /** The first call after loading, before any engine has warmed up. */
  first: number;
  /** Of each call, in ms. */
  times: number[];
  /** Of each person it came to. */
  said: Verdict[][];
}

export interface Measured {
  /** Text to ready rules, in ms, each time anew. */
  load: number[];
  complete: Round;
  half: Round;
  /** Reasons of all policies, one after another, of one person each. */
  reasons: number[];
}

const LOADS = 5;
const PEOPLE_FOR_REASONS = 10;

async function timed(times: number[], what: () => unknown): Promise<unknown> {
  const from = performance.now();
  const value = await what();
  times.push(performance.now() - from);
  return value;
}

async function round(contestant: Contestant, people: Facts[], { policies, mostRounds, budgetMs }: Task): Promise<Round> {
  const times: number[] = [];
  const said: Verdict[][] = [];
  const given = people.map((facts) => contestant.given(facts));
  const began = performance.now();
  for (let number = 0; number < mostRounds && (number === 0 || performance.now() - began < budgetMs); number++) {
    for (const one of given) {
      if (performance.now() - began > 10 * budgetMs) break;
      const raw = await timed(times, () => contestant.verdicts(one));
      if (number === 0) said.push(contestant.said(raw, policies.length));
    }
  }
  return { first: times[0] ?? Number.NaN, times, said };
}

/** Everything of one contestant. Complete facts are put to its plain form, half of them to its careful one. */
export async function measure(contestant: Contestant, read: Read, task: Task): Promise<Measured> {
  await contestant.open?.(read);
  const load: number[] = [];
  const began = performance.now();
  const text = contestant.text(task.policies, "plain");
  while (load.length < LOADS && (load.length === 0 || performance.now() - began < task.budgetMs)) await timed(load, () => contestant.load(text));
  const complete = await round(contestant, task.complete, task);
  if (contestant.careful) await contestant.load(contestant.text(task.policies, "careful"));
  const half = await round(contestant, task.half, task);
  return { load, complete, half, reasons: await reasons(contestant, task) };
}

async function reasons(contestant: Contestant, { policies, complete, half }: Task): Promise<number[]> {
  const times: number[] = [];
  if (!contestant.reasons) return times;
  for (const facts of [...half.slice(0, PEOPLE_FOR_REASONS), ...complete.slice(0, PEOPLE_FOR_REASONS)]) {
    const given = contestant.given(facts);
    await timed(times, () => policies.forEach((_, at) => contestant.reasons!(given, at)));
  }
  return times;
}
