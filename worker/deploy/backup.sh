#!/usr/bin/env bash
# backup.sh DIR KEEP: a copy of everything the district holds, into DIR, whose KEEP newest copies stay; prints its name. mingbai-backup.timer calls it. The
# copy is what scripts/backup.sh makes, without the keys, which are not among the data here. The way to it is another: scripts/backup.sh asks `make run` to
# stand still, and here systemd keeps workerd. So workerd is ended, its unit begins it again, and start.sh waits until the copy is made.
set -euo pipefail
cd "$(dirname "$0")"
INTO="$1"
KEEP="$2"
DATA="${STATE_DIRECTORY:?mingbai-backup.service sets it}"
umask 077
[ "$KEEP" -ge 2 ] || { echo "Keep two copies at least: devices let go of what they handed in when two have been made." >&2; exit 1; }
[ -d "$DATA/objects" ] || { echo "There is nothing in $DATA to copy." >&2; exit 1; }

exec 8>>"$DATA/copying"
flock 8
exec 9>>"$DATA/lock"
if ! flock -n 9; then
  ./stop.sh "$(cat "$DATA/pid")"
  flock -w 10 9 || { echo "The district did not end; nothing was copied." >&2; exit 1; }
fi
name="$INTO/$(date -u +%Y%m%dT%H%M%SZ)"
while [ -e "$name" ]; do name="$name+"; done
mkdir -p "$name.part"
cp -a "$DATA/objects" "$name.part/"
[ ! -e "$DATA/identity-key.sha256" ] || cp -a "$DATA/identity-key.sha256" "$name.part/"
# A copy counts only when it is on the disk.
sync -f "$name.part"
mv "$name.part" "$name"
sync -f "$name"
echo $(($(cat "$DATA/backups-made" 2>/dev/null || echo 0) + 1)) >"$DATA/backups-made.part"
mv "$DATA/backups-made.part" "$DATA/backups-made"
exec 9>&- 8>&-
echo "$name"

# What an earlier run left half done, and all but the newest. Their names are their times.
for made in "$INTO"/*.part; do rm -rf "$made"; done
copies=("$INTO"/[0-9]*T*Z*)
for made in "${copies[@]:0:$((${#copies[@]} > KEEP ? ${#copies[@]} - KEEP : 0))}"; do rm -rf "$made"; done
