import { expect, test as base } from "@playwright/test";
import { District } from "../district";
import { SamplePeople } from "../sample-people";
import { type Engine, shows, stands, until } from "./engine";
import { Firefox } from "./firefox";
import { WebKit } from "./webkit";

const ENGINES = { Firefox: Firefox.open, WebKitGTK: WebKit.open };

/** A district and a browser of their own, gone however the test ends. */
const test = base.extend<{ which: keyof typeof ENGINES; engine: Engine; district: District }>({
  which: ["Firefox", { option: true }],
  engine: async ({ which }, use) => {
    const engine = await ENGINES[which]();
    await use(engine);
    await engine.close();
  },
  district: async ({}, use) => {
    const district = await District.open();
    await use(district);
    await district.close();
  },
});

for (const which of Object.keys(ENGINES) as (keyof typeof ENGINES)[]) {
  test.describe(which, () => {
    test.use({ which });

    test("match, read and ask without a server, get a number when it is back", async ({ engine, district }) => {
      test.info().annotations.push({ type: "engine", description: engine.name });

      await test.step("a resident signs in", async () => {
        await engine.goto(`${district.url}/sign-in`);
        await engine.click('[data-person="resident-a"]');
        await until(engine, "signed in", 'location.pathname === "/"');
        if (!engine.giveCookie) return;
        leftOut(`${engine.name} keeps no Secure cookie from http://127.0.0.1; it is given the session`);
        await engine.giveCookie(...(await session(district, "resident-a")));
      });

      await test.step("facts give policies with their reasons", async () => {
        await say(engine, district, "birth_date", () => typeBirthday(engine, "1954-03-01"));
        await say(engine, district, "hukou", () => engine.click('[data-fact="hukou"] [data-answer="shanghai"]'));
        await engine.goto(district.url);
        await shows(engine, ALLOWANCE, "因为");
        await shows(engine, ALLOWANCE, "150");
      });

      await test.step("the document opens", async () => {
        await engine.click(`${ALLOWANCE} a`);
        await shows(engine, "#app h1", "老年综合津贴");
        await shows(engine, "#app #art-3", "第三条");
      });

      await test.step("everything is on the device", async () => {
        await until(engine, "the service worker controls the page", "navigator.serviceWorker.controller !== null");
        await until(engine, "every file of the app is kept", KEPT);
        await until(engine, "every document is kept", ALL_PACKS);
      });

      await test.step("told that there is no network, the page says so", async () => {
        if (!engine.offline) return leftOut(`${engine.name} cannot be told that it is offline; that the server is gone comes next`);
        await engine.offline(true);
        await shows(engine, "#app", "您已离线");
        await engine.offline(false);
        await until(engine, "it no longer says so", '!document.querySelector("#app").textContent.includes("您已离线")');
      });

      await test.step("without a server the document can still be read", async () => {
        await district.kill();
        await expect(fetch(district.url)).rejects.toThrow();
        await engine.reload();
        await shows(engine, "#app h1", "老年综合津贴");
        await shows(engine, "#app #art-3", "第三条");
      });

      const wanted = `2025年老年综合津贴的发放人数 ${Date.now()}`;
      await test.step("a request written without a server waits", async () => {
        await engine.goto(`${district.url}/request`);
        await fillRequest(engine, wanted);
        await engine.goto(`${district.url}/requests`);
        await shows(engine, "#app", wanted);
        await shows(engine, "#app", "待发送");
      });

      await test.step("the server is back, and by itself it gets its number", async () => {
        await district.start();
        await engine.click('#app a[href^="/requests/"]');
        const number = `/〔\\d{4}〕第1号-收件/.test(document.querySelector('[data-testid="receipt-number"]')?.textContent)`;
        await until(engine, "the receipt number", number, 30_000);
      });
    });

    test("pages left in a hurry leave nothing behind that the next waits for", async ({ engine, district }) => {
      for (let round = 0; round < 5; round++) {
        for (const path of ["/me", "/policies", "/"]) {
          await engine.goto(district.url + path);
          await new Promise((done) => setTimeout(done, 120 * round));
        }
        await stands(engine, "#app:not([hidden]) h1");
      }
      await stands(engine, ALLOWANCE);
    });
  });
}

