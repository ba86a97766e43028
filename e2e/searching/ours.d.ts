/** The app's WASM as run.sh builds it: ours/src/lib.rs. */
declare module "*/ours.js" {
  export class Searching {
    put(document: string): void;
    search(query: string, most: number): string;
    articles(text: string): Uint32Array;
  }
  export default function start(options: { module_or_path: BufferSource }): Promise<{ memory: WebAssembly.Memory }>;
}
