#!/usr/bin/env bash
# Other search engines side by side: e2e/searching/run.sh [--quick] [--ours]
# --quick asks less, --ours leaves the peers out.
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../.. && pwd)"
. ../peers.sh
laws="${MINGBAI_DATA:-$root/../shared/data}/laws"
[ -d "$laws" ] || { echo "The texts of laws are not at $laws; MINGBAI_DATA says where their folder is." >&2; exit 1; }
install_peers
"$root/node_modules/.bin/tsc" -p .
both_of_ours searching
bundle run.ts run.mjs
exec node build/run.mjs "$laws" "$@"
