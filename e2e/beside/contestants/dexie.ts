import Dexie, { type EntityTable } from "dexie";
import { type Contestant, keptByServer, post } from "../contestant";
import { among, type Document, type Write, write } from "../payload";

interface Tables {
  docs: EntityTable<Document, "id">;
  outbox: EntityTable<Write, "id">;
  kept: EntityTable<{ key: string; value: number }, "key">;
}

interface Pulled {
  cursor: number;
  docs: Document[];
}

/** Dexie with plain fetch: no engine at all, only what every engine must do. The honest floor. */
export function dexie(name: string, durability: "default" | "strict"): Contestant {
  let at = "";
  let written = 0;
  let db: Dexie & Tables;

  async function pull(): Promise<number> {
    const since = (await db.kept.get("cursor"))?.value ?? 0;
    const answer = await fetch(`${at}/pull?since=${since}`);
    if (!answer.ok) throw new Error(`pull: ${answer.status}`);
    const { cursor, docs } = (await answer.json()) as Pulled;
    await db.transaction("rw", db.docs, db.kept, async () => {
      await db.docs.bulkPut(docs);
      await db.kept.put({ key: "cursor", value: cursor });
    });
    return db.docs.count();
  }

  return {
    name,
    durability: durability === "strict" ? "IndexedDB strict" : "IndexedDB relaxed",
    async open(base) {
      at = base;
      db = new Dexie("beside", { chromeTransactionDurability: durability }) as Dexie & Tables;
      db.version(1).stores({ docs: "id", outbox: "id", kept: "key" });
      await db.open();
    },
    firstSync: pull,
    catchUp: pull,
    async write(n) {
      for (let left = n; left > 0; left--) await db.outbox.add(write(written++));
    },
    async flush() {
      const writes = await db.outbox.toArray();
      await post(`${at}/push`, writes);
      const last = writes.at(-1);
      if (last) await db.outbox.where("id").belowOrEqual(last.id).delete();
    },
    async survived(promised) {
      return among(promised, await db.outbox.toCollection().primaryKeys(), await keptByServer(at));
    },
  };
}

export default dexie("dexie", "default");
