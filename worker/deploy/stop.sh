#!/usr/bin/env bash
# stop.sh [PID]: lets workerd finish the answers that it is giving, for a second. For pages that are open it would wait for ever, since they listen; what was
# acknowledged is on the disk, so it may then be ended by a signal that it does not catch.
set -euo pipefail
# systemd calls it without a number when workerd has ended already.
[ -n "${1:-}" ] && kill -TERM "$1" 2>/dev/null || exit 0
for _ in $(seq 20); do
  kill -0 "$1" 2>/dev/null || exit 0
  sleep 0.05
done
kill -HUP "$1" 2>/dev/null || true
