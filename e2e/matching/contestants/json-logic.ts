import jsonLogic, { type RulesLogic } from "json-logic-js";
import { type Contestant, verdict } from "../contestant";
import { type Comparison, type Inputs, inputs, type Plain, plain, read } from "../inputs";

function logic(rule: Plain): unknown {
  if ("all" in rule) return { and: rule.all.map(logic) };
  if ("any" in rule) return { or: rule.any.map(logic) };
  if ("not" in rule) return { "!": [logic(rule.not)] };
  return compared(rule);
}

function compared(rule: Comparison): unknown {
  const value = { var: rule.input };
  if ("is" in rule) return { "===": [value, rule.is] };
  if ("among" in rule) return { in: [value, rule.among] };
  if ("least" in rule) return { ">=": [value, rule.least] };
  if ("most" in rule) return { "<=": [value, rule.most] };
  return { "!": [{ or: rule.none.map((text) => ({ in: [text, value] })) }] };
}

/** Its own means is `missing`: a list of what is not there, asked before the rule. It knows nothing of what decides without it. */
function guarded(rule: Plain): unknown {
  return { if: [{ missing: read(rule) }, null, logic(rule)] };
}

let rules: RulesLogic[] = [];

const contestant: Contestant<Inputs, unknown[]> = {
  name: "json-logic-js",
  careful: true,
  text: (policies, form) => JSON.stringify(policies.map(({ audience }) => (form === "careful" ? guarded : logic)(plain(audience)))),
  load(text) {
    rules = JSON.parse(text) as RulesLogic[];
  },
  given: inputs,
  verdicts: (given) => rules.map((rule) => jsonLogic.apply(rule, given)),
  said: (raw) => raw.map(verdict),
};

export default contestant;
