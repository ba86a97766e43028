#!/usr/bin/env bash
# Sync engines side by side in Chromium: e2e/beside/run.sh [ROUNDS] [--slow] [--only=NAME,…]
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../.. && pwd)"
. ../peers.sh
install_peers
(cd ../.. && . scripts/cache.sh && cargo xtask beside)
# In target, from where ../district.ts finds the checkout; the servers stay beside their packages.
"$esbuild" run.ts --bundle --platform=node --packages=external --outfile=../../target/beside.js --log-level=warning
"$esbuild" servers/main.ts --bundle --platform=node --packages=external --outfile=build/servers.js --log-level=warning
exec node ../../target/beside.js "$@"
