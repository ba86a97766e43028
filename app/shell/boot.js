// Starts the app. Plain script, so that it can still speak when WASM cannot.

const words = {
  title: "页面出了问题",
  zh: "您写的内容已存在本机，没有丢失。请重新打开。",
  en: "Something went wrong. What you wrote is safe on this device. Please open the page again.",
  again: "重新打开 Open again",
  slow: "打开得比平时慢。若一直这样，请离开这个网站，或者关掉它的所有页面，再打开一次。您写的内容都在本机。",
  slowEn: "Opening takes longer than usual. If it stays so, leave this site or close all its pages, then open it again. What you wrote is on this device.",
};

// Where the browser guards what becomes markup or a worker (Trusted Types), this says what of the program may: the shapes of its icons, its workers.
const SHAPES = /^(<(path|circle|rect)( (class|d|cx|cy|r|x|y|rx|width|height|fill)="[\w .,-]*")+\/>)+$/;
const refuse = (what) => {
  throw new TypeError(what);
};
const guard = globalThis.trustedTypes?.createPolicy("mingbai", {
  createHTML: (markup) => (SHAPES.test(markup) ? markup : refuse("not a shape")),
  createScriptURL: (address) => (["/sw.js", "__SEARCH_JS__"].includes(address) ? address : refuse("not a worker")),
});
const script = (address) => guard?.createScriptURL(address) ?? address;
window.mingbaiSearch = () => new Worker(script("__SEARCH_JS__"));
window.mingbaiShape = (markup) => guard?.createHTML(markup) ?? markup;

// Longer than this takes a slow network, or a browser whose storage does not open (docs/decisions/0011).
const PATIENCE_MS = 15_000;
const BETWEEN_LOOKS_MS = 30 * 60 * 1000;

// Called by the app's panic hook: after a panic its WASM cannot go on.
window.mingbaiCrashed = (message) => {
  console.error(message);
  if (document.querySelector(".crashed")) return;
  const page = document.createElement("div");
  page.className = "crashed";
  page.setAttribute("role", "alertdialog");
  page.setAttribute("aria-labelledby", "crashed-title");
  const add = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    page.append(element);
    return element;
  };
  add("h1", words.title, { id: "crashed-title" });
  add("p", words.zh);
  add("p", words.en, { lang: "en" });
  const button = add("button", words.again, { class: "button", type: "button" });
  button.addEventListener("click", () => location.reload());
  document.body.append(page);
  button.focus();
};

// Chrome asks once whether the app may be installed; the page decides when to show it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.mingbaiInstall = event;
});

function sayIfSlow() {
  const waiting = document.querySelector("#served .waiting");
  if (!waiting) return;
  const english = document.createElement("span");
  english.lang = "en";
  english.textContent = words.slowEn;
  waiting.replaceChildren(words.slow, document.createElement("br"), english);
}

// The page is read first: what starts the app would otherwise hold up its first picture. A page in the background is not painted, and not every
// browser says when it has painted.
const painted = new Promise((go) => {
  const seen = (entries) => entries.getEntriesByName("first-contentful-paint").length && go();
  globalThis.PerformanceObserver?.supportedEntryTypes?.includes("paint") && new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
  setTimeout(go, 500);
});

function soon(relation, href, attributes) {
  document.head.append(Object.assign(document.createElement("link"), { rel: relation, href, ...attributes }));
}

async function start() {
  await painted;
  try {
    const wasm = fetch("__APP_WASM__");
    wasm.catch(() => {}); // Said below, where it is waited for.
    soon("modulepreload", "__APP_JS__", { integrity: "__APP_INTEGRITY__" });
    // What brings the public record: the first visit waits for it.
    for (const part of "__RECORD__") soon("preload", part, { as: "fetch", crossOrigin: "anonymous", fetchPriority: "low" });
    const app = await import("__APP_JS__");
    await app.default({ module_or_path: wasm });
  } catch (wrong) {
    // A page that the server wrote in full stays as it is: it can be read without the app.
    if (document.querySelector("#served .waiting")) window.mingbaiCrashed(String(wrong));
    else console.error(wrong);
  }
}

/** The app has taken the place of the served page, or will not soon. */
async function shown() {
  for (let looks = 0; looks < 50 && document.querySelector("#served"); looks++) await new Promise((go) => setTimeout(go, 200));
}

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register(script("/sw.js"), { updateViaCache: "none" });
  const announce = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    // For an app that begins to listen only after this.
    window.mingbaiUpdate = true;
    dispatchEvent(new Event("mingbai:update"));
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", announce);
  });
  announce();
  // A page that was on its way when the first worker took over is not among those that it took.
  navigator.serviceWorker.ready.then(({ active }) => navigator.serviceWorker.controller || active.postMessage("claim"));
  let accepted = false;
  addEventListener("mingbai:update-accepted", () => {
    accepted = true;
    // Without one that waits, another tab runs the new version already.
    registration.waiting ? registration.waiting.postMessage("skip-waiting") : location.reload();
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (accepted) location.reload();
  });
  // A release is rare: who goes to and fro between tabs need not ask each time.
  let looked = Date.now();
  const look = () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < BETWEEN_LOOKS_MS) return;
    looked = Date.now();
    registration.update().catch(() => {});
  };
  addEventListener("visibilitychange", look);
  setInterval(look, BETWEEN_LOOKS_MS);
}

setTimeout(sayIfSlow, PATIENCE_MS);
// Keeping everything for later does not share a slow network with what a person waits for now: the app and its first page.
start().then(shown).then(keepOffline).catch((wrong) => console.error(wrong));
