import type { Write } from "../payload";
import { answer, body } from "./server";
import { small, Store } from "./store";

interface Cookie {
  order: number;
  docs: number;
  writes: number;
}

interface Push {
  mutations: { clientID: string; id: number; args: Write }[];
}

/** Also which mutation of each client was the last that was done. */
class Numbered extends Store {
  readonly last = new Map<string, number>();
}

export default small("replicache", (journal) => new Numbered(journal), {
  async pull(store, request, response) {
    const { cookie } = await body<{ cookie: Cookie | null }>(request);
    const docs = store.docs.slice(cookie?.docs ?? 0);
    // Its protocol: a client drops what its mutators wrote and takes the server's outcome instead, so this goes back.
    const writes = [...store.writes.values()].slice(cookie?.writes ?? 0);
    const patch = [...docs, ...writes].map((value) => ({ op: "put", key: value.id, value }));
    const now = { docs: store.docs.length, writes: store.writes.size };
    answer(response, {
      cookie: { order: now.docs + now.writes, ...now },
      lastMutationIDChanges: Object.fromEntries(store.last),
      patch,
    });
  },
  async push(store, request, response) {
    const { mutations } = await body<Push>(request);
    const next = mutations.filter(({ clientID, id }) => id > (store.last.get(clientID) ?? 0));
    await store.take(next.map(({ args }) => args));
    for (const { clientID, id } of next) store.last.set(clientID, id);
    answer(response, {});
  },
});
