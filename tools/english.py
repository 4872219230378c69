"""Counts habits of translated English in comments and documents: CONTRIBUTING.md lists them, with what to write instead.

  scripts/english               a table: each habit, and how often each area has it
  scripts/english REV           the same, of a commit
  scripts/english --lines WORD  the lines that the habits with WORD in their names are found in
  scripts/english --check       fails if an area has a habit more often than gates/english.json allows, or an old sentence of gates/plain-english.tsv
  scripts/english --update      writes the counts into gates/english.json

Some hits are good English ("behind Envoy"): the limit is a count, so that no new ones come in unseen.
"""
import argparse
import ast
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from project import ROOT

LIMITS = ROOT / "gates/english.json"
# File, sentence before, sentence after.
REPLACED = ROOT / "gates/plain-english.tsv"
HABITS = {
    "behind, for after": r"\bbehind\b(?! ?(?:,|Envoy|Linkerd|Istio|a (?:mesh|proxy)|the (?:mesh|proxy)))",
    "stands, for is": r"\bstands?\b",
    "is told, tells": r"\b(?:is|are|was|were|been|be) told\b|\btells?\b",
    "brings in, takes up, goes on, gives back": r"\b(?:brings? in|takes? up|goes? on|gives? back)\b",
    "is no X": r"\b(?:is|are|was|were) no\b",
    "so many, some N": r"\bso many\b|\bsome \d",
    "anew, whoever, for ever": r"\b(?:anew|whoever|whomever|for ever)\b",
    "his, him": r"\b(?:his|him)\b",
    "made to hurt, nobody minds": r"\bmade to hurt\b|\bnobody minds\b",
    "things that know": r"\bknows?\b",
    "that of, those of": r"\b(?:that|those) of\b",
    "says what, has all of it": r"\bsays (?:what|how|which|who)\b|\bhas all of it\b",
}
HABITS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in HABITS.items()}
AREAS = {
    "src": ("src", "build", "build.rs"),
    "cli, python, clients": ("cli", "python", "clients"),
    "proto": ("proto",),
    "documents": ("docs", "deploy", "lexicon", "benchmark", "examples", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"),
    "tools, tests": ("tools", "scripts", "tests", "benches", "fuzz"),
}
SLASHES = re.compile(r"(?<![:\"'])//[/!]?(.*)")
GENERATED = re.compile(r"(^|/)(node_modules|target|dist|isnadpb|generated)/")


def slashed(text):
    return [found[1] for line in text.splitlines() if (found := SLASHES.search(line))]


def prose(text):
    """Markdown without code: blocks, spans, and the rows of glossaries that quote a habit."""
    lines, code = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            code = not code
        elif not code and not line.startswith("| *"):
            lines.append(re.sub(r"`[^`]*`", "", line))
    return lines


def hashed(text):
    """Comments that begin their line."""
    return [line.split("#", 1)[1] for line in text.splitlines() if line.lstrip().startswith("#")]


def python(text):
    """Comments and docstrings."""
    lines = hashed(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            lines += (ast.get_docstring(node) or "").splitlines()
    return lines


READERS = {".rs": slashed, ".proto": slashed, ".go": slashed, ".ts": slashed, ".java": slashed, ".md": prose, ".py": python, ".yaml": hashed, "": hashed}


def files(root, folders):
    """The files of an area that are read, with their lines of prose."""
    for folder in folders:
        place = root / folder
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        for path in found:
            name = str(path.relative_to(root))
            if path.is_file() and not path.is_symlink() and path.suffix in READERS and not GENERATED.search(name):
                yield name, READERS[path.suffix](path.read_text(encoding="utf-8"))


def count(root):
    """How often each area has each habit."""
    counts = {}
    for area, folders in AREAS.items():
        lines = [line for _, lines in files(root, folders) for line in lines]
        counts[area] = {name: sum(len(habit.findall(line)) for line in lines) for name, habit in HABITS.items()}
    return counts


def of_commit(revision):
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        return count(Path(folder))


def show(counts):
    print("| habit | " + " | ".join(counts) + " |\n| --- |" + " --- |" * len(counts))
    for name in HABITS:
        print(f"| {name} | " + " | ".join(str(area[name]) for area in counts.values()) + " |")
    print("| all | " + " | ".join(str(sum(area.values())) for area in counts.values()) + " |")


def show_lines(word):
    for name, habit in HABITS.items():
        if word in name:
            for folders in AREAS.values():
                for path, lines in files(ROOT, folders):
                    for line in filter(habit.search, lines):
                        print(f"{path}: {line.strip()}")


def returned(root):
    """Sentences that were replaced and occur again."""
    spaced = " ".join(" ".join(lines) for folders in AREAS.values() for _, lines in files(root, folders))
    text = re.sub(r"\s+", " ", spaced)
    rows = [line.split("\t") for line in REPLACED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    # Code is left out of the text of a document.
    return [before for _, before, _ in rows if re.sub(r"\s+", " ", before) in text]


def check(counts):
    limits = json.loads(LIMITS.read_text(encoding="utf-8"))
    over = [
        f"{area} has {name!r} {found} times, over {limits[area].get(name, 0)}"
        for area, habits in counts.items()
        for name, found in habits.items()
        if found > limits[area].get(name, 0)
    ]
    for line in over:
        print(f"english: {line}; scripts/english --lines shows where", file=sys.stderr)
    old = returned(ROOT)
    for sentence in old:
        print(f"english: an old sentence is back: {sentence}", file=sys.stderr)
    print("english: failed" if over or old else "english: passed")
    return 1 if over or old else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", nargs="?", help="a commit instead of the working tree")
    parser.add_argument("--lines", metavar="WORD")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    if arguments.lines:
        show_lines(arguments.lines)
        return 0
    counts = of_commit(arguments.revision) if arguments.revision else count(ROOT)
    if arguments.check:
        return check(counts)
    show(counts)
    if arguments.update:
        LIMITS.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    return 0


sys.exit(main())
