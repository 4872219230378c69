# needs: checks
"""Checks proto/ with buf: lint, format, and that no change breaks clients.

  scripts/proto-check            check
  scripts/proto-check --accept   make the current proto/ the baseline for later checks:
                                 for a release, and for an intended breaking change

$BUF names another buf than the pinned one.
"""
import os
import subprocess
import sys

from project import ROOT, installed

BASELINE = "proto/baseline.binpb"


def buf(*arguments):
    return subprocess.run([os.environ.get("BUF") or installed("buf"), *arguments], cwd=ROOT, check=True)


def main():
    if "--accept" in sys.argv:
        buf("build", "--exclude-source-info", "--output", BASELINE)
        return
    buf("lint")
    buf("format", "--diff", "--exit-code", "--path", "proto/isnad")
    buf("breaking", "--against", BASELINE)
    print("proto: lint, format and breaking passed")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
