import { Engine, type NestedCondition, type RuleProperties, type TopLevelCondition } from "json-rules-engine";
import type { Contestant } from "../contestant";
import { type Comparison, type Inputs, inputs, type Plain, plain } from "../inputs";
import type { Verdict } from "../rules";

function conditions(rule: Plain): NestedCondition {
  if ("all" in rule) return { all: rule.all.map(conditions) };
  if ("any" in rule) return { any: rule.any.map(conditions) };
  if ("not" in rule) return { not: conditions(rule.not) };
  return compared(rule);
}

function compared(rule: Comparison): NestedCondition {
  const fact = rule.input;
  if ("is" in rule) return { fact, operator: "equal", value: rule.is };
  if ("among" in rule) return { fact, operator: "in", value: rule.among };
  if ("least" in rule) return { fact, operator: "greaterThanInclusive", value: rule.least };
  if ("most" in rule) return { fact, operator: "lessThanInclusive", value: rule.most };
  return { all: rule.none.map((text) => ({ fact, operator: "doesNotContain", value: text })) };
}

let engine = new Engine();

/** Its means for facts that are not there is a choice for the whole engine: a run ends in an error, or they are undefined and fail most comparisons. */
function contest(name: string, allowUndefinedFacts: boolean): Contestant<Inputs, Set<string> | undefined> {
  return {
    name,
    careful: false,
    text: (policies) =>
      JSON.stringify(policies.map(({ audience }, at): RuleProperties => ({ conditions: { all: [conditions(plain(audience))] } as TopLevelCondition, event: { type: String(at) } }))),
    load(text) {
      engine = new Engine(JSON.parse(text) as RuleProperties[], { allowUndefinedFacts });
    },
    given: inputs,
    async verdicts(given) {
      try {
        const { events } = await engine.run(given);
        return new Set(events.map(({ type }) => type));
      } catch (wrong) {
        if ((wrong as { code?: string }).code === "UNDEFINED_FACT") return undefined;
        throw wrong;
      }
    },
    said: (raw, count) => Array.from({ length: count }, (_, at): Verdict => (raw ? (raw.has(String(at)) ? "eligible" : "not_eligible") : "unknown")),
  };
}

export const strict = contest("json-rules-engine", false);

export default contest("json-rules-engine, allowUndefinedFacts", true);
