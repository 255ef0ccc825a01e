#!/usr/bin/env python3
"""The program for Spark without Spark: partitions of this machine stand in for an RDD, and lrp is real."""

import csv
import json
import os
import runpy
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "src/LrpFunctional.Cli/Batches/Engines/Spark/explain.py"
PARTITIONS = 7


class Partitions:
    """As much of pyspark.RDD as the program uses. A pipe sees the given variables alone, and no shell."""

    def __init__(self, parts):
        self.parts = parts

    def map(self, function):
        return Partitions([[function(one) for one in part] for part in self.parts])

    def mapPartitions(self, function):  # noqa: N802 (it is Spark's name)
        return Partitions([list(function(iter(part))) for part in self.parts])

    def pipe(self, command, env=None, checkCode=False):  # noqa: N803
        return Partitions([self._piped(part, command, env or {}, checkCode) for part in self.parts])

    @staticmethod
    def _piped(part, command, env, check):
        given = "".join(str(one).rstrip("\n") + "\n" for one in part).encode()
        done = subprocess.run(shlex.split(command), env=env, input=given, capture_output=True, check=False)
        if check and done.returncode:
            raise RuntimeError(f"'{command}' exited with {done.returncode}: {done.stderr.decode().strip()}")
        return [one.decode() for one in done.stdout.split(b"\n")[:-1]]


def whole(lrp, sentences):
    """The rows of one run over all sentences."""
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder, "data.jsonl"), Path(folder, "words.csv")
        data.write_text("".join(f"{json.dumps(one)}\n" for one in sentences), encoding="utf-8")
        subprocess.run([lrp, "explain", "--data", data, "--out", out], check=True, capture_output=True)
        with out.open(encoding="utf-8", newline="") as file:
            return [
                (row["id"], int(row["position"]), row["word"], row["predicted"], row["method"], float(row["relevance"]))
                for row in csv.DictReader(file)
            ]


def main():
    os.environ["PATH"] = f"{ROOT / 'src/LrpFunctional.Cli/bin/Release/net10.0'}:{os.environ['PATH']}"
    explained = runpy.run_path(str(ENGINE))["explained"]
    texts = [
        " ".join(line.split("\t")[1].split(" | "))
        for line in (ROOT / "data/sentences.txt").read_text(encoding="utf-8").splitlines()
    ]
    sentences = [{"id": f"review-{at}", "text": text} for at, text in enumerate(texts)]
    parts = [sentences[at::PARTITIONS] if at % 3 else [] for at in range(PARTITIONS)]
    parts[0] = [one for at in range(3, PARTITIONS, 3) for one in sentences[at::PARTITIONS]]
    parts[0] += sentences[0::PARTITIONS]

    result = explained(Partitions(parts)).parts
    sizes = ", ".join(f"{len(part)}" for part in parts)
    print(f"partitions of {sizes} sentences: {', '.join(f'{len(part)}' for part in result)} words")
    if Counter(chain(*result)) != Counter(whole("lrp", sentences)):
        sys.exit("failed: the rows are not those of one run")
    print(f"the {sum(map(len, result))} rows of {len(sentences)} sentences are those of one run")

    try:
        explained(Partitions([sentences[:2], [{"id": "broken", "text": 5}]]))
        sys.exit("failed: a sentence that is a number was explained")
    except RuntimeError as fault:
        print(f"a sentence that is a number: {fault}")


if __name__ == "__main__":
    main()
