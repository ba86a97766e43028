import { type IncomingMessage, type Server, type ServerResponse, createServer, request as forward } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { address, listen } from "../listen";

/** Where packs are. */
export const PACKS = /^\/packs?\//;

const PIECE = 1024;

/** What came of one answer with packs. */
export interface Brought {
  path: string;
  /** How many bytes of its body the browser was sent. */
  bytes: number;
  whole: boolean;
}

/** A line between browser and server that can be slow, that can stop within the record and be cut there, and that counts what it brought of it. */
export class RecordLine {
  /** Every answer with packs that was asked for, in the order in which they began. */
  readonly brought: Brought[] = [];
  /** Answers at these addresses come slowly: so many bytes in a second, all of them together. */
  slow = { where: /./, rate: Infinity };
  /** So many more answers with packs come whole; of the next one half comes, and of those after it nothing. */
  whole = Infinity;
  private readonly sockets = new Set<Socket>();
  private freeAt = 0;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
  }

  static async open(port: number): Promise<RecordLine> {
    const server = createServer((request, response) => line.pass(request, response));
    const line = new RecordLine(server, port);
    await listen(server);
    return line;
  }

  get url(): string {
    return address(this.server);
  }

  /** Whether an answer stopped in the middle. */
  get stopped(): boolean {
    return this.brought.some((one) => one.bytes > 0 && !one.whole);
  }

  /** Resets every connection. What is opened afterwards goes through. */
  cut(): void {
    this.whole = Infinity;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const { method, url: path = "/", headers } = request;
    const gone = () => response.destroy();
    const onward = forward({ host: "127.0.0.1", port: this.port, agent: false, method, path, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("error", gone);
      answer.on("end", () => void this.bring(path, answer, Buffer.concat(pieces), response));
    });
    onward.on("error", gone);
    request.pipe(onward);
  }

  private async bring(path: string, answer: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { "transfer-encoding": _, ...headers } = { ...answer.headers, connection: "keep-alive" };
    const one: Brought = { path, bytes: 0, whole: false };
    let comes = body.length;
    if (PACKS.test(path)) {
      this.brought.push(one);
      if (this.whole <= 0) comes = this.whole === 0 ? Math.floor(body.length / 2) : 0;
      this.whole -= 1;
      // What the browser itself would keep is no part of this: what is asked for again is to be seen.
      headers["cache-control"] = "no-store";
    }
    response.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": body.length });
    for (; one.bytes < comes && !response.destroyed; one.bytes += PIECE) {
      await this.free(path);
      response.write(body.subarray(one.bytes, Math.min(one.bytes + PIECE, comes)));
    }
    one.bytes = Math.min(one.bytes, comes);
    if (comes < body.length || response.destroyed) return;
    response.end(() => (one.whole = true));
  }

  /** Waits until the line has room for one more piece. */
  private async free(path: string): Promise<void> {
    if (this.slow.rate === Infinity || !this.slow.where.test(path)) return;
    const now = performance.now();
    this.freeAt = Math.max(now, this.freeAt) + (PIECE / this.slow.rate) * 1000;
    await pause(this.freeAt - now);
  }
}
