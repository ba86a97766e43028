import { createHash, randomUUID } from "node:crypto";
import { FORM } from "./sample-form";

type Scope = "person" | "agency";

interface Synced {
  epoch: string;
  more: boolean;
  rows: { key: string; body: string }[];
}

/** A line of an agency's trail. */
interface TrailLine {
  serial: number;
  who: { person: string; role: string } | null;
  act: string;
  on: string;
  why: string | null;
  outcome: unknown;
}

/** The sample people of a district without their browsers. Each is signed in when they first ask, and stays so. */
export class SamplePeople {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly district: { url: string }) {}

  /** Asks as the app does, from the district's own origin and in JSON; a text is sent as it stands. Who is "" is not signed in. */
  async ask(who: string, path: string, body?: object | string, how: { signal?: AbortSignal } = {}): Promise<Response> {
    const headers: Record<string, string> = { Origin: this.district.url };
    if (who) headers.Cookie = await this.cookie(who);
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = typeof body === "object" ? JSON.stringify(body) : body;
    return fetch(this.district.url + path, { method: body === undefined ? "GET" : "POST", headers, body: sent, ...how });
  }

  /** What the browser of one who is signed in sends with each request. */
  async cookie(who: string): Promise<string> {
    const known = this.cookies.get(who);
    if (known) return known;
    const answer = await this.ask("", "/api/sign-in", { person: who });
    const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    if (answer.status !== 200 || !cookie) throw new Error(`signing in as ${who} gave no session: ${answer.status} ${await answer.text()}`);
    this.cookies.set(who, cookie);
    return cookie;
  }

  async sync(who: string, scope: Scope, sent: object = {}): Promise<Synced> {
    const answer = await this.ask(who, "/api/sync", call(scope, sent));
    if (answer.status !== 200) throw new Error(`the call of ${who}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Synced;
  }

  /** The requests that a person or their agency is shown, in the order of their last change. */
  async requests<Shown>(who: string, scope: Scope): Promise<Shown[]> {
    const { rows, more } = await this.sync(who, scope);
    if (more) throw new Error(`what ${who} is shown does not fit into one answer`);
    return rows.filter(({ key }) => !key.startsWith("reading/")).map(({ body }) => JSON.parse(body) as Shown);
  }

  /** Hands in a person's first request; its id. */
  async fileRequest(who: string, wanted: string): Promise<string> {
    const { epoch } = await this.sync(who, "person");
    const first = filing(1, wanted);
    await this.sync(who, "person", { epoch, mutations: [first] });
    return first.id;
  }

  /** An agency's trail, as the district's supervisor reads it. */
  async trail(agency: string): Promise<TrailLine[]> {
    const answer = await this.ask("district-office-supervisor", `/api/agencies/${agency}/trail`);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`the trail of ${agency}: ${answer.status} ${text}`);
    return text.split("\n").filter(Boolean).map((line) => JSON.parse(line) as TrailLine);
  }
}

/** A device's call for what is new to it. By itself it is of a device that knows and sends nothing. */
export function call(scope: Scope, sent: object = {}): object {
  return { scope, device: randomUUID(), epoch: null, cursor: 0, mutations: [], ...sent };
}

export interface Filing {
  seq: number;
  id: string;
  version: number;
  digest: string;
  body: string;
}

/** A request of a plainly invented person, as a device hands it in. */
export function filing(seq: number, wanted: string): Filing {
  const body = JSON.stringify({ file_request: { draft: { ...FORM, wanted } } });
  return { seq, id: randomUUID(), version: 1, digest: createHash("sha256").update(body).digest("hex"), body };
}
