#!/usr/bin/env bash
# backup.sh [DIR]: a copy of everything the district holds, into backups/ or DIR; prints its name. A district that runs under `make run` stands still for
# the moment of the copy, so the objects' files agree with one another. Each copy is counted; devices keep what they handed in until two have been made.
set -euo pipefail
cd "$(dirname "$0")/.."
INTO="${1:-backups}"
DATA="${DATA:-data}"
umask 077
[ -d "$DATA/objects" ] || { echo "There is nothing in ./$DATA to back up. Start the district with: make run" >&2; exit 1; }

copy() {
  local name
  name="$INTO/$(date -u +%Y%m%dT%H%M%SZ)"
  while [ -e "$name" ]; do name="$name+"; done
  mkdir -p "$name.part"
  cp -a "$DATA/objects" "$DATA/log-key.json" "$DATA/session-key" "$DATA/identity-key" "$name.part/"
  local also
  # That a sample was published, and the key before this one while it is being changed (docs/keys.md).
  for also in seeded log-key-before.json; do
    [ ! -e "$DATA/$also" ] || cp -a "$DATA/$also" "$name.part/"
  done
  # A copy counts only when it is on the disk.
  sync -f "$name.part"
  mv "$name.part" "$name"
  sync -f "$name"
  echo $(($(cat "$DATA/backups-made" 2>/dev/null || echo 0) + 1)) >"$DATA/backups-made.part"
  mv "$DATA/backups-made.part" "$DATA/backups-made"
  echo "$name"
}

# The district itself asks for the copy, and holds the lock.
if [ "${STANDS_STILL:-}" = yes ]; then
  copy
  exit 0
fi
# One backup at a time.
exec 8>>"$DATA/backup.lock"
flock 8
exec 9>>"$DATA/lock"
if flock -n 9; then
  copy
  exit 0
fi
exec 9>&-
rm -f "$DATA/backup.done"
realpath -m "$INTO" >"$DATA/backup.into"
kill -USR1 "$(cat "$DATA/run.pid")" 2>/dev/null || { echo "Something holds ./$DATA that make run did not start; stop it first." >&2; exit 1; }
while [ ! -e "$DATA/backup.done" ]; do
  ! flock -n "$DATA/lock" true || { echo "The district ended before it made the copy." >&2; exit 1; }
  sleep 0.05
done
[ -s "$DATA/backup.done" ] || { echo "The copy was not made; the district's own lines say why." >&2; exit 1; }
cat "$DATA/backup.done"
