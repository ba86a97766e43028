/** The server side of one run, as the runner sees it. */
export interface Stand {
  /** Where it listens on 127.0.0.1; the page reaches it through the wire, under the same origin as the page itself. */
  port: number;
  /** What `open(base)` of the contestant gets behind the origin, e.g. "/dexie/3". */
  path: string;
  /** What the head of the page holds because of it. */
  head?: string;
  /** Puts `MORE` documents more on the server. */
  more(): Promise<void>;
  /** How many writes the server says that it keeps. */
  kept(): Promise<number>;
  /** Ends what this run started, with its data. */
  close(): Promise<void>;
}

/** Whoever can give a contestant its server side: one process for many runs, or one for each. */
export interface Side {
  /** What an acknowledged write has behind it there. */
  durability: string;
  /** Bytes of gzip of the WASM that the contestant's bundle loads besides. */
  module?: number;
  /** With `DOCUMENTS` documents and no writes. What it takes to start is not timed. */
  open(run: string): Promise<Stand>;
}
