import type { Page } from "playwright-core";
import type { Device } from "./browser";
import { play } from "./measure";
import { WRITES } from "./payload";

/** The browser is killed when so many writes were promised. */
export const PROMISES = 500;

export interface Loss {
  promised: number;
  lost: number;
}

/**
 * Starts `WRITES` writes and kills the whole browser after `PROMISES` of them were reported as kept; what was reported until its end counts as promised.
 * Then a new browser on the same profile is asked what is left, after `open`.
 */
export async function lose(first: Device, page: Page, base: string, restart: () => Promise<Page>): Promise<Loss> {
  let promised = 0;
  // The bare binding of the protocol, as one that answers makes the reports fall behind the writes.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.enable");
  await session.send("Runtime.addBinding", { name: "promised" });
  const enough = new Promise<void>((done) => {
    session.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name !== "promised") return;
      promised = Math.max(promised, Number(payload) + 1);
      if (promised >= PROMISES) done();
    });
  });
  await play(page, "open", base);
  page.evaluate((n) => window.stage.promise(n), WRITES).catch(() => undefined); // It never ends: its browser does.
  await enough;
  await first.kill();
  const again = await restart();
  await play(again, "open", base);
  const { value } = await play(again, "survived", promised);
  return { promised, lost: promised - Number(value) };
}
