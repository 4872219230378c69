"""Measures cleaning on generated pages (`tools/drawn_layouts.py`): on what share every line of the body is kept, and to what share no
boilerplate is added.

  scripts/score-pages [--pages 10000] [--seed 1] [--of BINARY] [--wrong N] [--own]

Pages are generated from the annotated texts of ../shared and from our own pages in tests/pages; `--own` prints only the figures of the
latter. A line counts as kept if half of its letters are kept. Repeats of the title are neither body nor boilerplate. --wrong prints the first N
wrong lines, and the rules that were wrong most often.
"""
import argparse
import collections
import json
import subprocess
from pathlib import Path

import drawn_layouts
import gold
from drawn_layouts import KEPT
from project import SKIPPED, binary


def answers(isnad, pages):
    """The blocks of each page."""
    rows = "".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, (text, _) in enumerate(pages))
    call = [isnad, "clean", "--input", "jsonl", "--format", "jsonl", "--offsets", "utf32", "-"]
    out = subprocess.run(call, input=rows, capture_output=True, text=True, check=True).stdout
    return (row["cleaning"]["blocks"] for row in map(json.loads, out.splitlines()))


def kept(text, blocks, span):
    """The share of a line's letters that is kept, and the rule of the block that contains most of the line."""
    start, end = span
    inside, rules = 0, collections.Counter()
    for block in blocks:
        first, last = max(start, block["span"].get("start", 0)), min(end, block["span"]["end"])
        if first < last:
            letters = sum(not c.isspace() for c in text[first:last])
            inside += letters if block.get("kept") else 0
            rules[block["rule"]] += letters
    return inside / max(1, sum(not c.isspace() for c in text[start:end])), rules.most_common(1)[0][0] if rules else ""


def measure(isnad, texts, count, seed):
    """Pages with every body line, pages without boilerplate, all pages, and the faults."""
    pages = list(drawn_layouts.draw(texts, count, seed))
    whole = clean = 0
    wrong = []
    for (text, lines), blocks in zip(pages, answers(isnad, pages)):
        faults = []
        for line in (line for line in lines if line["kind"] != "repeat"):
            share, rule = kept(text, blocks, line["span"])
            body = line["kind"] == "body"
            if (share < 0.5) if body else (line["kind"] not in KEPT and share >= 0.5):
                faults.append((body, line["kind"], rule, text[slice(*line["span"])]))
        whole += not any(body for body, *_ in faults)
        clean += all(body for body, *_ in faults)
        wrong += faults
    return whole, clean, len(pages), wrong


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=int, default=10_000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--of", metavar="BINARY", type=Path)
    ap.add_argument("--wrong", type=int, default=0)
    ap.add_argument("--own", action="store_true")
    a = ap.parse_args()
    isnad = a.of or binary()
    sources = [("our own pages", list(drawn_layouts.own()))]
    if a.own:
        pass
    elif gold.is_here():
        sources.append(("annotated texts", drawn_layouts.shared()))
    else:
        print(f"score-pages: {SKIPPED}")
    print(f"| pages drawn, seed {a.seed} | of | every body line kept | no furniture added |\n| --- | ---: | ---: | ---: |")
    for name, texts in sources:
        whole, clean, count, wrong = measure(isnad, texts, a.pages, a.seed)
        print(f"| {name} | {count} | {whole / max(1, count):.4f} | {clean / max(1, count):.4f} |")
        rules = collections.Counter(("lost" if body else "added", kind, rule) for body, kind, rule, _ in wrong)
        for (what, kind, rule), times in rules.most_common(20) if a.wrong else []:
            print(f"  {times:6} {what} {kind} by {rule}")
        for body, kind, rule, words in wrong[: a.wrong]:
            print("  lost" if body else "  added", kind, rule, words[:90])


if __name__ == "__main__":
    main()
