import { expected as byCompletions, holds } from "./completions";
import type { Contestant, Form, Read } from "./contestant";
import feelin from "./contestants/feelin";
import jsonLogic from "./contestants/json-logic";
import lax, { strict } from "./contestants/json-rules-engine";
import ours from "./contestants/ours";
import publicodes from "./contestants/publicodes";
import zen from "./contestants/zen";
import { plusMonths } from "./days";
import { condition, type Facts, type Rule, TODAY, type Value, type Verdict } from "./rules";

// Six cases of what was not said: age, a number and the district. The app has no fact for an income; the space that a household has for each of its people
// stands for it, a number with a limit just so.

const OLD = plusMonths(TODAY, -70 * 12);
const AGED = condition("birth_date", { age_at_least: 65 });
const MODEST = condition("home_area", { at_most: 15 });
const LOCAL = condition("residence_district", { one_of: ["changning"] });
const AUDIENCE: Rule = { all: [AGED, MODEST, LOCAL] };
const HOLD: Facts = { birth_date: OLD, home_area: 12, residence_district: "changning" };
const FAIL: Facts = { birth_date: plusMonths(TODAY, -40 * 12), home_area: 40, residence_district: "elsewhere" };
const FACTS = Object.keys(HOLD);

export interface Case {
  title: string;
  /** The case once for each fact that it can be about: an engine that knows it by the order of a rule does not know it. */
  each: { rule: Rule; facts: Facts }[];
}

const only = (of: Facts, names: string[]): Facts => Object.fromEntries(names.map((name) => [name, of[name]!]));

export const CASES: Case[] = [
  { title: "nothing is said", each: [{ rule: AUDIENCE, facts: {} }] },
  { title: "all is said and holds", each: [{ rule: AUDIENCE, facts: HOLD }] },
  { title: "one is said and fails", each: FACTS.map((fact) => ({ rule: AUDIENCE, facts: only(FAIL, [fact]) })) },
  { title: "two are said and hold", each: FACTS.map((fact) => ({ rule: AUDIENCE, facts: only(HOLD, FACTS.filter((other) => other !== fact)) })) },
  { title: "under 18 or at least 18, age not said", each: [{ rule: { any: [condition("birth_date", { age_under: 18 }), condition("birth_date", { age_at_least: 18 })] }, facts: {} }] },
  { title: "not of what is not said", each: [AGED, MODEST, LOCAL].map((part) => ({ rule: { not: part }, facts: {} })) },
];

/** What is right, from every completion: each day of 100 years, each number of 100, each district. */
export function expected({ rule, facts }: Case["each"][number]): Verdict {
  const domains: Record<string, Value[]> = {
    birth_date: Array.from({ length: 100 * 12 }, (_, months) => plusMonths(TODAY, -months)),
    home_area: Array.from({ length: 100 }, (_, number) => number),
    residence_district: ["changning", "other_district", "elsewhere"],
  };
  const of = (fact: string): Value[] => (fact in facts ? [facts[fact]!] : domains[fact]!);
  const came = new Set<boolean>();
  for (const birth_date of of("birth_date")) {
    for (const home_area of of("home_area")) {
      for (const residence_district of of("residence_district")) came.add(holds(rule, { birth_date, home_area, residence_district }));
    }
  }
  const verdict = came.size === 2 ? "unknown" : came.has(true) ? "eligible" : "not_eligible";
  // The quicker way, by bounds, is what the many policies are held against.
  if (byCompletions(rule, facts) !== verdict) throw new Error(`completions by bounds differ: ${JSON.stringify({ rule, facts })}`);
  return verdict;
}

export interface Line {
  name: string;
  /** What it said in each case, in the order of the case. */
  said: Verdict[][];
}

const LINES: [title: string, contestant: Contestant, form: Form][] = [
  ["ours", ours, "plain"],
  ["publicodes", publicodes, "plain"],
  ["json-logic-js", jsonLogic, "plain"],
  ["json-logic-js, `missing` before the rule", jsonLogic, "careful"],
  ["json-rules-engine", strict, "plain"],
  ["json-rules-engine, `allowUndefinedFacts`", lax, "plain"],
  ["zen-engine", zen, "plain"],
  ["zen-engine, `== null` before the rule", zen, "careful"],
  ["feelin", feelin, "plain"],
  ["feelin, `= null` before each name", feelin, "careful"],
];

export async function lines(read: Read): Promise<Line[]> {
  await ours.open!(read);
  const found: Line[] = [];
  for (const [name, contestant, form] of LINES) {
    const said: Verdict[][] = [];
    for (const { each } of CASES) {
      const came: Verdict[] = [];
      for (const { rule, facts } of each) {
        await contestant.load(contestant.text([{ subject: "resident", audience: rule }], form));
        came.push(...contestant.said(await contestant.verdicts(contestant.given(facts)), 1));
      }
      said.push(came);
    }
    found.push({ name, said });
  }
  return found;
}
