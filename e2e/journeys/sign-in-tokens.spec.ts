import { generateKeyPairSync } from "node:crypto";
import { Caller, type Claims, type Forge, ForgedIssuer, GENG, JI, clientOf, encode, expect, refused, signedWithSecret, test, unsigned } from "../forged-issuer";

// Tokens that an issuer never wrote, or wrote for another: OpenID Connect Core 1.0, 3.1.3.7, and Back-Channel Logout 1.0, 2.6.

const STRANGER = generateKeyPairSync("rsa", { modulusLength: 2048 });

const now = () => Math.floor(Date.now() / 1000);
const NOT_VALID: Record<string, Forge> = {
  "with the nonce of another sign-in": (claims, issuer) => issuer.sign({ ...claims, nonce: "n-0S6_WzA2Mj-n-0S6_WzA2Mj" }),
  "without a nonce": ({ nonce: _, ...claims }, issuer) => issuer.sign(claims),
  "for another client": (claims, issuer) => issuer.sign({ ...claims, aud: clientOf("firms") }),
  "for several clients, but not for this one": (claims, issuer) => issuer.sign({ ...claims, aud: [clientOf("firms"), "another"] }),
  "issued to another client for this one": (claims, issuer) => issuer.sign({ ...claims, aud: [clientOf("residents"), "another"], azp: "another" }),
  "without an audience": ({ aud: _, ...claims }, issuer) => issuer.sign(claims),
  "of another issuer": (claims, issuer) => issuer.sign({ ...claims, iss: `${issuer.url}/elsewhere` }),
  "of an issuer with one more character": (claims, issuer) => issuer.sign({ ...claims, iss: `${issuer.url}/` }),
  "that ended an hour ago": (claims, issuer) => issuer.sign({ ...claims, iat: now() - 3900, exp: now() - 3600 }),
  "without an end": ({ exp: _, ...claims }, issuer) => issuer.sign(claims),
  "that nobody signed": (claims) => unsigned(claims),
  "that nobody signed, in other letters": (claims) => `${encode({ alg: "nOnE" })}.${encode(claims)}.`,
  "signed with the public key as a secret": (claims, issuer) => signedWithSecret(claims, issuer.publicKey.export({ format: "pem", type: "spki" })),
  "signed with the secret of the client": (claims) => signedWithSecret(claims, ForgedIssuer.secret),
  "signed with a key under the name of another": (claims, issuer) => issuer.sign(claims, {}, STRANGER.privateKey),
  "signed with a key that is not published": (claims, issuer) => issuer.sign(claims, { kid: "unknown" }, STRANGER.privateKey),
  "signed with a key that it brings along": (claims, issuer) => issuer.sign(claims, { jwk: STRANGER.publicKey.export({ format: "jwk" }) }, STRANGER.privateKey),
  "changed after it was signed": (claims, issuer) => {
    const [header, , signature] = issuer.sign(claims).split(".");
    return [header, encode({ ...claims, sub: GENG.sub }), signature].join(".");
  },
  "with a signature cut off": (claims, issuer) => issuer.sign(claims).slice(0, -20),
  "that must be understood in a way that nobody knows": (claims, issuer) => issuer.sign(claims, { crit: ["unheard-of"], "unheard-of": true }),
  "about nobody": ({ sub: _, ...claims }, issuer) => issuer.sign(claims),
  "about an empty name": (claims, issuer) => issuer.sign({ ...claims, sub: "" }),
  "that was made to end sessions": (_, issuer) => issuer.sign(issuer.ending(clientOf("residents"), JI), { typ: "logout+jwt" }),
  "that is none": () => "示例",
};
for (const [what, forge] of Object.entries(NOT_VALID)) {
  test(`a token ${what} is refused, and the next honest one is not`, async ({ issuer, district }) => {
    const caller = new Caller(district);
    issuer.forge = forge;
    await refused(caller, await caller.signIn("residents"), "not_valid");
    issuer.honest(JI);
    await caller.signIn("residents");
    expect(await caller.who()).toMatchObject({ name: JI.name });
  });
}

test("a key that is not published is asked for once more, and not again and again", async ({ issuer, district }) => {
  await new Caller(district).signIn("residents");
  issuer.asked.length = 0;
  issuer.forge = NOT_VALID["signed with a key that is not published"]!;
  const caller = new Caller(district);
  await refused(caller, await caller.signIn("residents"), "not_valid");
  expect(issuer.asked.filter((path) => path === "/keys")).toHaveLength(1);
});

/** A token that ends sessions has a type of its own. */
const ENDS = { typ: "logout+jwt" };

