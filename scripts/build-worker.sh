#!/usr/bin/env bash
# The worker's bundle, without the network: each tool is named, since worker-build would otherwise download its own.
#   build-worker.sh   for anybody's use       build-worker.sh development   with sample people to sign in as
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
WASM_BINDGEN_BIN="$(command -v wasm-bindgen)"
WASM_OPT_BIN="$PWD/node_modules/.bin/wasm-opt"
ESBUILD_BIN="$PWD/node_modules/.bin/esbuild"
for tool in "$WASM_BINDGEN_BIN" "$WASM_OPT_BIN" "$ESBUILD_BIN"; do
  [ -x "$tool" ] || { echo "Missing: $tool. Run scripts/tools.sh build." >&2; exit 1; }
done
export WASM_BINDGEN_BIN WASM_OPT_BIN ESBUILD_BIN
cd worker
worker-build --release . ${1:+--features "$1"}
