import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Side } from "../side";

/** The one process with the servers of all peers. */
export class Peers {
  private constructor(
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(build: string): Promise<Peers> {
    const child = spawn(process.execPath, [join(build, "servers.js")], { stdio: ["pipe", "pipe", "inherit"] });
    const [said] = (await once(child.stdout!, "data")) as [Buffer];
    return new Peers(child, Number(said.toString("utf8")));
  }

  side(name: string, durability: string): Side {
    return {
      durability,
      open: async (run) => {
        const control = async (what: string): Promise<unknown> => {
          const answer = await fetch(`http://127.0.0.1:${this.port}/control/${name}/${run}/${what}`);
          if (!answer.ok) throw new Error(`${what} of ${name}: ${await answer.text()}`);
          return answer.json();
        };
        await control("open");
        return {
          port: this.port,
          path: `/${name}/${run}`,
          more: async () => void (await control("more")),
          kept: async () => (await control("kept")) as number,
          close: async () => void (await control("close")),
        };
      },
    };
  }

  async stop(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.stdin!.end();
    await ended;
  }
}
