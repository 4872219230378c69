# needs: tagger
"""Learns the weights of lexicon/tagger.bin from the annotated entities.

  scripts/train-tagger                      writes lexicon/tagger.bin
  scripts/train-tagger --folds 5            prints figures by folds over outlets, and writes nothing else
  scripts/train-tagger --folds 5 --spans F  also writes the spans of every annotated article, including those with annotated quotes, from weights that never saw its outlet

A linear-chain CRF (python-crfsuite, L-BFGS, with L1 and L2 penalties). It reads the facts that `isnad facts` writes, so training
and serving use the same facts. Statistics of words from a large corpus (../shared/corpus/word-counts.tsv.xz, and classes of words
that occur between the same neighbours) are added for each word. Those that depend on one word alone are summed
here into one row for each word, and rounded. Articles: ../shared/gold/entities/open and training/entities.jsonl.
"""
import argparse
import json
import multiprocessing
import tempfile
import time

import pycrfsuite

import entities
import gold
import tagger_facts
import tagger_model
from project import ROOT, SKIPPED, binary

TABLE = ROOT / "lexicon" / "tagger.bin"
# An article of our own, and the spans that python-crfsuite finds in it; a test compares the product with them.
ARTICLE = ROOT / "examples" / "article.txt"
GOLDEN = ROOT / "tests" / "tagger" / "article.tsv"
PARAMETERS = {"c1": 0.1, "c2": 1.0, "max_iterations": 60}
KINDS = {"P": "person", "B": "body", "D": "document", "U": "unnamed", "T": "title"}


