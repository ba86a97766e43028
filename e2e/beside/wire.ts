import { createServer, type IncomingMessage, request as forward, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";
import { constants, createGzip } from "node:zlib";
import { address, listen } from "../listen";

export interface Traffic {
  requests: number;
  /** Bytes from the browser and to it, heads included, as its sockets carried them. */
  up: number;
  down: number;
}

const COMPRESSIBLE = /json|text|javascript|xml|octet-stream/;
const WORTH_IT = 1_024;

/**
 * What stands between the browser and every server, like the nginx of a deployment: one origin, gzip for whoever did not compress, and a count of all
 * that goes through, also from workers and service workers, which the counters of a page do not see.
 */
export class Wire {
  /** The server that requests go to. */
  port = 0;
  /** Waits this long before each request goes on. */
  latency = 0;
  /** Cuts every connection, as a device without network. */
  offline = false;
  /** Answered here rather than by the server: the page and its script. */
  readonly pages = new Map<string, { type: string; body: string | Buffer }>();

  private requests = 0;
  private up = 0;
  private down = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on("connection", (socket: Socket) => {
      if (this.offline) return socket.destroy();
      this.sockets.add(socket);
      socket.once("close", () => {
        this.sockets.delete(socket);
        this.up += socket.bytesRead;
        this.down += socket.bytesWritten;
      });
    });
    server.on("request", (request: IncomingMessage, response: ServerResponse) => this.pass(request, response));
  }

  static async open(): Promise<Wire> {
    const server = createServer();
    await listen(server);
    return new Wire(server);
  }

  get origin(): string {
    return address(this.server);
  }

  /** Everything until now; a phase is the difference of two. */
  traffic(): Traffic {
    const { requests } = this;
    let { up, down } = this;
    for (const socket of this.sockets) {
      up += socket.bytesRead;
      down += socket.bytesWritten;
    }
    return { requests, up, down };
  }

  close(): void {
    this.server.close();
    this.cut();
  }

  /** Ends the connections that are open. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const page = this.pages.get(request.url ?? "");
    if (page) {
      response.writeHead(200, { "content-type": page.type, "cache-control": "no-store" });
      response.end(page.body);
      return;
    }
    this.requests++;
    setTimeout(() => this.on(request, response), this.latency);
  }

  private on(request: IncomingMessage, response: ServerResponse): void {
    const { port } = this;
    const onward = forward({ host: "127.0.0.1", port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      const headers = { ...answer.headers };
      if (!compressible(request, answer)) {
        response.writeHead(answer.statusCode ?? 502, headers);
        pipeline(answer, response, () => undefined);
        return;
      }
      delete headers["content-length"];
      response.writeHead(answer.statusCode ?? 502, { ...headers, "content-encoding": "gzip", vary: "accept-encoding" });
      // Each part goes on when it comes, for servers that hold an answer open.
      pipeline(answer, createGzip({ level: 6, flush: constants.Z_SYNC_FLUSH }), response, () => undefined);
    });
    onward.on("error", () => response.destroy());
    pipeline(request, onward, () => undefined);
  }
}

function compressible(request: IncomingMessage, answer: IncomingMessage): boolean {
  const length = answer.headers["content-length"];
  return (
    request.method !== "HEAD" &&
    String(request.headers["accept-encoding"]).includes("gzip") &&
    answer.headers["content-encoding"] === undefined &&
    COMPRESSIBLE.test(answer.headers["content-type"] ?? "") &&
    (length === undefined || Number(length) >= WORTH_IT)
  );
}
