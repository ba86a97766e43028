import { createServer, request as forward, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { address, listen } from "./listen";

const QUIET_MS = 700;

/** Stands between browser and server and writes down every byte that the browser sends, whichever part of it sends. */
export class Recorder {
  readonly sent: string[] = [];
  private underWay = 0;
  private lastAt = Date.now();

  private constructor(private readonly server: Server) {}

  static async open(port: number): Promise<Recorder> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks);
        recorder.sent.push(JSON.stringify([request.method, request.url, request.rawHeaders, body.toString("base64")]));
        recorder.began(response);
        const { method, url, headers } = request;
        const onward = forward({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response);
        });
        onward.on("error", () => response.destroy());
        onward.end(body);
      });
    });
    const recorder = new Recorder(server);
    await listen(server);
    return recorder;
  }

  private began(response: ServerResponse): void {
    this.underWay += 1;
    this.lastAt = Date.now();
    response.once("close", () => {
      this.underWay -= 1;
      this.lastAt = Date.now();
    });
  }

  /** How often a path was asked for since the last `take`. */
  count(path: RegExp): number {
    return this.sent.filter((sent) => path.test((JSON.parse(sent) as string[])[1] ?? "")).length;
  }

  /** Waits until everything that was asked for is answered and nothing more was asked for a while. */
  async quiet(): Promise<void> {
    while (this.underWay > 0 || Date.now() - this.lastAt < QUIET_MS) await pause(50);
  }

  get url(): string {
    return address(this.server);
  }

  /** What was sent since the last call, in an order that does not depend on which answer came first. */
  take(): string[] {
    return this.sent.splice(0).sort();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
