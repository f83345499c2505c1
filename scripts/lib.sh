# Shell functions shared by the scripts; sourced, never run. Works in bash 3.2 (macOS) and newer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Everything we make outside the project folder lives here, so that a second clone finds it.
nonlin_cache=${XDG_CACHE_HOME:-$HOME/.cache}/nonlin

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
  warn "$*"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# at_least VERSION FLOOR: compares dotted numbers.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]; }

# first_version: the first dotted number in standard input.
first_version() { grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1; }

emscripten_floor=3.1.69
# use_emscripten: puts a new enough em++ on PATH: the one that is there already, else the one in our cache. Fails if neither.
use_emscripten() {
  if have em++ && at_least "$(em++ --version 2>/dev/null | first_version)" "$emscripten_floor"; then return 0; fi
  [ -x "$nonlin_cache/emscripten/bin/em++" ] || return 1
  export PATH="$nonlin_cache/emscripten/bin:$PATH"
}
