import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "../fixture";

test("anyone can take a copy of the public record, and check it without the district", async ({ district }) => {
  const mingbai = (...words: string[]) =>
    JSON.parse(execFileSync(resolve(__dirname, "../../mingbai"), words, { encoding: "utf8" })) as Record<string, unknown>;
  const key = await (await fetch(`${district.url}/log/key`)).text();
  const folder = mkdtempSync(join(tmpdir(), "mingbai-mirror-"));

  const live = mingbai("verify", district.url, "--key", key);
  expect(live.size).toBeGreaterThan(10);
  expect(mingbai("mirror", district.url, folder)).toMatchObject({ size: live.size, packs: live.packs });
  await district.kill();
  expect(mingbai("verify", folder, "--key", key)).toEqual(live);
  rmSync(folder, { recursive: true });
});
