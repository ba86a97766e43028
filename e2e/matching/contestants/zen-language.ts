import { type Comparison, type Plain, plain, read } from "../inputs";
import type { Policy } from "../rules";
import type { Form } from "../contestant";

// ZEN's expressions, for its two builds.

const list = (texts: string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;

function zen(rule: Plain): string {
  if ("all" in rule) return `(${rule.all.map(zen).join(" and ")})`;
  if ("any" in rule) return `(${rule.any.map(zen).join(" or ")})`;
  if ("not" in rule) return `not (${zen(rule.not)})`;
  return compared(rule);
}

function compared(rule: Comparison): string {
  if ("is" in rule) return `${rule.input} == ${rule.is}`;
  if ("among" in rule) return `${rule.input} in ${list(rule.among)}`;
  if ("least" in rule) return `${rule.input} >= ${rule.least}`;
  if ("most" in rule) return `${rule.input} <= ${rule.most}`;
  return `not (${rule.none.map((text) => `${JSON.stringify(text)} in ${rule.input}`).join(" or ")})`;
}

/** Null can be asked for, but neither "and", "or" nor "not" take it: so before the rule. */
function guarded(rule: Plain): string {
  return `(${read(rule).map((input) => `${input} == null`).join(" or ")}) ? null : ${zen(rule)}`;
}

/** All policies as one list, which is quicker in both builds than an expression each. */
export function expression(policies: Policy[], form: Form): string {
  return `[${policies.map(({ audience }) => (form === "careful" ? guarded : zen)(plain(audience))).join(", ")}]`;
}
