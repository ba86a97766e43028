import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A disk that can be full or slow on demand, for the server that is started with its `environment` (disk.c). */
export class Disk {
  private constructor(
    private readonly orders: string,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  static open(): Disk {
    const built = resolve(__dirname, "../../target/e2e-faults");
    const library = join(built, "disk.so");
    mkdirSync(built, { recursive: true });
    execFileSync("cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, join(__dirname, "disk.c")], { stdio: "inherit" });
    const orders = mkdtempSync(join(tmpdir(), "mingbai-disk-"));
    return new Disk(orders, { LD_PRELOAD: library, DISK_FAULTS: orders });
  }

  /** From now on every write fails, or those to one kind of objects. */
  fill(kind: "" | "mingbai-agency" = ""): void {
    writeFileSync(join(this.orders, "full"), kind);
  }

  /** There is room again. */
  free(): void {
    rmSync(join(this.orders, "full"));
  }

  /** Until a write is on the disk takes so long. */
  slow(ms: number): void {
    writeFileSync(join(this.orders, "slow"), String(ms));
  }

  close(): void {
    rmSync(this.orders, { recursive: true });
  }
}
