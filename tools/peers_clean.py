# needs: peers
"""Measures cleaning by isnad and by other tools on one gold set, in one run, and writes a Markdown table.

  scripts/peers-clean [--of SET] [--out FILE]    also prints the table to standard output

The gold is gold/dev, or gold/SET, in the folder that $ISNAD_SHARED names (default: "shared" beside the repository). The other tools work on HTML,
so each line of a text is wrapped as one <p>. The output of a tool is aligned in order with the words of the text (difflib); a
word counts as kept if it is part of a match. The metrics are those of the gold's own scorer: precision, recall and F1 over words separated by white
space, micro-averaged. Speed is the CPU time of extraction alone; for isnad it is that of the whole process on twenty copies of the
texts.
"""
import argparse
import difflib
import json
import re
import resource
import subprocess
import time

import drawn_layouts
import gold
import peers
from project import SKIPPED, binary

KEPT = {"title", "deck", "heading", "body"}
COPIES = 20


def boilerpy3(text):
    from boilerpy3 import extractors
    return extractors.ArticleExtractor(raise_on_failure=False).get_content(peers.as_html(text))


def justext(text):
    import justext as peer
    paragraphs = peer.justext(peers.as_html(text).encode(), peer.get_stoplist("Arabic"))
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def trafilatura(text):
    import trafilatura as peer
    return peer.extract(peers.as_html(text), include_comments=False, include_tables=False) or ""


def long_lines(text):
    return "\n".join(line for line in text.split("\n") if len(line.strip()) >= 100)


def c4_lines(text):
    """C4's rule with Arabic punctuation: a line ends in a terminal mark and has five words."""
    end = re.compile(r"[.!?؟…][\"'»”’)\]]*$")
    return "\n".join(l for l in text.split("\n") if end.search(l.strip()) and len(l.split()) >= 5)


PEERS = [
    ("boilerpy3 1.0.7, ArticleExtractor", boilerpy3),
    ("lines of 100 characters", long_lines),
    ("C4's line rule, with Arabic marks", c4_lines),
    ("jusText 3.0.1, Arabic list", justext),
    ("trafilatura 2.0.0", trafilatura),
]


def kept_words(text, content):
    """Which words of the text are in the content, in order."""
    words, given = text.split(), content.split()
    kept = [False] * len(words)
    for match in difflib.SequenceMatcher(None, words, given, autojunk=False).get_matching_blocks():
        kept[match.a:match.a + match.size] = [True] * match.size
    return kept


def covered(text, spans):
    return [any(s <= m.start() < e for s, e in spans) for m in re.finditer(r"\S+", text)]


def gold_words(text, annotation):
    lines = [tuple(l["span"]) for l in annotation["lines"] if l["kind"] in KEPT]
    drops = covered(text, [tuple(d) for d in annotation["drops"]])
    return [k and not d for k, d in zip(covered(text, lines), drops)]


def load(of):
    """(id, text, which words are kept, whether it is a page) of each document of a set."""
    forms = gold.column("form")
    for name, _, text, annotation in drawn_layouts.annotated():
        if name == of:
            yield annotation["id"], text, gold_words(text, annotation), of == "pages" or forms.get(annotation["id"]) == "page"


def isnad(program, documents):
    """Kept words of each document by the program, and its processor time for one pass."""
    rows = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text, _, _ in documents)
    command = [program, "clean", "--input", "jsonl", "--format", "jsonl", "--offsets", "utf32"]
    out = subprocess.run(command, input=rows, capture_output=True, text=True, check=True).stdout
    answers = {row["id"]: row["cleaning"] for row in map(json.loads, out.splitlines())}
    kept = []
    for name, text, _, _ in documents:
        blocks = answers[name].get("blocks", [])
        spans = [(b["span"].get("start", 0), b["span"]["end"]) for b in blocks if b.get("kept")]
        kept.append(covered(text, spans))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=rows * COPIES, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return kept, used / COPIES


def rates(documents, kept, choose):
    tp = fp = fn = 0
    for (_, _, wanted, page), said in zip(documents, kept):
        if choose(page):
            tp += sum(g and s for g, s in zip(wanted, said))
            fp += sum(s and not g for g, s in zip(wanted, said))
            fn += sum(g and not s for g, s in zip(wanted, said))
    p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", default="dev", metavar="SET")
    parser.add_argument("--out")
    args = parser.parse_args()
    if not gold.is_here():
        print(f"peers-clean: {SKIPPED}")
        return
    documents = list(load(args.of))
    size = sum(len(text.encode()) for _, text, _, _ in documents) / 1e6
    rows = [("isnad", *isnad(binary(), documents))]
    for name, extract in PEERS:
        extract(documents[0][1])  # loads what the peer loads on first use
        start = time.process_time()
        contents = [extract(text) for _, text, _, _ in documents]
        used = time.process_time() - start
        rows.append((name, [kept_words(d[1], c) for d, c in zip(documents, contents)], used))
    pages = sum(page for *_, page in documents)
    table = [
        f"| {len(documents)} documents, {pages} of them pages | P | R | F1 | F1, pages | F1, articles | MB/s |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, kept, used in rows:
        p, r, f = rates(documents, kept, lambda page: True)
        on_pages = rates(documents, kept, lambda page: page)[2]
        on_articles = rates(documents, kept, lambda page: not page)[2]
        speed = size / max(used, 1e-6)
        table.append(f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} | {on_pages:.3f} | {on_articles:.3f} | {speed:.3g} |")
    peers.show(table, args.out)


if __name__ == "__main__":
    main()
