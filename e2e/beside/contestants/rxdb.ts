import { addRxPlugin, createRxDatabase, type RxCollection, type RxJsonSchema } from "rxdb/plugins/core";
import { replicateRxCollection, type RxReplicationState } from "rxdb/plugins/replication";
import { RxDBLeaderElectionPlugin } from "rxdb/plugins/leader-election";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { type Contestant, keptByServer, post } from "../contestant";
import { among, type Document, type Write, write } from "../payload";

addRxPlugin(RxDBLeaderElectionPlugin);

interface Checkpoint {
  cursor: number;
}

// One round trip for everything, as the others have it: its default is 100, which is slower here.
const BATCH = 1_000;

function schema<T>(properties: (keyof T & string)[], numbers: string[] = []): RxJsonSchema<T> {
  const all = properties.map((name) => [name, { type: numbers.includes(name) ? "number" : "string", ...(name === "id" ? { maxLength: 40 } : {}) }]);
  return { version: 0, primaryKey: "id", type: "object", properties: Object.fromEntries(all), required: properties } as unknown as RxJsonSchema<T>;
}

/** RxDB on Dexie's storage with its replication protocol over two handlers of ours; the server package of its makers has another licence. */
export function rxdb(name: string, durability: "default" | "strict"): Contestant {
  let at = "";
  let written = 0;
  let docs: RxCollection<Document>;
  let forms: RxCollection<Write>;
  let pulling: RxReplicationState<Document, Checkpoint>;
  let pushing: RxReplicationState<Write, Checkpoint>;

  return {
    name,
    durability: durability === "strict" ? "IndexedDB strict" : "IndexedDB relaxed",
    async open(base) {
      at = base;
      const db = await createRxDatabase({ name: "beside", storage: getRxStorageDexie({ chromeTransactionDurability: durability }), multiInstance: false });
      const collections = await db.addCollections({
        docs: { schema: schema<Document>(["id", "title", "body", "revision"], ["revision"]) },
        forms: { schema: schema<Write>(["id", "matter", "body"]) },
      });
      docs = collections.docs as RxCollection<Document>;
      forms = collections.forms as RxCollection<Write>;
      const both = { live: true, autoStart: false, waitForLeadership: false, toggleOnDocumentVisible: false };
      pulling = replicateRxCollection<Document, Checkpoint>({
        ...both,
        replicationIdentifier: "docs",
        collection: docs,
        pull: { batchSize: BATCH, handler: (checkpoint, limit) => post(`${at}/pull`, { since: checkpoint?.cursor ?? 0, limit }) },
      });
      pushing = replicateRxCollection<Write, Checkpoint>({
        ...both,
        replicationIdentifier: "forms",
        collection: forms,
        push: { batchSize: BATCH, handler: (rows) => post(`${at}/push`, rows) },
      });
      for (const replication of [pulling, pushing]) replication.error$.subscribe((wrong) => console.error(String(wrong)));
    },
    async firstSync() {
      await pulling.start();
      await pulling.awaitInitialReplication();
      return docs.count().exec();
    },
    async catchUp() {
      pulling.reSync();
      await pulling.awaitInSync();
      return docs.count().exec();
    },
    async write(n) {
      for (let left = n; left > 0; left--) await forms.insert(write(written++));
    },
    async flush() {
      await pushing.start();
      await pushing.awaitInitialReplication();
    },
    async survived(promised) {
      const here = await forms.find().exec();
      return among(promised, here.map(({ id }) => id), await keptByServer(at));
    },
  };
}

export default rxdb("rxdb", "default");
