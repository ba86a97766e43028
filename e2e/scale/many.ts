import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { document } from "../beside/payload";
import type { District } from "../district";

/** Publishes `count` made-up documents, with packs of about 2.4 kB each, through the gate as every other. */
export async function publishMany(district: District, count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mingbai-many-"));
  for (let number = 0; number < count; number++) {
    const { id, title, body } = document(number);
    const policy = join(folder, id);
    const twice = (zh: string, en: string) => ({ zh, en });
    mkdirSync(policy);
    const pack = {
      ...{ format: 1, id, agency: "health", sample: true, title: twice(`${title}（示例）`, `Sample ${number}`), topic: twice("示例", "Samples") },
      interpretation: { points: [{ text: twice(body.slice(0, 30), "A point."), article: "1" }], terms: [], questions: [] },
      contact: { office: "示例", telephone: "021-0000-0000（示例）", address: "示例路1号" },
    };
    writeFileSync(join(policy, "pack.json"), JSON.stringify(pack));
    writeFileSync(join(policy, "text.md"), `# ${title}（示例）\n\n发布机关：示例\n\n发布日期：2026年1月12日\n\n第一条 ${body.slice(0, LENGTH)}。\n`);
  }
  await promisify(execFile)(resolve(__dirname, "../mingbai"), ["publish", folder, "--to", district.url], { maxBuffer: 1 << 26 });
  rmSync(folder, { recursive: true });
}

// Of the text: what makes a pack of 2.4 kB.
const LENGTH = 536;
