import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { audit, checkProof, Wrong, type Read } from "../auditor";
import { District, keys } from "../district";
import { expect, test } from "../fixture";

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

  await district.startWith({ LOG_KEY: `${next.signing}\n${old.signing}`, LOG_VKEY: `${next.verifying}\n${old.verifying}` });
  expect([await accepted(old.verifying), await accepted(next.verifying)]).toEqual([true, true]);
  for (const key of [old.verifying, next.verifying]) expect(refused("verify", district.url, "--key", key)).toBe("accepted");
  const read = page.waitForResponse("**/log/checkpoint");
  await page.goto(`${district.url}/policies`);
  await read;
  await page.waitForLoadState("networkidle");
  await expect(page.locator("#app li a").first()).toBeVisible();
  await expect(standing).toHaveCount(0);

  await district.startWith({ LOG_KEY: next.signing, LOG_VKEY: next.verifying });
  expect([await accepted(old.verifying), await accepted(next.verifying)]).toEqual([false, true]);
  const again = page.waitForResponse("**/log/checkpoint");
  await page.goto(district.url);
  await again;
  await page.waitForLoadState("networkidle");
  await expect(page.locator("#app .card").first()).toBeVisible();
  await expect(standing).toHaveCount(0);
});
