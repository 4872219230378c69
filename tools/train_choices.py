# needs: tagger
"""Learns the weights of lexicon/choices.tsv, which choose the speaker of a quote.

  scripts/train-choices              learns, and writes lexicon/choices.tsv and docs/choices.md
  scripts/train-choices --folds      prints the cross-validated figures, and writes nothing

Each article is read with tags by weights that never saw its outlet: training/spans.jsonl, which `scripts/train-tagger
--folds 5 --spans training/spans.jsonl` writes. `isnad facts --choices` lists the candidates and facts of each choice. The gold of dev, dev2, dev3 and
draws 1 to 3 says which candidate is right. The model is a softmax over the candidates with L2 penalties: a weight for each fact, one more
for each fact and kind of situation, and one more for each fact and situation. The turns of a text depend on the weights. Training uses the turns of the
rules, because turns by its own weights would be too accurate on the articles that it learned from.
"""
import argparse
import collections
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

import choices_page
import entities
import gold
from project import ROOT, SHARED, SKIPPED, binary

TABLE = ROOT / "lexicon" / "choices.tsv"
PAGE = ROOT / "docs" / "choices.md"
SPANS = ROOT / "training" / "spans.jsonl"
SITUATIONS = ["implicit", "dependent", "uncued", "name", "title", "description", "body", "short-body", "text", "new-text"]
KINDS = {"P": "person", "B": "body", "D": "document", "U": "unnamed", "T": "title"}
# Situations of one kind also share a weight.
KIND_OF = {"implicit": "nothing", "dependent": "nothing", "uncued": "nothing", "name": "name", "title": "person",
           "description": "person", "body": "body", "short-body": "body", "text": "document", "new-text": "document"}
GROUPS = sorted(set(KIND_OF.values()))
FOLDS = 5
# Penalties on the weight of a fact in all situations, in the situations of a kind, and in one.
L2 = (1.0, 20.0, 3.0)
UNIT = 100


class Article:
    """An annotated article."""

    def __init__(self, annotation, path, group):
        self.id, self.path, self.group = path.stem, path, group
        self.text = path.read_bytes().decode("utf-8")
        self.quotes = annotation["quotes"]
        self.at = [0]
        for letter in self.text:
            self.at.append(self.at[-1] + len(letter.encode()))
        self.back = {byte: at for at, byte in enumerate(self.at)}

    def cut(self, span):
        return self.text[self.back[span[0]]:self.back[span[1]]]


def articles():
    """The articles with annotated quotes."""
    known = {}
    for folder in [SHARED / "seeds", *(SHARED / "corpus" / name for name in entities.SETS)]:
        known.update({path.stem: path for path in folder.glob("*.txt")})
    for name in entities.SETS:
        for path in sorted((SHARED / "gold" / name).glob("*.json")):
            annotation = json.loads(path.read_text(encoding="utf-8"))
            if annotation["quotes"] is not None and path.stem in known:
                yield Article(annotation, known[path.stem], name)


def write_spans(those, file):
    """The spans of the folds with offsets in bytes, as `isnad facts` takes them."""
    for line in SPANS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if article := those.get(row["id"]):
            spans = [[article.at[s], article.at[e], KINDS[kind], trust] for s, e, kind, trust in row["spans"]]
            file.write(json.dumps({"id": row["id"], "spans": spans}) + "\n")
    file.flush()


