import { randomBytes, randomInt } from "node:crypto";
import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { District } from "../district";
import { SamplePeople } from "../sample-people";
import { untilAnswered } from "../until-answered";

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 60);

let district: District;
let people: SamplePeople;
test.beforeAll(async () => {
  district = await District.open();
  people = new SamplePeople(district);
});
test.afterAll(() => district.close());

async function problem(answer: Response, status: number): Promise<{ code: string }> {
  expect(answer.status, answer.url).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  const body = (await answer.json()) as { code: string; detail: string; detail_en: string; status: number };
  expect(body.status).toBe(status);
  expect(body.detail).toMatch(/[一-龥]/);
  expect(body.detail_en).toMatch(/[a-z]/);
  return body;
}

test("each wrong request is answered with its problem", async () => {
  const cookie = await people.cookie("resident-a");
  const json = { "content-type": "application/json", cookie };
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
    fetch(district.url + path, { method: "POST", headers, body });

  await problem(await post("/api/sync", "{not json"), 400);
  await problem(await post("/api/sync", JSON.stringify({ scope: "person" })), 400);
  await problem(await untilAnswered(() => post("/api/sync", "x".repeat(2_000_000))), 413);
  await problem(await post("/api/sync", "{}", { "content-type": "application/json" }), 401);
  await problem(await post("/api/sync", "{}", { ...json, origin: "http://elsewhere.example" }), 403);
  await problem(await fetch(`${district.url}/api/sync`), 405);
  await problem(await fetch(`${district.url}/pack/${"0".repeat(64)}`), 404);
  await problem(await fetch(`${district.url}/pack/nothing`), 404);
  await problem(await fetch(`${district.url}/log/tile/0/999`), 404);
  for (const width of ["0", "00", "+0", "-0", "%2B0", "256", "1x"]) {
    await problem(await fetch(`${district.url}/log/tile/0/000.p/${width}`), 404);
    await problem(await fetch(`${district.url}/log/tile/entries/000.p/${width}`), 404);
  }
  await problem(await fetch(`${district.url}/api/nothing`), 404);
  await problem(await fetch(`${district.url}/log/checkpoint`, { method: "DELETE" }), 405);
  for (const method of ["PROPFIND", "MKCOL", "QUERY"]) await problem(await fetch(`${district.url}/log/key`, { method }), 405);
  await problem(await post("/api/publications", "{}"), 403);
});

test("a body that does not match its digest is refused and nothing is stored", async () => {
  const call = {
    scope: "person",
    device: "018f0000-0000-7000-8000-000000000001",
    epoch: null,
    cursor: 0,
    mutations: [{ seq: 1, id: "018f0000-0000-7000-8000-000000000002", digest: "0".repeat(64), body: '{"file_request":{"draft":{}}}' }],
  };
  const send = (body: object) => people.ask("resident-b", "/api/sync", body);
  await problem(await send(call), 422);
  // What was meant to go as somebody else's does not go at all.
  expect(await problem(await send({ ...call, person: "resident-a", mutations: [] }), 409)).toMatchObject({ code: "somebody_else" });
  const after = (await (await send({ ...call, mutations: [] })).json()) as { acknowledged: number; rows: unknown[] };
  expect(after.acknowledged).toBe(0);
  expect(after.rows).toEqual([]);
});

test("random bytes on every route: no hang, no answer of our own making above 499", async () => {
  test.setTimeout((SECONDS + 60) * 1000);
  const cookie = await people.cookie("resident-b");
  const before = await (await fetch(`${district.url}/log/checkpoint`)).text();
  const paths = [
    "/", "/d/", "/d/elderly-allowance", "/d/%00", "/policies", "/log/checkpoint", "/log/tile/0/000", "/log/tile/entries/000",
    "/log/tile/0/x001/x234/067", "/log/tile/entries/000.p/1", "/pack/", "/api/session", "/api/sign-in", "/api/sign-out",
    "/api/sync", "/api/push", "/api/push/end", "/api/push/channels", "/api/hints", "/api/publications", `/api/publications/${"a".repeat(64)}/sign`, "/api/drafts", "/api/drafts/018f0000-0000-7000-8000-000000000001",
    "/api/previews", "/assets/x", "/sw.js", "/health",
  ];
  const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
  const types = ["application/json", "text/plain", "application/octet-stream", ""];
  const junk = () => {
    const bytes = randomBytes(randomInt(0, 3000));
    const shapes = [
      bytes,
      Buffer.from(JSON.stringify({ scope: bytes.toString("latin1"), cursor: randomInt(1e9), mutations: [bytes.toString("hex")] })),
      Buffer.from("[".repeat(randomInt(1, 5000))),
      Buffer.from(`{"person":${randomInt(1e9)}}`),
    ];
    return shapes[randomInt(shapes.length)] ?? bytes;
  };
  const end = Date.now() + SECONDS * 1000;
  const slowest = { ms: 0, what: "" };
  let sent = 0;
  const one = async () => {
    while (Date.now() < end) {
      const method = methods[randomInt(methods.length)] ?? "GET";
      let path = paths[randomInt(paths.length)] ?? "/";
      if (randomInt(3) === 0) path += encodeURIComponent(randomBytes(randomInt(1, 40)).toString("latin1"));
      const body = method === "GET" || method === "HEAD" ? undefined : new Uint8Array(junk());
      const type = types[randomInt(types.length)] ?? "";
      const headers: Record<string, string> = randomInt(2) ? { cookie } : {};
      if (type) headers["content-type"] = type;
      const started = Date.now();
      const what = `${method} ${path} ${type}`;
      const answer = await fetch(district.url + path, { method, headers, body, redirect: "manual" });
      await answer.arrayBuffer();
      const ms = Date.now() - started;
      if (ms > slowest.ms) Object.assign(slowest, { ms, what });
      expect(answer.status, what).toBeLessThan(500);
      sent++;
    }
  };
  await Promise.all([one(), one(), one(), one(), rawBytes(end)]);
  console.log(`${sent} requests, the slowest ${slowest.ms} ms: ${slowest.what}`);
  expect(sent).toBeGreaterThan(SECONDS * 10);
  expect((await fetch(`${district.url}/health`)).status).toBe(200);
  expect(await (await fetch(`${district.url}/log/checkpoint`)).text()).toBe(before);
});

/** Bytes that are no HTTP at all, until `end`. */
async function rawBytes(end: number): Promise<void> {
  while (Date.now() < end) {
    await new Promise<void>((done) => {
      const socket = connect(district.port, "127.0.0.1", () => socket.end(randomBytes(randomInt(1, 400))));
      socket.once("error", () => done());
      socket.once("close", () => done());
      socket.resume();
      socket.setTimeout(2000, () => socket.destroy());
    });
  }
}
