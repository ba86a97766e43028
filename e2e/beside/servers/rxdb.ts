import type { Write } from "../payload";
import { answer, body } from "./server";
import { small, Store } from "./store";

interface Pull {
  since: number;
  limit: number;
}

interface Row {
  newDocumentState: Write;
}

export default small("rxdb", (journal) => new Store(journal), {
  async pull(store, request, response) {
    const { since, limit } = await body<Pull>(request);
    const docs = store.docs.slice(since, since + limit);
    answer(response, { checkpoint: { cursor: since + docs.length }, documents: docs.map((one) => ({ ...one, _deleted: false })) });
  },
  /** Answers with the conflicts: there are none, as no one else writes these. */
  async push(store, request, response) {
    await store.take((await body<Row[]>(request)).map(({ newDocumentState }) => newDocumentState));
    answer(response, []);
  },
});
