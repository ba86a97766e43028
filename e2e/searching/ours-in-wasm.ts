import type { Contestant, Document } from "./contestant";

type Glue = typeof import("../../target/searching/release/ours.js");

/** The app's own search in WASM. Its answer is JSON with each hit in its sentence, as a worker thread hands it to the page. */
export function contest(wasm: string, { start, Searching }: Pick<Glue, "Searching"> & { start: Glue["default"] }): Contestant {
  let searching: InstanceType<Glue["Searching"]>;
  let memory: WebAssembly.Memory;
  return {
    async open(read) {
      ({ memory } = await start({ module_or_path: await read(wasm) }));
    },
    load(documents) {
      searching = new Searching();
      // One by one, as they arrive.
      for (const document of JSON.parse(documents) as Document[]) searching.put(JSON.stringify(document));
    },
    memory: () => memory.buffer.byteLength,
    typed: (query, most) => JSON.parse(searching.search(query, most)) as unknown,
    articles: (text) => searching.articles(text),
  };
}
