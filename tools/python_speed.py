"""Compares the Python package with the command line: documents a second over one corpus, in one run, as ratios.

  scripts/python-speed [FILE.jsonl]     at first over ../shared/corpus/outlets.jsonl.xz

Each process reads the same lines and works on two threads; they take turns, and the fastest of three turns counts. The command line writes
JSON. `analyze_many` gives results that nobody looks into; `analyze_many, quotes` reads every quote. $ISNAD_PYTHON names the Python with
the package (at first .tools/python-tests, which scripts/test-python makes).
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
READ = "import json, sys\npages = ((page['id'], page['text']) for page in map(json.loads, open(sys.argv[1], encoding='utf-8')))\n"
MANY = READ + "import isnad\nfor result in isnad.analyze_many(pages, workers=2):\n    result.unwrap()\n"
QUOTES = READ + "import isnad\nfor result in isnad.analyze_many(pages, workers=2):\n    len(result.unwrap().quotes)\n"
TABLES = READ + """import itertools, pyarrow as pa
import isnad.arrow
while rows := list(itertools.islice(pages, 1024)):
    batch = pa.RecordBatch.from_pydict({"id": [id for id, _ in rows], "text": [text for _, text in rows]})
    assert isnad.arrow.analyze(batch, workers=2).num_rows == len(rows)
"""
# The least share of the command line's rate, where there is one.
WAYS = {"analyze_many": (MANY, 0.9), "analyze_many, quotes": (QUOTES, None), "isnad.arrow.analyze": (TABLES, 0.6)}


def seconds(command):
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def lines(folder):
    """The corpus as plain lines, and how many there are."""
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
        commands = {"isnad analyze --format jsonl": [binary(), "analyze", "--format", "jsonl", "--jobs", "2", path]}
        commands |= {name: [PYTHON, "-c", program, path] for name, (program, _) in WAYS.items()}
        turns = [{name: seconds(command) for name, command in commands.items()} for _ in range(TURNS)]
    best = {name: min(turn[name] for turn in turns) for name in commands}
    least, *_ = best.values()
    missed = []
    for name, took in best.items():
        wanted = WAYS.get(name, (None, None))[1]
        print(f"{name:30} {count / took:8.0f} documents a second  {least / took:5.2f}" + (f"  (at least {wanted})" if wanted else ""))
        if wanted and least / took < wanted:
            missed.append(name)
    if missed:
        sys.exit(f"scripts/python-speed: too slow: {', '.join(missed)}")


if __name__ == "__main__":
    main()
