import { generateKeyPairSync, randomBytes } from "node:crypto";
import { type RequestListener, type Server, createServer } from "node:http";
import { type Page, expect } from "@playwright/test";
import { test as base } from "./base";
import { District } from "./district";
import { address, listen } from "./listen";

export { expect };

/** Someone whom the issuer knows: by what name, and what it claims of them. All of them are plainly invented. */
export interface Person {
  sub: string;
  name: string;
  org_id?: string;
  groups?: string[];
  department?: string;
}

export const DING: Person = { sub: "310105-4f7a-ding", name: "示例市民丁" };
export const WU: Person = { sub: "310105-93c2-wu", name: "示例市民戊" };
/** Acts for a firm. */
export const AGENT: Person = { sub: "firm-agent-77d1", name: "示例企业办事人", org_id: "91310105MAEXAMPLE1" };
/** Holds two offices, and the directory names the lesser one first. */
export const HEAD: Person = { sub: "mz-head-0c5e", name: "示例民政签发人", groups: ["mb-officer", "mb-signatory"], department: "MZ" };
export const OFFICER: Person = { sub: "mz-officer-b2f0", name: "示例民政工作人员", groups: ["everyone", "mb-officer"], department: "MZ" };
/** Works in the house, but in no office of ours: a group whose name only begins like one is another group. */
export const COOK: Person = { sub: "mz-cook-e811", name: "示例食堂职工", groups: ["everyone", "mb-officer-canteen"], department: "MZ" };

const PEOPLE = [DING, WU, AGENT, HEAD, OFFICER, COOK];

/** A way to sign in, as the operator of a district sets it in SIGN_IN. */
export interface Service {
  id: string;
  label: { zh: string; en: string };
  issuer: string;
  client_id: string;
  client_secret: string;
  as: object;
}

/** Whom each service lets in, and as what. */
export const SERVICES = [
  { id: "residents", label: { zh: "一网通办（示例）", en: "Citizen sign-in (sample)" }, as: { resident: {} } },
  { id: "firms", label: { zh: "法人一证通（示例）", en: "Firm sign-in (sample)" }, as: { firm: { organisation: "org_id" } } },
  {
    id: "staff",
    label: { zh: "机关统一认证（示例）", en: "Staff sign-in (sample)" },
    as: {
      staff: {
        role: { claim: "groups", values: [["mb-signatory", "signatory"], ["mb-officer", "officer"]] },
        agency: { claim: "department", values: [["MZ", "civil-affairs"]] },
      },
    },
  },
];

/** What this uses of oidc-provider, which brings no types. */
interface Provider {
  callback(): RequestListener;
  use(middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>): void;
  on(event: string, heard: (ctx: Context, error: Error) => void): void;
  Client: { find(id: string): Promise<Client> };
  Grant: { new (of: { accountId: string; clientId: string }): Grant };
}
interface Client {
  backchannelLogoutSessionRequired: boolean;
  backchannelLogout(sub: string, sid?: string): Promise<void>;
}
interface Grant {
  addOIDCScope(scope: string): void;
  save(): Promise<string>;
}
interface Context {
  path: string;
  body: unknown;
  oidc: { provider: Provider; session: { accountId: string }; client: { clientId: string }; params: { scope: string } };
}

/** An issuer that others wrote (oidc-provider, certified OpenID Connect), with its own pages for signing in and out. */
export class Issuer {
  /** How often the keys were fetched. */
  keysFetched = 0;
  /** What a district answered to a back-channel logout, where that was not yes. */
  readonly refused: string[] = [];
  private provider!: Provider;
  private listening = true;
  private readonly cookieKey = randomBytes(32).toString("hex");
  private readonly clients = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Issuer> {
    const server = createServer((request, response) => issuer.provider.callback()(request, response));
    await listen(server);
    const issuer = new Issuer(server, address(server));
    await issuer.rotateKeys();
    return issuer;
  }

