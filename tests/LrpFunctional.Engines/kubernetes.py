#!/usr/bin/env python3
"""The Jobs of Kubernetes without Kubernetes: their commands are run for each index, and their policy is followed."""

import filecmp
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "src/LrpFunctional.Cli/Batches/Engines/Kubernetes"
REPEATED = 6


def container(job):
    """The command of the only container of a Job's pods."""
    (only,) = job["spec"]["template"]["spec"]["containers"]
    return only["command"] + only["args"]


def action(job, code):
    """What the policy says of an exit code; what it says nothing of counts as a try."""
    for rule in job["spec"]["podFailurePolicy"]["rules"]:
        if code in rule.get("onExitCodes", {}).get("values", []):
            return rule["action"]
    return "Count"


def pod(job, index, folder, killed=False):
    """The exit code of the pod of an index, as Kubernetes counts signals, and what it said."""
    variables = {**os.environ, "JOB_COMPLETION_INDEX": f"{index}"}
    command = container(job) + (["--block=5", "--method=ig"] if index is not None else [])
    with subprocess.Popen(command, cwd=folder, env=variables, stderr=subprocess.PIPE, text=True) as process:
        while killed and process.poll() is None:
            if any(folder.glob(".lrp-*/manifest.json")):
                process.kill()
            time.sleep(0.05)
        said = process.communicate()[1].strip().splitlines()
    code = process.returncode
    return (128 - code if code < 0 else code), said[-1] if said else ""


def main():
    try:
        import yaml
    except ImportError:
        sys.exit(print("skipped: the parser of YAML is not installed"))
    os.environ["PATH"] = f"{ROOT / 'src/LrpFunctional.Cli/bin/Release/net10.0'}:{os.environ['PATH']}"
    job, merge = (yaml.safe_load((ENGINE / name).read_text(encoding="utf-8")) for name in ("job.yaml", "merge.yaml"))
    lines = (ROOT / "data/sentences.txt").read_text(encoding="utf-8").splitlines() * REPEATED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code, said = pod(job, 0, folder)
        print(f"without data: exit code {code}, {action(job, code)}: {said}")
        assert action(job, code) == "FailJob"

        rows = ['"' + line.split("\t")[1].replace(" | ", " ").replace('"', '""') + '"' for line in lines]
        (folder / "reviews.csv").write_text("\n".join(["text", *rows, ""]), encoding="utf-8")
        code, _ = pod(job, 0, folder, killed=True)
        print(f"index 0, killed at work: exit code {code}, {action(job, code)}")
        assert (code, action(job, code)) == (137, "Count")

        for index in range(job["spec"]["completions"]):
            code, said = pod(job, index, folder)
            print(f"index {index}: exit code {code}; {said}")
            assert code == 0
        assert subprocess.run(container(merge), cwd=folder, check=False).returncode == 0
        whole = ["lrp", "explain", "--data=reviews.csv", "--method=ig", "--out=whole.csv", "--scores=whole-scores.csv"]
        subprocess.run(whole, cwd=folder, check=True, capture_output=True)
        for ours, theirs in (("words.csv", "whole.csv"), ("scores.csv", "whole-scores.csv")):
            assert filecmp.cmp(folder / ours, folder / theirs, shallow=False), f"{ours} is not the one of a single run"
            print(f"{ours} is the one of a single run")


if __name__ == "__main__":
    main()
