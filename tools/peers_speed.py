# needs: peers
"""Measures the speed of tools that a Python user would chain today, and of isnad, on the same articles in one run: a Markdown table.

  scripts/peers-speed [--articles N]

pySBD, nupunkt and sentencex split sentences, jusText cleans; isnad cleans, splits, and finds who said what. Processor time:
of the function alone for the peers; of the whole process for isnad, which gets the articles twenty times. The articles
are `corpus/unlabelled.jsonl` in the folder that $ISNAD_SHARED names (default: "shared" beside the repository); without them
the script reports that it was skipped. $ISNAD_BIN names a binary instead of the one that is built here.
"""
import argparse
import json
import resource
import subprocess
import tempfile
import time

import justext
import nupunkt
import peers
import pysbd
import sentencex
from project import SHARED, SKIPPED, binary

COPIES = 20


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=150, help="how many articles (default: 150)")
    wanted = arguments.parse_args().articles
    rows = SHARED / "corpus" / "unlabelled.jsonl"
    if not rows.exists():
        print(f"peers-speed: {SKIPPED}")
        return
    with open(rows, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = texts[:: max(1, len(texts) // wanted)]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} articles, {size / 1e6:.1f} MB\n\n| | what it does | MB/s |\n| --- | --- | --- |")
    for name, does, speed in isnad(texts, size):
        print(f"| isnad {name} | {does} | {speed:.1f} |", flush=True)
    for name, does, work in tools():
        start = time.process_time()
        for text in texts:
            work(text)
        print(f"| {name} | {does} | {size / (time.process_time() - start) / 1e6:.2f} |", flush=True)


def isnad(texts, size):
    """Megabytes per processor second, including reading and writing JSON."""
    program = binary()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as rows:
        for at, text in enumerate(texts * COPIES):
            rows.write(json.dumps({"id": str(at), "text": text}, ensure_ascii=False) + "\n")
        rows.flush()
        does = {"analyze": "article, sentences, who said what", "clean": "article", "segment": "sentences"}
        for command, what in does.items():
            before = busy_children()
            call = [program, command, "--format", "jsonl", "--jobs", "1", rows.name]
            subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            yield command, what, size * COPIES / (busy_children() - before) / 1e6


def busy_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tools():
    segmenter = pysbd.Segmenter(language="ar", clean=False)
    stoplist = justext.get_stoplist("Arabic")

    def page(text):
        return justext.justext(peers.as_html(text).encode(), stoplist)

    return [
        ("sentencex 1.0.32", "sentences", lambda text: list(sentencex.segment("ar", text))),
        ("nupunkt 0.8.0", "sentences", lambda text: list(nupunkt.sent_spans(text))),
        ("pySBD 0.3.4", "sentences", lambda text: segmenter.segment(text)),
        ("jusText 3.0.1", "article, from lines as <p>", page),
    ]


if __name__ == "__main__":
    main()
