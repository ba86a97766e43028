/** The app's WASM as run.sh builds it: ours/src/lib.rs. */
declare module "*/ours.js" {
  export class Person {
    constructor(facts: string);
  }
  export class Matching {
    constructor(policies: string, today: string);
    verdicts(person: Person): Uint8Array;
    reasons(policy: number, person: Person): string;
  }
  export default function start(options: { module_or_path: BufferSource }): Promise<unknown>;
}
