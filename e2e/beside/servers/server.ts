import type { IncomingMessage, ServerResponse } from "node:http";

/** The server side of one peer. A run is one contestant in one fresh profile, and has its own documents and writes. */
export interface Server {
  /** The 1,000 documents, and no writes. */
  open(run: string): Promise<void>;
  /** `MORE` documents more. */
  more(run: string): Promise<void>;
  /** The ids of the writes that are kept. */
  kept(run: string): Promise<string[]>;
  close(run: string): Promise<void>;
  /** `path` is what follows the prefix of the peer: "/RUN/pull". */
  handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> | void;
}

export async function body<T>(request: IncomingMessage): Promise<T> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString("utf8")) as T;
}

export function answer(response: ServerResponse, value: unknown, status = 200): void {
  const bytes = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "content-length": bytes.length });
  response.end(bytes);
}
