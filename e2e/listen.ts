import type { AddressInfo, Server } from "node:net";

/** Begins to listen on a free port of 127.0.0.1. */
export function listen(server: Server): Promise<void> {
  return new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", listening);
  });
}

/** Where it does. */
export function address(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