  /** Signs with a new key from now on, and no longer has the one before. Who is signed in here stays so. */
  async rotateKeys(): Promise<void> {
    // It is an ES module, and its name as text keeps the compiler from asking for its types.
    const { Provider } = (await import("oidc-provider" as string)) as { Provider: new (url: string, settings: object) => Provider };
    const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
    this.provider = new Provider(this.url, {
      jwks: { keys: [{ ...key, kid: randomBytes(8).toString("hex"), use: "sig", alg: "RS256" }] },
      cookies: { keys: [this.cookieKey] },
      features: { registration: { enabled: true }, backchannelLogout: { enabled: true } },
      pkce: { required: () => true },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 60, IdToken: 60 },
      // Every claim stands in the token too, as the city's issuer has it.
      conformIdTokenClaims: false,
      claims: { openid: ["sub", "name", "org_id", "groups", "department"], profile: ["name"] },
      findAccount: (_: Context, sub: string) => {
        const person = PEOPLE.find((one) => one.sub === sub);
        return person && { accountId: sub, claims: () => person };
      },
      // Both offices belong to the same government: nobody is asked whether one may know of the other.
      loadExistingGrant: async ({ oidc }: Context) => {
        const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
        grant.addOIDCScope(oidc.params.scope);
        await grant.save();
        return grant;
      },
    });
    this.provider.use(async (ctx, next) => {
      await next();
      if (ctx.path === "/jwks") this.keysFetched += 1;
      // Its pages ask for a font from elsewhere, and nothing here goes elsewhere.
      if (typeof ctx.body === "string") ctx.body = ctx.body.replace(/@import url\([^)]*\);/, "");
    });
    this.provider.on("backchannel.error", (_, error) => this.refused.push(error.message));
  }

  /** Registers a district (OpenID Connect Dynamic Client Registration), which gets its services. */
  async admit(origin: string): Promise<Service[]> {
    return Promise.all(SERVICES.map(async (service) => {
      const answer = await fetch(`${this.url}/reg`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          redirect_uris: [`${origin}/sign-in/${service.id}/done`],
          post_logout_redirect_uris: [`${origin}/sign-in`],
          backchannel_logout_uri: `${origin}/sign-in/${service.id}/ended`,
          backchannel_logout_session_required: true,
        }),
      });
      expect(answer.status, await answer.clone().text()).toBe(201);
      const { client_id, client_secret } = (await answer.json()) as { client_id: string; client_secret: string };
      this.clients.set(`${origin} ${service.id}`, client_id);
      return { ...service, issuer: this.url, client_id, client_secret };
    }));
  }

  /** Tells a district that someone is signed out everywhere, as when an account is closed; throws unless it says yes. */
  async endAll(district: { url: string }, service: string, person: Person): Promise<void> {
    const client = await this.provider.Client.find(this.clients.get(`${district.url} ${service}`)!);
    // It names the session where the client has asked for that; without it, all of the person's are meant.
    client.backchannelLogoutSessionRequired = false;
    await client.backchannelLogout(person.sub).finally(() => (client.backchannelLogoutSessionRequired = true));
  }

  /** Stops to answer until `resume`. */
  stop(): Promise<unknown> {
    const stopped = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    this.listening = false;
    return stopped;
  }

  async resume(): Promise<void> {
    if (this.listening) return;
    await new Promise<void>((done) => this.server.listen(Number(new URL(this.url).port), "127.0.0.1", done));
    this.listening = true;
  }

  async close(): Promise<void> {
    if (this.listening) await this.stop();
  }
}

/** A test with a district that one signs in to by the issuer. Whatever it does, no address and no line of the server's says who is signed in. */
export const test = base.extend<{ district: District; device: () => Promise<Page> }, { issuer: Issuer }>({
  issuer: [
    async ({}, use) => {
      const issuer = await Issuer.open();
      await use(issuer);
      await issuer.close();
    },
    { scope: "worker" },
  ],
  district: async ({ issuer }, use) => {
    await issuer.resume();
    issuer.refused.length = 0;
    const district = await District.open({ signIn: (origin) => issuer.admit(origin) });
    await use(district);
    await district.close();
    expect(named(district.printed)).toEqual([]);
  },
  /** Another device of somebody, with nothing on it. */
  device: async ({ browser, district }, use) => {
    const addresses: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      context.on("request", (request) => addresses.push(request.url()));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(addresses.filter((one) => one.startsWith(district.url) && named(decodeURIComponent(one)).length > 0)).toEqual([]);
  },
});

/** What of all people stands in a text that should say nothing of them. */
function named(text: string): string[] {
  return PEOPLE.flatMap(({ sub, name, org_id }) => [sub, name, ...(org_id ? [org_id] : [])]).filter((one) => text.includes(one));
}

/** Signs in by a service, from the page that offers it, on a device that the issuer does not know yet. */
export async function signInAt(page: Page, district: { url: string }, person: Person, service = "residents"): Promise<void> {
  await page.goto(`${district.url}/sign-in`);
  await page.locator(`[data-service="${service}"]`).click();
  await logIn(page, person);
  await signedIn(page, district);
}

/** Fills the issuer's own form. */
export async function logIn(page: Page, person: Person): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(person.sub);
  await page.getByPlaceholder("and password").fill("示例");
  await page.getByRole("button", { name: "Sign-in" }).click();
}

/** Waits until the issuer has sent one back. */
export async function signedIn(page: Page, district: { url: string }): Promise<void> {
  await expect(page).toHaveURL((url) => url.origin === district.url && !url.pathname.startsWith("/sign-in"));
}

/** Who is signed in on a device, as the server says. */
export function whoIs(page: Page): Promise<{ id: string; name: string; role: string; agency: string | null; service: string } | null> {
  return page.evaluate(async () => ((await (await fetch("/api/session")).json()) as { person: never }).person);
}
