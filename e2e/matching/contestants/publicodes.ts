import Engine from "publicodes";
import { type Contestant, verdict } from "../contestant";
import { type Comparison, comparisons, inputs, type Plain, plain } from "../inputs";

type RuleNode = ReturnType<Engine["getRule"]>;
type Rules = ConstructorParameters<typeof Engine>[0] & object;
type Situation = Record<string, string | number>;

/** It has no lists: a beginning of a code is a flag. */
const flag = (input: string, text: string): string => `${input}_${text}`;
const quoted = (text: string): string => `'${text}'`;

function mechanism(rule: Plain): unknown {
  if ("all" in rule) return { "toutes ces conditions": rule.all.map(mechanism) };
  if ("any" in rule) return { "une de ces conditions": rule.any.map(mechanism) };
  if ("not" in rule) return { "=": [mechanism(rule.not), "non"] };
  return compared(rule);
}

function compared(rule: Comparison): unknown {
  if ("is" in rule) return `${rule.input} = ${rule.is ? "oui" : "non"}`;
  if ("among" in rule) return { "une de ces conditions": rule.among.map((name) => `${rule.input} = ${quoted(name)}`) };
  if ("least" in rule) return `${rule.input} >= ${rule.least}`;
  if ("most" in rule) return `${rule.input} <= ${rule.most}`;
  return { "toutes ces conditions": rule.none.map((text) => `${flag(rule.input, text)} = non`) };
}

/** What can be asked: a rule without a value, which is what it reports as missing where it is needed. */
function questions(rules: Plain[]): [string, object][] {
  const all = rules.flatMap(comparisons).flatMap((one): [string, object][] => {
    const question = { question: one.input };
    if ("none" in one) return one.none.map((text) => [flag(one.input, text), { ...question, type: "booléen" }]);
    if ("is" in one) return [[one.input, { ...question, type: "booléen" }]];
    return [[one.input, { ...question, type: "among" in one ? "texte" : "nombre" }]];
  });
  return [...new Map(all)];
}

let engine: Engine;
let policies: RuleNode[] = [];
let known = new Set<string>();

const contestant: Contestant<Situation, unknown[]> = {
  name: "publicodes",
  careful: false,
  text(policies) {
    const rules = policies.map(({ audience }) => plain(audience));
    return JSON.stringify(Object.fromEntries([...questions(rules), ...rules.map((rule, at) => [`policy_${at}`, mechanism(rule)] as const)]));
  },
  load(text) {
    const rules = JSON.parse(text) as Rules;
    engine = new Engine(rules);
    const names = Object.keys(rules).filter((name) => name.startsWith("policy_"));
    policies = names.map((name) => engine.getRule(name));
    known = new Set(Object.keys(rules));
  },
  given(facts) {
    const situation: Situation = {};
    for (const [input, value] of Object.entries(inputs(facts))) {
      if (Array.isArray(value)) {
        for (const name of known) if (name.startsWith(`${input}_`)) situation[name] = value.includes(name.slice(input.length + 1)) ? "oui" : "non";
      } else if (known.has(input)) {
        situation[input] = typeof value === "boolean" ? (value ? "oui" : "non") : typeof value === "string" ? quoted(value) : value;
      }
    }
    return situation;
  },
  verdicts(given) {
    engine.setSituation(given);
    // `evaluate` reads the name of a rule as an expression, among all rules each time: 30 times as long as this, which it comes to.
    return policies.map((policy) => engine.evaluateNode(policy).nodeValue);
  },
  // It says "not defined" of what it cannot tell yet, and names what is missing.
  said: (raw) => raw.map(verdict),
};

export default contestant;
