import { brotliCompressSync, constants } from "node:zlib";

/** Bytes after brotli. Above 4 MB not at its slowest. */
export function brotli(bytes: Uint8Array): number {
  const quality = bytes.length > 4_000_000 ? 9 : 11;
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
}
