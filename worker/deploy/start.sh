#!/usr/bin/env bash
# start.sh: becomes the workerd of mingbai.service, at the socket that systemd hands over. Secrets come from files that this service alone can read
# (LoadCredential), what is no secret from /etc/mingbai/settings. docs/operations.md says which is for what.
set -euo pipefail
cd "$(dirname "$0")/../.."
DATA="${STATE_DIRECTORY:?mingbai.service sets it}"
SECRETS="${CREDENTIALS_DIRECTORY:?mingbai.service sets it}/secrets_"
umask 077

# A wrong setting is not right at the next try: after 78 the unit does not start again by itself.
refuse() { printf '%s\n' "$*" >&2; exit 78; }
# Nothing where there is no such file. One that is there and cannot be read ends this.
held() { [ ! -e "$1" ] || cat "$1" || refuse "$1 is not to be read by $(id -un). If a copy was put back: chown -R mingbai:mingbai $DATA"; }
secret() { held "$SECRETS$1"; }
is_key() { [[ "$1" =~ ^[0-9a-f]{64}$ ]]; }

[ "${LISTEN_FDS:-}" = 1 ] || refuse "There is no listening socket. Start it with: systemctl start mingbai.service"
[ -z "${DEVELOPMENT:-}" ] || refuse "DEVELOPMENT is set: anyone could sign in as anyone. Take it out of /etc/mingbai/settings."
[[ "${ORIGIN:-}" =~ ^https://[^/]+$ ]] || refuse "ORIGIN in /etc/mingbai/settings must be https:// and the district's name, without a slash after it."

# Two pairs while the key changes (docs/keys.md), the new one first.
pairs() { { secret log-key.json; secret log-key-before.json; } | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
LOG_KEY="$(pairs signing)"
LOG_VKEY="$(pairs verifying)"
SESSION_KEY="$(secret session-key)"
IDENTITY_KEY="$(secret identity-key)"
# None at all is allowed: everyone can read then, and nobody signs in.
SIGN_IN="$(secret sign-in.json)"
# Without it no device is woken.
PUSH_KEY="$(secret push-key)"
[ -n "$LOG_KEY" ] && [ -n "$LOG_VKEY" ] || refuse "/etc/mingbai/secrets/log-key.json is not what mingbai keygen writes."
is_key "$SESSION_KEY" || refuse "/etc/mingbai/secrets/session-key must be 32 bytes in hex."
is_key "$IDENTITY_KEY" || refuse "/etc/mingbai/secrets/identity-key must be 32 bytes in hex."
[ -z "$PUSH_KEY" ] || [[ "$PUSH_KEY" =~ ^[A-Za-z0-9_-]{43}$ ]] || refuse "/etc/mingbai/secrets/push-key must be 32 bytes in base64url."
[ -z "$PUSH_KEY" ] || [[ "${PUSH_CONTACT:-}" =~ ^mailto:.+@.+$ ]] || refuse "PUSH_CONTACT in /etc/mingbai/settings must be mailto: and an address, as long as there is a push-key."
[ -z "$SIGN_IN" ] || [[ "$SIGN_IN" == \[* ]] || refuse "/etc/mingbai/secrets/sign-in.json must be a JSON list."

# Held by nobody but a copy that is being made; who comes meanwhile waits at the socket.
exec 8>>"$DATA/copying"
flock 8
exec 8>&-
# Held as long as this or its workerd lives; backup.sh and scripts/restore.sh look at it.
exec 9>>"$DATA/lock"
flock -n 9 || { echo "Another district runs on $DATA, or a copy is being put back." >&2; exit 1; }
echo $$ >"$DATA/pid"

# Another key gives everyone another name: they would sign in and find nothing of theirs, and what they then hand in would be somebody else's. The digest
# lies with the data, so a copy that is put back brings the right one.
digest="$(printf %s "$IDENTITY_KEY" | sha256sum | cut -d' ' -f1)"
[ -e "$DATA/identity-key.sha256" ] || echo "$digest" >"$DATA/identity-key.sha256"
[ "$(cat "$DATA/identity-key.sha256")" = "$digest" ] || refuse "These data were made with another identity-key. Bring that one back."

mkdir -p "$DATA/objects" "$DATA/messages"
BACKUPS="$(held "$DATA/backups-made")"
# Were it not read, devices would not notice that a copy was put back, and not hand in what it lacks.
RESTORATION="$(held "$DATA/restoration")"
export LOG_KEY LOG_VKEY SESSION_KEY IDENTITY_KEY SIGN_IN PUSH_KEY ORIGIN BACKUPS RESTORATION
# The program itself, not the package's script that starts it: no Node is needed.
exec node_modules/@cloudflare/workerd-linux-*/bin/workerd serve worker/deploy/workerd.capnp --socket-fd=http=3 \
  --directory-path=do-storage="$DATA/objects" --directory-path=assets=dist --directory-path=messenger="$DATA/messages"
