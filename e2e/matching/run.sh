#!/usr/bin/env bash
# Other rule engines side by side: e2e/matching/run.sh [PEOPLE] [--table]
# Twelve people unless told otherwise; --table leaves the speed out.
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../.. && pwd)"
. ../peers.sh
install_peers
"$root/node_modules/.bin/tsc" -p .
both_of_ours matching
(cd "$root" && cargo build --quiet "${fast[@]}" --profile fast -p mingbai-matching --example native &&
  cp "${CARGO_TARGET_DIR:-target}/fast/examples/native" target/matching/native)
bundle run.ts run.mjs
bundle native.ts native.mjs
exec node build/run.mjs "$@"
