import { mkdtempSync } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;

/** A file that a batch of writes is in, flushed to the disk, before the server acknowledges it. */
export class Journal {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async open(name: string): Promise<Journal> {
    folder ??= mkdtempSync(join(tmpdir(), "mingbai-beside-"));
    const path = join(folder, name);
    return new Journal(path, await open(path, "a"));
  }

  async append(batch: unknown): Promise<void> {
    await this.file.appendFile(`${JSON.stringify(batch)}\n`);
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path);
  }

  /** When the server ends. */
  static async clear(): Promise<void> {
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}
