"""Generates pages by seed for measuring: the article of one text inside the boilerplate of others, in a random layout.

`drawn_pages` keeps a layout as it is, for learning. Here each page is composed from scratch: the lines above and below the article, links
inside it, captions, bylines and comments come from different texts, in the forms that converters leave. Every line is known to belong to
the article or not. No boilerplate was written for the test, except in our own pages in tests/pages.
"""
import csv
import json
import random
from hashlib import sha256

import entities
from drawn_pages import KEPT, Lines
from project import ROOT, SHARED

SETS = (*entities.SETS, "pages")
# The most lines of boilerplate above or below an article.
LONGEST = 30


def outlets(of):
    """The outlet or site of each text of a set."""
    name = of.split("/")[0]
    with (SHARED / "gold" / f"{name}.tsv").open(encoding="utf-8") as table:
        return {row["id"]: row.get("outlet") or row["site"] for row in csv.DictReader(table, delimiter="\t")}


def folders(of):
    return [SHARED / "seeds", SHARED / "corpus" / "dev"] if of == "dev" else [SHARED / "corpus" / of]


def annotated():
    """(set, outlet, text, annotation) of all texts of all sets of ../shared."""
    for of in SETS:
        raw = [path.read_bytes() for folder in folders(of) for path in sorted(folder.glob("*.txt"))]
        by_hash = {sha256(text).hexdigest(): text.decode("utf-8") for text in raw}
        known = outlets(of)
        for path in sorted((SHARED / "gold" / of).glob("*.json")):
            annotation = json.loads(path.read_text(encoding="utf-8"))
            yield of, known.get(path.stem, path.stem), by_hash[annotation["sha256"]], annotation


def own():
    """Our own pages as `Lines`."""
    for path in sorted((ROOT / "tests" / "pages" / "drawn").glob("*.page")):
        text, lines = "", []
        for row in path.read_text(encoding="utf-8").splitlines():
            kind, words = row.split(" | ", 1)
            lines.append({"kind": kind, "span": [len(text), len(text) + len(words)]})
            text += words + "\n"
        yield Lines(text, {"lines": lines, "drops": []}, path.stem)


def shared():
    return [Lines(text, annotation, outlet) for _, outlet, text, annotation in annotated()]


class Parts:
    """The parts that pages are generated from."""

    def __init__(self, texts):
        self.articles = [text for text in texts if text.is_article()]
        self.above = [part for text in texts if (part := above(text))]
        self.below = [part for text in texts if (part := below(text))]
        of = lambda kind: [line for text in texts for line in text.lines if line[0] == kind]
        self.captions, self.bylines = of("caption"), of("byline")
        self.inside = [part for text in texts for part in inside(text)]
        self.comments = [part for text in texts if len(part := [line for line in text.lines if line[0] == "comments"]) > 1]

    def is_enough(self):
        return len(self.articles) > 1 and self.above and self.below


def furniture(lines):
    return [line for line in lines if line[0] not in KEPT | {"repeat"}]


def above(text):
    """The boilerplate above a text, if the text is from a page."""
    first = next((at for at, (kind, _) in enumerate(text.lines) if kind in KEPT), 0)
    lines = furniture(text.lines[:first])[-LONGEST:]
    return lines if len(lines) > 1 else []


def below(text):
    """The boilerplate below a text, if the text is from a page; comments are separate."""
    last = max((at for at, (kind, _) in enumerate(text.lines) if kind == "body"), default=len(text.lines))
    lines = [line for line in furniture(text.lines[last + 1:]) if line[0] != "comments"][:LONGEST]
    return lines if len(lines) > 1 else []


def inside(text):
    """The boilerplate between paragraphs of a text, run by run."""
    runs, run = [], None
    for line in text.lines:
        if line[0] == "body":
            runs.append(run)
            run = []
        elif line[0] in KEPT:
            run = None
        elif run is not None:
            run.append(line)
    return [run for run in runs if run]


def one(dice, parts):
    """(kind, words) of the lines of a page."""
    article = dice.choice(parts.articles)
    title = article.of("title")[0]
    rest = [line for line in article.lines if line[0] in KEPT - {"title"}]
    lines = list(dice.choice(parts.above))
    if dice.random() < 0.4:
        lines = [("repeat", title), *lines]
    lines.append(("title", title))
    for part, share in ((parts.bylines, 0.5), (parts.captions, 0.3)):
        if part and dice.random() < share:
            lines.append(dice.choice(part))
    lines += rest
    if len(rest) > 3 and parts.inside and dice.random() < 0.3:
        at = len(lines) - dice.randrange(1, len(rest) - 1)
        lines[at:at] = dice.choice(parts.inside)
    lines += dice.choice(parts.below)
    if parts.comments and dice.random() < 0.2:
        lines += dice.choice(parts.comments)
    return lines


def written(dice, lines):
    """(text, lines with span and kind) as one of the converters would write them."""
    gap, mark = dice.choice(["\n", "\n\n", "\n \n"]), dice.choice(["", "* ", "  * "])
    text, spans = "", []
    for kind, words in lines:
        lead = mark if kind in ("related", "ui") and dice.random() < 0.5 else ""
        line = lead + words
        spans.append({"kind": kind, "span": [len(text), len(text) + len(line)]})
        text += line + gap
    return text, spans


def draw(texts, pages, seed):
    """Generates pages as (text, lines)."""
    parts, dice = Parts(texts), random.Random(seed)
    for _ in range(pages if parts.is_enough() else 0):
        yield written(dice, one(dice, parts))
