#!/usr/bin/env bash
# try.sh: the files of this folder, tried. nginx with the site file's own content stands before a district of `make run` and before an echo; then start.sh,
# backup.sh and restore.sh work as systemd calls them, and systemd says what it thinks of the units. One line for each check, and the first that fails ends
# it. It listens on 127.0.0.1 alone, needs no rights, and throws away all that it made.
set -euo pipefail
cd "$(dirname "$0")/../.."
. scripts/cache.sh
NAME=district.example
T="$(mktemp -d)"
STARTED=()
CHECKS=0

finish() {
  local pid
  for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${STARTED[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$T"
}
trap finish EXIT
trap 'exit 1' INT TERM

fails() {
  printf 'FAIL %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '     %s\n' "$@" >&2
  exit 1
}
# is WHAT FOUND WANTED
is() {
  [ "$2" = "$3" ] || fails "$1" "found:  $2" "wanted: $3"
  passed "$1"
}
# holds WHAT COMMAND…
holds() {
  local what=$1
  shift
  "$@" || fails "$what" "$*"
  passed "$what"
}
passed() {
  CHECKS=$((CHECKS + 1))
  printf 'ok   %s\n' "$1"
}
none() { ! grep -rqsF "$@"; }

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
# waits COMMAND…: until it succeeds, ten seconds at most.
waits() {
  local _
  for _ in $(seq 200); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  fails "waited in vain for: $*"
}

# Unpacked, not installed: a package that serves something starts it.
find_nginx() {
  NGINX="$(PATH="$PATH:/usr/sbin:$CACHE/nginx/usr/sbin" command -v nginx)" && return
  echo "· fetching nginx from the distribution" >&2
  mkdir -p "$CACHE/nginx"
  [ "$(id -u)" -ne 0 ] || apt-get update -qq
  (cd "$CACHE/nginx" && apt-get download -qq nginx && dpkg-deb -x nginx_*.deb .) ||
    { echo "Missing: nginx. Install it with your package manager (Debian: apt-get install nginx)." >&2; exit 1; }
  NGINX="$CACHE/nginx/usr/sbin/nginx"
}

# stands PLACE UPSTREAM: the site before an upstream. Only ports and places are others than in the file.
stands() {
  local place="$T/$1"
  HTTP="$(free_port)" HTTPS="$(free_port)"
  mkdir -p "$place/log" "$place/temp"
  sed -e '/listen \[::\]/d' -e "s/listen 80\b/listen 127.0.0.1:$HTTP/" -e "s/listen 443\b/listen 127.0.0.1:$HTTPS/" \
    -e "s/127\.0\.0\.1:8787/127.0.0.1:$2/" -e "s|/etc/mingbai/tls/|$T/tls/|" -e "s|/var/cache/nginx-mingbai|$place/cache|" \
    -e "s|/var/log/nginx/|$place/log/|" worker/deploy/nginx.conf >"$place/site.conf"
  # What Debian's own file sets for all sites, where a site must not rely on it.
  cat >"$place/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $place/pid;
error_log $place/log/error.log;
$([ "$(id -u)" -ne 0 ] || echo "user $(id -un) $(id -gn);")
events { worker_connections 2048; }
http {
  client_body_temp_path $place/temp/body;
  proxy_temp_path $place/temp/proxy;
  fastcgi_temp_path $place/temp/fastcgi;
  uwsgi_temp_path $place/temp/uwsgi;
  scgi_temp_path $place/temp/scgi;
  access_log $place/log/all.log;
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
  ssl_prefer_server_ciphers on;
  gzip on;
  include $place/site.conf;
}
CONF
  "$NGINX" -t -q -e stderr -c "$place/nginx.conf" || fails "nginx takes the site file"
  "$NGINX" -e stderr -c "$place/nginx.conf" &
  STARTED+=($!)
  waits curl -so /dev/null -H "Host: $NAME" "http://127.0.0.1:$HTTP/"
}
# As a reader asks: by name, on the ports that everyone knows.
ask() {
  curl -sS --no-progress-meter --max-time 30 --noproxy '*' --path-as-is --cacert "$T/tls/fullchain.pem" \
    --connect-to "$NAME:443:127.0.0.1:$HTTPS" --connect-to "$NAME:80:127.0.0.1:$HTTP" "$@"
}
status() { ask -o /dev/null -w '%{http_code}' "$@"; }
heads() { ask -o /dev/null -D - "$@"; }
# field NAME FILE: the values of a header.
field() { tr -d '\r' <"$2" | sed -n "s/^$1: //Ip"; }
# The headers that come more than once. An answer may set several cookies.
doubled() { tr -d '\r' <"$1" | sed -n 's/^\([A-Za-z0-9-]*\): .*/\L\1/p' | grep -v '^set-cookie$' | sort | uniq -d; }
log() { cat "$T/$1/log/mingbai.access.log"; }
# kept_as PLACE: how the cache answered last.
kept_as() { sleep 0.05; log "$1" | tail -n 1 | sed 's/.*"\([^"]*\)"$/\1/'; }
upgrade=(--http1.1 --max-time 3 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==')

# --- before a district -------------------------------------------------------------------------------------------------------------------------------

find_nginx
mkdir "$T/tls"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$NAME" -addext "subjectAltName=DNS:$NAME" \
  -keyout "$T/tls/privkey.pem" -out "$T/tls/fullchain.pem" 2>/dev/null
PORT="$(free_port)"
PORT="$PORT" DATA="$T/data" ORIGIN="https://$NAME" PROXY=on scripts/run.sh >"$T/run.log" 2>&1 &
DISTRICT=$!
STARTED+=("$DISTRICT")
echo "· a district with its sample, on port $PORT" >&2
for _ in $(seq 600); do
  ! grep -q "is running" "$T/run.log" || break
  kill -0 "$DISTRICT" 2>/dev/null || fails "the district starts" "$(cat "$T/run.log")"
  sleep 0.1
done
stands district "$PORT"
passed "nginx takes the site file"
is "every place of the site file was put elsewhere" "$(sed '/^ *#/d' "$T/district/site.conf" | grep -cE '8787|/etc/|/var/(cache|log)|listen (80|443)' || true)" 0
# Half a request, and then nothing. Looked at in the end.
node -e 'const [, port, servername, into] = process.argv, began = Date.now();
  const slow = require("tls").connect({ port, host: "127.0.0.1", servername, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] });
  slow.write(`GET / HTTP/1.1\r\nHost: ${servername}\r\nX-Slow: `);
  slow.on("error", () => {}).on("close", () => require("fs").writeFileSync(into, String(Date.now() - began)));' "$HTTPS" "$NAME" "$T/slow" &
STARTED+=($!)

is "http leads to https" "$(ask -o /dev/null -w '%{http_code} %{redirect_url}' "http://$NAME/policies?a=b")" "301 https://$NAME/policies?a=b"
is "HTTP/2" "$(ask -o /dev/null -w '%{http_version} %{http_code}' "https://$NAME/")" "2 200"
is "TLS 1.2 and TLS 1.3" "$(status --tls-max 1.2 "https://$NAME/health") $(status --tlsv1.3 "https://$NAME/health")" "200 200"
holds "no TLS 1.1" bash -c "! openssl s_client -connect 127.0.0.1:$HTTPS -servername $NAME -tls1_1 -cipher 'DEFAULT@SECLEVEL=0' </dev/null >/dev/null 2>&1"
holds "no other name" bash -c "! curl -sk --connect-to other.example:443:127.0.0.1:$HTTPS https://other.example/ >/dev/null"

asset="$(cd dist && ls assets/*.wasm | head -n 1)"
pack="$(ask "https://$NAME/log/tile/entries/000.p/1" | grep -aoE '"pack":"[0-9a-f]{64}"' | head -n 1 | grep -oE '[0-9a-f]{64}' || true)"
head -c 3200000 /dev/zero | tr '\0' ' ' >"$T/large"
json=(-H 'Content-Type: application/json' -H "Origin: https://$NAME")
for one in "a page:200:/" "a file of the app:200:/$asset" "a pack:200:/pack/$pack" "the checkpoint:200:/log/checkpoint" "an address without a page:404:/api/nowhere" \
  "an address for the operator:404:/metrics" "a wrong address:400:/.\\health"; do
  IFS=: read -r what wanted path <<<"$one"
  heads "https://$NAME$path" >"$T/heads"
  is "$what: status, one HSTS, one CSP, no header twice, no version" \
    "$(head -n 1 "$T/heads" | cut -d' ' -f2) $(field strict-transport-security "$T/heads" | wc -l) $(field content-security-policy "$T/heads" | wc -l) $(doubled "$T/heads" | tr '\n' ' ')$(field server "$T/heads")" \
    "$wanted 1 1 nginx"
done

holds "a file of the app is kept" test "$(status "https://$NAME/$asset" && kept_as district)" = 200HIT
status "https://$NAME/$asset" >/dev/null
status -H 'Accept-Encoding: gzip, deflate, br' "https://$NAME/$asset" >/dev/null
is "… for the first browser that takes brotli asked for" "$(kept_as district)" MISS
status -H 'Accept-Encoding: br;q=1.0, gzip;q=0.8' "https://$NAME/$asset?new=1" >/dev/null
is "… and given to the next, whatever it writes and adds" "$(kept_as district)" HIT
for packing in br gzip identity; do
  heads -H "Accept-Encoding: $packing" "https://$NAME/$asset" >"$T/heads"
  ask --compressed -H "Accept-Encoding: $packing" "https://$NAME/$asset" >"$T/file"
  is "… as $packing, and the same file" "$(field content-encoding "$T/heads") $(sha256sum <"$T/file")" "${packing/identity/} $(sha256sum <"dist/$asset")"
done
is "a pack is kept" "$(status "https://$NAME/pack/$pack" && kept_as district)" 200HIT
is "a page is not" "$(status "https://$NAME/" && kept_as district)" 200-
is "what is one's own is not" "$(status "https://$NAME/api/session" && status "https://$NAME/api/session" && kept_as district)" 200200-
is "a page packed is the page" "$(ask --compressed -H 'Accept-Encoding: gzip, br' "https://$NAME/policies" | sha256sum)" "$(ask "https://$NAME/policies" | sha256sum)"
for path in / /log/checkpoint /sw.js; do
  tag="$(heads "https://$NAME$path" >"$T/heads" && field etag "$T/heads")"
  is "$path is known by its tag" "$(status -H "If-None-Match: $tag" "https://$NAME$path") $(status -H 'If-None-Match: W/"another"' "https://$NAME$path")" "304 200"
done

problem='const said = JSON.parse(require("fs").readFileSync(0)); [said.status, said.code, !!said.detail].join(" ")'
is "a body that is too large" "$(ask -D "$T/heads" "${json[@]}" --data-binary "@$T/large" "https://$NAME/api/sync" | node -p "$problem") $(field content-type "$T/heads")" \
  "413 too_large true application/problem+json"
is "a document of the largest size reaches the district" "$(head -c 3032768 "$T/large" | status "${json[@]}" --data-binary @- "https://$NAME/api/publications")" 401
is "elsewhere less is too large" "$(head -c 100000 "$T/large" | status "${json[@]}" --data-binary @- "https://$NAME/log/cosignature")" 413

is "a WebSocket of nobody" "$(status "${upgrade[@]}" -H "Origin: https://$NAME" "https://$NAME/api/hints")" 401
ask -c "$T/cookies" "${json[@]}" -d '{"person":"resident-a"}' -o /dev/null "https://$NAME/api/sign-in"
is "a WebSocket of somebody" "$(status "${upgrade[@]}" -b "$T/cookies" -H "Origin: https://$NAME" "https://$NAME/api/hints" 2>/dev/null || true)" 101
is "another site's page changes nothing" "$(status -b "$T/cookies" -H 'Content-Type: application/json' -H 'Origin: https://other.example' -d '{}' "https://$NAME/api/sync")" 403

kill "$DISTRICT"
wait "$DISTRICT" 2>/dev/null || true
is "without the district: what was kept is there" "$(status "https://$NAME/$asset")" 200
ask -D "$T/heads" -b "hidden=SECRET" -e "https://SECRET.example/" -o "$T/said" "https://$NAME/sign-in/x/done?code=SECRET&state=SECRET"
is "… and for the rest it is said that it comes back" \
  "$(node -p "$problem" <"$T/said") $(field retry-after "$T/heads") $(field strict-transport-security "$T/heads" | wc -l)" "503 late true 2 1"
ask -o /dev/null "http://$NAME/sign-in/x/done?code=SECRET"
sleep 0.1
holds "no log has a query, a cookie or a referrer" none SECRET "$T/district/log"
holds "the log has the address" grep -q '"GET /sign-in/x/done HTTP/2.0" 503' "$T/district/log/mingbai.access.log"
holds "nothing was written elsewhere" test ! -s "$T/district/log/all.log"
waits test -s "$T/slow"
holds "who is slow is let go of (after $(cat "$T/slow") ms)" test "$(cat "$T/slow")" -lt 20000

# --- before an echo ----------------------------------------------------------------------------------------------------------------------------------

ECHO="$(free_port)"
node -e 'let asked = 0; require("http").createServer((request, answer) => {
    const say = () => answer.end(JSON.stringify({ url: request.url, asked: ++asked, headers: request.headers, names: request.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()) }));
    if (request.url.startsWith("/pack/slow")) { answer.setHeader("Cache-Control", "public, max-age=60"); setTimeout(say, 500); } else say();
  }).listen(+process.argv[1], "127.0.0.1")' "$ECHO" &
