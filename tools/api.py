"""Lists the public items of the library in gates/api.txt, so that a change to the public API is visible.

  scripts/api            write the list
  scripts/api --check    only compare
  scripts/api --count    count the items by kind

The list comes from rustdoc's JSON, whose format changes with the compiler: CI writes and compares it with the same compiler.
"""
import argparse
import difflib
import os
import subprocess
import sys
from collections import Counter

from project import ROOT

LISTING = ROOT / "gates/api.txt"
TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
KINDS = ("struct", "enum", "fn", "const", "trait", "mod", "type", "impl")


def cargo(*arguments, **more):
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, **more)


def listing():
    """The public items with the feature serde, which only adds; items of the program's features are not part of the API."""
    # rustdoc's JSON is unstable; this makes a stable compiler write it.
    unstable = {**os.environ, "RUSTC_BOOTSTRAP": "1"}
    form = ["-Z", "unstable-options", "--output-format", "json"]
    folder = TARGET / "api"
    cargo("rustdoc", "--locked", "--quiet", "-p", "isnad", "--lib", "--features", "serde", "--target-dir", folder, "--", *form,
          env=unstable)
    reader = ["--locked", "--quiet", "--manifest-path", "tools/api/Cargo.toml", "--target-dir", folder]
    return cargo("run", *reader, "--", folder / "doc/isnad.json", stdout=subprocess.PIPE, text=True).stdout


def kind(line):
    """The kind of item on a line. Fields and variants have no keyword."""
    return next((word for word in line.split() if word in KINDS), "field or variant")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--count", action="store_true")
    asked = parser.parse_args()
    new = listing()
    if asked.count:
        counts = Counter(map(kind, new.splitlines()))
        print("\n".join(f"{count:5}  {name}" for name, count in counts.most_common()))
    elif not asked.check:
        LISTING.write_text(new)
    else:
        old = LISTING.read_text()
        if old != new:
            lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "gates/api.txt", "the library", lineterm="")
            print("\n".join(lines))
            sys.exit("scripts/api: the public items have changed; if they should, run scripts/api and say so in CHANGELOG.md")
        print(f"{len(new.splitlines())} public items, as listed")


main()
