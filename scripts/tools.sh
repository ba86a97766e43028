#!/usr/bin/env bash
# Installs what is missing, into a cache outside the checkout so that a fresh clone does not build it again.
#   tools.sh build   what the release build needs       tools.sh test   also what the tests need       tools.sh dev   also Trunk
set -euo pipefail
cd "$(dirname "$0")/.."

WASM_BINDGEN=0.2.129 # the version of the library in Cargo.lock
WORKER_BUILD=0.8.7
NEXTEST=0.9.143
TRUNK=0.21.14
CHINESECALENDAR_HASH=sha256:9479ead6010e6001472efdf97317699882c16604c7858ba26862dc9d36d56d46
SCHEMATHESIS="$(sed -n 's/^schemathesis==//p' e2e/described/requirements.txt)"
. scripts/cache.sh

say() { printf '· %s\n' "$*" >&2; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# tool NAME VERSION BINARY: a program from crates.io, built quickly rather than small.
tool() {
  local name=$1 version=$2 binary=$3 place="$CACHE/cargo-tools/$1-$2"
  [ -x "$place/bin/$binary" ] && return
  say "building $name $version (once, some minutes)"
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_TARGET_DIR="$CACHE/cargo-tools-target" cargo install --quiet --locked --root "$place" "$name" --version "$version" ||
    stop "$name $version could not be built. Look at the lines above; a network that does not reach crates.io is the usual reason."
}

# package NAME…: programs from the distribution.
package() {
  local apt=apt-get
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || stop "Missing: $*. Install it with your package manager (Debian: apt-get install $*)."
    apt="sudo apt-get"
  fi
  have apt-get || stop "Missing: $*. Install it with your package manager."
  say "installing $* from the distribution"
  $apt update -qq && DEBIAN_FRONTEND=noninteractive $apt install -y -qq "$@" >/dev/null ||
    stop "$* could not be installed. Install it by hand and run this again."
}

# from_pypi WHAT PYTHON PLACE …: what pip is told to install, and nothing else, in a Python environment of its own.
from_pypi() {
  local what=$1 python=$2 place=$3
  shift 3
  python3 -c 'import ensurepip, venv' 2>/dev/null || package python3-venv
  say "installing $what from PyPI"
  rm -rf "$place"
  { python3 -m venv "$place" && "$place/bin/pip" install --quiet --disable-pip-version-check --no-deps "$@"; } ||
    stop "$what could not be installed. It needs Python $python; a network that does not reach PyPI is the usual reason."
}

# chinesecalendar, for scripts/agree.sh.
other_calendar() {
  ! "$CHINESECALENDAR/bin/python" -c 'import chinese_calendar' >/dev/null 2>&1 || return 0
  from_pypi "chinesecalendar $CHINESECALENDAR_VERSION" 3.8 "$CHINESECALENDAR" --require-hashes \
    -r <(echo "chinesecalendar==$CHINESECALENDAR_VERSION --hash=$CHINESECALENDAR_HASH")
}

# schemathesis, with what it needs, each in the version of requirements.txt. Only its own program is found by name: the Python beside it is not.
described() {
  local place="$CACHE/python-tools/schemathesis-$SCHEMATHESIS"
  ! "$place/bin/schemathesis" --version >/dev/null 2>&1 || return 0
  from_pypi "schemathesis $SCHEMATHESIS" 3.11 "$place/python" -r e2e/described/requirements.txt
  mkdir -p "$place/bin"
  ln -sf ../python/bin/schemathesis "$place/bin/schemathesis"
}

have cargo || stop "Missing: Rust. Install it with rustup, then run this again."
have node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || stop "Missing: Node 20 or later."
have npm || stop "Missing: npm, which comes with Node."

if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
  have rustup || stop "Missing: Rust's target wasm32-unknown-unknown, and rustup to add it."
  say "adding the target wasm32-unknown-unknown"
  rustup target add wasm32-unknown-unknown || stop "The target wasm32-unknown-unknown could not be added."
fi
if ! cmp -s package-lock.json node_modules/.mingbai-lock; then
  say "installing packages from npm"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent || stop "npm ci failed. A network that does not reach the registry is the usual reason."
  cp package-lock.json node_modules/.mingbai-lock
fi
tool wasm-bindgen-cli "$WASM_BINDGEN" wasm-bindgen
tool worker-build "$WORKER_BUILD" worker-build

case ${1:-build} in
test)
  cargo nextest --version >/dev/null 2>&1 || tool cargo-nextest "$NEXTEST" cargo-nextest
  if [ -z "${CHROMIUM:-}" ] && ! have chromium && ! have google-chrome; then package chromium; fi
  have chromedriver || package chromium-driver
  other_calendar
  described
  # The other engines, for the skeleton journey.
  have firefox-esr || package firefox-esr
  have WebKitWebDriver || package webkit2gtk-driver
  have Xvfb || package xvfb
  have fc-list || package fontconfig
  [ -n "$(fc-list :lang=zh-cn family | head -n 1)" ] || package fonts-noto-cjk
  ;;
dev) tool trunk "$TRUNK" trunk ;;
esac
