#!/usr/bin/env bash
# workerd.sh PORT DATA [SITE]: becomes a workerd that serves the district on 127.0.0.1:PORT and keeps everything under DATA; SITE is `dist` or another build of the app.
# LOG_KEY, LOG_VKEY and SESSION_KEY come from the environment; DEVELOPMENT=on allows the sample sign-in. BACKUPS and RESTORATION say
# how many copies were made and what the last restore was called (backup.sh, restore.sh). WITNESSES are the keys of those who may cosign (docs/keys.md).
# PUSH_KEY and PUSH_CONTACT let devices be woken, CHANNELS names the messages that go to people, which become files under MESSAGES (docs/operations.md).
set -euo pipefail
cd "$(dirname "$0")/.."
for name in LOG_KEY LOG_VKEY SESSION_KEY; do
  [ -n "${!name:-}" ] || { echo "Missing: $name in the environment. scripts/run.sh shows how the keys are made." >&2; exit 1; }
done
MESSAGES="${MESSAGES:-$2/messages}"
mkdir -p "$2" "$MESSAGES"
# The package's program starts the real one; a signal must reach the real one.
exec "$(node -p 'require("workerd").default')" serve worker/deploy/workerd.capnp \
  --socket-addr=http="127.0.0.1:$1" --directory-path=do-storage="$2" --directory-path=assets="${3:-dist}" \
  --directory-path=messenger="$MESSAGES"
