import start, { Beside } from "../../../target/beside/app.js";
import { type Contestant, post } from "../contestant";
import { FORM } from "../../sample-form";
import { among, write } from "../payload";

const PERSON = "resident-a";

function bytes(value: object): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** A complete form of as many bytes as everybody's write: its words begin with the write's id, and end sooner. */
function form(number: number): string {
  const given = write(number);
  const wanted = `${given.id} ${given.matter} ${given.body}`;
  const over = bytes({ ...FORM, wanted }) - bytes(given);
  // A character is three bytes.
  return JSON.stringify({ ...FORM, wanted: wanted.slice(0, wanted.length - Math.ceil(over / 3)) });
}

/** The app's own store and exchange. Every hash and the signature of the record are verified; every write is a request for information. */
class Ours implements Contestant {
  readonly name = "ours";
  readonly durability = "IndexedDB strict; public rows relaxed";
  private device!: Beside;
  private written = 0;

  async open(base: string): Promise<void> {
    await start({ module_or_path: "/beside/ours.wasm" });
    await post(`${base}/api/sign-in`, { person: PERSON });
    this.device = new Beside(PERSON);
  }

  async firstSync(): Promise<number> {
    const [count] = await Promise.all([this.device.public(), this.device.private()]);
    return count;
  }

  catchUp(): Promise<number> {
    return this.device.public();
  }

  async write(n: number): Promise<void> {
    for (let left = n; left > 0; left--) await this.device.file(form(this.written++));
  }

  flush(): Promise<void> {
    return this.device.private();
  }

  async survived(promised: number): Promise<number> {
    const asked = await this.device.outbox();
    return among(promised, asked.map((wanted) => wanted.split(" ")[0]!));
  }
}

export default new Ours();