STARTED+=($!)
waits curl -so /dev/null "http://127.0.0.1:$ECHO/"
stands echo "$ECHO"
# seen EXPRESSION CURL…: of what the district would see.
seen() {
  local what=$1
  shift
  ask "$@" | node -p "const { url, headers, names, asked } = JSON.parse(require('fs').readFileSync(0)); $what"
}
forged=(-H 'X-Real-IP: 203.0.113.9' -H 'X-Forwarded-For: 203.0.113.9' -H 'X-Forwarded-Host: other.example' -H 'X-Forwarded-Proto: http' -H 'Forwarded: for=203.0.113.9')
is "who says to be another is not believed" \
  "$(seen "[headers['x-real-ip'], headers['x-forwarded-for'], headers['x-forwarded-proto'], headers['x-forwarded-host'], headers.forwarded, headers.host].join()" "${forged[@]}" "https://$NAME/")" "127.0.0.1,127.0.0.1,https,,,$NAME"
is "… nor twice" "$(seen "names.filter((name, at) => names.indexOf(name) !== at).join()" "${forged[@]}" -H 'X-Real-IP: 203.0.113.8' "https://$NAME/")" ""
is "a cookie goes to pages, not to what everyone shares" \
  "$(seen "headers.cookie" -b a=1 "https://$NAME/") $(for path in assets/x log/checkpoint pack/x packs/4/0; do seen "headers.cookie" -b a=1 "https://$NAME/$path?$RANDOM"; done | sort -u)" "a=1 undefined"
