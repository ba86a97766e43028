import start, { Variable } from "@gorules/zen-engine-wasm";
import { type Contestant, verdict } from "../contestant";
import { type Inputs, inputs } from "../inputs";
import { expression } from "./zen-language";

let rules = "";

/**
 * Its expressions in the browser, where it reads them anew each time. Of the whole engine there is a build for WASI too: it needs a page that is isolated
 * from others, and threads.
 */
const contestant: Contestant<Inputs, unknown[] | undefined> = {
  name: "@gorules/zen-engine-wasm",
  careful: true,
  async open(read) {
    await start({ module_or_path: await read("zen.wasm") });
  },
  text: expression,
  load(text) {
    rules = text;
  },
  given: inputs,
  verdicts(given) {
    const context = new Variable(given);
    try {
      return context.evaluateExpression(rules) as unknown[];
    } catch {
      return undefined;
    } finally {
      context.free();
    }
  },
  said: (raw, count) => Array.from({ length: count }, (_, at) => verdict(raw?.[at])),
};

export default contestant;
