// The thread that searches. What it is told comes in order: packs as the device has them, then what is typed.

import start, { Search } from "__GLUE__";

const ready = start({ module_or_path: "__WASM__" }).then(() => new Search());

addEventListener("message", async ({ data: { put, remove, ask } }) => {
  try {
    const search = await ready;
    if (put) search.put(put);
    if (remove) search.remove(remove);
    postMessage({ answer: ask ? search.ask(ask) : undefined, asked: ask });
  } catch (wrong) {
    // The page then goes on without it, as on a browser that has no threads.
    postMessage({ failed: String(wrong) });
  }
});
