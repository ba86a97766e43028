import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { District } from "./district";

const shared = resolve(__dirname, "../shared");

/** The amendments of the sample: one in force, one to come. */
export const AMENDED = join(shared, "sample-amended");

/** Publishes a sample policy once more, with its text and pack changed. */
export async function publishChanged(district: District, id: string, from: string, change: { text?: (text: string) => string; pack?: (pack: string) => string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mingbai-amended-"));
  const policy = join(folder, id);
  mkdirSync(policy);
  cpSync(join(shared, from, id), policy, { recursive: true });
  for (const [name, made] of [["text.md", change.text], ["pack.json", change.pack]] as const) {
    const path = join(policy, name);
    if (made) writeFileSync(path, made(readFileSync(path, "utf8")));
  }
  await district.publish(folder);
  rmSync(folder, { recursive: true });
}
