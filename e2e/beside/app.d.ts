/** The app's WASM as `cargo xtask beside` builds it: app/src/beside.rs. */
declare module "*/beside/app.js" {
  export class Beside {
    constructor(person: string);
    public(): Promise<number>;
    private(): Promise<void>;
    file(form: string): Promise<void>;
    outbox(): Promise<string[]>;
  }
  export default function start(options: { module_or_path: string }): Promise<unknown>;
}