def dump(isnad, those, spans, weights):
    """The choices and quotes of each article; spans and weights default to those in the binary."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.write(weights)
        file.flush()
        call = [isnad, "facts", "--choices", "--spans", spans, "--weights", file.name, *(a.path for a in those)]
        said = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    return {row["id"]: row["choices"] for row in map(json.loads, said.splitlines())}


def questions(score, article, choices):
    """(situation, facts of each candidate, which are right, the annotated quote, the candidates' names, the chosen candidate)."""
    spans = [[[article.back[s], article.back[e]] for s, e in choice["content"]] for choice in choices]
    found = [{"content": [{"start": s, "end": e} for s, e in span]} for span in spans]
    pairs = {}
    for quote, wanted, overlap in gold.paired(score, article.text, article.quotes, found):
        if wanted is not None and overlap is not True and quote is not None:
            pairs[id(quote)] = wanted
    for quote, choice in zip(found, choices):
        wanted = pairs.get(id(quote))
        if wanted is None:
            continue
        name = article.text[slice(*wanted["entity"])] if wanted["entity"] else None
        names = [article.cut(c["name"]) if c["name"] else None for c in choice["candidates"]]
        right = [bool(n and name and score.same_name(n, name)) or (n is None and name is None) for n in names]
        yield choice["situation"], [c["facts"] for c in choice["candidates"]], right, wanted, names, choice


def fit(examples, facts):
    """The weights that make the right candidates likely: a row for each fact, a column for each situation."""
    place = {fact: index for index, fact in enumerate(facts)}
    wide = len(facts)
    rows, columns, right, starts = [], [], [], []
    size = 0
    for situation, candidates, truth in examples:
        starts.append(size)
        kind = wide * (1 + GROUPS.index(KIND_OF[situation]))
        own = wide * (1 + len(GROUPS) + SITUATIONS.index(situation))
        for said, true in zip(candidates, truth):
            for fact in said:
                rows += [size, size, size]
                columns += [place[fact], kind + place[fact], own + place[fact]]
            right.append(float(true))
            size += 1
    blocks = (1, len(GROUPS), len(SITUATIONS))
    X = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, wide * sum(blocks)))
    penalty = np.concatenate([np.full(wide * number, l2) for number, l2 in zip(blocks, L2)])
    XT, right, starts = X.T.tocsr(), np.array(right), np.array(starts)
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, size)))

    def loss(w):
        z = X @ w
        top = np.maximum.reduceat(z, starts)
        odds = np.exp(z - top[group])
        odds /= np.add.reduceat(odds, starts)[group]
        hit = np.add.reduceat(odds * right, starts)
        wanted = odds * right / hit[group]
        return -np.log(hit).sum() + (penalty * w) @ w / 2, XT @ (odds - wanted) + penalty * w

    w = minimize(loss, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    every, kinds, own = (part.reshape(-1, wide).T for part in np.split(w, np.cumsum([wide * b for b in blocks])[:-1]))
    shared = np.stack([kinds[:, GROUPS.index(KIND_OF[situation])] for situation in SITUATIONS], axis=1)
    return every + shared + own


def table(facts, weights):
    head = ("# Weights of the facts about a candidate for the speaker, in hundredths of the natural logarithm of the odds.\n"
            "# Made by scripts/train-choices; docs/choices.md says what each fact means.\n")
    rows = ["\t".join(["fact", *SITUATIONS])]
    for fact, row in zip(facts, weights):
        rows.append("\t".join([fact, *(str(int(np.clip(round(w * UNIT), -30000, 30000))) for w in row)]))
    return head + "\n".join(rows) + "\n"


def learn(isnad, those, spans, facts, score):
    """Weights learned from these articles."""
    rules = np.array([[1.0 if fact == "rules" else 0.0] * len(SITUATIONS) for fact in facts])
    found = dump(isnad, those, spans, table(facts, rules))
    every = (q for article in those for q in questions(score, article, found[article.id]["choices"]))
    return fit([(situation, candidates, right) for situation, candidates, right, *_ in every if any(right)], facts)


def by_folds(isnad, those, score):
    """For each fold its articles, and the answers to them with tags and weights that never saw their outlets."""
    facts = names()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as spans:
        write_spans({article.id: article for article in those}, spans)
        for fold in range(FOLDS):
            rest = [article for article in those if entities.fold(article.id, FOLDS) != fold]
            mine = [article for article in those if entities.fold(article.id, FOLDS) == fold]
            weights = table(facts, learn(isnad, rest, spans.name, facts, score))
            yield mine, dump(isnad, mine, spans.name, weights)


def names():
    """The facts, as lexicon/choices.tsv lists them."""
    rows = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [row.split("\t")[0] for row in rows][1:]


def measure(score, those, found, figures, curve):
    for article in those:
        for situation, _, right, wanted, names, choice in questions(score, article, found[article.id]["choices"]):
            if wanted["optional"]:
                continue
            taken = choice["taken"]
            for key in ("all", article.group, "overt" if wanted["speaker"] else "implicit", "situation " + situation):
                row = figures[key]
                row += [1, right[taken], any(right), right[0]]
            if article.group != "dev":
                curve.append((choice["share"] if names[taken] else 0, right[taken]))


def told(figures, curve):
    """The figures by folds, as Markdown."""
    lines = ["| quotes | count | right | right one is a candidate | rules alone |", "| --- | ---: | ---: | ---: | ---: |"]
    for key, (number, right, among, rules) in sorted(figures.items()):
        lines.append(f"| {key} | {int(number)} | {right / number:.3f} | {among / number:.3f} | {rules / number:.3f} |")
    lines += ["", "By the speaker's share of the odds, on all sets except dev:", ""]
    lines += ["| surest | least share | right |", "| ---: | ---: | ---: |"]
    curve.sort(reverse=True)
    hits = np.cumsum([hit for _, hit in curve])
    for part in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        number = max(1, int(part * len(curve)))
        lines.append(f"| {part:.0%} | {curve[number - 1][0]:.2f} | {hits[number - 1] / number:.3f} |")
    return "\n".join(lines) + "\n"


def measured(isnad, those, score):
    figures, curve = collections.defaultdict(lambda: np.zeros(4)), []
    for mine, found in by_folds(isnad, those, score):
        measure(score, mine, found, figures, curve)
    return told(figures, curve)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--folds", action="store_true")
    a = ap.parse_args()
    if not gold.is_here():
        print(f"train-choices: {SKIPPED}")
        return
    isnad, score, those = binary(), gold.scorer(), list(articles())
    figures = measured(isnad, those, score)
    print(figures)
    if a.folds:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as spans:
        write_spans({article.id: article for article in those}, spans)
        weights = learn(isnad, those, spans.name, names(), score)
    TABLE.write_text(table(names(), weights), encoding="utf-8")
    situations = choices_page.columns(ROOT)
    PAGE.write_text(choices_page.page(choices_page.meanings(ROOT), weights, situations, figures), encoding="utf-8")


if __name__ == "__main__":
    main()
