import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { District } from "../../district";
import { SamplePeople } from "../../sample-people";
import { DOCUMENTS, type Document, documents, MORE } from "../payload";
import type { Side, Stand } from "../side";

/** Who signs in on the device. */
export const PERSON = "resident-a";
/** How much of a document's text makes a pack of 2.4 kB, the length that the issue asks for: the rest is what every pack holds. */
const TEXT = 430;

/** A district of its own for each run: workerd with its SQLite, a signed public record, three signatures behind each document. */
export class Ours implements Side {
  readonly durability = "SQLite in workerd, with fsync before each answer";
  readonly module: number;

  private constructor(
    readonly wasm: Buffer,
    private readonly model: District,
  ) {
    this.module = gzipSync(wasm, { level: 9 }).length;
  }

  static async begin(wasm: string): Promise<Ours> {
    const model = await District.open({ seeded: false });
    await publish(model, documents(0, DOCUMENTS));
    await model.kill();
    return new Ours(readFileSync(wasm), model);
  }

  async open(): Promise<Stand> {
    const district = await this.model.copy();
    return {
      port: district.port,
      path: "",
      head: `<meta name="log-key" content="${district.setting("LOG_VKEY")}">`,
      more: () => publish(district, documents(DOCUMENTS, MORE)),
      kept: async () => (await kept(district)).length,
      close: () => district.close(),
    };
  }

  end(): Promise<void> {
    return this.model.close();
  }
}

async function publish(district: District, documents: Document[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mingbai-beside-"));
  for (const { id, title, body } of documents) {
    const zh = `${title}（示例）`;
    const pack = {
      format: 1,
      id,
      agency: "civil-affairs",
      sample: true,
      title: { zh, en: `Sample ${id}` },
      topic: { zh: "示例", en: "Samples" },
      interpretation: { points: [{ text: { zh: "示例要点。", en: "A sample." }, article: "1" }], terms: [], questions: [] },
      offer: null,
      contact: { office: "长宁区民政局（示例）", telephone: "021-0000-0000（示例）", address: "示例路1号（示例）" },
    };
    const text = [`# ${zh}`, "发布机关：长宁区民政局（示例）", "发布日期：2025年7月28日", `第一条（示例）${body.slice(0, TEXT)}`].join("\n\n");
    mkdirSync(join(folder, id));
    writeFileSync(join(folder, id, "pack.json"), JSON.stringify(pack));
    writeFileSync(join(folder, id, "text.md"), text);
  }
  await district.publish(folder);
  rmSync(folder, { recursive: true });
}

/** What was asked for in each request that the server has of the person. */
async function kept(district: District): Promise<string[]> {
  const people = new SamplePeople(district);
  const found = new Map<string, string>();
  for (let [cursor, more, epoch] = [0, true, null as string | null]; more; ) {
    const call = { scope: "person", device: "00000000-0000-4000-8000-000000000001", epoch, cursor, base: 0, mutations: [] };
    const answer = await people.ask(PERSON, "/api/sync", call);
    if (!answer.ok) throw new Error(`the rows of ${PERSON}: ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as { epoch: string; cursor: number; more: boolean; rows: { key: string; body: string | null }[] };
    for (const row of page.rows) if (row.body) found.set(row.key, (JSON.parse(row.body) as { form: { wanted: string } }).form.wanted);
    ({ cursor, more, epoch } = page);
  }
  return [...found.values()];
}
