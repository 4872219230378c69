"""Compares the Python package with the command line: documents per second over one corpus, in one run, as ratios.

  scripts/python-speed [FILE.jsonl]     default: ../shared/corpus/outlets.jsonl.xz

Each uses two threads; runs alternate, and the fastest of three counts. The command line is timed as a whole process, which reads
lines and writes JSON. The calls of the package are timed over texts in memory, without the startup of Python; `reading, too` also
parses lines with Python's own json. The results of `analyze_many` are not used, except in `and each quote`.
$ISNAD_PYTHON names the Python with the package (default: .tools/python-tests, which scripts/test-python creates).
"""
import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from project import ROOT, SHARED, SKIPPED, binary

PYTHON = os.environ.get("ISNAD_PYTHON") or ROOT / ".tools/python-tests/bin/python"
TURNS = 3
COMMAND = "isnad analyze"
READ = """import json, sys, time
import isnad, isnad.arrow, pyarrow as pa
pages = ((page["id"], page["text"]) for page in map(json.loads, open(sys.argv[1], encoding="utf-8")))
"""
# The timed code follows this.
BEGIN = "began = time.perf_counter()\n"
END = "print(time.perf_counter() - began)\n"
HOLD = "pages = list(pages)\n"
BATCHES = """pages = list(pages)
parts = [pages[at : at + 1024] for at in range(0, len(pages), 1024)]
batches = [pa.RecordBatch.from_pydict({"id": [id for id, _ in part], "text": [text for _, text in part]}) for part in parts]
"""
MANY = "for result in isnad.analyze_many(pages, workers=2):\n    result.unwrap()\n"
QUOTES = "for result in isnad.analyze_many(pages, workers=2):\n    len(result.unwrap().quotes)\n"
TABLES = "for batch in batches:\n    assert isnad.arrow.analyze(batch, workers=2).num_rows == batch.num_rows\n"
# The code before the timer, the timed code, and the least share of the command line's rate, if any.
WAYS = {
    "analyze_many": (HOLD, MANY, 0.9),
    "analyze_many, reading, too": ("", MANY, None),
    "analyze_many, and each quote": (HOLD, QUOTES, None),
    "isnad.arrow.analyze": (BATCHES, TABLES, 0.6),
}


def whole(command):
    """The seconds that a process takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def told(before, timed, path):
    """The seconds that a program measures itself."""
    program = READ + before + BEGIN + timed + END
    return float(subprocess.run([PYTHON, "-c", program, path], check=True, stdout=subprocess.PIPE, text=True).stdout)


def turn(path):
    """The seconds of each way, measured once."""
    line = whole([binary(), "analyze", "--format", "jsonl", "--jobs", "2", path])
    return {COMMAND: line} | {name: told(before, timed, path) for name, (before, timed, _) in WAYS.items()}


def lines(folder):
    """The corpus as plain lines, and their number."""
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        return path, sum(1 for _ in path.open())
    packed, path = SHARED / "corpus/outlets.jsonl.xz", Path(folder) / "outlets.jsonl"
    if not packed.is_file():
        sys.exit(SKIPPED)
    texts = [json.loads(line) for line in lzma.open(packed, "rt")]
    path.write_text("".join(json.dumps(text) + "\n" for text in texts))
    return path, len(texts)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path, count = lines(folder)
        turns = [turn(path) for _ in range(TURNS)]
    best = {name: min(turn[name] for turn in turns) for name in turns[0]}
    line = best[COMMAND]
    missed = []
    for name, took in best.items():
        wanted = WAYS.get(name, (None, None, None))[2]
        print(f"{name:28} {count / took:8.0f} documents per second  {line / took:5.2f}" + (f"  (at least {wanted})" if wanted else ""))
        if wanted and line / took < wanted:
            missed.append(name)
    if missed:
        sys.exit(f"scripts/python-speed: too slow: {', '.join(missed)}")


if __name__ == "__main__":
    main()