is "only the hints are upgraded" "$(seen "[headers.upgrade, headers.connection].join()" "${upgrade[@]}" "https://$NAME/api/sync")" ","
before="$(seen "asked" "https://$NAME/")"
for path in /metrics /ready //metrics /%6detrics /x/../metrics /x/%2e%2e/metrics '/metrics?x' '/.\metrics' '/x\..\metrics' '/.\ready' '/assets/..\metrics'; do
  case "$(status "https://$NAME$path")" in 404 | 400) ;; *) fails "the operator's own addresses" "$path" ;; esac
done
is "the operator's own addresses are not reached, however they are written" "$(seen "asked" "https://$NAME/")" $((before + 1))
ask --parallel --parallel-immediate --parallel-max 20 -o /dev/null "https://$NAME/pack/slow?[1-20]"
is "twenty who come at once ask once" "$(seen "asked" "https://$NAME/")" $((before + 3))
ask -Z --parallel-max 50 -o /dev/null -w '%{http_code}\n' "https://$NAME/?[1-300]" >"$T/some"
is "three hundred requests of one house are answered" "$(sort "$T/some" | uniq -c | tr -s ' ')" " 300 200"
ask -Z --parallel-max 50 -o /dev/null -w '%{http_code}\n' "https://$NAME/?[1-1500]" >"$T/flood"
holds "a flood is turned away ($(grep -c 429 "$T/flood") of 1500)" test "$(sort -u "$T/flood" | tr '\n' ' ')" = "200 429 "
ask -Z --parallel-max 50 -D "$T/heads" "https://$NAME/api/session?[1-300]" >"$T/said"
holds "… and told when to come again" test "$(grep -c '"code":"too_many"' "$T/said")" -ge 1 -a "$(field retry-after "$T/heads" | sort -u)" = 5

