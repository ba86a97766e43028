import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { audit, checkProof, Wrong, type Read } from "../auditor";
import { District, keys } from "../district";
import { expect, test } from "../fixture";
import { LOOK, offlineReady } from "../steps";

const mingbai = (...words: string[]) => execFileSync(resolve(__dirname, "../../mingbai"), words, { encoding: "utf8" });

const refused = (...words: string[]): string => {
  try {
    execFileSync(resolve(__dirname, "../../mingbai"), words, { encoding: "utf8", stdio: "pipe" });
  } catch (failure) {
    return (JSON.parse((failure as { stderr: string }).stderr) as { error: { code: string } }).error.code;
  }
  return "accepted";
};

const fetched = (url: string): Read => async (path) => {
  const answer = await fetch(`${url}/${path}`);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
};

test("code by others, from the specifications alone, accepts the record, and finds what mingbai verify finds", async ({ district }) => {
  const read = fetched(district.url);
  const key = district.setting("LOG_VKEY");
  const folder = mkdtempSync(join(tmpdir(), "mingbai-audit-"));
  const known = JSON.parse(mingbai("mirror", district.url, folder, "--key", key)) as { size: number; packs: number };
  const found = await audit(read, [key]);
  expect(found).toMatchObject({ size: known.size, packs: known.packs });
  expect(JSON.parse(mingbai("verify", folder, "--key", key))).toMatchObject({ root: found.root });

  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== "key")
    .map((file) => join(file.parentPath, file.name).slice(folder.length + 1));
  expect(files.length).toBeGreaterThan(known.size);
  for (const path of files) {
    const whole = readFileSync(join(folder, path));
    const inFolder: Read = async (asked) => {
      const changed = asked === path ? tampered : undefined;
      return changed ?? (await read(asked));
    };
    let tampered: Uint8Array = whole;
    for (const at of [0, Math.floor(whole.length / 2), whole.length - 1]) {
      tampered = Uint8Array.from(whole, (byte, index) => (index === at ? byte ^ 1 : byte));
      await expect(audit(inFolder, [key]), `${path}, byte ${at}`).rejects.toThrow(Wrong);
      writeFileSync(join(folder, path), tampered);
      expect(refused("verify", folder, "--key", key), `${path}, byte ${at}`).not.toBe("accepted");
    }
    writeFileSync(join(folder, path), whole);
  }

  // Another record under the same key, and a shorter one.
  const since = readFileSync(join(folder, "log/checkpoint"));
  const signing = { LOG_KEY: district.setting("LOG_KEY"), LOG_VKEY: key };
  for (const [seeded, code, said] of [[true, "fork", /is a fork/], [false, "rolled_back", /was rolled back/]] as const) {
    const other = await District.open({ seeded, environment: signing });
    await expect(audit(fetched(other.url), [key])).resolves.toBeTruthy();
    await expect(audit(fetched(other.url), [key], { since })).rejects.toThrow(said);
    expect(refused("verify", other.url, "--key", key, "--since", join(folder, "log/checkpoint"))).toBe(code);
    await other.close();
  }
  rmSync(folder, { recursive: true });
});

test("a document is proven by a file, without the district", async ({ district, page }) => {
  const key = district.setting("LOG_VKEY");
  const entries = mkdtempSync(join(tmpdir(), "mingbai-proof-"));
  mingbai("mirror", district.url, entries, "--key", key);
  const packs = readdirSync(join(entries, "pack"));
  await page.goto(`${district.url}/d/childcare-subsidy`);
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载公开证明" }).click();
  const saved = await arriving;
  expect(saved.suggestedFilename()).toBe("childcare-subsidy.tlog-proof");
  const shown = readFileSync(await saved.path());
  const isShown = (pack: string) => {
    try {
      return checkProof(shown, readFileSync(join(entries, "pack", pack)), [key]).size > 0;
    } catch {
      return false;
    }
  };
  expect(packs.filter(isShown).length).toBe(1);

  const files = await Promise.all(packs.map((pack) => fetched(district.url)(`log/proof/${pack}`)));
  await district.kill();
  for (const [index, pack] of packs.entries()) {
    const [proof, bytes] = [files[index]!, readFileSync(join(entries, "pack", pack))];
    const proven = checkProof(proof, bytes, [key]);
    expect(proven.size).toBe(packs.length);
    const file = join(entries, "a.tlog-proof");
    writeFileSync(file, proof);
    expect(JSON.parse(mingbai("verify", file, "--pack", join(entries, "pack", pack), "--key", key))).toMatchObject({
      index: proven.index,
      entry: proven.entry,
    });
    const other = packs[(index + 1) % packs.length]!;
    expect(() => checkProof(proof, readFileSync(join(entries, "pack", other)), [key])).toThrow(Wrong);
  }
  rmSync(entries, { recursive: true });
});

