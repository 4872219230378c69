"""Runs the open benchmark: scores isnad and the regular expressions on benchmark/articles, side by side.

  scripts/benchmark                     builds isnad and prints the table
  scripts/benchmark ANSWERS.jsonl…      also scores the answers of other programs, in the format that benchmark/score.py reads
  scripts/benchmark --check             also exits with 1 if the table in benchmark/README.md differs

$ISNAD_BIN names another binary to score. The articles, their annotation and the scorer are in benchmark/; nothing else is needed.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from project import ROOT, binary

BENCHMARK = ROOT / "benchmark"
README = BENCHMARK / "README.md"
BEGIN, END = "<!-- table -->\n", "<!-- end -->\n"


def answers(folder):
    """The answers of isnad and of the regular expressions for each article."""
    for name, command in (
        ("isnad", [binary(), "analyze", "--format", "jsonl", "--offsets", "utf32", BENCHMARK / "articles"]),
        ("regex", [sys.executable, BENCHMARK / "regex_baseline.py"]),
    ):
        path = folder / f"{name}.jsonl"
        with path.open("wb") as out:
            subprocess.run(command, stdout=out, check=True)
        yield path


def table(others):
    with tempfile.TemporaryDirectory() as folder:
        mine = list(answers(Path(folder)))
        return subprocess.run([sys.executable, BENCHMARK / "score.py", *mine, *others], check=True, stdout=subprocess.PIPE, text=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with benchmark/README.md")
    parser.add_argument("--update", action="store_true", help="write the table into benchmark/README.md")
    arguments = parser.parse_args()
    found = table(arguments.answers)
    print(found, end="")
    if not (arguments.check or arguments.update):
        return 0
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    shown, after = rest.split(END)
    if arguments.update:
        README.write_text(before + BEGIN + found + END + after, encoding="utf-8")
    elif shown != found:
        print("benchmark: benchmark/README.md is out of date; scripts/benchmark --update writes it", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
