#!/usr/bin/env bash
# backup.sh [DIR]: a copy of everything the district holds, into backups/ or DIR. A district that runs under `make run` stands still for the moment of the copy:
# nothing is written meanwhile, so the objects' files agree with one another. Each copy is counted; devices keep what they handed in until two have been made.
set -euo pipefail
cd "$(dirname "$0")/.."
INTO="${1:-backups}"
umask 077
[ -d data/objects ] || { echo "There is nothing in ./data to back up. Start the district with: make run" >&2; exit 1; }

running() { [ -s data/run.pid ] && kill -0 "$(cat data/run.pid)" 2>/dev/null; }
if running && [ "${MINGBAI_STANDS_STILL:-}" != yes ]; then
  rm -f data/backup.done
  printf '%s\n' "$(realpath -m "$INTO")" >data/backup.into
  kill -USR1 "$(cat data/run.pid)"
  for _ in $(seq 600); do
    [ -e data/backup.done ] && break
    sleep 0.1
  done
  [ -s data/backup.done ] || { echo "The district did not make the copy; its own lines say why." >&2; exit 1; }
  cat data/backup.done
  exit 0
fi

NAME="$INTO/$(date -u +%Y%m%dT%H%M%SZ)"
while [ -e "$NAME" ]; do NAME="$NAME+"; done
mkdir -p "$NAME.part"
cp -a data/objects data/log-key.json data/session-key "$NAME.part/"
[ ! -e data/seeded ] || cp -a data/seeded "$NAME.part/"
# A copy counts only when it is on the disk.
sync -f "$NAME.part"
mv "$NAME.part" "$NAME"
sync -f "$NAME"
echo $(($(cat data/backups-made 2>/dev/null || echo 0) + 1)) >data/backups-made.part
mv data/backups-made.part data/backups-made
echo "$NAME"
