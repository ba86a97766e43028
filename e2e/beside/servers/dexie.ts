import type { Write } from "../payload";
import { answer, body } from "./server";
import { small, Store } from "./store";

export default small("dexie", (journal) => new Store(journal), {
  pull(store, _request, response, url) {
    const since = Number(url.searchParams.get("since"));
    answer(response, { cursor: store.docs.length, docs: store.docs.slice(since) });
  },
  async push(store, request, response) {
    await store.take(await body<Write[]>(request));
    answer(response, { ok: true });
  },
});
