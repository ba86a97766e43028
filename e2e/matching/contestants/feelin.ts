import { evaluate } from "feelin";
import { type Contestant, verdict } from "../contestant";
import { type Comparison, type Inputs, inputs, type Plain, plain } from "../inputs";

const list = (texts: string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;

/** FEEL has a third value, null: comparisons of what is not there give it, and so do "and", "or" and "not" where they must. */
function feel(rule: Plain, careful: boolean): string {
  if ("all" in rule) return joined(rule.all, " and ", careful);
  if ("any" in rule) return joined(rule.any, " or ", careful);
  if ("not" in rule) return `not(${feel(rule.not, careful)})`;
  const text = compared(rule);
  // Null is in no list and equal to nothing, so that what is not there must be asked about first.
  return careful && "among" in rule ? `(if ${rule.input} = null then null else ${text})` : text;
}

function joined(rules: Plain[], by: string, careful: boolean): string {
  return `(${rules.map((rule) => feel(rule, careful)).join(by)})`;
}

function compared(rule: Comparison): string {
  if ("is" in rule) return rule.is ? rule.input : `not(${rule.input})`;
  if ("among" in rule) return `list contains(${list(rule.among)}, ${rule.input})`;
  if ("least" in rule) return `${rule.input} >= ${rule.least}`;
  if ("most" in rule) return `${rule.input} <= ${rule.most}`;
  return `(${rule.none.map((text) => `not(list contains(${rule.input}, ${JSON.stringify(text)}))`).join(" and ")})`;
}

let rules: string[] = [];

const contestant: Contestant<Inputs, unknown[]> = {
  name: "feelin",
  careful: true,
  text: (policies, form) => JSON.stringify(policies.map(({ audience }) => feel(plain(audience), form === "careful"))),
  // It reads an expression anew each time: how names are read depends on the facts.
  load(text) {
    rules = JSON.parse(text) as string[];
  },
  given: inputs,
  verdicts: (given) => rules.map((rule) => evaluate(rule, given).value),
  said: (raw) => raw.map(verdict),
};

export default contestant;
