import { type Server, type Socket, connect, createServer } from "node:net";
import { address, listen } from "./listen";

/** What becomes of a call that hands something in. */
export type Fate =
  | "delivered"
  /** The line is cut when half of the call has gone through: the server never has it whole. */
  | "cut before"
  /** The server has it, and the line is cut instead of its answer. */
  | "cut after"
  /** The server has it, and its answer does not come. */
  | "held";

const HANDS_IN = /^POST \/api\/sync /;

/** A line between browser and server that can break. */
export class Proxy {
  fate: Fate = "delivered";
  /** How many calls that hand something in met each fate. */
  readonly met: Record<Fate, number> = { "delivered": 0, "cut before": 0, "cut after": 0, "held": 0 };
  private readonly lines = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async open(port: number): Promise<Proxy> {
    const server = createServer((browser) => proxy.join(browser));
    const proxy = new Proxy(server, port);
    await listen(server);
    return proxy;
  }

  get url(): string {
    return address(this.server);
  }

  /** Cuts what is open; what is opened afterwards goes through. */
  cut(): void {
    for (const line of this.lines) line.destroy();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(browser: Socket): void {
    const onward = connect(this.port, "127.0.0.1");
    const cut = () => {
      browser.destroy();
      onward.destroy();
    };
    for (const line of [browser, onward]) {
      this.lines.add(line);
      // Lines that break are what this is for.
      line.on("error", cut);
      line.on("close", () => {
        this.lines.delete(line);
        cut();
      });
    }
    // One call at a time goes over a line, as browsers do it; a WebSocket says nothing upwards.
    let fate: Fate = "delivered";
    let waiting = Buffer.alloc(0);
    browser.on("data", (bytes: Buffer) => {
      waiting = Buffer.concat([waiting, bytes]);
      if (!isWhole(waiting)) return;
      const call = waiting;
      waiting = Buffer.alloc(0);
      fate = "delivered";
      if (handsIn(call)) {
        fate = this.fate;
        this.met[fate] += 1;
      }
      if (fate === "cut before") onward.write(call.subarray(0, call.length - 100), cut);
      else onward.write(call);
    });
    onward.on("data", (bytes: Buffer) => {
      if (fate === "cut after") cut();
      else if (fate !== "held") browser.write(bytes);
    });
  }
}

function isWhole(call: Buffer): boolean {
  const end = call.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(call.toString("latin1", 0, end))?.[1] ?? 0);
  return call.length >= end + 4 + length;
}

function handsIn(call: Buffer): boolean {
  const text = call.toString();
  return HANDS_IN.test(text) && !text.includes('"mutations":[]');
}
