#!/usr/bin/env bash
# Everything that CI checks. Each step says what it is and how long it took; the first that fails ends the run.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
mkdir -p target

step() {
  local name=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@" || { printf '\n%s: failed\n' "$name" >&2; exit 1; }
  printf '== %s: %d s\n' "$name" $((SECONDS - started))
}
natively() { cargo nextest run --workspace --all-features --no-tests=pass 2>&1 | tee target/nextest.log; }
in_browser() {
  CHROMEDRIVER="$(command -v chromedriver)" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo test -p mingbai-app --target wasm32-unknown-unknown 2>&1 | tee target/wasm-tests.log
}
journeys() { npx playwright test -c e2e/playwright.config.ts; }

# The sample people are in the build that the journeys use, and in no other.
no_samples() {
  cargo build --quiet -p mingbai-worker --target wasm32-unknown-unknown
  grep -aq 示例市民甲 worker/build/index_bg.wasm && ! grep -aq 示例市民甲 "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/debug/mingbai_worker.wasm"
}

step "format" cargo fmt --all --check
step "lints, native" cargo clippy --quiet --workspace --all-targets --all-features -- -D warnings
step "lints, WASM" cargo clippy --quiet -p mingbai-app -p mingbai-search -p mingbai-matching -p mingbai-searching -p mingbai-shared -p mingbai-worker --target wasm32-unknown-unknown -- -D warnings
step "types of the journeys" npx tsc -p e2e
step "unit and property tests" natively
step "documentation examples" cargo test --quiet --doc -p mingbai-shared
step "tests in the browser's WASM" in_browser
step "release build and size gates" make --no-print-directory build
step "the calendar agrees with two others" scripts/agree.sh
step "no sample people without the flag" no_samples
step "sync in the simulation" scripts/simulate.sh
step "the pattern page" make --no-print-directory target/patterns/index.html
step "journeys and components in browsers" journeys

counted() { sed 's/\x1b\[[0-9;]*m//g' "$1" | sed -n "$2" | awk '{ sum += $1 } END { print sum + 0 }'; }
native=$(counted target/nextest.log 's/.*Summary.* \([0-9]*\) passed.*/\1/p')
wasm=$(counted target/wasm-tests.log 's/.*test result: ok\. \([0-9]*\) passed.*/\1/p')
browser=$(node -p 'require("./target/e2e-report.json").stats.expected')
printf '\n%d native, %d in WASM, %d in browsers\n%d passed, 0 failed\n' "$native" "$wasm" "$browser" $((native + wasm + browser))
