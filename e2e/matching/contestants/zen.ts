import { type ZenDecision, ZenDecisionContent, ZenEngine } from "@gorules/zen-engine";
import { type Contestant, verdict } from "../contestant";
import { type Inputs, inputs } from "../inputs";
import { expression } from "./zen-language";

let decision: ZenDecision;

/** The engine in Node: a decision of one node that gives the list of verdicts, compiled when it is loaded. */
const contestant: Contestant<Inputs, unknown[] | undefined> = {
  name: "@gorules/zen-engine",
  careful: true,
  text(policies, form) {
    const verdicts = { id: "verdicts", type: "expressionNode", name: "verdicts", content: { expressions: [{ id: "all", key: "all", value: expression(policies, form) }] } };
    const nodes = [{ id: "in", type: "inputNode", name: "in", content: {} }, verdicts, { id: "out", type: "outputNode", name: "out", content: {} }];
    const edges = [["in", "verdicts"], ["verdicts", "out"]].map(([sourceId, targetId]) => ({ id: `${sourceId}-${targetId}`, type: "edge", sourceId, targetId }));
    return JSON.stringify({ nodes, edges });
  },
  load(text) {
    decision = new ZenEngine().createDecision(new ZenDecisionContent(Buffer.from(text)));
  },
  given: inputs,
  async verdicts(given) {
    const answer = await decision.safeEvaluate(given);
    return answer.success ? (answer.data.result as { all: unknown[] }).all : undefined;
  },
  said: (raw, count) => Array.from({ length: count }, (_, at) => verdict(raw?.[at])),
};

export default contestant;
