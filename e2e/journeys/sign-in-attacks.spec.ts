import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { District } from "../district";
import { Caller, ForgedIssuer, GENG, JI, clientOf, expect, refused, sessionOf, test } from "../forged-issuer";
import { SERVICES } from "../issuer";

// What a page, a person or another issuer can try on the way to the issuer and back: RFC 9700, RFC 9207.

test("the way to the issuer and back is as the specifications have it", async ({ issuer, district }) => {
  const caller = new Caller(district);
  const answer = await caller.ask("/sign-in/residents?back=/request");
  expect(answer.status).toBe(302);
  expect(answer.headers.get("cache-control")).toContain("no-store");
  const way = answer.headers.getSetCookie().find((line) => line.startsWith("__Host-mingbai-way="));
  for (const part of [/; ?HttpOnly/i, /; ?Secure/i, /; ?SameSite=Lax/i, /; ?Path=\/(;|$)/i]) expect(way).toMatch(part);
  expect(way).not.toMatch(/domain=/i);
  expect(Number(/max-age=(\d+)/i.exec(way!)?.[1])).toBeLessThanOrEqual(900);

  const there = new URL(answer.headers.get("location")!);
  expect(there.origin + there.pathname).toBe(`${issuer.url}/authorize`);
  const asked = Object.fromEntries(there.searchParams);
  expect(asked).toMatchObject({
    response_type: "code",
    client_id: clientOf("residents"),
    redirect_uri: `${district.url}/sign-in/residents/done`,
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    // 128 bits, which no one guesses.
    state: expect.stringMatching(/^[\w.~-]{22,}$/),
    nonce: expect.stringMatching(/^[\w.~-]{22,}$/),
  });
  expect(asked.scope!.split(" ")).toContain("openid");
  const again = Object.fromEntries((await new Caller(district).setOut("residents")).searchParams);
  for (const name of ["state", "nonce", "code_challenge"]) expect(again[name]).not.toBe(asked[name]);

  const back = await fetch(there, { redirect: "manual" });
  const done = await caller.ask(back.headers.get("location")!);
  expect(done.status).toBe(303);
  expect(new URL(done.headers.get("location")!, district.url).href).toBe(`${district.url}/request`);
  expect(done.headers.get("cache-control")).toContain("no-store");
  for (const part of [/; ?HttpOnly/i, /; ?Secure/i, /; ?SameSite=Lax/i, /; ?Path=\/(;|$)/i]) expect(sessionOf(done)).toMatch(part);
  expect([...caller.cookies.keys()]).not.toContain("__Host-mingbai-way");
  expect(await caller.who()).toMatchObject({ name: JI.name, role: "resident" });
  expect((await caller.ask("/sign-in/nothing", { headers: { accept: "application/json" } })).status).toBe(404);
});

test("an answer that does not say of which issuer it is, or says another, ends before the code is spent", async ({ issuer, district }) => {
  for (const says of [() => undefined, () => `${issuer.url}/elsewhere`, () => ""]) {
    issuer.honest(JI);
    issuer.says = says;
    const caller = new Caller(district);
    await refused(caller, await caller.signIn("residents"), "not_valid");
    expect(issuer.asked).not.toContain("/token");
  }
});

test("an answer that one issuer gave is not taken at another's address", async ({ issuer, district }) => {
  const caller = new Caller(district);
  const callback = await caller.sentBack("residents");
  const elsewhere = callback.replace("/sign-in/residents/", "/sign-in/elsewhere/");
  await refused(caller, await caller.ask(elsewhere), "expired|not_valid");
  expect(issuer.asked).not.toContain("/elsewhere/token");
});

test("an issuer that says in its own description that it is another is not gone to", async ({ issuer, district }) => {
  issuer.instead.set("/pretender/.well-known/openid-configuration", (response) =>
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(issuer.discovery())),
  );
  const there = await new Caller(district).setOut("pretender");
  expect(there.href).toMatch(`${district.url}/sign-in?problem=`);
});

test("a callback opens one sign-in, once, and only where it was begun", async ({ browser, issuer, district }) => {
  const caller = new Caller(district);
  const callback = await caller.sentBack("residents");

  await test.step("another device, where nothing was begun", async () => {
    const other = new Caller(district);
    await refused(other, await other.ask(callback), "expired");
    expect(issuer.asked).not.toContain("/token");
  });
  await test.step("a victim, whose own way is under way: they would write into the account of whoever sent the link", async () => {
    const victim = new Caller(district);
    await victim.setOut("residents");
    await refused(victim, await victim.ask(callback), "expired");
    expect(issuer.asked).not.toContain("/token");
  });
  await test.step("the same in a browser, from a link on another page", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setContent(`<a href="${callback.replaceAll("&", "&amp;")}">示例</a>`);
    await page.getByRole("link").click();
    await expect(page).toHaveURL(`${district.url}/sign-in?problem=expired`);
    expect((await context.cookies()).filter(({ name }) => name === "__Host-mingbai")).toEqual([]);
    await context.close();
  });
  await test.step("where it was begun", async () => {
    await caller.ask(callback);
    expect(await caller.who()).toMatchObject({ name: JI.name });
  });
  await test.step("a second time: who is signed in stays so, and gets no new sign-in", async () => {
    const again = await caller.ask(callback);
    expect(again.headers.get("location")).toMatch(/\/sign-in\?problem=expired$/);
    expect(sessionOf(again)).toBeUndefined();
    expect(await caller.who()).toMatchObject({ name: JI.name });
  });
});

