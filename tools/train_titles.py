# needs: tagger
"""Learns the weights of lexicon/titles.tsv, which decide which line above the text is the title.

  scripts/train-titles              learns, and writes lexicon/titles.tsv
  scripts/train-titles --folds      prints the figures, each outlet judged by weights that never saw it, and writes nothing
  scripts/train-titles --of BINARY  prints the figures of the titles in the answers of another isnad, such as an older one

`isnad facts --titles` lists the candidates of each text and their facts; the gold of dev, dev2, dev3, the scored draws and the whole
pages has the right title. Few of these are pages, so generated pages (`tools/drawn_pages.py`) are added.
The model is a softmax over the candidates with L2 penalties: a weight for each fact, and
one more for each fact and situation. The facts do not depend on the weights, so a text is read once.
The figures cover the annotated texts only. An outlet that is held out provides neither the layout nor the article of a
generated page.
"""
import argparse
import collections
import json
import subprocess

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

import drawn_pages
import gold
from drawn_layouts import annotated
from project import ROOT, SKIPPED, binary

TABLE = ROOT / "lexicon" / "titles.tsv"
SITUATIONS = ["article", "page"]
# Penalties on the weight of a fact in both situations, and in one.
L2 = (2.0, 4.0)
UNIT = 100
# Pages drawn of each layout, to learn from, and the seed.
EACH, SEED = 12, 20
DRAWN = "drawn"
HEAD = ("# Weights of the facts about a line that may be the title, in hundredths of the natural logarithm of the odds.\n"
        "# Made by scripts/train-titles; docs/cleaning.md says what a choice is.\n")


class Example:
    """A text: its set, its outlet, the situation, and for each candidate the facts and whether it is right."""

    def __init__(self, of, owners, choice, right):
        self.set, self.owners = of, owners
        self.situation, self.taken = choice["situation"], choice["taken"]
        self.candidates = [candidate["facts"] for candidate in choice["candidates"]]
        self.right = right


def read(isnad):
    """The examples: the annotated texts, and pages drawn from them."""
    those = list(annotated())
    texts = [(of, {outlet}, text, annotation["lines"]) for of, outlet, text, annotation in those]
    whole = [drawn_pages.Lines(text, annotation, outlet) for _, outlet, text, annotation in those]
    for layout, article, text, lines in drawn_pages.draw(whole, EACH, SEED):
        texts.append((DRAWN, {layout, article}, text, lines))
    given = "".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, (_, _, text, _) in enumerate(texts))
    said = subprocess.run([isnad, "facts", "--titles"], input=given, capture_output=True, text=True, check=True).stdout
    score = gold.scorer()
    for (of, owners, text, lines), row in zip(texts, map(json.loads, said.splitlines())):
        right = which(score, text, lines, row["title"]["candidates"]) if row["title"] else []
        if right:
            yield Example(of, owners, row["title"], right)


def which(score, text, lines, candidates):
    """Which candidates are the title: those that have its words, and "no title" if no line is one. Nothing of a text in one
    line: its kind is that of the article, and no title is marked."""
    cut = text.encode("utf-8")
    words = lambda span: score.name_tokens(text[slice(*span)])
    titles = [words(line["span"]) for line in lines if line["kind"] == "title"]
    found = [score.name_tokens(cut[slice(*it["line"])].decode("utf-8")) if it["line"] else [] for it in candidates]
    if not titles:
        mixed = any(len(words(line["span"])) > 60 for line in lines[:1]) and len(lines) < 3
        return [] if mixed else [not one for one in found]
    return [bool(one) and any(same(one, title) for title in titles) for one in found]


def same(line, title):
    """Returns whether a line has the words of the title, except for one, with or without the site's name."""
    if line == title or (len(title) > 2 and title in (line[:len(title)], line[-len(title):])):
        return True
    return len(title) > 4 and 4 * len(set(line) & set(title)) >= 3 * max(len(set(line)), len(set(title)))


