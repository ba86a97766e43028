#!/usr/bin/env bash
# Other search engines side by side: e2e/searching/run.sh [--quick] [--ours]
# --quick asks less, --ours leaves the peers out.
# The peers are installed here and not with the project's own packages: nothing else needs them.
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../.. && pwd)"
laws="${MINGBAI_DATA:-$root/../shared/data}/laws"
[ -d "$laws" ] || { echo "The texts of laws are not at $laws; MINGBAI_DATA says where their folder is." >&2; exit 1; }
esbuild="$root/node_modules/.bin/esbuild"
[ -x "$esbuild" ] || { echo "The project's packages are missing: run make build first." >&2; exit 1; }

if ! cmp -s package-lock.json node_modules/.mingbai-lock; then
  echo "· installing the peers from npm" >&2
  npm ci --silent || { echo "npm ci failed. A network that does not reach the registry is the usual reason." >&2; exit 1; }
  cp package-lock.json node_modules/.mingbai-lock
fi
"$root/node_modules/.bin/tsc" -p .

# ours NAME PROFILE WASM-OPT…: the module and its glue, as target/searching/NAME/ours.{wasm,js}.
cd "$root"
. scripts/cache.sh
target="${CARGO_TARGET_DIR:-target}"
# Not for what is shipped: what the same code gives when it may be large.
fast=(--config 'profile.fast.inherits="release"' --config 'profile.fast.opt-level=3')
ours() {
  local name=$1 into="target/searching/$1"
  shift
  cargo build --quiet "${fast[@]}" --profile "$name" -p mingbai-searching --target wasm32-unknown-unknown
  wasm-bindgen --target web --no-typescript --out-dir "$into" --out-name ours "$target/wasm32-unknown-unknown/$name/mingbai_searching.wasm"
  # It warns of every name section that it is about to strip.
  node --stack-size=4000 node_modules/binaryen/bin/wasm-opt "$@" --strip-debug --strip-producers --strip-target-features \
    -o "$into/ours.wasm" "$into/ours_bg.wasm" 2>"$into/wasm-opt.log" || { cat "$into/wasm-opt.log" >&2; exit 1; }
}
# As xtask/src/wasm.rs optimises the app.
ours release --flatten --rereloop -Oz
ours fast -O3

cd "$root/e2e/searching"
# Peers that are ES modules with programs of their own are loaded from beside this.
"$esbuild" run.ts --bundle --platform=node --packages=external --format=esm --outfile=build/run.mjs --log-level=warning
exec node build/run.mjs "$laws" "$@"
