# What the checks of all engines stand on: lrp, a folder that goes away, data that take a while, one whole run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
engines=$root/src/LrpFunctional.Cli/Batches/Engines
PATH=$root/src/LrpFunctional.Cli/bin/Release/net10.0:$PATH
# A runtime that is killed leaves the sockets and pipes of its diagnostics behind.
export engines PATH DOTNET_EnableDiagnostics=0
state=$(mktemp -d)

say() { printf '%s\n' "$*"; }

fail() {
  say "failed: $*"
  exit 1
}

# What is not installed is not checked.
needs() {
  local program
  for program; do
    command -v "$program" >/dev/null || {
      say "skipped: $program is not installed"
      exit 0
    }
  done
}

# Waits until a condition holds: SECONDS CONDITION…
await() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || fail "waited in vain for: $*"
    sleep 0.05
  done
}

# The sentences that come with lrp, so many times.
sentences() {
  for ((time = 0; time < $1; time++)); do cat "$root/data/sentences.txt"; done
}

# How many sentences shard i of 8 has kept so far, if it has not ended.
kept() { grep -hs -B 9 "words.$1-of-8" .lrp-*/manifest.json | sed -n 's/^ *"sentences": \([0-9]*\),/\1/p'; }

# The log of a shard says that a run did the rest of its sentences: KEPT ALL LOG. A run that has none says nothing.
went_on() {
  (($1 == $2)) || grep -qx "$(($2 - $1)) sentences, .*" "$3" || fail "no run went on behind the $1 sentences in $3"
}

# What is put together is what one run wrote, in the folder whole, and nothing else is left.
same() {
  local table
  for table; do
    cmp "$table" "whole/$table"
    say "$table of $(wc -l <"$table") lines is the one of a single run"
  done
  [[ -z $(find . -name '.lrp-*') ]] || fail "drafts are left over"
}

trap 'rm -rf "$state"' EXIT
needs lrp
