import expressPouchdb from "express-pouchdb";
import memory from "pouchdb-adapter-memory";
import PouchDB from "pouchdb-core";
import mapreduce from "pouchdb-mapreduce";
import replication from "pouchdb-replication";
import { documents, DOCUMENTS, MORE, type Document, type Write } from "../payload";
import type { Server } from "./server";

PouchDB.plugin(memory).plugin(mapreduce).plugin(replication);

// Nothing here reaches a disk. The adapter that does needs a build at installation.
const Memory = PouchDB.defaults({ adapter: "memory" });
// Compression is left to the wire, which does it for all alike.
const app = expressPouchdb(Memory, { mode: "minimumForPouchDB", inMemoryConfig: true, overrideMode: { exclude: ["compression"] } });
const runs = new Map<string, { docs: PouchDB<Document>; forms: PouchDB<Write>; count: number }>();

function of(run: string): { docs: PouchDB<Document>; forms: PouchDB<Write>; count: number } {
  const found = runs.get(run);
  if (!found) throw new Error(`no run ${run} of pouchdb`);
  return found;
}

async function add(run: string, count: number): Promise<void> {
  const here = of(run);
  await here.docs.bulkDocs(documents(here.count, count).map(({ id, ...rest }) => ({ _id: id, ...rest })));
  here.count += count;
}

const server: Server = {
  async open(run) {
    const forms = new Memory<Write>(`${run}-forms`);
    runs.set(run, { docs: new Memory<Document>(`${run}-docs`), forms, count: 0 });
    await Promise.all([add(run, DOCUMENTS), forms.info()]);
  },
  more: (run) => add(run, MORE),
  kept: async (run) => (await of(run).forms.allDocs({})).rows.map(({ id }) => id),
  async close(run) {
    const { docs, forms } = of(run);
    runs.delete(run);
    await Promise.all([docs.destroy(), forms.destroy()]);
  },
  handle(path, request, response) {
    request.url = path;
    app(request, response);
  },
};

export default server;
