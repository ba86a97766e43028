import { setTimeout as pause } from "node:timers/promises";

/** How long a page may take to do what is waited for. */
export const PATIENCE_MS = 15_000;

/** A browser that Playwright cannot drive, through whatever it offers instead. */
export interface Engine {
  /** Its name and version. */
  readonly name: string;
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Clicks what the selector finds first, once it can be clicked. */
  click(selector: string): Promise<void>;
  /** Types with keys into what the selector finds first, once it is there. */
  type(selector: string, text: string): Promise<void>;
  choose(selector: string, value: string): Promise<void>;
  /** What an expression is in the page; of a promise, what it becomes. */
  evaluate(expression: string): Promise<unknown>;
  /** Tells the browser that there is no network. Not every engine can be told. */
  offline?(is: boolean): Promise<void>;
  /** Gives the browser a cookie of this page. Only an engine that takes no Secure cookie from http://127.0.0.1 needs it. */
  giveCookie?(name: string, value: string): Promise<void>;
  close(): Promise<void>;
}

/** Waits until an expression is true in the page. `what` says so to a person, if it never is. */
export async function until(engine: Engine, what: string, expression: string, patience = PATIENCE_MS): Promise<void> {
  const end = Date.now() + patience;
  let answer: unknown;
  while (Date.now() < end) {
    // Between two pages there is nothing that could answer.
    answer = await engine.evaluate(expression).catch((error: unknown) => error);
    if (answer === true) return;
    await pause(50);
  }
  const page = await engine.evaluate("location.href + '\\n' + document.body.innerText").catch(String);
  throw new Error(`${engine.name}: not within ${patience} ms: ${what}\n${expression}\nwas ${String(answer)} at ${String(page)}`);
}

/** Waits until what the selector finds first holds a text. */
export function shows(engine: Engine, selector: string, text: string, patience?: number): Promise<void> {
  const holds = `(document.querySelector(${JSON.stringify(selector)})?.textContent ?? "").includes(${JSON.stringify(text)})`;
  return until(engine, `${selector} shows ${text}`, holds, patience);
}

/** Waits until the selector finds something. */
export function stands(engine: Engine, selector: string): Promise<void> {
  return until(engine, `there is ${selector}`, `document.querySelector(${JSON.stringify(selector)}) !== null`);
}
