"""Measures the time and memory of `isnad trace`, compared with `isnad analyze`.

  scripts/trace-speed [FILE] [--rounds N]

FILE has one document per line; the default is corpus/outlets.jsonl.xz of the annotated articles. Runs alternate N times (default 3). The
shortest run of each counts, because other load only makes runs longer. Memory is the peak of the process.
"""
import argparse
import os
import subprocess
import sys
import time

from project import SHARED, SKIPPED, binary


def run(isnad, command, path):
    """Seconds, and peak memory in KiB."""
    begun = time.monotonic()
    process = subprocess.Popen([isnad, command, "--format", "jsonl", path], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"isnad {command} ended with {process.returncode}")
    return time.monotonic() - begun, used.ru_maxrss


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default=SHARED / "corpus" / "outlets.jsonl.xz")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    if not os.path.exists(asked.file):
        print(SKIPPED)
        return
    isnad = binary()
    rounds = [[run(isnad, command, asked.file) for command in ("analyze", "trace")] for _ in range(asked.rounds)]
    analyze, trace = (min(column) for column in zip(*rounds))
    for name, (seconds, memory) in (("analyze", analyze), ("trace", trace)):
        print(f"{name:8} {seconds:6.2f} s  {memory / 1024:6.0f} MiB")
    print(f"trace takes {trace[0] / analyze[0]:.2f} times as long as analyze")


if __name__ == "__main__":
    main()
