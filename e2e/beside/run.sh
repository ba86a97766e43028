#!/usr/bin/env bash
# Sync engines side by side in Chromium: e2e/beside/run.sh [ROUNDS] [--slow] [--only=NAME,…]
# The peers are installed here and not with the project's own packages: nothing else needs them.
set -euo pipefail
cd "$(dirname "$0")"
esbuild=../../node_modules/.bin/esbuild
[ -x "$esbuild" ] || { echo "The project's packages are missing: run make build first." >&2; exit 1; }

if ! cmp -s package-lock.json node_modules/.mingbai-lock; then
  echo "· installing the peers from npm" >&2
  npm ci --silent || { echo "npm ci failed. A network that does not reach the registry is the usual reason." >&2; exit 1; }
  cp package-lock.json node_modules/.mingbai-lock
fi
(cd ../.. && . scripts/cache.sh && cargo xtask beside)
# In target, from where ../district.ts finds the checkout; the servers stay beside their packages.
"$esbuild" run.ts --bundle --platform=node --packages=external --outfile=../../target/beside.js --log-level=warning
"$esbuild" servers/main.ts --bundle --platform=node --packages=external --outfile=build/servers.js --log-level=warning
exec node ../../target/beside.js "$@"