test("a witness cosigns what it saw, until the record grows", async ({ district }) => {
  const key = district.setting("LOG_VKEY");
  const [witness, stranger] = [await keys("witness.example/w1", "--witness"), await keys("witness.example/w2", "--witness")];
  await district.startWith({ WITNESSES: witness.verifying });
  const folder = mkdtempSync(join(tmpdir(), "mingbai-witness-"));
  const cosign = (pair: { signing: string }, name: string) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(pair));
    return ["witness", district.url, "--key", key, "--signing", file, "--seen", `${file}.seen`] as const;
  };
  const seen = async () => (await audit(fetched(district.url), [key], { witnesses: [witness.verifying] })).size;

  await expect(seen()).rejects.toThrow(Wrong);
  expect(JSON.parse(mingbai(...cosign(witness, "w1")))).toMatchObject({ delivered: true });
  expect(await seen()).toBeGreaterThan(10);
  expect(refused(...cosign(stranger, "w2"))).toBe("not_taken");
  expect(refused("verify", district.url, "--key", key, "--witness", stranger.verifying)).toBe("no_witness");
  await district.startWith({});
  const before = await seen();
  await district.publishAgain("示例：又一版");
  await expect(seen()).rejects.toThrow(Wrong);
  mingbai(...cosign(witness, "w1"));
  expect(await seen()).toBe(before + 1);
  rmSync(folder, { recursive: true });
});

test("the district changes its key: while both sign, whoever has either believes, and so does the app", async ({ district, page }) => {
  const old = { signing: district.setting("LOG_KEY"), verifying: district.setting("LOG_VKEY") };
  const next = await keys();
  const accepted = (key: string) => audit(fetched(district.url), [key]).then(() => true, () => false);
  await page.goto(district.url);
  await expect(page.locator("#app .card").first()).toBeVisible();
  const standing = page.getByText("记录没有本区的签名");
  await offlineReady(page);

  await district.startWith({ LOG_KEY: `${next.signing}\n${old.signing}`, LOG_VKEY: `${next.verifying}\n${old.verifying}` });
  expect([await accepted(old.verifying), await accepted(next.verifying)]).toEqual([true, true]);
  for (const key of [old.verifying, next.verifying]) expect(refused("verify", district.url, "--key", key)).toBe("accepted");
  const read = page.waitForResponse(LOOK);
  await page.goto(`${district.url}/policies`);
  await read;
  await page.waitForLoadState("networkidle");
  await expect(page.locator("#app li a").first()).toBeVisible();
  await expect(standing).toHaveCount(0);
  // The page that the device keeps has the new key too, before the old one goes.
  const keptPage = () => page.evaluate(async () => (await (await caches.match("/index.html"))?.text()) ?? "");
  await expect.poll(keptPage, { timeout: 30_000 }).toContain(next.verifying);

  await district.startWith({ LOG_KEY: next.signing, LOG_VKEY: next.verifying });
  expect([await accepted(old.verifying), await accepted(next.verifying)]).toEqual([false, true]);
  const again = page.waitForResponse(LOOK);
  await page.goto(district.url);
  await again;
  await page.waitForLoadState("networkidle");
  await expect(page.locator("#app .card").first()).toBeVisible();
  await expect(standing).toHaveCount(0);
});

