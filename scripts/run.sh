#!/usr/bin/env bash
# Serves the sample district until Ctrl-C. Data and keys stay under ./data (DATA=… for another place).
set -euo pipefail
cd "$(dirname "$0")/.."
PORT="${PORT:-8787}"
URL="http://127.0.0.1:$PORT"
DATA="${DATA:-data}"

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  echo "Port $PORT is taken. Use another one with data of its own: PORT=$((PORT + 1)) DATA=data-$((PORT + 1)) make run" >&2
  exit 1
fi

umask 077
mkdir -p "$DATA/objects"
# Held as long as this or its workerd lives, whatever ends the other: backup.sh and restore.sh look at it.
exec 9>>"$DATA/lock"
flock -n 9 || { echo "A district runs on ./$DATA already. Stop it first, or give this one a place of its own: DATA=…" >&2; exit 1; }
[ -s "$DATA/log-key.json" ] || ./mingbai keygen >"$DATA/log-key.json"
for key in session-key identity-key; do
  [ -s "$DATA/$key" ] || od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$DATA/$key"
done
[ -s "$DATA/push-key" ] || head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' >"$DATA/push-key"

# Two of them while the key changes (docs/keys.md).
field() { cat "$DATA/log-key.json" "$DATA/log-key-before.json" 2>/dev/null | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
begin() {
  LOG_KEY="$(field signing)" LOG_VKEY="$(field verifying)" SESSION_KEY="$(cat "$DATA/session-key")" \
    PUSH_KEY="$(cat "$DATA/push-key")" PUSH_CONTACT="${PUSH_CONTACT:-mailto:sample@district.example}" CHANNELS="${CHANNELS-sms wechat}" MESSAGES="$DATA/messages" \
    IDENTITY_KEY="$(cat "$DATA/identity-key")" ORIGIN="${ORIGIN:-$URL}" SIGN_IN="${SIGN_IN:-}" DEVELOPMENT=on \
    BACKUPS="$(cat "$DATA/backups-made" 2>/dev/null || true)" RESTORATION="$(cat "$DATA/restoration" 2>/dev/null || true)" \
    scripts/workerd.sh "$PORT" "$DATA/objects" "${SITE:-dist}" &
  SERVER=$!
}
answers() {
  for _ in $(seq 200); do
    kill -0 "$SERVER" 2>/dev/null || { echo "workerd ended at once; its own lines above say why." >&2; exit 1; }
    curl -fsS "$URL/health" >/dev/null 2>&1 && break
    sleep 0.05
  done
}
# It waits for those who are still being answered, and pages that are open listen for ever. What was acknowledged is on the disk: it may be killed.
end() {
  kill "$SERVER" 2>/dev/null || return 0
  for _ in $(seq 20); do
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.05
  done
  kill -KILL "$SERVER" 2>/dev/null || true
  wait "$SERVER" 2>/dev/null || true
}
# scripts/backup.sh asks for it: the objects stand still while they are copied.
copy() {
  local into
  into="$(cat "$DATA/backup.into" 2>/dev/null)" || return 0
  end
  DATA="$DATA" STANDS_STILL=yes scripts/backup.sh "$into" >"$DATA/backup.part" || : >"$DATA/backup.part"
  begin
  mv "$DATA/backup.part" "$DATA/backup.done"
  answers
}
COPYING=
trap 'COPYING=yes' USR1
trap 'exit 0' INT TERM
trap 'end; rm -f "$DATA/run.pid"' EXIT
begin
echo $$ >"$DATA/run.pid"

answers
if [ ! -e "$DATA/seeded" ]; then
  echo "· publishing the sample district"
  ./mingbai publish shared/sample --to "$URL" >"$DATA/seeded.part"
  # Two of them were amended since: one applies already, one is to come.
  ./mingbai publish shared/sample-amended --to "$URL" >>"$DATA/seeded.part"
  mv "$DATA/seeded.part" "$DATA/seeded"
  # Only the sample issuer signs in who is to write and approve them.
  [ -n "${SIGN_IN:-}" ] || node scripts/sample-notices.mjs "$URL" || echo "· the sample notices were not sent" >&2
fi
cat <<TEXT

明白 is running.
  市民主页      $URL/
  企业专属网页  $URL/firm
  机关          $URL/staff
  示例登录      $URL/sign-in

Ctrl-C ends it; what it holds stays in ./$DATA (make clean removes it).
TEXT
# A signal ends `wait`; then the copy is made, and the next server waited for.
while true; do
  ended=0
  [ -n "$COPYING" ] || wait "$SERVER" || ended=$?
  [ -n "$COPYING" ] || exit "$ended"
  COPYING=
  copy
done
