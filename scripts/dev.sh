#!/usr/bin/env bash
# Trunk rebuilds the app on change and serves it on 127.0.0.1:8080; the worker behind it answers everything else.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
PORT=8787 scripts/run.sh &
SERVER=$!
trap 'kill "$SERVER" 2>/dev/null; wait "$SERVER" 2>/dev/null || true' EXIT
trunk serve --offline true
