// Stands before everything, in an isolate of its own: a panic in the core would otherwise leave its request unanswered for ever.

const DEADLINE = 8000;

// How many the core may have before it at a time from callers without a ticket who want something done. Those with one, and those who read, do not
// wait behind a crowd at the door.
const CROWD = 48;
let crowd = 0;

// A page's style and scripts stand inside it; the core names their digests, and no other may run.
const policy = (inside) =>
  `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' ${inside}; style-src 'self' ${inside}; img-src 'self' data:; connect-src 'self'; ` +
  "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; " +
  // A text becomes markup by the one policy of app/shell/boot.js, or not at all.
  "trusted-types mingbai; require-trusted-types-for 'script'";
const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  // Not to ourselves either: what a device asks for must not say which page is read.
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

// The core knows these; any other it would take for a GET.
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const problem = (status, title, code, detail, detail_en, headers) =>
  new Response(JSON.stringify({ type: "about:blank", title, status, code, detail, detail_en }), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });

const late = () =>
  problem(
    503,
    "Service Unavailable",
    "late",
    "服务暂时没有回应，请稍后再试。您写的内容没有丢失。",
    "The service did not answer in time, please try again. Nothing you wrote is lost.",
    { "Retry-After": "2" },
  );

const crowded = () =>
  problem(
    429,
    "Too Many Requests",
    "crowded",
    "现在人太多，请稍等再试。您写的内容没有丢失。",
    "Too many at once, please wait a moment. Nothing you wrote is lost.",
    { "Retry-After": "2" },
  );

const wrongMethod = () =>
  problem(405, "Method Not Allowed", "wrong_method", "这个地址不接受这种请求。", "This address does not take such a request.", {
    Allow: "GET, HEAD, POST",
  });

// Pages, packs and entries; the files of the build are packed already, and hashes do not get smaller.
const packable = (request, headers) =>
  !headers.has("Content-Encoding") &&
  (/^(text\/|application\/(problem\+)?json)/.test(headers.get("Content-Type") ?? "") ||
    /^\/(packs|log\/tile\/entries|log\/since)\//.test(new URL(request.url).pathname));

const packed = (request, { body, status }) =>
  body !== null &&
  status !== 304 &&
  request.method !== "HEAD" &&
  /(^|,)\s*gzip\s*(,|$)/.test(request.headers.get("Accept-Encoding") ?? "");

const isAtTheDoor = (request) =>
  request.method === "POST" && !(request.headers.get("Cookie") ?? "").includes("__Host-mingbai=");

async function ask(request, env) {
  if (!METHODS.includes(request.method)) return wrongMethod();
  if (!isAtTheDoor(request)) return env.CORE.fetch(request).catch(late);
  if (crowd >= CROWD) return crowded();
  crowd++;
  try {
    return await env.CORE.fetch(request).catch(late);
  } finally {
    crowd--;
  }
}

export default {
  async fetch(request, env) {
    let timer;
    const deadline = new Promise((answer) => (timer = setTimeout(() => answer(late()), DEADLINE)));
    const core = ask(request, env);
    const answer = await Promise.race([core, deadline]);
    clearTimeout(timer);
    if (answer.webSocket) return answer;
    const dressed = new Response(answer.body, answer);
    if (packable(request, dressed.headers)) {
      dressed.headers.append("Vary", "Accept-Encoding");
      if (packed(request, dressed)) {
        // The runtime packs what says that it is packed.
        dressed.headers.set("Content-Encoding", "gzip");
        dressed.headers.delete("Content-Length");
      }
    }
    dressed.headers.set("Content-Security-Policy", policy(answer.headers.get("Mingbai-Inside") ?? ""));
    dressed.headers.delete("Mingbai-Inside");
    for (const [name, value] of Object.entries(HEADERS)) dressed.headers.set(name, value);
    return dressed;
  },
};
