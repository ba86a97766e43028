import { Agent, createServer, type IncomingMessage, request as forward, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { address, listen } from "../listen";

/** A call and its answer as they went over the wire, heads included. */
export interface Call {
  method: string;
  path: string;
  /** 0 where the browser gave the call up before its answer began. */
  status: number;
  up: number;
  down: number;
  cache: string;
  encoding: string;
  etag: boolean;
}

// A browser looks for a new service worker some seconds after a page is there.
const QUIET_MS = 5_000;

/**
 * Stands between browser and server and counts every call, whoever makes it: page, service worker, or the browser that looks whether there is a new
 * one. The counters of a page see only the first of these.
 */
export class Line {
  private readonly calls: Call[] = [];
  // One call at a time goes over a connection, so what it carried meanwhile is that call's.
  private readonly agent = new Agent({ keepAlive: true });
  private underWay = 0;
  private lastAt = Date.now();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async open(port: number): Promise<Line> {
    const server = createServer((request, response) => line.pass(request, response));
    const line = new Line(server, port);
    await listen(server);
    return line;
  }

  get url(): string {
    return address(this.server);
  }

  /** All calls since the last time, once nothing more is asked for. */
  async take(): Promise<Call[]> {
    this.lastAt = Date.now();
    while (this.underWay > 0 || Date.now() - this.lastAt < QUIET_MS) await pause(50);
    return this.calls.splice(0);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    this.underWay += 1;
    const { method = "", url: path = "", headers } = request;
    const call: Call = { method, path, status: 0, up: 0, down: 0, cache: "", encoding: "", etag: false };
    const onward = forward({ host: "127.0.0.1", port: this.port, method, path, headers, agent: this.agent });
    let socket: Socket | undefined;
    let before = { up: 0, down: 0 };
    onward.once("socket", (given) => {
      socket = given;
      before = { up: socket.bytesWritten, down: socket.bytesRead };
    });
    const count = (): void => {
      call.up = (socket?.bytesWritten ?? 0) - before.up;
      call.down = (socket?.bytesRead ?? 0) - before.down;
    };
    onward.once("response", (answer) => {
      const { "cache-control": cache = "", "content-encoding": encoding = "", etag } = answer.headers;
      Object.assign(call, { status: answer.statusCode ?? 0, cache, encoding, etag: etag !== undefined });
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
      answer.once("end", count);
    });
    onward.once("error", () => response.destroy());
    response.once("close", () => {
      // A browser may give a call up; the server has had it all the same.
      if (!response.writableFinished) {
        count();
        onward.destroy();
      }
      this.calls.push(call);
      this.underWay -= 1;
      this.lastAt = Date.now();
    });
    request.pipe(onward);
  }
}
