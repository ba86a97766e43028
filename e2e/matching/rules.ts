/** Audience rules and facts as they are published and stored: shared/src/audience/rule.rs, shared/src/facts/vocabulary.rs. */

export type Test =
  | { is: boolean }
  | { one_of: string[] }
  | { at_least: number }
  | { at_most: number }
  | { age_at_least: number }
  | { age_under: number }
  | { some: { at_least: number; are: { age_at_least: number } | { age_under: number } } }
  | { within_months: number }
  | { months_ago_at_least: number }
  | "not_passed"
  | { code_not_in: string[] };

export interface Condition {
  fact: string;
  test: Test;
  article: string;
}

export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | { condition: Condition };

export interface Policy {
  subject: "resident" | "firm";
  audience: Rule;
}

export type Value = boolean | number | string | string[];

/** What was said. What is not in it is unknown. */
export type Facts = Readonly<Record<string, Value>>;

export type Verdict = "eligible" | "not_eligible" | "unknown";

/** The legal day on which everything here is judged. */
export const TODAY = "2026-11-28";

/** What a rule asks, from left to right. */
export function conditions(rule: Rule): Condition[] {
  if ("condition" in rule) return [rule.condition];
  if ("not" in rule) return conditions(rule.not);
  return ("all" in rule ? rule.all : rule.any).flatMap(conditions);
}

export function condition(fact: string, test: Test): Rule {
  return { condition: { fact, test, article: "3" } };
}