def fit(examples, facts):
    """The weights that make the right candidates likely: a row for each fact, a column for each situation."""
    place = {fact: index for index, fact in enumerate(facts)}
    wide = len(facts)
    rows, columns, right, starts = [], [], [], []
    for example in examples:
        starts.append(len(right))
        own = wide * (1 + SITUATIONS.index(example.situation))
        for said, true in zip(example.candidates, example.right):
            rows += [len(right)] * (2 * len(said))
            columns += [at + place[fact] for fact in said for at in (0, own)]
            right.append(float(true))
    X = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), wide * (1 + len(SITUATIONS))))
    penalty = np.concatenate([np.full(wide, L2[0]), np.full(wide * len(SITUATIONS), L2[1])])
    XT, right, starts = X.T.tocsr(), np.array(right), np.array(starts)
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))

    def loss(w):
        z = X @ w
        odds = np.exp(z - np.maximum.reduceat(z, starts)[group])
        odds /= np.add.reduceat(odds, starts)[group]
        hit = np.add.reduceat(odds * right, starts)
        return -np.log(hit).sum() + (penalty * w) @ w / 2, XT @ (odds - odds * right / hit[group]) + penalty * w

    w = minimize(loss, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    every, *own = np.split(w, 1 + len(SITUATIONS))
    return np.clip(np.round(UNIT * np.stack([every + one for one in own], axis=1)), -30000, 30000).astype(int)


def taken(example, facts, weights):
    """The candidate that the weights choose; the first one in a tie."""
    place = {fact: index for index, fact in enumerate(facts)}
    column = SITUATIONS.index(example.situation)
    return int(np.argmax([sum(weights[place[fact], column] for fact in said) for said in example.candidates]))


def answers(isnad):
    """The figures of a program's titles, by set."""
    score, those = gold.scorer(), list(annotated())
    given = "".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, (_, _, text, _) in enumerate(those))
    call = [isnad, "clean", "--format", "jsonl", "--offsets", "utf8"]
    said = subprocess.run(call, input=given, capture_output=True, text=True, check=True).stdout
    figures = collections.defaultdict(lambda: np.zeros(2))
    for (of, _, text, annotation), row in zip(those, map(json.loads, said.splitlines())):
        spans = (block["span"] for block in row["cleaning"]["blocks"] if block.get("kept") and block["kind"] == "BLOCK_KIND_TITLE")
        lines = [None, *([span.get("start", 0), span["end"]] for span in spans)][:2]
        if right := which(score, text, annotation["lines"], [{"line": line} for line in lines]):
            for key in ("all", of):
                figures[key] += [1, right[-1]]
    lines = ["| texts | of | right title, or rightly none |", "| --- | ---: | ---: |"]
    return "\n".join([*lines, *(f"| {key} | {int(of)} | {hit / of:.3f} |" for key, (of, hit) in figures.items())])


def names():
    """The facts, as lexicon/titles.tsv lists them."""
    rows = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [row.split("\t")[0] for row in rows][1:]


def told(examples, facts):
    """The figures by set and situation; each outlet is judged by weights that never saw it."""
    figures = collections.defaultdict(lambda: np.zeros(3))
    for outlet in sorted({owner for example in examples for owner in example.owners}):
        rest = [example for example in examples if outlet not in example.owners and any(example.right)]
        weights = fit(rest, facts)
        for example in (example for example in examples if example.owners == {outlet} and example.set != DRAWN):
            for key in ("all", example.set, example.situation):
                figures[key] += [1, example.right[taken(example, facts, weights)], any(example.right)]
    lines = ["| texts | of | right title, or rightly none | right one is a candidate |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {key} | {int(of)} | {hit / of:.3f} | {among / of:.3f} |" for key, (of, hit, among) in figures.items()]
    return "\n".join(lines)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--folds", action="store_true")
    ap.add_argument("--of", metavar="BINARY")
    a = ap.parse_args()
    if not gold.is_here():
        print(f"train-titles: {SKIPPED}")
        return
    if a.of:
        print(answers(a.of))
        return
    examples, facts = list(read(binary())), names()
    if a.folds:
        print(told(examples, facts))
        return
    weights = fit([example for example in examples if any(example.right)], facts)
    rows = ["\t".join(["fact", *SITUATIONS]), *("\t".join([fact, *map(str, row)]) for fact, row in zip(facts, weights))]
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"train-titles: wrote {TABLE.relative_to(ROOT)} from {len(examples)} texts")


if __name__ == "__main__":
    main()
