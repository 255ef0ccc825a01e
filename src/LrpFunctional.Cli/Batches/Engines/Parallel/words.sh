#!/usr/bin/env bash
# Eight shards, one for each processor at a time. What fails is tried three times, and goes on where it was; what is
# left is taken up by the same command. When parallel is told twice to stop, lrp has time to keep what it has.
exec parallel --quote --retries 3 --joblog shards.tsv --resume-failed --termseq TERM,2500,KILL,25 \
  lrp explain --resume --threads 1 --shard '{}/8' --out 'words.{shard}.csv' --scores 'scores.{shard}.csv' "$@" ::: {0..7}
