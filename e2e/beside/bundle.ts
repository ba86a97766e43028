import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface Bundle {
  script: Buffer;
  /** In bytes, gzip -9. */
  gzip: number;
}

/** The page's script of one contestant, built as for production. */
export async function bundle(name: string, folder: string): Promise<Bundle> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import contestant from "./contestants/${name}"; import { play } from "./page"; play(contestant);`,
      resolveDir: folder,
      loader: "ts",
    },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    // Some of the peers still look for Node's.
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    // The glue of ours would find its module beside itself; it is told where that is.
    logOverride: { "empty-import-meta": "silent" },
    logLevel: "warning",
  });
  const script = Buffer.from(outputFiles[0]!.contents);
  return { script, gzip: gzipSync(script, { level: 9 }).length };
}
