import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import dexie from "./dexie";
import { Journal } from "./journal";
import pouchdb from "./pouchdb";
import replicache from "./replicache";
import rxdb from "./rxdb";
import { answer, type Server } from "./server";

// One process for all peers, each under its own prefix. The runner opens and closes runs under /control/PEER/RUN/…
const SERVERS: Record<string, Server> = { dexie, pouchdb, replicache, rxdb };

async function control(server: Server, run: string, what: string): Promise<unknown> {
  switch (what) {
    case "open":
    case "more":
    case "close":
      await server[what](run);
      return true;
    case "kept":
      return (await server.kept(run)).length;
    default:
      throw new Error(`cannot ${what}`);
  }
}

const listening = createServer((request, response) => {
  void (async () => {
    const url = request.url ?? "/";
    const controlled = /^\/control\/([^/]+)\/([^/]+)\/([a-z]+)$/.exec(url);
    const [, name = "", rest = "/"] = controlled ? [] : (/^\/([^/?]+)(\/.*)$/.exec(url) ?? []);
    const server = SERVERS[controlled?.[1] ?? name];
    if (!server) return answer(response, `nothing at ${url}`, 404);
    if (controlled) return answer(response, await control(server, controlled[2]!, controlled[3]!));
    await server.handle(rest, request, response);
  })().catch((wrong: unknown) => {
    console.error(wrong);
    if (response.headersSent) response.destroy();
    else answer(response, String(wrong), 500);
  });
});

listening.listen(0, "127.0.0.1", () => {
  // The runner reads the port from here.
  console.log((listening.address() as AddressInfo).port);
});

// Also when the runner is gone without a word.
process.stdin.resume();
process.stdin.once("end", () => {
  void Journal.clear().finally(() => process.exit(0));
});
