import { expect, test } from "@playwright/test";
import { District } from "../district";

// What every answer says of itself (ASVS 5.0, 3.4 and 14.3). HSTS is the front server's, which alone knows that the line is encrypted: worker/deploy/try.sh.

let district: District;
test.beforeAll(async () => {
  district = await District.open();
});
test.afterAll(() => district.close());

const NO_STORE = /^no-store$/;
const FRESH = /^no-cache$/;
const FOR_EVER = /max-age=31536000, immutable/;

interface Line {
  path: string;
  status: number;
  cache: RegExp | null;
  accept?: string;
  method?: string;
}

async function addresses(): Promise<Line[]> {
  const page = await (await fetch(`${district.url}/d/elderly-allowance`)).text();
  const pack = /\/log\/proof\/([0-9a-f]{64})/.exec(page)![1]!;
  const asset = /\/assets\/app-[0-9a-f]+\.js/.exec(await (await fetch(district.url)).text())![0];
  return [
    ...["/", "/policies", "/d/elderly-allowance", "/request", "/me", "/staff", "/trail", "/sign-in", "/clock"].map((path) => ({ path, status: 200, cache: FRESH })),
    ...["/sw.js", "/manifest.webmanifest"].map((path) => ({ path, status: 200, cache: FRESH })),
    ...[asset, `/pack/${pack}`].map((path) => ({ path, status: 200, cache: FOR_EVER })),
    ...["/api/session", "/api/sign-in", "/ready", "/metrics"].map((path) => ({ path, status: 200, cache: NO_STORE })),
    { path: "/no-such-page", status: 404, cache: FRESH, accept: "text/html" },
    { path: "/api/no-such-thing", status: 404, cache: NO_STORE },
    { path: "/api/devices", status: 401, cache: NO_STORE },
    { path: "/api/sync", status: 405, cache: NO_STORE },
    { path: "/log/key", status: 405, cache: null, method: "PROPFIND" },
    { path: "/sign-in/no-such-service", status: 404, cache: NO_STORE },
  ];
}

/** The policy, directive by directive. */
function directives(policy: string): Map<string, string[]> {
  return new Map(policy.split(";").map((directive) => directive.trim().split(/\s+/)).map(([name, ...sources]) => [name!, sources]));
}

test("every answer keeps browsers from doing with it what nobody meant", async () => {
  for (const { path, status, cache, accept = "*/*", method = "GET" } of await addresses()) {
    await test.step(`${method} ${path}`, async () => {
      const answer = await fetch(district.url + path, { method, headers: { Accept: accept }, redirect: "manual" });
      await answer.arrayBuffer();
      const header = (name: string) => answer.headers.get(name);
      expect(answer.status).toBe(status);
      expect(header("x-content-type-options")).toBe("nosniff");
      expect(header("referrer-policy")).toBe("no-referrer");
      expect(header("cross-origin-opener-policy")).toBe("same-origin");
      expect(header("cross-origin-resource-policy")).toBe("same-origin");
      for (const power of ["camera", "geolocation", "microphone", "payment"]) expect(header("permissions-policy")).toContain(`${power}=()`);
      for (const told of ["server", "x-powered-by", "set-cookie", "access-control-allow-origin", "mingbai-inside"]) expect(header(told), told).toBeNull();
      if (cache) expect(header("cache-control")).toMatch(cache);

      const policy = directives(header("content-security-policy")!);
      const own = (name: string) => expect(policy.get(name), name);
      own("default-src").toEqual(["'self'"]);
      own("connect-src").toEqual(["'self'"]);
      own("object-src").toEqual(["'none'"]);
      own("base-uri").toEqual(["'none'"]);
      own("form-action").toEqual(["'self'"]);
      own("frame-ancestors").toEqual(["'self'"]);
      own("require-trusted-types-for").toEqual(["'script'"]);
      own("trusted-types").toEqual(["mingbai"]);
      for (const name of ["script-src", "style-src"]) {
        // Its own files, what stands in the page by its digest, and WASM; nothing that anybody else could write.
        const known = /^('self'|'wasm-unsafe-eval'|'sha(256|384|512)-[\w+/=]+')$/;
        expect(policy.get(name)!.filter((source) => !known.test(source)), name).toEqual([]);
      }
    });
  }
});
