#!/usr/bin/env bash
# Lighthouse on the release build; RUNS=1 for a quick look. The reports stay in target/lighthouse.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
LIGHTHOUSE=12.8.2 # the last that runs on Node 20

# Beside the other tools: it brings 200 packages that nothing else needs.
place="$CACHE/lighthouse-$LIGHTHOUSE"
if [ ! -x "$place/node_modules/.bin/lighthouse" ]; then
  echo "· installing lighthouse $LIGHTHOUSE from npm" >&2
  mkdir -p "$place"
  npm install --silent --no-audit --no-fund --prefix "$place" "lighthouse@$LIGHTHOUSE" ||
    { echo "lighthouse could not be installed. A network that does not reach npm is the usual reason." >&2; exit 1; }
fi
export LIGHTHOUSE_BIN="$place/node_modules/.bin/lighthouse"
node_modules/.bin/esbuild e2e/lighthouse.ts --bundle --platform=node --outfile=target/lighthouse.js --log-level=warning
exec node target/lighthouse.js
