# What the comparisons beside peers share; sourced in the folder of one, which names the project's checkout in `root`.
esbuild="$root/node_modules/.bin/esbuild"
[ -x "$esbuild" ] || { echo "The project's packages are missing: run make build first." >&2; exit 1; }

# The peers are installed in the folder and not with the project's own packages: nothing else needs them.
install_peers() {
  cmp -s package-lock.json node_modules/.mingbai-lock && return
  echo "· installing the peers from npm" >&2
  npm ci --silent || { echo "npm ci failed. A network that does not reach the registry is the usual reason." >&2; exit 1; }
  cp package-lock.json node_modules/.mingbai-lock
}

# The second profile is not for what is shipped: it is what the same code gives when it may be large.
fast=(--config 'profile.fast.inherits="release"' --config 'profile.fast.opt-level=3')

# ours CRATE PROFILE WASM-OPT…: its module and the glue, as target/CRATE/PROFILE/ours.{wasm,js}.
ours() (
  crate=$1 profile=$2 into="target/$1/$2"
  shift 2
  cd "$root"
  . scripts/cache.sh
  cargo build --quiet "${fast[@]}" --profile "$profile" -p "mingbai-$crate" --target wasm32-unknown-unknown
  wasm-bindgen --target web --no-typescript --out-dir "$into" --out-name ours "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/$profile/mingbai_$crate.wasm"
  # It warns of every name section that it is about to strip.
  node --stack-size=4000 node_modules/binaryen/bin/wasm-opt "$@" --strip-debug --strip-producers --strip-target-features \
    -o "$into/ours.wasm" "$into/ours_bg.wasm" 2>"$into/wasm-opt.log" || { cat "$into/wasm-opt.log" >&2; exit 1; }
)

# As xtask/src/wasm.rs optimises the app, and for speed.
both_of_ours() {
  ours "$1" release --flatten --rereloop -Oz
  ours "$1" fast -O3
}

# bundle FILE NAME: a program for Node, whose peers are loaded from beside it.
bundle() {
  "$esbuild" "$1" --bundle --platform=node --packages=external --format=esm --outfile="build/$2" --log-level=warning
}
