/** One engine, as the page drives it. Every call is timed from outside: what a call awaits is what is measured. */
export interface Contestant {
  name: string;
  /** What "written" means here, e.g. "IndexedDB relaxed", "memory first, IndexedDB later". */
  durability: string;
  /** In a cold profile, or after a restart in the one that was left. Nothing goes over the wire yet. */
  open(base: string): Promise<void>;
  /** Returns when all documents are in IndexedDB and readable from it: how many. */
  firstSync(): Promise<number>;
  /** After 10 more were put on the server: how many there are now. */
  catchUp(): Promise<number>;
  /** `n` writes offline, one after another, each awaited until its engine says that it is kept. A second call goes on counting. */
  write(n: number): Promise<void>;
  /** Returns when all of them are acknowledged by the server, and the device knows it. */
  flush(): Promise<void>;
  /** After a restart: how many of the first `promised` writes this device still has or the server has. */
  survived(promised: number): Promise<number>;
  /** Times in ms that the table does not ask for but a reader should know, by what they are. */
  asides?(): Record<string, number>;
}

/** What the server side of every contestant answers under its base at `/kept`: the ids of the writes that it holds. */
export async function keptByServer(base: string): Promise<string[]> {
  const answer = await fetch(`${base}/kept`);
  if (!answer.ok) throw new Error(`${base}/kept: ${answer.status}`);
  return (await answer.json()) as string[];
}

/** An answer of the server that must be good. */
export async function post<T>(url: string, body: unknown): Promise<T> {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as T;
}
