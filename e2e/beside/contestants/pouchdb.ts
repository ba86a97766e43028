import PouchDB from "pouchdb-core";
import http from "pouchdb-adapter-http";
import indexeddb from "pouchdb-adapter-indexeddb";
import replication from "pouchdb-replication";
import type { Contestant } from "../contestant";
import { among, type Document, type Write, write } from "../payload";

PouchDB.plugin(indexeddb).plugin(http).plugin(replication);

// One round trip for everything, as the others have it: its default is 100, which is slower here.
const BATCH = { batch_size: 1_000 };

let written = 0;
let docs: PouchDB<Document>;
let forms: PouchDB<Write>;
let remoteDocs: PouchDB<Document>;
let remoteForms: PouchDB<Write>;

async function pull(): Promise<number> {
  await docs.replicate.from(remoteDocs, BATCH);
  return (await docs.allDocs({ limit: 0 })).total_rows;
}

async function ids(db: PouchDB<Write>): Promise<string[]> {
  return (await db.allDocs({})).rows.map(({ id }) => id);
}

/** PouchDB against a CouchDB-like server: a database for what comes, another for what goes. */
const contestant: Contestant = {
  name: "pouchdb",
  durability: "IndexedDB relaxed",
  async open(base) {
    docs = new PouchDB("docs", { adapter: "indexeddb" });
    forms = new PouchDB("forms", { adapter: "indexeddb" });
    // They exist already: asking the server would put requests into the timing that a deployment does not need.
    remoteDocs = new PouchDB(`${base}-docs`, { adapter: "http", skip_setup: true });
    remoteForms = new PouchDB(`${base}-forms`, { adapter: "http", skip_setup: true });
    await Promise.all([docs.info(), forms.info()]);
  },
  firstSync: pull,
  catchUp: pull,
  async write(n) {
    for (let left = n; left > 0; left--) {
      const { id, ...rest } = write(written++);
      await forms.put({ _id: id, ...rest });
    }
  },
  async flush() {
    await forms.replicate.to(remoteForms, BATCH);
  },
  async survived(promised) {
    return among(promised, await ids(forms), await ids(remoteForms));
  },
};

export default contestant;
