#!/usr/bin/env bash
# restore.sh [COPY]: puts a copy back, the newest of backups/ unless told otherwise. What stood in ./data is kept beside it. Every device notices by the
# epoch, and hands in again what it had handed in since the copy; ids make that nothing counts twice.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
COPY="${1:-}"
if [ -z "$COPY" ]; then
  COPY="$(find backups -mindepth 1 -maxdepth 1 -type d ! -name '*.part' 2>/dev/null | sort | tail -1)"
  [ -n "$COPY" ] || { echo "There is no copy in backups/. Name one: make restore FROM=…" >&2; exit 1; }
fi
[ -d "$COPY/objects" ] || { echo "$COPY is no copy made by make backup: it has no folder objects." >&2; exit 1; }
if [ -s data/run.pid ] && kill -0 "$(cat data/run.pid)" 2>/dev/null; then
  echo "The district is running. Stop it first (Ctrl-C where it was started), then restore." >&2
  exit 1
fi
rm -rf data.part
mkdir -p data.part
cp -a "$COPY/." data.part/
# Another name each time: it makes the epochs of all objects others.
od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >data.part/restoration
echo 0 >data.part/backups-made
sync -f data.part
# Only what is whole takes the place of what stood there.
if [ -d data ]; then
  BEFORE="data.before-$(date -u +%Y%m%dT%H%M%SZ)"
  mv data "$BEFORE"
  echo "What stood in ./data is in $BEFORE"
fi
mv data.part data
echo "Restored from $COPY. Start the district with: make run"