const ALLOWANCE = '[data-testid="card"]:has(a[href^="/d/elderly-allowance"])';

/** Whether each file that the service worker lists is in its cache. */
const KEPT = `fetch("/sw.js").then((answer) => answer.text()).then(async (worker) => {
  const files = JSON.parse(worker.match(/PRECACHE ?= ?(\\[.*?\\])/)[1]);
  const kept = await Promise.all(files.map((file) => caches.match(file)));
  return files.length > 5 && kept.every((answer) => answer?.ok);
})`;

/** Whether each entry of the public record has its pack; no document is published twice. */
const ALL_PACKS = `Promise.all([${count("entries")}, ${count("packs")}]).then(([entries, packs]) => entries > 0 && packs === entries)`;

/** How many texts a store of the device holds. */
function count(shelf: string): string {
  return asked(shelf, "count()");
}

/** The text that a store of the device holds under a key. */
function text(shelf: string, key: string): string {
  return asked(shelf, `get("${key}")`);
}

/** What a store of the device answers. */
function asked(shelf: string, question: string): string {
  return `new Promise((done, failed) => {
    const opening = indexedDB.open("mingbai");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const asking = opening.result.transaction("${shelf}").objectStore("${shelf}").${question};
      asking.onsuccess = () => { opening.result.close(); done(asking.result); };
    };
  })`;
}

/** Name and value of the cookie with which the server signs a sample person in. */
async function session(district: District, person: string): Promise<[string, string]> {
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(await new SamplePeople(district).cookie(person))!;
  return [name!, value!];
}

/** Answers one question on the page where a person sees and changes what they said. */
async function say(engine: Engine, district: District, fact: string, answer: () => Promise<void>): Promise<void> {
  await engine.goto(`${district.url}/me`);
  await stands(engine, `[data-fact="${fact}"]`);
  const before = await engine.evaluate(text("meta", "facts"));
  await answer();
  // A typed answer counts when its field is left.
  await engine.evaluate("document.activeElement?.blur()");
  await stands(engine, `[data-fact="${fact}"][data-said="true"]`);
  // Sealed, and another text than before.
  await until(engine, `${fact} is kept`, `${text("meta", "facts")}.then((facts) => /^1\\./.test(facts ?? "") && facts !== ${JSON.stringify(before ?? null)})`);
}

/** Types a day as the engines' English has it, month, day and year, and looks that it is the one that the field holds. */
async function typeBirthday(engine: Engine, day: string): Promise<void> {
  const field = '[data-fact="birth_date"] input';
  const [year, month, date] = day.split("-");
  await engine.type(field, `${month}/${date}/${year}`);
  await until(engine, "the field holds the day", `document.querySelector(${JSON.stringify(field)}).value === "${day}"`);
}

/** Fills the request form with a plainly invented person and sends it. */
async function fillRequest(engine: Engine, wanted: string): Promise<void> {
  const part = (name: string) => `[data-testid="${name}"]`;
  await stands(engine, `${part("agency")} option[value="civil-affairs"]`);
  await engine.choose(part("agency"), "civil-affairs");
  await engine.type(part("wanted"), wanted);
  await engine.click(part("next"));
  await stands(engine, 'input[name="delivery"]');
  await engine.click(part("next"));
  await engine.type(part("name"), "示例市民甲");
  // The example number of GB 11643-1999.
  await engine.type(part("identity-number"), "11010519491231002X");
  await engine.type(part("telephone"), "021-0000 0000");
  await engine.click(part("next"));
  await engine.click(part("send"));
  await until(engine, "the request has a page", 'location.pathname.startsWith("/requests/")');
}

/** Says what an engine cannot do and why, in the output and in the report. */
function leftOut(why: string): void {
  console.log(`left out: ${why}`);
  test.info().annotations.push({ type: "left out", description: why });
}
