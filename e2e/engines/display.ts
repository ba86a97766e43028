import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { program } from "./program";

/** A screen that nobody looks at, for a browser that cannot do without one. */
export class Display {
  private constructor(
    /** Its name, for DISPLAY. */
    readonly name: string,
    private readonly server: ChildProcess,
  ) {}

  /** Opens a screen under a number that the server finds free itself. */
  static async open(): Promise<Display> {
    const server = spawn(program("Xvfb", "xvfb"), ["-displayfd", "3", "-screen", "0", "1024x1024x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const number = await new Promise<string>((found, failed) => {
      server.once("error", failed);
      server.once("exit", (code) => failed(new Error(`Xvfb ended with ${code}`)));
      (server.stdio[3] as Readable).once("data", (line: Buffer) => found(line.toString().trim()));
    });
    return new Display(`:${number}`, server);
  }

  /** Whatever is still open on the screen ends with it. */
  close(): void {
    this.server.kill();
  }
}
