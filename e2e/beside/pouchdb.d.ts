// PouchDB brings no types; these are the calls that are made here.

declare class PouchDB<T> {
  constructor(name: string, options?: { adapter?: string; skip_setup?: boolean });
  static plugin(plugin: unknown): typeof PouchDB;
  static defaults(options: { adapter: string }): typeof PouchDB;
  info(): Promise<unknown>;
  put(document: { _id: string } & Omit<T, "id">): Promise<unknown>;
  bulkDocs(documents: ({ _id: string } & Omit<T, "id">)[]): Promise<unknown>;
  allDocs(options: { limit?: number }): Promise<{ total_rows: number; rows: { id: string }[] }>;
  destroy(): Promise<void>;
  replicate: Record<"from" | "to", (other: PouchDB<T>, options: { batch_size: number }) => Promise<unknown>>;
}

declare module "pouchdb-core" {
  export default PouchDB;
}
declare module "pouchdb-adapter-http";
declare module "pouchdb-adapter-indexeddb";
declare module "pouchdb-adapter-memory";
declare module "pouchdb-mapreduce";
declare module "pouchdb-replication";
declare module "express-pouchdb" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  export default function app(
    PouchDB: unknown,
    options: { mode: string; inMemoryConfig: boolean; overrideMode: { exclude: string[] } },
  ): (request: IncomingMessage, response: ServerResponse) => void;
}
