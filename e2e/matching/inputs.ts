import { age, plusMonths } from "./days";
import { industriesOf } from "./industries";
import { type Condition, type Facts, type Rule, type Test, TODAY, type Value } from "./rules";
import { KINDS } from "./vocabulary";

// The same rules and facts for engines that have no dates, no lists of days and no codes. Whatever these take is worked out here, outside of what is timed,
// so that a peer only compares numbers, names and flags.

/** One comparison of one input. */
export type Comparison =
  | { input: string; is: boolean }
  | { input: string; among: string[] }
  | { input: string; least: number }
  | { input: string; most: number }
  /** Of a list of texts: it has none of these. */
  | { input: string; none: string[] };

export type Plain = { all: Plain[] } | { any: Plain[] } | { not: Plain } | Comparison;

export type Inputs = Readonly<Record<string, boolean | number | string | string[]>>;

/** Higher than any bound, for somebody who is not there; its negative is lower than any. */
const NOBODY = 9_999;

export function plain(rule: Rule): Plain {
  if ("all" in rule) return { all: rule.all.map(plain) };
  if ("any" in rule) return { any: rule.any.map(plain) };
  if ("not" in rule) return { not: plain(rule.not) };
  return comparison(rule.condition);
}

function comparison({ fact, test }: Condition): Comparison {
  if (test === "not_passed") return { input: `${fact}_is_ahead`, is: true };
  if ("is" in test) return { input: fact, is: test.is };
  if ("one_of" in test) return { input: fact, among: test.one_of };
  if ("at_least" in test) return { input: fact, least: test.at_least };
  if ("at_most" in test) return { input: fact, most: test.at_most };
  if ("age_at_least" in test) return { input: `${fact}_age`, least: test.age_at_least };
  if ("age_under" in test) return { input: `${fact}_age`, most: test.age_under - 1 };
  // The peers have no lists: the generated rules ask for one of them, which the youngest or the oldest decides.
  if ("some" in test) {
    const { are } = test.some;
    return "age_under" in are ? { input: `${fact}_youngest`, most: are.age_under - 1 } : { input: `${fact}_oldest`, least: are.age_at_least };
  }
  if ("within_months" in test) return { input: `${fact}_begun_months`, most: test.within_months };
  if ("months_ago_at_least" in test) return { input: `${fact}_full_months`, least: test.months_ago_at_least };
  return { input: `${fact}_industries`, none: test.code_not_in };
}

/** Which inputs a fact becomes. */
export function inputsOf(fact: string): string[] {
  switch (KINDS[fact]!.kind) {
    case "birth":
      return [`${fact}_age`];
    case "births":
      return [`${fact}_oldest`, `${fact}_youngest`];
    case "since":
      return [`${fact}_begun_months`, `${fact}_full_months`];
    case "until":
      return [`${fact}_is_ahead`];
    case "code":
      return [`${fact}_industries`];
    default:
      return [fact];
  }
}

export function inputs(facts: Facts): Inputs {
  return Object.fromEntries(Object.entries(facts).flatMap(([fact, value]) => inputsOf(fact).map((input) => [input, worked(fact, input, value)])));
}

function worked(fact: string, input: string, value: Value): Inputs[string] {
  const day = value as string;
  switch (input.slice(fact.length)) {
    case "_age":
      return age(day, TODAY);
    case "_oldest":
      return Math.max(-NOBODY, ...(value as string[]).map((born) => age(born, TODAY)));
    case "_youngest":
      return Math.min(NOBODY, ...(value as string[]).filter((born) => born <= TODAY).map((born) => age(born, TODAY)));
    case "_begun_months":
      return day > TODAY ? NOBODY : first((months) => TODAY <= plusMonths(day, months));
    case "_full_months":
      return first((months) => plusMonths(day, months) > TODAY) - 1;
    case "_is_ahead":
      return day >= TODAY;
    case "_industries":
      return industriesOf(day);
    default:
      return value;
  }
}

function first(months: (months: number) => boolean): number {
  let at = 0;
  while (!months(at)) at++;
  return at;
}

/** What a rule compares, from left to right. */
export function comparisons(rule: Plain): Comparison[] {
  if ("all" in rule) return rule.all.flatMap(comparisons);
  if ("any" in rule) return rule.any.flatMap(comparisons);
  if ("not" in rule) return comparisons(rule.not);
  return [rule];
}

/** The inputs that a rule reads, each once. */
export function read(rule: Plain): string[] {
  return [...new Set(comparisons(rule).map(({ input }) => input))];
}
