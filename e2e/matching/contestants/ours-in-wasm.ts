import type { Contestant } from "../contestant";
import { TODAY, type Verdict } from "../rules";

type Glue = typeof import("../../../target/matching/release/ours.js");
type Person = InstanceType<Glue["Person"]>;

const VERDICTS: Verdict[] = ["eligible", "unknown", "not_eligible"];

/** The app's own matching in WASM. Facts are in its memory, as they are in the app. */
export function contest(name: string, wasm: string, { start, Matching, Person }: Pick<Glue, "Matching" | "Person"> & { start: Glue["default"] }): Contestant<Person, Uint8Array> {
  let matching: InstanceType<Glue["Matching"]>;
  return {
    name,
    careful: false,
    async open(read) {
      await start({ module_or_path: await read(wasm) });
    },
    text: (policies) => JSON.stringify(policies),
    load(text) {
      matching = new Matching(text, TODAY);
    },
    given: (facts) => new Person(JSON.stringify(facts)),
    verdicts: (given) => matching.verdicts(given),
    said: (raw) => Array.from(raw, (number) => VERDICTS[number]!),
    reasons: (given, policy) => matching.reasons(policy, given),
  };
}