# --- without systemd, what it calls ------------------------------------------------------------------------------------------------------------------

if command -v systemd-socket-activate >/dev/null; then
  mkdir -p "$T/state" "$T/secrets" "$T/copies"
  mv "$T/data/objects" "$T/state/objects"
  cp "$T/data/log-key.json" "$T/secrets/secrets_log-key.json"
  for key in session-key identity-key; do od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$T/secrets/secrets_$key"; done
  called=(STATE_DIRECTORY="$T/state" CREDENTIALS_DIRECTORY="$T/secrets" ORIGIN="https://$NAME" PROXY=on)
  begins() {
    local port pid
    port="$(free_port)"
    systemd-socket-activate --listen="127.0.0.1:$port" "${called[@]/#/-E}" worker/deploy/start.sh >>"$T/start.log" 2>&1 &
    BEGUN=$!
    STARTED+=("$BEGUN")
    URL="http://127.0.0.1:$port"
    # The first who comes starts it.
    sleep 0.2
    waits curl -fsS "$URL/health"
  }
  # refused WITH…: what start.sh ends with.
  refused() { (env -i PATH="$PATH" LISTEN_FDS=1 "${called[@]}" "$@" worker/deploy/start.sh >"$T/refused" 2>&1; echo $?); }

  begins
  holds "start.sh: the district runs on its data" test "$(curl -s "$URL/log/checkpoint" | sed -n 2p)" -ge 20
  holds "… nobody signs in as a sample person" test "$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d '{"person":"resident-a"}' "$URL/api/sign-in")" = 404
  is "… not twice on the same data" "$(refused)" 1
  is "… not with the development sign-in" "$(refused DEVELOPMENT=on)" 78
  is "… not without https" "$(refused "ORIGIN=http://$NAME")" 78
  cp -a "$T/secrets" "$T/pushing"
  head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' >"$T/pushing/secrets_push-key"
  is "… not with a push-key and nobody to write to" "$(refused CREDENTIALS_DIRECTORY="$T/pushing")" 78
  is "backup.sh: a copy, while it runs" "$(env "${called[@]}" worker/deploy/backup.sh "$T/copies" 2 | xargs ls | tr '\n' ' ')" "identity-key.sha256 objects "
  wait "$BEGUN" || true
  holds "… it is whole" diff -r "$T/state/objects" "$T/copies"/*Z/objects
  for _ in 1 2 3; do env "${called[@]}" worker/deploy/backup.sh "$T/copies" 2 >/dev/null; done
  is "… four were made, two stay" "$(cat "$T/state/backups-made") $(ls "$T/copies" | wc -l)" "4 2"
  cp -a "$T/secrets" "$T/others"
  printf '%064d' 7 >"$T/others/secrets_identity-key"
  is "start.sh: not with another identity-key" "$(refused CREDENTIALS_DIRECTORY="$T/others")" 78
  DATA="$T/state" scripts/restore.sh "$(ls -d "$T/copies"/*Z* | tail -n 1)" >/dev/null
  begins
  holds "restore.sh: the district runs on the copy" test "$(curl -s "$URL/log/checkpoint" | sed -n 2p)" -ge 20
  is "… and devices notice" "$(tr '\0' '\n' <"/proc/$BEGUN/environ" | grep -cE '^RESTORATION=[0-9a-f]{32}$|^BACKUPS=0$')" 2
  holds "stop.sh: it ends" worker/deploy/stop.sh "$BEGUN"
else
  echo "left out: start.sh, backup.sh and restore.sh (systemd-socket-activate is not here)"
fi

# --- what systemd says of the units ------------------------------------------------------------------------------------------------------------------

if command -v systemd-analyze >/dev/null; then
  mkdir "$T/units"
  for unit in worker/deploy/mingbai*.{socket,service,timer}; do sed "s|/opt/mingbai/current|$PWD|" "$unit" >"$T/units/$(basename "$unit")"; done
  is "systemd takes the units" "$(SYSTEMD_UNIT_PATH="$T/units:" systemd-analyze verify "$T/units"/* 2>&1 | grep mingbai || true)" ""
  for unit in mingbai.service mingbai-backup.service; do
    said="$(systemd-analyze security --offline=true --threshold=15 "$T/units/$unit" 2>/dev/null)" || fails "$unit is closed to 1.5 at most" "$(tail -n 1 <<<"$said")"
    passed "$unit: $(tail -n 1 <<<"$said" | grep -oE 'level for [a-z.-]+: [0-9.]+' | sed 's/.*: /exposure /')"
  done
else
  echo "left out: the units (systemd-analyze is not here)"
fi
echo "$CHECKS checks, all as they should be"
