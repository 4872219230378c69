"""Paths: the repository, the annotated articles, the program, and other programs that the tools run."""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ISNAD_SHARED") or ROOT.parent / "shared")
SKIPPED = f"SKIPPED, no annotated articles in {SHARED} ($ISNAD_SHARED names another folder)"


def binary():
    """The program: $ISNAD_BIN, or a fresh build, so that it is never out of date."""
    if named := os.environ.get("ISNAD_BIN"):
        return Path(named).resolve()
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    return ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "isnad"


def installed(name):
    """A program installed in the tools' environment."""
    return Path(sys.prefix) / "bin" / name


def grpcurl():
    return subprocess.run([ROOT / "scripts" / "grpcurl"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