type Crafted = {
  keys: Record<string, string>;
  packs: Record<string, { text: string; digest: string }>;
  cases: { case: string; signed?: string[]; known?: string[]; origin?: string; pack?: string; entries: string[]; audit: number | null; proof: boolean }[];
};

const sha256 = (...parts: (string | Uint8Array)[]) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** A key of a log as signed-note has it: its vkey, and its line below a text. */
const logKey = (name: string) => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const material = Buffer.concat([Buffer.of(1), publicKey.export({ format: "der", type: "spki" }).subarray(-32)]);
  const id = sha256(`${name}\n`, material).subarray(0, 4);
  const line = (text: string) => `\u2014 ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString("base64")}\n`;
  return { vkey: `${name}+${id.toString("hex")}+${material.toString("base64")}`, line };
};

test("crafted records: the auditor says of each what the table says, as mingbai does", async () => {
  const table = JSON.parse(readFileSync(resolve(__dirname, "../../shared/tests/crafted/cases.json"), "utf8")) as Crafted;
  const keys = new Map(Object.entries(table.keys).map(([key, name]) => [key, logKey(name)]));
  const entry = (text: string): Buffer => {
    let written = text.replaceAll("'", '"').replaceAll("<64>", "x".repeat(64)).replaceAll("<long>", "x".repeat(4096));
    written = written.replaceAll("<deep>", "[".repeat(1000) + "]".repeat(1000));
    for (const [name, { digest }] of Object.entries(table.packs)) {
      written = written.replaceAll(`<${name}>`, digest).replaceAll(`<${name.toUpperCase()}>`, digest.toUpperCase());
    }
    return Buffer.from(written);
  };
  for (const { case: name, signed = ["district"], known = ["district"], origin = "log.example/a", pack = "one", ...crafted } of table.cases) {
    const entries = crafted.entries.map(entry);
    const leaves = entries.map((bytes) => sha256(Buffer.of(0), bytes));
    // RFC 6962, 2.1, as far as three entries.
    const [first, second, third] = leaves;
    const two = second && sha256(Buffer.of(1), first!, second);
    const root = third ? sha256(Buffer.of(1), two!, third) : (two ?? first!);
    const path = [second, third].filter((hash) => hash !== undefined);
    const text = `${origin}\n${entries.length}\n${root.toString("base64")}\n`;
    const lines = signed.map((by) => (by.startsWith("not ") ? keys.get(by.slice(4))!.line("another text\n") : keys.get(by)!.line(text)));
    const note = `${text}\n${lines.join("")}`;
    const length = (bytes: Buffer) => Buffer.of(bytes.length >> 8, bytes.length & 255);
    const files: Record<string, Uint8Array> = {
      "log/checkpoint": Buffer.from(note),
      [`log/tile/entries/000.p/${entries.length}`]: Buffer.concat(entries.flatMap((bytes) => [length(bytes), bytes])),
      [`log/tile/0/000.p/${entries.length}`]: Buffer.concat(leaves),
    };
    for (const { text, digest } of Object.values(table.packs)) files[`pack/${digest}`] = Buffer.from(text);
    const vkeys = known.map((key) => keys.get(key)!.vkey);
    const judged = async <T>(judge: () => T | Promise<T>): Promise<T | null> => {
      try {
        return await judge();
      } catch (failure) {
        if (failure instanceof Wrong) return null;
        throw failure;
      }
    };
    const audited = await judged(() => audit(async (asked) => files[asked], vkeys));
    expect(audited && audited.packs, name).toBe(crafted.audit);
    const proof = ["c2sp.org/tlog-proof@v1", `extra ${entries[0]!.toString("base64")}`, "index 0", ...path.map((hash) => hash.toString("base64")), "", note];
    const proven = await judged(() => checkProof(Buffer.from(proof.join("\n")), Buffer.from(table.packs[pack]!.text), vkeys));
    expect(proven !== null, `the proof of ${name}`).toBe(crafted.proof);
  }
});
