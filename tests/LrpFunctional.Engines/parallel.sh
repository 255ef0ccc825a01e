#!/usr/bin/env bash
# Eight shards by GNU parallel: one is killed and tried again, all are stopped and taken up by the same command.
# shellcheck source=SCRIPTDIR/ground.sh
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
needs parallel pgrep

sentences 6 >"$state/data.txt"
cd "$state"
export HOME=$state PARALLEL=--will-cite
options=(--data "$state/data.txt" --method lrp --method ig --block 5)
parallel=

down() {
  local code=$?
  trap - EXIT INT TERM HUP
  [[ -z $parallel ]] || { kill -TERM "$parallel" && kill -TERM "$parallel" && wait "$parallel"; } 2>/dev/null
  rm -rf "$state"
  exit "$code"
}
trap down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

shards() {
  bash "$engines/Parallel/words.sh" "${options[@]}" 2>>log.txt &
  parallel=$!
}
task() { pgrep -f "^lrp explain .*--shard $1/8 .*$state/data.txt" || true; }
at_work() {
  for number; do [[ -z $(task "$number") || -z $(kept "$number") ]] || return 0; done
  return 1
}
ended() {
  local code=0
  wait "$parallel" || code=$?
  parallel=
  [[ $code == "$1" ]] || fail "parallel returned $code where $1 was expected"
}
exits() { tail -n +2 shards.tsv | sort -n | cut -f7 | tr -d '\n'; }

shards
await 100 at_work 0
victim=$(task 0)
kill -STOP "$victim"
killed=$(kept 0)
kill -KILL "$victim"
say "shard 0, killed at work: $killed sentences kept"
await 100 grep -q $'^1\t' shards.tsv
await 100 at_work {2..7}
kill -TERM "$parallel"
kill -TERM "$parallel"
ended 255
[[ -z $(pgrep -f "^lrp explain .*$state/data.txt") ]] || fail "lrp goes on without parallel"
say "parallel, told twice to stop: $(exits | wc -m) of 8 shards had ended, $(kept "$number") sentences of shard $number kept"
shards
ended 0
say "the same command: exit codes $(exits)"
went_on "$killed" 225 log.txt

mkdir whole
lrp explain "${options[@]:0:6}" --out whole/words.csv --scores whole/scores.csv 2>/dev/null
lrp merge . --out words.csv --scores scores.csv
same words.csv scores.csv

rm shards.tsv
options=(--data absent.csv)
shards
ended 8
say "data that are not there: exit codes $(exits); $(head -n 1 <(grep absent log.txt))"
