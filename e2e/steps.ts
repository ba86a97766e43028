import { type Locator, type Page, expect } from "@playwright/test";

/** What the app asks when it looks for what is new in the public record. */
export const LOOK = /\/log\/(checkpoint|since\/\d+)$/;

/** Signs in as one of the sample people, by the page that a person would use. */
export async function signIn(page: Page, district: { url: string }, person: string): Promise<void> {
  await page.goto(`${district.url}/sign-in`);
  await page.locator(`[data-person="${person}"]`).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Waits until the page can be opened again without the network, and nothing more is being fetched. */
export async function offlineReady(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.waitForLoadState("networkidle");
}

/** Answers one question on the page where a person sees and changes what they said, then goes back. */
export async function say(page: Page, fact: string, said: string): Promise<void> {
  const before = page.url();
  // The page asks who is signed in as soon as it can; leaving it sooner would leave that out.
  const asked = page.waitForResponse(/\/api\/session$/);
  await page.goto(new URL("/me", before).href);
  await asked;
  await page.waitForLoadState("networkidle");
  await answer(page, fact, said);
  await page.goto(before);
  await page.waitForLoadState("networkidle");
}

/** Types key by key, as a person can: into a field that is seen. The app draws its page before it shows it, and keys into what is hidden are lost. */
export async function type(field: Locator, text: string): Promise<void> {
  await expect(field).toBeVisible();
  await field.pressSequentially(text);
}

/** Answers one question where the page at hand asks it. */
export async function answer(page: Page, fact: string, said: string): Promise<void> {
  const field = page.locator(`[data-fact="${fact}"]`);
  await expect(field).toBeVisible();
  if (/^\d{4}-\d\d-\d\d$/.test(said)) {
    const add = field.locator('[data-answer="add"]');
    if (await add.count()) await add.click();
    await field.locator('input[type="date"]').last().fill(said);
    await field.locator('input[type="date"]').last().blur();
  } else {
    await field.locator(`[data-answer="${said}"]`).click();
  }
  await expect(field).toHaveAttribute("data-said", "true");
}

/** Fills the request form with a plainly invented person and sends it. */
export async function fillRequest(page: Page, wanted: string): Promise<void> {
  await fillUpToCheck(page, wanted);
  await page.getByTestId("send").click();
  await expect(page).toHaveURL(/\/requests\//);
}

/** Fills the request form up to its last step, where it can be sent. */
export async function fillUpToCheck(page: Page, wanted: string): Promise<void> {
  const next = page.getByTestId("next");
  await page.getByTestId("agency").selectOption("civil-affairs");
  await page.getByTestId("wanted").fill(wanted);
  await next.click();
  await next.click();
  await page.getByTestId("name").fill("示例市民甲");
  // The example number of GB 11643-1999.
  await page.getByTestId("identity-number").fill("11010519491231002X");
  await page.getByTestId("telephone").fill("021-0000 0000");
  await next.click();
}

/** The texts that a store of the device holds. */
export const kept = (page: Page, shelf: string) => ofStore<string[]>(page, shelf, "getAll");

/** How many values a store of the device holds. */
export const countKept = (page: Page, shelf: string) => ofStore<number>(page, shelf, "count");

/** Empties a store of the device. */
export const clearKept = (page: Page, shelf: string) => ofStore<void>(page, shelf, "clear");

/** What a store of the device answers to one request. */
function ofStore<Answer>(page: Page, shelf: string, request: "getAll" | "count" | "clear"): Promise<Answer> {
  return page.evaluate(
    ([name, request]) =>
      new Promise<Answer>((done, failed) => {
        const opening = indexedDB.open("mingbai");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(name, request === "clear" ? "readwrite" : "readonly");
          const asked = transaction.objectStore(name)[request]();
          transaction.oncomplete = () => {
            opening.result.close();
            done(asked.result as Answer);
          };
        };
      }),
    [shelf, request] as const,
  );
}

/** All that is kept on the device, in one text. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map((one) => one.name!);
    const found: string[] = [];
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((done, failed) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => failed(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((done) => {
          const all = database.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => done(all.result);
        });
        found.push(JSON.stringify(rows));
      }
      database.close();
    }
    return found.join();
  });
}
