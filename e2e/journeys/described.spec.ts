import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { District } from "../district";
import { Issuer } from "../issuer";

const run = promisify(execFile);

/** How many requests schemathesis makes up for each operation, beside those that try each limit once (docs/interface.md). */
const EXAMPLES = process.env.EXAMPLES ?? "3";

let issuer: Issuer;
let district: District;
test.beforeAll(async () => {
  issuer = await Issuer.open();
  district = await District.open({
    signIn: async (origin) => {
      // One service answers and one does not.
      const [residents] = await issuer.admit(origin);
      return [residents!, { ...residents, id: "nowhere", issuer: "http://127.0.0.1:9" }];
    },
  });
});
test.afterAll(async () => {
  await district.close();
  await issuer.close();
});

/** Whom schemathesis is: nobody without a name. `other` signs in where a call may end a sign-in. */
interface Who {
  person?: string;
  other?: string;
}

/** Tries the description with so many words more to schemathesis, which finds its settings and hooks where it runs. How many requests it made. */
async function tried({ person, other }: Who, ...words: string[]): Promise<number> {
  // Colours would stand between the words.
  const { FORCE_COLOR: _, ...environment } = process.env;
  const names = person ? { PERSON: person, OTHER: other } : {};
  const began = Date.now();
  const told = await run("schemathesis", ["run", `${district.url}/api/openapi.json`, "--max-examples", EXAMPLES, ...words], {
    cwd: resolve(__dirname, "../described"),
    env: { ...environment, NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1", DISTRICT: district.url, ...names },
    maxBuffer: 1 << 26,
  }).catch((failed: { code: unknown; stdout?: string; message: string }) => {
    if (failed.code === "ENOENT") throw new Error("schemathesis is missing: scripts/tools.sh test installs it");
    throw new Error(`as ${person ?? "nobody"}: ${failed.stdout || failed.message}`);
  });
  const [, generated, passed] = /(\d+) generated, (\d+) passed/.exec(told.stdout) ?? [];
  expect(passed, told.stdout).toBe(generated);
  console.log(`as ${person ?? "nobody"}: ${generated} requests in ${Math.round((Date.now() - began) / 1000)} s`);
  return Number(generated);
}

// A whole pack that is made up takes a second: one of nobody's, and thousands that are nearly one of whoever may hand them up. So does a whole draft.
const PACKS = ["/api/publications", "/api/drafts/{draft}"].flatMap((path) => ["--include-path", path]);
const NO_PACKS = PACKS.map((word) => word.replace("include", "exclude"));
const ONE = ["--phases", "fuzzing", "--max-examples", "1"];
const DRAFTS = ["--include-path-regex", "^/api/(drafts(/.+/.+)?|previews)$"];
const STEPS = ["--include-path-regex", "^/api/publications/"];
// These ask nobody who they are, nor does HEAD.
const OF_SOMEBODY = [...["record", "pages", "files", "operations"].flatMap((tag) => ["--exclude-tag", tag]), "--exclude-method", "HEAD"];

const FOLLOWING: Who[] = [
  { person: "resident-a", other: "resident-b" },
  { person: "civil-affairs-officer", other: "taxation-officer" },
  { person: "civil-affairs-auditor", other: "taxation-auditor" },
];
const OFFICE: Who = { person: "district-office-supervisor", other: "civil-affairs-head" };
const [DRAFTER, REVIEWER, SIGNATORY] = ["drafter", "reviewer", "signatory"].map(
  (office): Who => ({ person: `civil-affairs-${office}`, other: `taxation-${office}` }),
) as [Who, Who, Who];

test("whoever asks for whatever is described is answered as it is described", async () => {
  test.setTimeout(600_000);
  const one = async () => {
    const asNobody = await tried({}, ...NO_PACKS);
    const drafted = await tried(DRAFTER, ...PACKS, "--phases", "coverage");
    const kept = await tried(DRAFTER, ...DRAFTS);
    return asNobody + drafted + kept + (await tried(REVIEWER, ...STEPS)) + (await tried(SIGNATORY, ...STEPS));
  };
  const other = async () => {
    let requests = (await tried({}, ...PACKS, ...ONE)) + (await tried(OFFICE, "--include-path", "/api/calendar"));
    for (const who of FOLLOWING) requests += await tried(who, ...NO_PACKS, ...OF_SOMEBODY);
    return requests;
  };
  // Two at a time: each keeps a core busy, for about as long as the other.
  const requests = await Promise.all([one(), other()]);
  expect(requests[0] + requests[1]).toBeGreaterThan(4000);
});
