import type { Facts, Policy, Verdict } from "./rules";

/** How a peer writes a rule: as its documentation does, or with whatever it has for values that are not there. */
export type Form = "plain" | "careful";

/** Reads a file that was laid out for the run. */
export type Read = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/** One engine. Times are taken from outside: `load` and `verdicts` are what is measured, the rest is not. */
export interface Contestant<Given = unknown, Raw = unknown> {
  name: string;
  /** Whether its careful form differs from the plain one. */
  careful: boolean;
  /** What there is to load before rules. */
  open?(read: Read): Promise<void>;
  /** The policies in its own format, as they would come over the wire. */
  text(policies: Policy[], form: Form): string;
  /** Makes that text ready to be put to many people, as far as the engine can. */
  load(text: string): void | Promise<void>;
  /** Facts as it takes them. */
  given(facts: Facts): Given;
  /** All policies for one person. */
  verdicts(given: Given): Raw | Promise<Raw>;
  /** What it said, in the order of the policies. */
  said(raw: Raw, count: number): Verdict[];
  /** Why, of one policy, as text; where reasons are measured. */
  reasons?(given: Given, policy: number): string;
}

/** How most of them say it: neither yes nor no is read as "unknown", in their favour. */
export function verdict(value: unknown): Verdict {
  if (value === true) return "eligible";
  return value === false ? "not_eligible" : "unknown";
}
