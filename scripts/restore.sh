#!/usr/bin/env bash
# restore.sh [COPY]: puts a copy back, the newest of backups/ unless told otherwise. What stood in ./data is kept beside it. Every device notices by the
# epoch, and hands in again what it had handed in since the copy; ids make that nothing counts twice.
set -euo pipefail
cd "$(dirname "$0")/.."
DATA="${DATA:-data}"
umask 077
COPY="${1:-}"
if [ -z "$COPY" ]; then
  for made in backups/*/; do
    case "$made" in *.part/) ;; *) [ ! -d "$made" ] || COPY="${made%/}" ;; esac
  done
  [ -n "$COPY" ] || { echo "There is no copy in backups/. Make one with make backup, or name one: make restore FROM=…" >&2; exit 1; }
fi
[ -d "$COPY/objects" ] || { echo "$COPY is no copy made by make backup: it has no folder objects." >&2; exit 1; }
if [ -d "$DATA" ]; then
  exec 9>>"$DATA/lock"
  flock -n 9 || { echo "The district is running. Stop it first (Ctrl-C where it was started), then restore." >&2; exit 1; }
fi
rm -rf "$DATA.part"
mkdir -p "$DATA.part"
cp -a "$COPY/." "$DATA.part/"
# Another name each time: it makes the epochs of all objects others.
od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >"$DATA.part/restoration"
echo 0 >"$DATA.part/backups-made"
sync -f "$DATA.part"
# Only what is whole takes the place of what stood there.
if [ -d "$DATA" ]; then
  BEFORE="$DATA.before-$(date -u +%Y%m%dT%H%M%SZ)"
  while [ -e "$BEFORE" ]; do BEFORE="$BEFORE+"; done
  mv "$DATA" "$BEFORE"
  echo "What stood in ./$DATA is in $BEFORE"
fi
mv "$DATA.part" "$DATA"
echo "Restored from $COPY. Start the district with: make run"