/** What a token that ends sessions must not be. Each is made of one that does end them. */
const ENDS_NOTHING: Record<string, Forge> = {
  "with a nonce, as a token that signs in has one": (claims, issuer) => issuer.sign({ ...claims, nonce: "示例" }, ENDS),
  "without the event": ({ events: _, ...claims }, issuer) => issuer.sign(claims, ENDS),
  "with another event": (claims, issuer) => issuer.sign({ ...claims, events: { "http://schemas.openid.net/event/another": {} } }, ENDS),
  "for another client": (claims, issuer) => issuer.sign({ ...claims, aud: clientOf("firms") }, ENDS),
  "of another issuer": (claims, issuer) => issuer.sign({ ...claims, iss: `${issuer.url}/elsewhere` }, ENDS),
  "that names nobody": ({ sub: _, sid: __, ...claims }, issuer) => issuer.sign(claims, ENDS),
  "that ended an hour ago": (claims, issuer) => issuer.sign({ ...claims, iat: now() - 3720, exp: now() - 3600 }, ENDS),
  "that nobody signed": (claims) => unsigned(claims),
  "signed with a key under the name of another": (claims, issuer) => issuer.sign(claims, ENDS, STRANGER.privateKey),
  "that is none": () => "示例",
};

test("only a token that ends sessions ends them, and only those that it names", async ({ issuer, district }) => {
  const hand = (form: Record<string, string>) => fetch(`${district.url}/sign-in/residents/ended`, { method: "POST", body: new URLSearchParams(form) });
  const ends = (token: string) => hand({ logout_token: token });
  const named = (whom: { sub?: string; sid?: string }) => issuer.sign(issuer.ending(clientOf("residents"), whom), ENDS);
  const session = async (person: Claims, sid: string) => {
    issuer.honest({ ...person, sid });
    const caller = new Caller(district);
    await caller.signIn("residents");
    return caller;
  };
  const [one, two, three] = [await session(JI, "sid-1"), await session(JI, "sid-2"), await session(JI, "sid-3")];
  const other = await session(GENG, "sid-4");
  const signedIn = async () => (await Promise.all([one, two, three, other].map((caller) => caller.who()))).map((person) => person !== null);

  for (const [what, forge] of Object.entries(ENDS_NOTHING)) {
    await test.step(what, async () => {
      const answer = await ends(forge(issuer.ending(clientOf("residents"), { sub: JI.sub }), issuer));
      expect(answer.status).toBe(400);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(await answer.text()).not.toContain(JI.sub);
    });
  }
  expect((await hand({ token: named({ sub: JI.sub }) })).status).toBe(400);
  expect((await ends("x".repeat(2_000_000))).status).toBeGreaterThanOrEqual(400);
  expect(await signedIn()).toEqual([true, true, true, true]);

  await test.step("a session of another person than the one it names", async () => {
    await ends(named({ sub: JI.sub, sid: "sid-4" }));
    expect(await signedIn()).toEqual([true, true, true, true]);
  });
  await test.step("a person and a session of theirs", async () => {
    expect((await ends(named({ sub: JI.sub, sid: "sid-2" }))).status).toBe(200);
    expect(await signedIn()).toEqual([true, false, true, true]);
  });
  await test.step("all of a person", async () => {
    expect((await ends(named({ sub: JI.sub }))).status).toBe(200);
    expect(await signedIn()).toEqual([false, false, false, true]);
  });
});

// The library reads no token without a subject (docs/decisions/0019): the operator is told to have it there.
test("a token that names a session alone is refused, and ends nothing", async ({ issuer, district }) => {
  const callers: Caller[] = [];
  for (const sid of ["alone-1", "alone-2"]) {
    issuer.honest({ ...JI, sid });
    const caller = new Caller(district);
    await caller.signIn("residents");
    callers.push(caller);
  }
  const logout_token = issuer.sign(issuer.ending(clientOf("residents"), { sid: "alone-1" }), ENDS);
  const answer = await fetch(`${district.url}/sign-in/residents/ended`, { method: "POST", body: new URLSearchParams({ logout_token }) });
  expect(answer.status).toBe(400);
  for (const caller of callers) expect(await caller.who()).toMatchObject({ name: JI.name });
});

test("nobody ends the sign-in of another, nor from another site's page", async ({ issuer, district }) => {
  const owner = new Caller(district);
  await owner.signIn("residents");
  issuer.honest(GENG);
  const other = new Caller(district);
  await other.signIn("residents");
  const devices = async (caller: Caller) => ((await (await caller.ask("/api/devices")).json()) as { devices: { id: string; current: boolean }[] }).devices;
  const [device] = (await devices(owner)).filter(({ current }) => current);
  const json = { "content-type": "application/json" };

  expect((await devices(other)).map(({ id }) => id)).not.toContain(device!.id);
  expect((await other.ask(`/api/devices/${device!.id}/sign-out`, { method: "POST", headers: json, body: "{}" })).status).toBe(404);
  expect((await new Caller(district).ask(`/api/devices/${device!.id}/sign-out`, { method: "POST", headers: json, body: "{}" })).status).toBe(401);
  expect((await new Caller(district).ask("/api/devices")).status).toBe(401);
  for (const path of [`/api/devices/${device!.id}/sign-out`, "/api/devices/sign-out", "/api/sign-out"]) {
    const answer = await owner.ask(path, { method: "POST", headers: { ...json, origin: "http://evil.example" }, body: "{}" });
    expect(answer.status, path).toBe(403);
  }
  expect(await owner.who()).toMatchObject({ name: JI.name });
  // The name of a device is not what opens it.
  expect(owner.cookies.get("__Host-mingbai")).not.toContain(device!.id);
});
