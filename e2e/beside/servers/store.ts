import type { IncomingMessage, ServerResponse } from "node:http";
import { type Document, documents, DOCUMENTS, MORE, type Write } from "../payload";
import { Journal } from "./journal";
import { answer, type Server } from "./server";

/** What the small servers hold of a run: documents in the order in which they came, so that a cursor is a count. */
export class Store {
  readonly docs: Document[] = documents(0, DOCUMENTS);
  readonly writes = new Map<string, Write>();

  constructor(private readonly journal: Journal) {}

  /** Acknowledge only after this: the batch is on the disk. A write that is there already changes nothing. */
  async take(writes: Write[]): Promise<void> {
    const fresh = writes.filter(({ id }) => !this.writes.has(id));
    await this.journal.append(fresh);
    for (const one of fresh) this.writes.set(one.id, one);
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}

type Handler<S extends Store> = (store: S, request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** A server of two or three handlers over a store. */
export function small<S extends Store>(name: string, make: (journal: Journal) => S, handlers: Record<string, Handler<S>>): Server {
  const stores = new Map<string, S>();
  function of(run: string): S {
    const store = stores.get(run);
    if (!store) throw new Error(`no run ${run} of ${name}`);
    return store;
  }
  return {
    async open(run) {
      stores.set(run, make(await Journal.open(`${name}-${run}`)));
    },
    async more(run) {
      const { docs } = of(run);
      docs.push(...documents(docs.length, MORE));
    },
    kept: async (run) => [...of(run).writes.keys()],
    async close(run) {
      await of(run).close();
      stores.delete(run);
    },
    async handle(path, request, response) {
      const url = new URL(path, "http://server");
      const [, run = "", what = ""] = url.pathname.split("/");
      if (what === "kept") return answer(response, [...of(run).writes.keys()]);
      const handler = handlers[what];
      if (!handler) return answer(response, `nothing at ${path}`, 404);
      await handler(of(run), request, response, url);
    },
  };
}
