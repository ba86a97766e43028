// Stands before everything, in an isolate of its own: a panic in the core would otherwise leave its request unanswered for ever.

const DEADLINE = 8000;
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const late = () =>
  new Response(
    JSON.stringify({
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      code: "late",
      detail: "服务暂时没有回应，请稍后再试。您写的内容没有丢失。",
      detail_en: "The service did not answer in time, please try again. Nothing you wrote is lost.",
    }),
    { status: 503, headers: { "Content-Type": "application/problem+json", "Retry-After": "2" } },
  );

export default {
  async fetch(request, env) {
    let timer;
    const deadline = new Promise((answer) => (timer = setTimeout(() => answer(late()), DEADLINE)));
    const core = env.CORE.fetch(request).catch(late);
    const answer = await Promise.race([core, deadline]);
    clearTimeout(timer);
    if (answer.webSocket) return answer;
    const dressed = new Response(answer.body, answer);
    for (const [name, value] of Object.entries(HEADERS)) dressed.headers.set(name, value);
    return dressed;
  },
};
