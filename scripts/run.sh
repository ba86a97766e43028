#!/usr/bin/env bash
# Serves the sample district until Ctrl-C. Data and keys stay under ./data.
set -euo pipefail
cd "$(dirname "$0")/.."
PORT="${PORT:-8787}"
URL="http://127.0.0.1:$PORT"

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  echo "Port $PORT is taken. Use another one: PORT=$((PORT + 1)) make run" >&2
  exit 1
fi

mkdir -p data/objects
umask 077
[ -s data/log-key.json ] || ./mingbai keygen >data/log-key.json
[ -s data/session-key ] || od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >data/session-key
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" data/log-key.json; }
begin() {
  LOG_KEY="$(field signing)" LOG_VKEY="$(field verifying)" SESSION_KEY="$(cat data/session-key)" DEVELOPMENT=on \
    BACKUPS="$(cat data/backups-made 2>/dev/null || true)" RESTORATION="$(cat data/restoration 2>/dev/null || true)" \
    scripts/workerd.sh "$PORT" data/objects "${SITE:-dist}" &
  SERVER=$!
}
answers() {
  for _ in $(seq 200); do
    kill -0 "$SERVER" 2>/dev/null || { echo "workerd ended at once; its own lines above say why." >&2; exit 1; }
    curl -fsS "$URL/health" >/dev/null 2>&1 && break
    sleep 0.05
  done
}
end() { kill "$SERVER" 2>/dev/null || true; wait "$SERVER" 2>/dev/null || true; }
# scripts/backup.sh asks for it: the objects stand still while they are copied.
copy() {
  local into
  into="$(cat data/backup.into)"
  end
  MINGBAI_STANDS_STILL=yes scripts/backup.sh "$into" >data/backup.part || : >data/backup.part
  begin
  answers
  mv data/backup.part data/backup.done
}
begin
echo $$ >data/run.pid
trap 'rm -f data/run.pid; end' EXIT
trap 'exit 0' INT TERM
COPYING=
trap 'COPYING=yes' USR1

answers
if [ ! -e data/seeded ]; then
  echo "· publishing the sample district"
  ./mingbai publish shared/sample --to "$URL" >data/seeded.part
  mv data/seeded.part data/seeded
fi
cat <<TEXT

明白 is running.
  市民主页      $URL/
  企业专属网页  $URL/firm
  机关          $URL/staff
  示例登录      $URL/sign-in

Ctrl-C ends it; what it holds stays in ./data (make clean removes it).
TEXT
# A signal ends `wait`; then the copy is made, and the next server waited for.
while true; do
  ended=0
  [ -n "$COPYING" ] || wait "$SERVER" || ended=$?
  [ -n "$COPYING" ] || exit "$ended"
  COPYING=
  copy
done
