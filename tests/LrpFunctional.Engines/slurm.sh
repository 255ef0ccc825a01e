#!/usr/bin/env bash
# An array of 8 on a cluster of this one machine, that lives in one folder: a task is killed, another sent back.
# shellcheck source=SCRIPTDIR/ground.sh
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
PATH=$PATH:/usr/sbin:/sbin
needs slurmctld slurmd sbatch munged mungekey

export SLURM_CONF=$state/slurm.conf
work=$state/work
mkdir "$work" "$state/spool" "$state/saved"
chmod 0711 "$state"
daemons=()

# What was started knows this folder by its environment, the tasks, too.
with() {
  local file
  while read -r file; do
    file=${file#/proc/}
    printf '%s\n' "${file%/environ}"
  done < <(grep -lszxF -e "$1" "${@:2}" 2>/dev/null)
}
started() { with "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ; }
task() {
  local all
  mapfile -t all < <(started)
  ((${#all[@]} == 0)) || with "SLURM_ARRAY_TASK_ID=$1" "${all[@]/*/\/proc\/&\/environ}"
}
nothing_queued() { [[ -z $(squeue --noheader || echo unknown) ]]; }

down() {
  local code=$? at
  trap - EXIT INT TERM HUP
  set +e
  if ((${#daemons[@]} == 3)); then
    scancel --me
    for _ in {1..75}; do nothing_queued || sleep 0.2; done
  fi 2>/dev/null
  for ((at = ${#daemons[@]} - 1; at >= 0; at--)); do
    kill "${daemons[at]}" && wait "${daemons[at]}"
  done 2>/dev/null
  for _ in {1..25}; do [[ -z $(started) ]] || sleep 0.2; done
  for at in $(started); do
    say "left over, and killed: $(tr '\0' ' ' <"/proc/$at/cmdline")"
    kill -KILL "$at"
    code=1
  done
  ((code == 0)) || tail -n 15 "$state"/*.log
  rm -rf "$state"
  exit "$code"
}
trap down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

port() {
  local number
  while number=$((20000 + RANDOM % 10000)) && (: <"/dev/tcp/127.0.0.1/$number") 2>/dev/null; do :; done
  printf '%s' "$number"
}

mungekey --create --keyfile "$state/munge.key"
cat >"$SLURM_CONF" <<END
ClusterName=one
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$(port)
SlurmdPort=$(port)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$state/munge.socket,cred_expire=5
StateSaveLocation=$state/saved
SlurmdSpoolDir=$state/spool
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
KillWait=10
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=10
END

munged --foreground --key-file="$state/munge.key" --socket="$state/munge.socket" --pid-file="$state/munge.pid" \
  --log-file="$state/munged.log" --seed-file="$state/munge.seed" --num-threads=1 &>"$state/munged.out" &
daemons+=($!)
await 20 test -S "$state/munge.socket"
slurmctld -D &>/dev/null &
daemons+=($!)
slurmd -D &>/dev/null &
daemons+=($!)
idle() { [[ $(sinfo --noheader --format=%t 2>/dev/null) == idle ]]; }
await 60 idle
say "$(slurmctld -V), a cluster of 1 machine, $(nproc) processors"

sentences 16 >"$work/data.txt"
cd "$work"
options=(--data data.txt --method lrp --method ig --block 5)
job=$(sbatch --parsable "$engines/Slurm/words.sbatch" "${options[@]}")
say "array $job of 8 over $(wc -l <data.txt) sentences"

at_work() { [[ -n $(task "$1") && -n $(kept "$1") ]]; }
state_of() { scontrol show job "${job}_$1" | sed -n 's/.*JobState=\(\w*\).*/\1/p'; }
is() { [[ $(state_of "$1") == "$2" ]]; }

await 100 at_work 1
kill -KILL "$(task 1)"
await 30 is 1 FAILED
first=$(kept 1)
say "task 1, killed at work: $(state_of 1), $first sentences kept; requeued"
scontrol requeue "${job}_1"

await 100 at_work 2
scontrol requeue "${job}_2"
await 30 is 2 PENDING
say "task 2, requeued at work: $(grep -h kept "lrp-$job-2.log")"

await 400 nothing_queued
for number in {0..7}; do is "$number" COMPLETED || fail "task $number: $(state_of "$number")"; done
went_on "$first" 600 "lrp-$job-1.log"
say "all tasks are COMPLETED, task 1 with $(tail -n 1 "lrp-$job-1.log")"

again=$(sbatch --parsable "$engines/Slurm/words.sbatch" "${options[@]}")
await 200 nothing_queued
[[ $(grep -l "nothing is left to do" lrp-"$again"-*.log | wc -l) == 8 ]] || fail "a task of array $again did something"
say "array $again, the same once more: $(tail -n 1 "lrp-$again-7.log")"

part=$(sbatch --parsable --array=3,5 "$engines/Slurm/words.sbatch" "${options[@]}")
await 100 nothing_queued
[[ $(grep -l "the array has 2 tasks" lrp-"$part"-*.log | wc -l) == 2 ]] || fail "array $part took other shards"
say "array $part, of tasks 3 and 5 alone: $(cat "lrp-$part-5.log")"

mkdir whole
lrp explain "${options[@]:0:6}" --out whole/words.csv --scores whole/scores.csv 2>/dev/null
lrp merge . --out words.csv --scores scores.csv
same words.csv scores.csv
