"""Tests the library as its users use it: its documentation, its examples, the program in README, and its package.

  scripts/library

Everything is built from what `cargo package` packs, so that a file missing from the package is noticed.
"""
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from project import ROOT

TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "library"
ARTICLE = ROOT / "examples/article.txt"
# What a program of the library has to fit in, and the crates that it may pull in beside isnad.
LONGEST_PROGRAM = 12
CRATES = 3
# Each example, with a line that it prints about the article.
EXAMPLES = {"speakers": "هالة المرزوقي (person) وزيرة المياه", "json": '"rule": "verb-clause"', "deadline": "7 quotes"}


def cargo(folder, *arguments, **more):
    """Runs cargo; prints what it said if that fails."""
    run = subprocess.run(["cargo", *arguments], cwd=folder, env={**os.environ, "CARGO_TARGET_DIR": str(TARGET), **more},
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode:
        print(run.stdout + run.stderr, file=sys.stderr)
        sys.exit(f"scripts/library: cargo {' '.join(arguments)} has failed")
    return run.stdout


def packed(folder):
    """The sources of the package, unpacked."""
    cargo(ROOT, "package", "--locked", "--quiet", "--allow-dirty", "--no-verify", "-p", "isnad")
    version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
    with tarfile.open(TARGET / f"package/isnad-{version}.crate") as archive:
        archive.extractall(folder, filter="data")
    package = folder / f"isnad-{version}"
    # All packed files have one old date, so cargo would mistake them for the files of the previous run.
    for path in package.rglob("*"):
        path.touch()
    return package


def documentation(package):
    cargo(package, "doc", "--locked", "--no-deps", "--features", "serde", RUSTDOCFLAGS="-D warnings")
    front = (TARGET / "doc/isnad/index.html").read_text()
    for name in ("struct.Analysis", "struct.Quote", "struct.Speaker", "struct.Entity", "struct.Analyzer"):
        page = (TARGET / f"doc/isnad/{name}.html").read_text()
        if f'href="{name}.html"' not in front or "rust-example-rendered" not in page:
            sys.exit(f"scripts/library: {name} is not on the front page of the documentation, or has no example")


def examples(package):
    for name, line in EXAMPLES.items():
        features = ["--features", "serde"] if name == "json" else []
        said = cargo(package, "run", "--locked", "--quiet", *features, "--example", name, "--", str(ARTICLE))
        if line not in said:
            sys.exit(f"scripts/library: the example {name} does not print {line!r}:\n{said}")


def program():
    """The program in README, and the output that README shows."""
    text = (ROOT / "README.md").read_text()
    found = re.search(r"<!-- program -->\n```rust\n(.*?)```.*?```text\n(.*?)```", text, re.DOTALL)
    if not found:
        sys.exit("scripts/library: README.md has no program")
    source, output = found.groups()
    if (lines := len(source.splitlines())) > LONGEST_PROGRAM:
        sys.exit(f"scripts/library: the program in README.md has {lines} lines, over {LONGEST_PROGRAM}")
    return source, output


def from_new(package, folder):
    """Creates the program as a reader of README does, starting with `cargo new`, and runs it."""
    source, output = program()
    # A new project has no lock file, so --locked would fail.
    cargo(folder, "new", "--quiet", "--vcs", "none", "reader")
    reader = folder / "reader"
    # The tested versions, which are already downloaded.
    shutil.copy(package / "Cargo.lock", reader)
    cargo(reader, "add", "--quiet", "--offline", "--path", str(package))
    (reader / "src/main.rs").write_text(source)
    shutil.copy(ARTICLE, reader / "article.txt")
    said = cargo(reader, "run", "--offline", "--quiet")
    if said != output:
        sys.exit(f"scripts/library: the program in README.md does not print the output shown:\n{said}")
    crates = set(cargo(reader, "tree", "--offline", "--edges", "normal", "--prefix", "none", "-p", "isnad").splitlines())
    if len(crates) > 1 + CRATES:
        sys.exit("scripts/library: the library depends on unexpected crates:\n" + "\n".join(sorted(crates)))


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        package = packed(folder)
        cargo(package, "fetch", "--locked")
        documentation(package)
        examples(package)
        from_new(package, folder)
    print("documentation, examples, the program in README.md and the package are as they should be")


main()
