# needs: html
"""Measures cleaning on the same pages as HTML, after the converters that clients use, and writes a Markdown table.

  scripts/peers-html [--pages 300] [--seed 1] [--out FILE]

The pages are drawn at random from our own (`tools/drawn_layouts.py`, tests/pages/drawn) and written as HTML: a head with scripts and
styles, a menu, headings, lists of links, and paragraphs with links and bold words. Each converter returns a text, isnad cleans it, and the
words of its clean text are compared with those of the article: precision, recall and F1, micro-averaged. In the rows "none" no converter runs:
isnad gets the page's text, line by line, or the HTML as it is. The last line is the spread: the best F1 minus the worst.
"""
import argparse
import collections
import html
import json
import random
import re
import subprocess

import drawn_layouts
import peers
from drawn_layouts import KEPT
from project import binary

TAGS = {"title": "h1", "deck": "h2", "heading": "h3"}
# The share of paragraphs with a link or a bold word.
INLINE = 0.5


def as_html(dice, title, lines):
    """The page as HTML."""
    above = next(at for at, (kind, _) in enumerate(lines) if kind in KEPT)
    menu = [words for kind, words in lines[:above] if kind != "repeat"]
    repeats = [line for line in lines[:above] if line[0] == "repeat"]
    outer = dice.choice(["nav", "div"])
    rows = [f"<{outer}><ul>" + "".join(f'<li><a href="/x">{html.escape(words)}</a></li>' for words in menu) + f"</ul></{outer}>"]
    rows += [block(dice, kind, words) for kind, words in repeats + lines[above:]]
    head = f"<title>{html.escape(title)}</title><style>p {{ margin: 0 }}</style><script>if (1 < 2) {{ x = '<p>'; }}</script>"
    body = "\n".join(rows)
    return f'<!DOCTYPE html>\n<html lang="ar"><head><meta charset="utf-8">{head}</head>\n<body>\n{body}\n</body></html>\n'


def block(dice, kind, words):
    if kind == "body":
        return f"<p>{inline(dice, words)}</p>"
    if kind in TAGS:
        return f"<{TAGS[kind]}>{html.escape(words)}</{TAGS[kind]}>"
    if kind in ("related", "ui"):
        return f'<div class="x"><a href="/x">{html.escape(words)}</a></div>'
    return f"<div>{html.escape(words)}</div>"


def inline(dice, words):
    """The words of a paragraph, two of them in a link or bold."""
    parts = words.split(" ")
    if len(parts) < 6 or dice.random() > INLINE:
        return html.escape(words)
    at = dice.randrange(1, len(parts) - 3)
    before, inside, behind = (html.escape(" ".join(part)) for part in (parts[:at], parts[at:at + 2], parts[at + 2:]))
    tag = dice.choice(['a href="/x"', "b", "strong"])
    return f"{before} <{tag}>{inside}</{tag.split()[0]}> {behind}"


def inscriptis(page):
    from inscriptis import get_text
    return get_text(page)


def html2text(page):
    import html2text as peer
    reader = peer.HTML2Text()
    reader.ignore_links = True
    return reader.handle(page)


def soup(page):
    import bs4
    found = bs4.BeautifulSoup(page, "lxml")
    for hidden in found(["script", "style"]):
        hidden.decompose()
    return found


CONVERTERS = [
    ("none: the page's lines", None),
    ("none: HTML as it is", lambda page: page),
    ("inscriptis 2.7.6", inscriptis),
    ("html2text 2025.4.15, without links", html2text),
    ("BeautifulSoup 4.15.0, by lines", lambda page: soup(page).get_text("\n", strip=True)),
    ("BeautifulSoup 4.15.0, raw", lambda page: soup(page).get_text()),
]


def cleaned(isnad, texts):
    rows = "".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, text in enumerate(texts))
    call = [isnad, "clean", "--input", "jsonl", "--format", "jsonl", "-"]
    out = subprocess.run(call, input=rows, capture_output=True, text=True, check=True).stdout
    return [row["cleaning"].get("cleanText", "") for row in map(json.loads, out.splitlines())]


def words(text):
    return collections.Counter(re.findall(r"\w+", text))


def rates(wanted, found):
    tp = sum((a & b).total() for a, b in zip(wanted, found))
    p, r = tp / max(1, sum(b.total() for b in found)), tp / max(1, sum(a.total() for a in wanted))
    return p, r, 2 * p * r / max(p + r, 1e-9)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=int, default=300)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out")
    a = ap.parse_args()
    dice = random.Random(a.seed)
    texts, pages, wanted = [], [], []
    for text, spans in drawn_layouts.draw(list(drawn_layouts.own()), a.pages, a.seed):
        lines = [(line["kind"], text[slice(*line["span"])].lstrip(" *")) for line in spans]
        title = next(words for kind, words in lines if kind == "title")
        texts.append(text)
        pages.append(as_html(dice, title, lines))
        wanted.append(words("\n".join(words for kind, words in lines if kind in KEPT)))
    table = [f"| {a.pages} pages, seed {a.seed} | P | R | F1 |", "| --- | --- | --- | --- |"]
    scores = []
    for name, convert in CONVERTERS:
        given = texts if convert is None else [convert(page) for page in pages]
        p, r, f1 = rates(wanted, [words(text) for text in cleaned(binary(), given)])
        scores.append(f1)
        table.append(f"| {name} | {p:.4f} | {r:.4f} | {f1:.4f} |")
    table.append(f"| spread | | | {max(scores) - min(scores):.4f} |")
    peers.show(table, a.out)


if __name__ == "__main__":
    main()
