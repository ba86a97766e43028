import { type KeyObject, createHash, createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { expect } from "@playwright/test";
import { test as base } from "./base";
import { District, freePort } from "./district";
import { SERVICES } from "./issuer";
import { address, listen } from "./listen";

export { expect };

export const JI = { sub: "forged-310105-ji", name: "示例市民己" };
export const GENG = { sub: "forged-310105-geng", name: "示例市民庚" };

/** What a token says. */
export type Claims = Record<string, unknown>;

/** Makes the token that is handed out, of what an honest issuer would say. */
export type Forge = (claims: Claims, issuer: ForgedIssuer) => string;

/** Answers instead of the issuer; one that does nothing leaves the caller waiting. */
type Instead = (response: ServerResponse, request: IncomingMessage) => void;

interface Begun {
  issuer: string;
  client: string;
  redirect: string;
  challenge: string;
  claims: Claims;
}

/**
 * An issuer that lies as it is told to, and is honest otherwise. Below each path it is an issuer of its own: at `/a` another than at `/b`, with the
 * same key. It asks for no name or password: everyone is `person`.
 */
export class ForgedIssuer {
  static readonly secret = "sample +/=:% secret of the forged issuer";
  /** Whom it says everyone is. */
  person: Claims = {};
  forge: Forge = (claims, issuer) => issuer.sign(claims);
  /** What it says of itself in the callback (RFC 9207); nothing where undefined. */
  says: (issuer: string) => string | undefined = (issuer) => issuer;
  /** Other answers, by path. */
  readonly instead = new Map<string, Instead>();
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  /** All that it has handed out or was given to keep: none of it belongs into an address or into a log. */
  readonly told: string[] = [ForgedIssuer.secret];
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly begun = new Map<string, Begun>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<ForgedIssuer> {
    const server = createServer((request, response) => void issuer.answer(request, response));
    const issuer = new ForgedIssuer(server);
    await listen(server);
    return issuer;
  }

  get url(): string {
    return address(this.server);
  }

  /** The key that it publishes, as others may abuse it. */
  get publicKey(): KeyObject {
    return this.keys.publicKey;
  }

  /** From now on it is honest, and says this of everyone. */
  honest(person: Claims): void {
    this.person = person;
    this.forge = (claims, issuer) => issuer.sign(claims);
    this.says = (issuer) => issuer;
    this.instead.clear();
    this.asked.length = 0;
  }

  /** A token (RFC 7515). `header` goes over what stands there otherwise, `key` is the signer's. */
  sign(claims: Claims, header: object = {}, key: KeyObject = this.keys.privateKey): string {
    const signed = `${encode({ alg: "RS256", typ: "JWT", kid: "published", ...header })}.${encode(claims)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
  }

  /** What the token says that ends sessions (OpenID Connect Back-Channel Logout 1.0, 2.4). */
  ending(audience: string, whom: { sub?: string; sid?: string }): Claims {
    const now = Math.floor(Date.now() / 1000);
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
    return { iss: this.url, aud: audience, iat: now, exp: now + 120, jti: randomUUID(), events, ...whom };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    this.asked.push(url.pathname);
    const instead = this.instead.get(url.pathname);
    if (instead) return instead(response, request);
    const [, below = "", what] = /^(.*?)\/(\.well-known\/openid-configuration|keys|authorize|token)$/.exec(url.pathname) ?? [];
    if (what === "keys") return json(response, { keys: [{ ...this.publicKey.export({ format: "jwk" }), kid: "published", use: "sig", alg: "RS256" }] });
    if (what === "authorize") return this.begin(this.url + below, url.searchParams, response);
    if (what === "token") return this.hand(request, response);
    if (what) return json(response, this.discovery(below));
    response.writeHead(404).end();
  }

  /** What it publishes of itself (OpenID Connect Discovery 1.0). */
  discovery(below = ""): Claims {
    const at = this.url + below;
    return {
      issuer: at,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private begin(issuer: string, asked: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    const now = Math.floor(Date.now() / 1000);
    const value = (name: string) => asked.get(name) ?? "";
    const claims = { iss: issuer, aud: value("client_id"), nonce: value("nonce"), iat: now, exp: now + 300, auth_time: now, sid: randomUUID(), ...this.person };
    this.begun.set(code, { issuer, client: value("client_id"), redirect: value("redirect_uri"), challenge: value("code_challenge"), claims });
    this.told.push(code);
    const back = new URL(value("redirect_uri"));
    back.searchParams.set("code", code);
    back.searchParams.set("state", value("state"));
    const says = this.says(issuer);
    if (says !== undefined) back.searchParams.set("iss", says);
    response.writeHead(302, { Location: back.href }).end();
  }

  /** The token endpoint: honest in what it asks for, so that nobody gets a token who could not prove that the code is theirs. */
  private async hand(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const basic = Buffer.from(/^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "", "base64").toString();
    // RFC 6749, 2.3.1: both are form-encoded before they are joined.
    const [name, secret] = basic ? [...new URLSearchParams(`name=${basic.replace(":", "&secret=")}`).values()] : [form.get("client_id"), form.get("client_secret")];
    const verifier = form.get("code_verifier") ?? "";
    const code = form.get("code") ?? "";
    this.told.push(verifier);
    const begun = this.begun.get(code);
    this.begun.delete(code);
    if (secret !== ForgedIssuer.secret) return json(response, { error: "invalid_client" }, 401);
    const proven = createHash("sha256").update(verifier).digest("base64url") === begun?.challenge;
    if (!begun || !proven || begun.client !== name || begun.redirect !== form.get("redirect_uri")) return json(response, { error: "invalid_grant" }, 400);
    const token = this.forge(begun.claims, this);
    this.told.push(token);
    json(response, { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: token });
  }
}

/** A token that nobody signed. */
export function unsigned(claims: Claims): string {
  return `${encode({ alg: "none" })}.${encode(claims)}.`;
}

/** A token whose signer took a key that everyone has for a secret. */
export function signedWithSecret(claims: Claims, secret: string | Buffer): string {
  const signed = `${encode({ alg: "HS256", kid: "published" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** Part of a token. */
export function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify(body));
}

/**
 * A test with an issuer that it can make lie, about `JI` unless told otherwise, and a district that trusts it: one for all tests, since none should
 * leave anything behind. Besides the usual services there are those that people try at the wrong moment, or that are not there at all.
 */
export const test = base.extend<{ issuer: ForgedIssuer; district: District }, { both: { issuer: ForgedIssuer; district: District } }>({
  both: [
    async ({}, use) => {
      const issuer = await ForgedIssuer.open();
      const [residents, firms, staff] = SERVICES.map((service) => ({ ...service, issuer: issuer.url }));
      const more = ["elsewhere", "pretender", "silent"].map((id) => ({ ...residents!, id, issuer: `${issuer.url}/${id}` }));
      const nobody = { ...residents!, id: "nobody", issuer: `http://127.0.0.1:${await freePort()}` };
      const services = [residents!, firms!, staff!, ...more, nobody];
      const district = await District.open({
        seeded: false,
        signIn: () => services.map((service) => ({ ...service, client_id: clientOf(service.id), client_secret: ForgedIssuer.secret })),
      });
      await use({ issuer, district });
      await district.close();
      issuer.close();
    },
    { scope: "worker" },
  ],
  issuer: [
    async ({ both }, use) => {
      const { issuer, district } = both;
      issuer.honest(JI);
      await use(issuer);
      // Whatever was refused, and why, was not written down with what was in it.
      for (const told of [...issuer.told, JI.sub, JI.name, GENG.sub, GENG.name]) expect(district.printed).not.toContain(told);
    },
    { auto: true },
  ],
  district: ({ both }, use) => use(both.district),
});

/** What the issuer calls the district, for a service. */
export function clientOf(service: string): string {
  return `mingbai ${service}`;
}

/** The way ended at the page that says why, and nobody is signed in. */
export async function refused(caller: Caller, answer: Response, problem: string): Promise<void> {
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toMatch(new RegExp(`^(http://127.0.0.1:\\d+)?/sign-in\\?problem=(${problem})$`));
  expect(sessionOf(answer)).toBeUndefined();
  expect(await caller.who()).toBeNull();
}

/** The cookie that signs in, as it is set. */
export function sessionOf(answer: Response): string | undefined {
  return answer.headers.getSetCookie().find((line) => /^__Host-mingbai=[^;]/.test(line));
}

/** A device without a browser: it keeps the district's cookies as one does, and is led on only when told to. */
export class Caller {
  readonly cookies = new Map<string, string>();

  constructor(private readonly district: { url: string }) {}

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, this.district.url), { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /;\s*max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Sets out for the issuer; the address there. `how` is where to come back to, and whether one is to be asked again. */
  async setOut(service: string, how: { back?: string; again?: "1" } = {}): Promise<URL> {
    const answer = await this.ask(`/sign-in/${service}?${new URLSearchParams(how).toString()}`);
    return new URL(answer.headers.get("location") ?? "", this.district.url);
  }

  /** Has the issuer do its part; the address that it sends one back to, which is not opened yet. */
  async sentBack(service: string, how: { back?: string; again?: "1" } = {}): Promise<string> {
    const answer = await fetch(await this.setOut(service, how), { redirect: "manual" });
    return answer.headers.get("location") ?? "";
  }

  /** The whole way. */
  async signIn(service: string, how: { back?: string; again?: "1" } = {}): Promise<Response> {
    return this.ask(await this.sentBack(service, how));
  }

  /** Who is signed in. */
  async who(): Promise<{ id: string; name: string; role: string } | null> {
    return ((await (await this.ask("/api/session")).json()) as { person: never }).person;
  }
}
