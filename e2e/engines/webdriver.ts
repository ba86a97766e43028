import { setTimeout as pause } from "node:timers/promises";

/** What W3C WebDriver calls a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Nothing was done, and a moment later it may go. */
const NOT_YET = ["no such element", "stale element reference", "element not interactable", "element click intercepted"];

class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A session of a driver, by the W3C WebDriver protocol: as much of it as the journeys need. */
export class Session {
  private constructor(
    private readonly address: string,
    readonly capabilities: Record<string, unknown>,
  ) {}

  static async open(driver: string, wanted: Record<string, unknown>): Promise<Session> {
    const body = { capabilities: { alwaysMatch: wanted } };
    const opened = (await ask("POST", `${driver}/session`, body)) as { sessionId: string; capabilities: Record<string, unknown> };
    return new Session(`${driver}/session/${opened.sessionId}`, opened.capabilities);
  }

  get(command: string): Promise<unknown> {
    return ask("GET", `${this.address}/${command}`);
  }

  post(command: string, body: object = {}): Promise<unknown> {
    return ask("POST", `${this.address}/${command}`, body);
  }

  /** Does something to the element that a selector finds first: `click`, `value`. The page may not have it yet, or just draw it again. */
  async to(selector: string, command: string, patience: number, body: object = {}): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
      try {
        const element = (await this.post("element", { using: "css selector", value: selector })) as Record<string, string>;
        await this.post(`element/${element[ELEMENT]}/${command}`, body);
        return;
      } catch (error) {
        if (!(error instanceof Refused && NOT_YET.includes(error.code))) throw error;
        if (Date.now() > end) throw new Error(`${command} on ${selector}: ${error.message}`);
        await pause(50);
      }
    }
  }

  /** What an expression is in the page; of a promise, what it becomes. */
  async evaluate(expression: string): Promise<unknown> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve(${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = (await this.post("execute/async", { script, args: [] })) as { value?: unknown; error?: string };
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  }

  async close(): Promise<void> {
    await ask("DELETE", this.address);
  }
}

async function ask(method: string, address: string, body?: object): Promise<unknown> {
  const answer = await fetch(address, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(30_000) });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (!answer.ok) throw new Refused(value?.error ?? "", `${method} ${address} ${JSON.stringify(body)}: ${value?.error}: ${value?.message}`);
  return value;
}
