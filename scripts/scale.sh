#!/usr/bin/env bash
# What visits cost and what the server carries, as the tables of docs/scale.md; DOCUMENTS=1000 publishes so many more documents before.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
# In target, from where e2e/district.ts finds the checkout.
node_modules/.bin/esbuild e2e/scale/measure.ts --bundle --platform=node --packages=external --outfile=target/scale.js --log-level=warning
exec node target/scale.js
