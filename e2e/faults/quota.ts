import type { CDPSession, Page } from "@playwright/test";

/** How much an origin may keep, as the browser itself enforces it. */
export class Quota {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
    private readonly origin: string,
    private readonly most: number,
  ) {}

  /**
   * From now on the origin may keep so many bytes. Before its first visit: of what it granted once Chromium lets a store use the rest for up to half a
   * minute without looking again.
   */
  static async set(page: Page, origin: string, most: number): Promise<Quota> {
    const session = await page.context().newCDPSession(page);
    const quota = new Quota(page, session, origin, most);
    await quota.allow(most);
    return quota;
  }

  /** There is no room left, not for a byte. The page is at the origin. */
  async fill(): Promise<void> {
    await this.allow(1);
    // More than was granted: Chromium looks again, finds nothing left, and looks each time from now on.
    const refused = await this.page.evaluate(write, this.most + 1);
    if (refused !== "QuotaExceededError") throw new Error(`the browser has room: ${refused}`);
  }

  /** There is room again. */
  async free(): Promise<void> {
    await this.session.send("Storage.overrideQuotaForOrigin", { origin: this.origin });
  }

  private async allow(quotaSize: number): Promise<void> {
    await this.session.send("Storage.overrideQuotaForOrigin", { origin: this.origin, quotaSize });
  }
}

/** Writes so many bytes into a database of its own; why that was refused. */
function write(bytes: number): Promise<string | undefined> {
  return new Promise((done) => {
    const opening = indexedDB.open("filling");
    opening.onupgradeneeded = () => opening.result.createObjectStore("bytes");
    opening.onerror = () => done(opening.error?.name);
    opening.onsuccess = () => {
      const writing = opening.result.transaction("bytes", "readwrite");
      writing.objectStore("bytes").put(new Uint8Array(bytes), "all");
      const ended = () => {
        opening.result.close();
        done(writing.error?.name);
      };
      writing.onabort = ended;
      writing.oncomplete = ended;
    };
  });
}
