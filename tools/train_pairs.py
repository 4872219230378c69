# needs: tagger
"""Learns the weights of lexicon/pairs.tsv, which decide whether two quotes report the same utterance.

  scripts/train-pairs           learns, and writes lexicon/pairs.tsv
  scripts/train-pairs --folds   prints the figures, each pair judged by weights that never saw its articles, and writes nothing

`isnad compare --facts` measures the pairs of gold/pairs.jsonl; none of its facts depends on the weights. Each pair is used
with and without speakers, and with and without days.
"""
import argparse

import numpy as np

import pair_model
import pair_figures
from project import SHARED, SKIPPED, binary


# The known properties of each pair, in each view used for training.
VIEWS = ("text and day", "text, day and speaker", "text alone")
LEFT_OUT = (["speaker"], [], ["speaker", "published"])


def views(isnad, gold):
    return [pair_model.Measured(isnad, [pair_model.stripped(pair, *without) for pair in gold]) for without in LEFT_OUT]


class Slice:
    """Some of the pairs of a `Measured`."""

    def __init__(self, measured, those):
        self.names, self.values, self.situations = measured.names, measured.values[those], measured.situations[those]

    of, wide = pair_model.Measured.of, pair_model.Measured.wide


def table(views, labels, those):
    """The weights learned from these pairs."""
    one = np.array([label != "different" for label in labels], float)
    part = np.array([label == "part" for label in labels], float)
    examples = [(Slice(view, those), one[those]) for view in views]
    related = those & (one > 0)
    return pair_model.learn(examples, [(Slice(views[0], related), part[related])])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folds", action="store_true", help="print the figures by folds, and write nothing")
    options = arguments.parse_args()
    if not SHARED.is_dir():
        print(SKIPPED)
        return
    gold, isnad = pair_model.pairs(), binary()
    labels = [pair["label"] for pair in gold]
    seen = views(isnad, gold)
    everything = np.ones(len(gold), bool)
    if not options.folds:
        weights = table(seen, labels, everything)
        rows = ("\t".join([name, *map(str, row)]) + "\n" for name, row in zip(seen[0].names, weights))
        pair_model.TABLE.write_text(pair_model.HEAD + "\t".join(["fact", *pair_model.COLUMNS]) + "\n" + "".join(rows), encoding="utf-8")
        print(f"{pair_model.TABLE} is written; build again")
        return
    for name, view in zip(VIEWS, seen):
        print(f"{name}:\n{pair_figures.told(gold, folded(view, seen, labels, gold))}\n")


def folded(view, views, labels, gold):
    """The decision for each pair by weights that never saw its articles: a list for each way to split the pairs."""
    found = []
    for split in pair_model.SPLITS:
        folds = pair_model.groups(gold, split)
        answers = [None] * len(gold)
        for fold in range(pair_model.FOLDS):
            weights = table(views, labels, folds != fold)
            own = np.flatnonzero(folds == fold)
            for at, answer in zip(own, pair_model.said(Slice(view, own), weights)):
                answers[at] = answer
        found.append(answers)
    return found


if __name__ == "__main__":
    main()