def learn(lines, words):
    """The table learned from lines, and the model that it comes from."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for line in lines:
        trainer.append(line.rows(), line.labels)
    trainer.select("lbfgs")
    trainer.set_params(PARAMETERS)
    with tempfile.NamedTemporaryFile() as file:
        trainer.train(file.name)
        model = pycrfsuite.Tagger()
        model.open(file.name)
    return tagger_model.Table(tagger_model.Learned(model.info()), words, lines), model


class Figures:
    """How many spans are right, and how many of the entities have one."""

    COUNTS = ("right", "said", "wanted", "has", "all")
    score = gold.scorer() if gold.is_here() else None

    def __init__(self):
        self.right, self.said, self.wanted, self.has, self.all = ({} for _ in self.COUNTS)
        self.same = self.tokens = 0

    def take(self, other):
        """Adds the counts of other articles."""
        for name in self.COUNTS:
            for kind, number in getattr(other, name).items():
                self.add(getattr(self, name), kind, number)
        self.same += other.same
        self.tokens += other.tokens

    def add(self, counts, kind, number=1):
        counts[kind] = counts.get(kind, 0) + number

    def line(self, line, found):
        gains = [0] * len(line.labels)
        wanted = {span[:3] for span in tagger_model.spans(line.labels, gains)}
        for span in wanted:
            self.add(self.wanted, span[2])
        for span in found:
            self.add(self.said, span[2])
            self.add(self.right, span[2], span[:3] in wanted)

    def article(self, row, names):
        names = set(names)
        for kind, mentions, _ in row["entities"]:
            if not mentions:
                continue
            name = row["text"][slice(*max(mentions, key=lambda m: m[1] - m[0]))]
            self.add(self.all, kind.upper())
            same = any(self.score.same_name(n, name) or self.score.same_name(name, n) for n in names)
            self.add(self.has, kind.upper(), same)

    def show(self):
        print("| spans | precision | recall | F1 | of | entities found | of |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for kind, name in KINDS.items():
            right, said, wanted = (counts.get(kind, 0) for counts in (self.right, self.said, self.wanted))
            p, r = right / max(1, said), right / max(1, wanted)
            found = f"{self.has.get(kind, 0) / self.all[kind]:.3f} | {self.all[kind]}" if kind in self.all else " | "
            print(f"| {name} | {p:.3f} | {r:.3f} | {2 * p * r / max(1e-9, p + r):.3f} | {wanted} | {found} |")
        print(f"tokens that the integers label as the model does: {self.same / max(1, self.tokens):.4f} of {self.tokens}")


class Fold:
    """Figures and spans of the articles of a fold, by weights that never saw their outlets."""

    now = None

    @staticmethod
    def of_now(fold):
        return Fold.now.run(fold)

    def __init__(self, articles, words, number):
        self.articles, self.words, self.number = articles, words, number

    def run(self, fold):
        start, figures, found = time.time(), Figures(), {}
        in_fold = lambda name: entities.fold(name, self.number) == fold
        known = [it for name, it in self.articles.items() if not in_fold(name) and "entities" in it[0]]
        table, model = learn([line for _, lines in known for line in lines], self.words)
        for name, (row, lines) in self.articles.items():
            if in_fold(name):
                found[name] = article(figures, table, model, row, lines)
        print(f"fold {fold}: {len(found)} articles, {time.time() - start:.0f} s", flush=True)
        return figures, found


def article(figures, table, model, row, lines):
    """The spans of an article."""
    annotated = "entities" in row
    names, spans = [], []
    for line in lines:
        labels, gains = table.tag(line)
        found = tagger_model.spans(labels, gains)
        places = [(line.spans[a][0], line.spans[b][1], kind, gain) for a, b, kind, gain in found]
        names += [row["text"][s:e] for s, e, _, _ in places]
        spans += [[s, e, kind, int(min(255, max(0, gain * 10 / tagger_model.UNIT)))] for s, e, kind, gain in places]
        if annotated:
            figures.line(line, found)
            theirs = model.tag(line.rows())
            figures.same += sum(a == b for a, b in zip(labels, theirs))
            figures.tokens += len(theirs)
    if annotated:
        figures.article(row, names)
    return spans


def folds(articles, words, number, out):
    figures, found = Figures(), {}
    Fold.now = Fold(articles, words, number)
    # Forked processes share the articles.
    with multiprocessing.get_context("fork").Pool() as pool:
        for part, spans in pool.imap(Fold.of_now, range(number)):
            figures.take(part)
            found |= spans
    if out:
        for name in articles:
            out.write(json.dumps({"id": name, "spans": found[name]}) + "\n")
    figures.show()


def write_golden(isnad, words, model, table):
    """The lines of our own article and their spans from the model itself, except lines whose labels depend on rounding."""
    text = ARTICLE.read_text(encoding="utf-8")
    found = tagger_facts.lines({"text": text}, tagger_facts.facts(isnad, [("article", text)])["article"], words)
    rows = []
    for line in found:
        labels = model.tag(line.rows())
        if labels != table.tag(line)[0]:
            print(f"{ARTICLE.name}: the integers label otherwise than the model: {text[line.spans[0][0]:line.spans[-1][1]]}")
            continue
        rows.append(f"{line.tokens[0][0]}\t{line.tokens[-1][1]}\tline\n")
        for first, last, kind, _ in tagger_model.spans(labels, [0] * len(labels)):
            start, end = line.tokens[first][0], line.tokens[last][1]
            rows.append(f"{start}\t{end}\t{KINDS[kind]}\n")
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text("start\tend\tkind\n" + "".join(rows), encoding="utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--folds", type=int)
    ap.add_argument("--spans", type=argparse.FileType("w", encoding="utf-8"))
    a = ap.parse_args()
    if not entities.OPEN.is_dir():
        print(f"train-tagger: {SKIPPED}")
        return
    isnad = binary()
    words = tagger_facts.Words(isnad)
    rows = entities.annotated()
    if a.spans:
        rows |= entities.others(rows)
    found = tagger_facts.facts(isnad, ((name, row["text"]) for name, row in rows.items()))
    articles = {name: (row, tagger_facts.lines(row, found[name], words)) for name, row in rows.items()}
    tokens = sum(len(line.tokens) for _, lines in articles.values() for line in lines)
    print(f"{len(articles)} articles, {tokens} tokens, {len(words.names)} words", flush=True)
    if a.folds:
        folds(articles, words, a.folds, a.spans)
        return
    table, model = learn([line for _, lines in articles.values() for line in lines], words)
    TABLE.write_bytes(table.bytes())
    write_golden(isnad, words, model, table)


if __name__ == "__main__":
    main()
