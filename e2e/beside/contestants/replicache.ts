import { Replicache, type WriteTransaction } from "replicache";
import { type Contestant, keptByServer } from "../contestant";
import { among, type Write, write } from "../payload";
import { countPersisted } from "./replicache-idb";

const NAME = "beside";
const mutators = {
  async write(tx: WriteTransaction, args: Write): Promise<void> {
    await tx.set(args.id, { ...args });
  },
};

let at = "";
let written = 0;
let held = 0;
const visible: number[] = [];
let rep: Replicache<typeof mutators>;

/** Resolves the next time that Replicache has written its memory to IndexedDB: it tells its other tabs, and so us. */
function persisted(): Promise<void> {
  return new Promise((done) => {
    const channel = new BroadcastChannel(`replicache-on-persist:${NAME}`);
    channel.onmessage = () => {
      channel.close();
      done();
    };
  });
}

/** Pulls, and waits until there are more documents in IndexedDB itself than before: Replicache reads from memory. */
async function pull(): Promise<number> {
  const from = performance.now();
  let next = persisted();
  await rep.pull({ now: true });
  visible.push(performance.now() - from);
  for (;;) {
    await next;
    next = persisted();
    const now = await countPersisted(rep.idbName, "doc-");
    if (now > held) return (held = now);
  }
}

const contestant: Contestant = {
  name: "replicache",
  durability: "memory first, IndexedDB relaxed 0.5 to 1 s later",
  async open(base) {
    at = base;
    // No address to push to is how it is offline: a failing one would add its waits between tries to the flush.
    rep = new Replicache({ name: NAME, pullInterval: null, mutators, logLevel: "error" });
    await rep.clientGroupID;
    await rep.query((tx) => tx.isEmpty());
    rep.pullURL = `${base}/pull`;
  },
  firstSync: pull,
  catchUp: pull,
  async write(n) {
    for (let left = n; left > 0; left--) await rep.mutate.write(write(written++));
  },
  async flush() {
    rep.pushURL = `${at}/push`;
    await rep.push({ now: true });
    // The device knows what the server took from the next pull.
    while ((await rep.experimentalPendingMutations()).length > 0) await rep.pull({ now: true });
  },
  async survived(promised) {
    const here = await rep.query((tx) => tx.scan({ prefix: "write-" }).keys().toArray());
    return among(promised, here, await keptByServer(at));
  },
  asides: () => ({ "first sync readable from memory": visible[0] ?? Number.NaN, "catch-up readable from memory": visible[1] ?? Number.NaN }),
};

export default contestant;
