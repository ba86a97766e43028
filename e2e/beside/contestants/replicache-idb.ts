// Replicache answers from memory, so what is in IndexedDB is read there, in the format of its version 15:
// chunks under "c/HASH/d", heads under "h/NAME"; a commit names the root of a B+tree whose entries are [key, value or hash, size].

type Read = (key: string) => Promise<unknown>;
type Node = [level: number, entries: [key: string, value: unknown, size: number][]];

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error("IndexedDB"));
  });
}

async function count(read: Read, hash: string, prefix: string): Promise<number> {
  const [level, entries] = (await read(`c/${hash}/d`)) as Node;
  if (level === 0) return entries.filter(([key]) => key.startsWith(prefix)).length;
  const parts = await Promise.all(entries.map(([, child]) => count(read, child as string, prefix)));
  return parts.reduce((sum, part) => sum + part, 0);
}

/** How many keys with that prefix a client that starts now would find in IndexedDB. */
export async function countPersisted(database: string, prefix: string): Promise<number> {
  const db = await settled(indexedDB.open(database));
  try {
    const store = db.transaction("chunks", "readonly").objectStore("chunks");
    const read: Read = (key) => settled(store.get(key));
    const head = (await read("h/client-groups")) as string;
    const groups = Object.values((await read(`c/${head}/d`)) as Record<string, { headHash: string }>);
    const counts = [];
    for (const { headHash } of groups) {
      const commit = (await read(`c/${headHash}/d`)) as { valueHash: string };
      counts.push(await count(read, commit.valueHash, prefix));
    }
    return Math.max(0, ...counts);
  } finally {
    db.close();
  }
}
