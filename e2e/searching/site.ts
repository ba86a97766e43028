import type { Document } from "./contestant";

// pagefind makes its files in Node, by the program that its package brings.

export interface Site {
  files: Record<string, Uint8Array>;
  ms: number;
  /** What runs, and what it looks things up in: both are compressed already. */
  engine: number;
  index: number;
}

export async function site(documents: Document[]): Promise<Site> {
  const { close, createIndex } = await import("pagefind");
  const began = performance.now();
  const { index } = await createIndex({ forceLanguage: "zh" });
  for (const { title, first, articles } of documents) {
    for (const [at, content] of articles.entries()) await index!.addCustomRecord({ url: `/${first + at}`, content, language: "zh", meta: { title } });
  }
  const { files } = await index!.getFiles();
  await close();
  const ms = performance.now() - began;
  // Its own interface, which nobody loads here.
  const used = files.filter(({ path }) => !/ui\.(js|css)$|highlight|modular/.test(path));
  const size = (engine: boolean): number => used.filter(({ path }) => /\.js$|^wasm/.test(path) === engine).reduce((sum, { content }) => sum + content.length, 0);
  return { files: Object.fromEntries(used.map(({ path, content }) => [`pagefind/${path}`, content])), ms, engine: size(true), index: size(false) };
}
