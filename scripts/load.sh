#!/usr/bin/env bash
# Honest readers beside many refused requests: RATE=1000 of each kind a second for SECONDS=30.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
# In target, from where e2e/district.ts finds the checkout.
node_modules/.bin/esbuild e2e/load/refused.ts --bundle --platform=node --packages=external --outfile=target/load.js --log-level=warning
exec node target/load.js