test("the callback of an earlier way is not taken by a later one, nor one whose state was changed", async ({ district }) => {
  const caller = new Caller(district);
  const earlier = await caller.sentBack("residents");
  await caller.setOut("residents");
  await refused(caller, await caller.ask(earlier), "expired");
  for (const change of [
    (callback: URL) => callback.searchParams.set("state", `${callback.searchParams.get("state")}x`),
    (callback: URL) => callback.searchParams.set("state", ""),
    (callback: URL) => callback.searchParams.delete("state"),
  ]) {
    const callback = new URL(await caller.sentBack("residents"));
    change(callback);
    await refused(caller, await caller.ask(callback.href), "expired");
  }
});

test("a code that was stolen from another's callback, or that was spent, signs nobody in", async ({ district }) => {
  const code = new URL(await new Caller(district).sentBack("residents")).searchParams.get("code")!;
  const thief = new Caller(district);
  // The first time the issuer asks for what only the device knows that began it; the second time the code is spent.
  for (let time = 0; time < 2; time++) {
    const callback = new URL(await thief.sentBack("residents"));
    callback.searchParams.set("code", code);
    await refused(thief, await thief.ask(callback.href), "not_valid|expired");
  }
});

test("a callback that comes twice at once signs in once", async ({ district }) => {
  const caller = new Caller(district);
  const callback = await caller.sentBack("residents");
  const answers = await Promise.all([caller.ask(callback), caller.ask(callback), caller.ask(callback)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(answers.filter((answer) => sessionOf(answer)).length).toBe(1);
});

test("who sends somebody here can send them no further than this site", async ({ district }) => {
  const home = `${district.url}/`;
  for (const [back, ends] of [
    ["/request", `${district.url}/request`],
    ["/d/elderly-allowance/art/3", `${district.url}/d/elderly-allowance/art/3`],
    ["//evil.example/", home],
    ["///evil.example/", home],
    ["https://evil.example/", home],
    ["http:evil.example", home],
    ["/\\evil.example/", home],
    ["\\\\evil.example/", home],
    ["/\t/evil.example/", home],
    ["\n//evil.example/", home],
    [" //evil.example/", home],
    ["javascript:alert(1)", home],
    ["evil.example", home],
    ["@evil.example", home],
    [".evil.example", home],
    ["", home],
  ]) {
    const caller = new Caller(district);
    const answer = await caller.signIn("residents", { back });
    expect(answer.status, back).toBe(303);
    // As the browser reads it.
    expect(new URL(answer.headers.get("location")!, district.url).href, JSON.stringify(back)).toBe(ends);
    expect(sessionOf(answer)).toBeDefined();
  }
  const split = await new Caller(district).signIn("residents", { back: "/request\r\nSet-Cookie: __Host-mingbai=chosen; Path=/; Secure" });
  expect(new URL(split.headers.get("location")!, district.url).origin).toBe(district.url);
  expect(split.headers.getSetCookie().join()).not.toContain("chosen");
});

test("claims of a kind that nobody expects give no role, and break nothing", async ({ issuer, district }) => {
  const staff = { groups: ["mb-officer"], department: "MZ" };
  for (const claims of [
    {},
    { groups: [] },
    { groups: ["MB-OFFICER"] },
    { groups: ["mb-officer "] },
    { groups: null },
    { groups: 7 },
    { groups: { "mb-officer": true } },
    { groups: [["mb-officer"]] },
    { department: undefined },
    { department: "mz" },
    { department: { MZ: "MZ" } },
  ]) {
    issuer.honest({ ...JI, ...staff, ...("groups" in claims || "department" in claims ? claims : { groups: undefined, department: undefined }) });
    const caller = new Caller(district);
    await refused(caller, await caller.signIn("staff"), "no_role");
  }
  for (const org_id of [undefined, "", null, 7, [], { id: 1 }]) {
    issuer.honest({ ...JI, org_id });
    const caller = new Caller(district);
    await refused(caller, await caller.signIn("firms"), "no_role");
  }
  issuer.honest({ ...JI, ...staff });
  const officer = new Caller(district);
  await officer.signIn("staff");
  expect(await officer.who()).toMatchObject({ role: "officer", agency: "civil-affairs" });
});

test("who was to show anew who they are, and was not asked by the issuer, has not", async ({ issuer, district }) => {
  const hours = (ago: number) => Math.floor(Date.now() / 1000) - ago * 3600;
  for (const auth_time of [hours(1), undefined]) {
    issuer.honest({ ...JI, auth_time });
    const caller = new Caller(district);
    await refused(caller, await caller.signIn("residents", { again: "1" }), "not_valid");
    await caller.signIn("residents");
    expect(await caller.who()).toMatchObject({ name: JI.name });
  }
});

test("a desk that was left open shows nobody's identity: who reads who asks has just shown who they are", async ({ issuer, district }) => {
  const officer = { ...JI, groups: ["mb-officer"], department: "MZ" };
  const read = async (auth_time: number | undefined, again: Record<string, string> = {}) => {
    issuer.honest({ ...officer, auth_time });
    const caller = new Caller(district);
    await caller.signIn("staff", again);
    expect(await caller.who()).toMatchObject({ role: "officer" });
    const headers = { "Content-Type": "application/json", Origin: district.url };
    const answer = await caller.ask(`/api/cases/${randomUUID()}/applicant`, { method: "POST", headers, body: JSON.stringify({ purpose: "identity" }) });
    return { status: answer.status, code: ((await answer.json()) as { code: string }).code };
  };
  const now = Math.floor(Date.now() / 1000);
  for (const auth_time of [undefined, now - 3600, now - 601]) expect(await read(auth_time)).toEqual({ status: 401, code: "prove_again" });
  // There is no such case, which only who may look is told.
  expect(await read(now)).toEqual({ status: 404, code: "not_found" });
  expect(await read(now, { again: "1" })).toEqual({ status: 404, code: "not_found" });
});

test("the same name at another issuer is another person", async ({ issuer, district }) => {
  const [one, other] = [new Caller(district), new Caller(district)];
  await one.signIn("residents");
  await other.signIn("elsewhere");
  const [here, there] = [await one.who(), await other.who()];
  expect(here!.name).toBe(there!.name);
  expect(here!.id).not.toBe(there!.id);
});

test("a sign-in takes the place of the one before it, and no cookie of before opens it", async ({ issuer, district }) => {
  const caller = new Caller(district);
  await caller.signIn("residents");
  const before = caller.cookies.get("__Host-mingbai")!;
  issuer.honest(GENG);
  await caller.signIn("residents");
  expect(await caller.who()).toMatchObject({ name: GENG.name });
  const copied = new Caller(district);
  copied.cookies.set("__Host-mingbai", before);
  expect(await copied.who()).toBeNull();
  // Chosen by somebody else beforehand.
  const planted = new Caller(district);
  planted.cookies.set("__Host-mingbai", "planted");
  await planted.signIn("residents");
  expect(planted.cookies.get("__Host-mingbai")).not.toBe("planted");
});

test("an issuer that is not there, is broken or never answers is said to be out of reach, in time", async ({ issuer, district }) => {
  issuer.instead.set("/silent/.well-known/openid-configuration", () => undefined);
  for (const service of ["nobody", "silent"]) {
    expect((await new Caller(district).setOut(service)).href).toBe(`${district.url}/sign-in?problem=unreachable`);
  }
  for (const [how, instead] of Object.entries<(response: ServerResponse) => void>({
    "ends the line": (response) => response.destroy(),
    "is broken": (response) => response.writeHead(500).end("<h1>Internal Server Error</h1>"),
    "never answers": () => undefined,
  })) {
    await test.step(how, async () => {
      issuer.honest(JI);
      issuer.instead.set("/token", instead);
      const caller = new Caller(district);
      await refused(caller, await caller.signIn("residents"), "unreachable");
      issuer.instead.clear();
      await caller.signIn("residents");
      expect(await caller.who()).toMatchObject({ name: JI.name });
    });
  }
});

test("an issuer over plain http is for development only", async ({ issuer }) => {
  const other = await District.open({
    seeded: false,
    environment: { DEVELOPMENT: "off" },
    signIn: () => [{ ...SERVICES[0], issuer: issuer.url, client_id: clientOf("residents"), client_secret: ForgedIssuer.secret }],
  });
  const answer = await fetch(`${other.url}/sign-in/residents`, { redirect: "manual" });
  expect(answer.headers.get("location") ?? "").not.toContain(issuer.url);
  expect(issuer.asked).toEqual([]);
  expect(await (await fetch(`${other.url}/api/sign-in`)).text()).not.toContain("resident-a");
  await other.close();
});
