import type { Side } from "./side";
import type { Ours } from "./sides/ours";
import type { Peers } from "./sides/peers";

/** One line of the tables: contestants/NAME.ts in the page, and a side that serves it. */
export interface Entry {
  name: string;
  side: Side;
}

const JOURNAL = "file with fsync before each acknowledgement";

export function entries(peers: Peers, ours: Ours): Entry[] {
  return [
    { name: "ours", side: ours },
    { name: "pouchdb", side: peers.side("pouchdb", "memory only") },
    { name: "rxdb", side: peers.side("rxdb", JOURNAL) },
    { name: "rxdb-strict", side: peers.side("rxdb", JOURNAL) },
    { name: "replicache", side: peers.side("replicache", JOURNAL) },
    { name: "dexie", side: peers.side("dexie", JOURNAL) },
    { name: "dexie-strict", side: peers.side("dexie", JOURNAL) },
  ];
}
