# needs: peers
"""Measures isnad beside what people use instead, on the same articles in one run, and prints a Markdown table.

  scripts/peers-speed [--articles N] [--update]

One thread and its processor time. isnad is measured as a process that reads and writes JSON Lines; the others as functions on strings
in memory. The articles are `corpus/unlabelled.jsonl` in the folder that $ISNAD_SHARED names (default: "shared" beside the repository), or
else the 64 articles of `benchmark/`. --update writes the table into docs/speed.md. $ISNAD_BIN names a binary instead of the one that is built here.
"""
import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import instructions
import justext
import nupunkt
import peers
import pysbd
import sentencex
from project import ROOT, SHARED, binary

sys.path.append(str(ROOT / "benchmark"))
import regex_baseline  # noqa: E402

COPIES = 20
MILLION = 1_000_000
# The row that a million articles are computed from.
WHOLE = "isnad analyze"
PAGE = ROOT / "docs/speed.md"
MARKED = re.compile(r"(<!-- peers -->\n).*?(<!-- end -->)", re.DOTALL)
SPLITTERS = ("unicode-segmentation sentences", "icu_segmenter sentences")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=150, help="how many articles (default: 150)")
    parser.add_argument("--update", action="store_true", help="write the table into docs/speed.md")
    arguments = parser.parse_args()
    found = table(texts(arguments.articles))
    print(found, end="")
    if arguments.update:
        PAGE.write_text(MARKED.sub(lambda marks: marks[1] + found + marks[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def texts(wanted):
    """About `wanted` articles, evenly spread over those there are."""
    rows = SHARED / "corpus" / "unlabelled.jsonl"
    if rows.exists():
        with open(rows, encoding="utf-8") as lines:
            found = [json.loads(line)["text"] for line in lines]
    else:
        found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "benchmark/articles").glob("*.txt"))]
    return found[:: max(1, len(found) // wanted)]


def table(articles):
    size = sum(len(text.encode()) for text in articles)
    speeds = [*isnad(articles, size), *splitters(articles), *functions(articles, size)]
    whole = next(speed for name, _, speed in speeds if name == WHOLE)
    rows = "".join(f"| {name} | {does} | {speed:.2f} | {speed / whole:.2f} |\n" for name, does, speed in speeds)
    kilobytes = size / len(articles) / 1e3
    seconds = MILLION * kilobytes / 1e3 / whole
    return (
        f"{len(articles)} articles, {size / 1e6:.1f} MB. A million articles of this length ({kilobytes:.1f} KB) take `{WHOLE}` "
        f"{seconds:.0f} core seconds.\n\n"
        f"| | what it does | MB/s | times `{WHOLE}` |\n| --- | --- | --- | --- |\n{rows}"
    )


def isnad(articles, size):
    """Name, task and megabytes per second of processor time, reading and writing JSON included."""
    program = binary()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as rows:
        for at, text in enumerate(articles * COPIES):
            rows.write(json.dumps({"id": str(at), "text": text}, ensure_ascii=False) + "\n")
        rows.flush()
        does = {"analyze": "article, sentences, who said what", "clean": "article", "segment": "sentences"}
        for command, what in does.items():
            before = busy_children()
            call = [program, command, "--format", "jsonl", "--jobs", "1", rows.name]
            subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            yield f"isnad {command}", what, size * COPIES / (busy_children() - before) / 1e6


def busy_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def splitters(articles):
    """The splitters in Rust, over copies of the articles."""
    program = instructions.build()
    with tempfile.TemporaryDirectory() as folder:
        for at, text in enumerate(articles * COPIES):
            (Path(folder) / f"{at:06}.txt").write_text(text, encoding="utf-8")
        for name in SPLITTERS:
            run = subprocess.run([program, name, folder], check=True, capture_output=True, text=True)
            size, seconds = run.stdout.split()
            yield name.removesuffix(" sentences") + " (Rust)", "sentences", int(size) / float(seconds) / 1e6


def functions(articles, size):
    """What a Python user would chain."""
    segmenter = pysbd.Segmenter(language="ar", clean=False)
    stoplist = justext.get_stoplist("Arabic")
    tools = [
        ("regular expressions (`benchmark/regex_baseline.py`)", "who said what, by patterns", lambda text: list(regex_baseline.quotes(text))),
        ("sentencex 1.0.32", "sentences", lambda text: list(sentencex.segment("ar", text))),
        ("nupunkt 0.8.0", "sentences", lambda text: list(nupunkt.sent_spans(text))),
        ("pySBD 0.3.4", "sentences", segmenter.segment),
        ("jusText 3.0.1", "article, from lines as <p>", lambda text: justext.justext(peers.as_html(text).encode(), stoplist)),
    ]
    for name, does, work in tools:
        start = time.process_time()
        for text in articles:
            work(text)
        yield name, does, size / (time.process_time() - start) / 1e6


if __name__ == "__main__":
    main()
