import { age, plusDays, plusMonths } from "./days";
import { DIVISIONS, industriesOf, SECTIONS } from "./industries";
import { type Condition, conditions, type Facts, type Rule, type Test, TODAY, type Value, type Verdict } from "./rules";
import { KINDS } from "./vocabulary";

// What is right, by going through completions of what was not said, one by one. Rules are read here once more, apart from the crate and from every peer.

/** Whether a rule holds of somebody who has said everything that it asks. */
export function holds(rule: Rule, facts: Facts): boolean {
  if ("all" in rule) return rule.all.every((part) => holds(part, facts));
  if ("any" in rule) return rule.any.some((part) => holds(part, facts));
  if ("not" in rule) return !holds(rule.not, facts);
  return passes(facts[rule.condition.fact]!, rule.condition.test);
}

function passes(value: Value, test: Test): boolean {
  // There is no such day, and nothing holds of it.
  if (Array.isArray(value) && (test === "not_passed" || !("some" in test))) return false;
  const day = value as string;
  if (test === "not_passed") return day >= TODAY;
  if ("is" in test) return value === test.is;
  if ("one_of" in test) return test.one_of.includes(day);
  if ("at_least" in test) return (value as number) >= test.at_least;
  if ("at_most" in test) return (value as number) <= test.at_most;
  if ("age_at_least" in test) return age(day, TODAY) >= test.age_at_least;
  if ("age_under" in test) return age(day, TODAY) < test.age_under;
  if ("some" in test) {
    const { at_least, are } = test.some;
    const is = (born: string) => ("age_under" in are ? born <= TODAY && age(born, TODAY) < are.age_under : age(born, TODAY) >= are.age_at_least);
    return (value as string[]).filter(is).length >= at_least;
  }
  if ("within_months" in test) return day <= TODAY && TODAY <= plusMonths(day, test.within_months);
  if ("months_ago_at_least" in test) return plusMonths(day, test.months_ago_at_least) <= TODAY;
  const industries = industriesOf(day);
  return !test.code_not_in.some((industry) => industries.includes(industry));
}

/** Unknown exactly where completions lead both ways. */
export function expected(rule: Rule, facts: Facts): Verdict {
  const asked = conditions(rule);
  const missing = [...new Set(asked.map(({ fact }) => fact))].filter((fact) => !(fact in facts));
  const values = missing.map((fact) => domain(fact, asked.filter((condition) => condition.fact === fact)));
  const completed: Record<string, Value> = { ...facts };
  const came = new Set<boolean>();
  const complete = (at: number): void => {
    if (came.size === 2) return;
    if (at === missing.length) return void came.add(holds(rule, completed));
    for (const value of values[at]!) {
      completed[missing[at]!] = value;
      complete(at + 1);
    }
  };
  complete(0);
  if (came.size === 2) return "unknown";
  return came.has(true) ? "eligible" : "not_eligible";
}

/** Values enough for every way in which these conditions come out: all choices, and what lies on both sides of each bound. */
function domain(fact: string, asked: Condition[]): Value[] {
  const kind = KINDS[fact]!;
  const tests = asked.map(({ test }) => test);
  switch (kind.kind) {
    case "yes_no":
      return [true, false];
    case "choice":
      return kind.names;
    case "number": {
      const bounds = tests.flatMap((test) => Object.values(test) as number[]);
      return [...new Set([0, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])])].filter((number) => number >= 0);
    }
    case "birth":
      return days(tests);
    case "since":
    case "until":
      // Every firm was registered on some day; of the others there may be none.
      return fact === "registered_on" ? days(tests) : [...days(tests), []];
    case "births": {
      // Each test asks for one that is so, and no policy here has more than two on one list: two days bring about whatever a longer list does.
      const births = days(tests);
      const lists: string[][] = [[], ...births.map((day) => [day])];
      births.forEach((first, at) => births.slice(at + 1).forEach((second) => lists.push([first, second])));
      return lists;
    }
    case "code":
      // The lists name sections and divisions.
      return [...SECTIONS, ...DIVISIONS];
  }
}

function days(tests: Test[]): string[] {
  const bounds = [TODAY];
  for (const test of tests) {
    if (test === "not_passed") continue;
    const [[name, bound]] = Object.entries("some" in test ? test.some.are : test) as [[string, number]];
    bounds.push(plusMonths(TODAY, name.includes("age") ? -12 * bound : -bound));
  }
  return [...new Set(bounds.flatMap((day) => [-2, -1, 0, 1, 2].map((by) => plusDays(day, by))))];
}
