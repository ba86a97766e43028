import { chance } from "../beside/payload";
import { plusDays } from "./days";
import { DIVISIONS, sectionOf, SECTIONS } from "./industries";
import { type Condition, condition, type Facts, type Policy, type Rule, type Test, TODAY, type Value } from "./rules";
import { FACTS, type Kind, KINDS } from "./vocabulary";

// Policies of six conditions and people with a firm, made from a seed: the same in every run.

const SEED = 0x6d617463;
const AGES = [16, 18, 24, 35, 40, 45, 50, 55, 60, 65, 70, 80];

class Dice {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = chance(seed);
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  in(share: number): boolean {
    return this.next() < share;
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  /** Some of them, at least one and not all. */
  some<T>(of: readonly T[]): T[] {
    const rest = [...of];
    const count = 1 + this.below(Math.max(1, of.length - 1));
    return Array.from({ length: count }, () => rest.splice(this.below(rest.length), 1)[0]!);
  }
}

function division(dice: Dice): string {
  return dice.one(DIVISIONS);
}

/** As people know theirs, with its section or without. */
function code(division: string, dice: Dice): string {
  return dice.in(0.5) ? `${sectionOf(division)}${division}10` : `${division}20`;
}

function test(kind: Kind, dice: Dice): Test {
  switch (kind.kind) {
    case "yes_no":
      return { is: dice.in(0.6) };
    case "choice":
      return { one_of: dice.some(kind.names) };
    case "number":
      return dice.in(0.5) ? { at_least: dice.one(kind.bounds) } : { at_most: dice.one(kind.bounds) };
    case "birth":
      return dice.in(0.5) ? { age_at_least: dice.one(AGES) } : { age_under: dice.one(AGES) };
    case "births":
      return dice.in(0.5) ? { some: { at_least: 1, are: { age_at_least: dice.one(kind.ages) } } } : { some: { at_least: 1, are: { age_under: dice.one(kind.ages) } } };
    case "since":
      return dice.in(0.5) ? { within_months: dice.one(kind.months) } : { months_ago_at_least: dice.one(kind.months) };
    case "until":
      return "not_passed";
    case "code":
      // A negative list, as in the exclusions of tax policies: some divisions, sometimes a whole section.
      return { code_not_in: [...Array.from({ length: 1 + dice.below(5) }, () => division(dice)), ...(dice.in(0.4) ? [dice.one(SECTIONS)] : [])] };
  }
}

/** Six conditions; in one of six policies two of them are on one fact, as the two ends of an age are. */
function six(subject: Policy["subject"], dice: Dice): Rule[] {
  const names = Object.keys(FACTS[subject]);
  const facts = Array.from({ length: 6 }, () => names.splice(dice.below(names.length), 1)[0]!);
  if (dice.in(1 / 6)) facts[dice.below(5) + 1] = facts[0]!;
  return facts.map((fact) => condition(fact, test(KINDS[fact]!, dice)));
}

function policy(subject: Policy["subject"], dice: Dice): Policy {
  const [a, b, c, d, e, f] = six(subject, dice) as [Rule, Rule, Rule, Rule, Rule, Rule];
  const shapes: (() => Rule)[] = [
    () => ({ all: [a, b, c, { any: [d, e, f] }] }),
    () => ({ all: [a, b, { any: [c, d] }, { any: [e, f] }] }),
    () => ({ all: [a, { any: [b, c, d] }, { any: [e, { not: f }] }] }),
    () => ({ all: [a, b, c, { any: [d, e] }, { not: f }] }),
    () => ({ all: [a, b, { any: [c, { all: [d, e] }] }, { not: f }] }),
    () => ({ any: [{ all: [a, b, c] }, { all: [d, { any: [e, f] }] }] }),
    () => ({ all: [a, { not: { any: [b, c] } }, { any: [d, e, f] }] }),
    () => ({ all: [a, b, c, d, e, f] }),
  ];
  return { subject, audience: dice.one(shapes)() };
}

/** Of residents and firms by turns. */
export function policies(count: number): Policy[] {
  const dice = new Dice(SEED);
  return Array.from({ length: count }, (_, at) => policy(at % 2 === 0 ? "resident" : "firm", dice));
}

function value(kind: Kind, dice: Dice): Value {
  const daysAgo = (days: number): string => plusDays(TODAY, -days);
  switch (kind.kind) {
    case "yes_no":
      return dice.in(0.5);
    case "choice":
      return dice.one(kind.names);
    case "number":
      // Around a bound, so that bounds are met exactly now and then.
      return Math.max(0, Math.round(dice.one(kind.bounds) * dice.one([0, 0.5, 1, 1, 1.5])) + dice.one([-1, 0, 0, 1]));
    case "birth":
      return daysAgo(dice.below(90 * 366));
    case "births":
      return Array.from({ length: dice.below(4) }, () => daysAgo(dice.below(kind.oldest * 366)));
    case "since":
      return daysAgo(dice.below(80 * 31));
    case "until":
      return plusDays(TODAY, dice.below(1_000) - 500);
    case "code":
      return code(division(dice), dice);
  }
}

/** People who have a firm, of whom everything is known. */
export function people(count: number): Facts[] {
  const dice = new Dice(~SEED);
  const entries = Object.entries(KINDS);
  return Array.from({ length: count }, () => Object.fromEntries(entries.map(([fact, kind]) => [fact, value(kind, dice)])));
}

/** The same, of whom about half is known. */
export function halfSaid(people: Facts[]): Facts[] {
  const dice = new Dice(SEED + 1);
  return people.map((facts) => Object.fromEntries(Object.entries(facts).filter(() => dice.in(0.5))));
}

/** How many conditions there are that differ. */
export function distinct(conditions: Condition[]): number {
  return new Set(conditions.map(({ fact, test }) => JSON.stringify([fact, test]))).size;
}
