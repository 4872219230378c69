"""Paths: the repository, the annotated articles, the program, and other programs that the tools run."""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ISNAD_SHARED") or ROOT.parent / "shared")
SKIPPED = f"SKIPPED, no annotated articles in {SHARED} ($ISNAD_SHARED names another folder)"


def binary():
    """The program: what $ISNAD_BIN names, or built now, so that it is never an old one."""
    if named := os.environ.get("ISNAD_BIN"):
        return Path(named).resolve()
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    return ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "isnad"


def installed(name):
    """A program that came with the environment of the tools."""
    return Path(sys.prefix) / "bin" / name


def grpcurl():
    return subprocess.run([ROOT / "scripts" / "grpcurl"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
