// Keeps the app on the device. The public record and everything personal live in IndexedDB, which the app verifies and fills itself;
// here are only the shell, its files, and nothing that another version could mix with.

const VERSION = "__VERSION__";
const PRECACHE = "__PRECACHE__";
/** What only drafters use: kept once it was used, and from then on with each version. */
const ON_USE = "__ON_USE__";
const CACHE = `shell-${VERSION}`;
const PAGES = /^\/($|firm$|policies$|d\/|request$|requests(\/|$)|me$|staff(\/|$)|trail$|sign-in$|clock$|calendar$)/;
const NO_PAGES = /^\/(api|log|pack|health|assets)(\/|$)|\.\w+$/;

addEventListener("install", (event) => {
  // Pages come from the device. Without this Chromium also asks the server for them while it wakes this worker, which would tell it what is read.
  event.addRoutes?.([{ condition: { requestMode: "navigate" }, source: "fetch-event" }]).catch(() => {});
  event.waitUntil(install());
});
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => {
  if (event.data === "skip-waiting") skipWaiting();
  if (event.data === "claim") event.waitUntil(clients.claim());
});
addEventListener("push", (event) => event.waitUntil(show(event.data)));
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribe(event.newSubscription)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (PAGES.test(address.pathname) && !address.searchParams.has("plain")) event.respondWith(shell(request));
    // What is no page of the app is the server's to answer; without it, the app says that there is none.
    else if (!NO_PAGES.test(address.pathname)) event.respondWith(fetch(request).catch(() => shell(request)));
  } else if (PRECACHE.includes(address.pathname)) {
    event.respondWith(kept(address.pathname, request));
  } else if (ON_USE.includes(address.pathname)) {
    event.respondWith(keptOnUse(address.pathname, request));
  }
});

/** Files named by their content are taken over from the version before, or from what the page just fetched, so that each is paid for once. */
async function install() {
  const cache = await caches.open(CACHE);
  const used = await inUse();
  await Promise.all(
    PRECACHE.concat(ON_USE.filter((path) => used.has(part(path)))).map(async (path) => {
      const forEver = path.startsWith("/assets/");
      const before = forEver ? await caches.match(path) : undefined;
      const answer = before ?? (await fetch(path, { cache: forEver ? "default" : "reload" }));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      await cache.put(path, answer);
    }),
  );
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  // Only the very first worker finds pages without one: from then on they can be opened again offline.
  await clients.claim();
}

async function shell(request) {
  return (await kept("/index.html", request)) ?? fetch(request);
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function keptOnUse(path, request) {
  const cache = await caches.open(CACHE);
  const before = await cache.match(path);
  if (before) return before;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

/** Which part a file holds, without what tells one version of it from the next. */
const part = (path) => path.replace(/-[^-]*$/, "");

/** The parts that this device keeps of any version. */
async function inUse() {
  const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return new Set(all.flat().map((request) => part(new URL(request.url).pathname)));
}

const pages = () => clients.matchAll({ type: "window" });

/** There is something new, and that is all that a message says (docs/decisions/0026). Browsers want each shown; where a page is in sight, without a sound. */
async function show(data) {
  const { title, body, lang } = data.json().notification;
  const silent = (await pages()).some((page) => page.visibilityState === "visible");
  await registration.showNotification(title, { body, lang, silent, tag: "mingbai", icon: "/icon-192.png" });
}

/** A page that comes back looks for what is new by itself. */
async function open() {
  const [page] = await pages();
  await (page ? page.focus() : clients.openWindow("/notices"));
}

/** The browser has given up its subscription: the same by another, which the page says in its language when it is next read. */
async function subscribe(given) {
  const { key } = await (await fetch("/api/push")).json();
  if (!key) return;
  const { endpoint, keys } = (given ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))).toJSON();
  const language = navigator.language.startsWith("zh") ? "zh" : "en";
  await fetch("/api/push", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ endpoint, keys, language }) });
}
