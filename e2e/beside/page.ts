import type { Contestant } from "./contestant";

/** One timed call: how long it took in the page, and what it returned. */
export interface Timed {
  ms: number;
  value: unknown;
}

export interface Stage {
  phase(name: "open" | "firstSync" | "catchUp" | "write" | "flush" | "survived", argument?: string | number): Promise<Timed>;
  /** Writes one after another, and reports each to the runner the moment that its engine says it is kept. */
  promise(n: number): Promise<void>;
  asides(): Record<string, number>;
  durability: string;
}

declare global {
  interface Window {
    stage: Stage;
    /** Given by the runner: the write of that number was promised to the user. It takes text and returns at once. */
    promised(number: string): void;
  }
}

/** Lets the browser do something else; timers would wait 4 ms each. */
function turn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(0);
  });
}

/** Puts a contestant where the runner finds it. */
export function play(contestant: Contestant): void {
  window.stage = {
    durability: contestant.durability,
    async phase(name, argument) {
      const method = contestant[name] as (argument?: string | number) => Promise<unknown>;
      const from = performance.now();
      const value = await method.call(contestant, argument);
      return { ms: performance.now() - from, value };
    },
    async promise(n) {
      for (let number = 0; number < n; number++) {
        await contestant.write(1);
        window.promised(String(number));
        // An engine that only ever answers from memory never lets go of the thread, and its reports would all come at the end.
        await turn();
      }
    },
    asides: () => contestant.asides?.() ?? {},
  };
}
