"""The annotated pairs of quotes, their facts as measured by the program, and the weights learned from both."""
import hashlib
import json
import subprocess

import numpy as np
from scipy.optimize import minimize

from project import ROOT, SHARED

GOLD = SHARED / "gold" / "pairs.jsonl"
TABLE = ROOT / "lexicon" / "pairs.tsv"
COLUMNS = ["close", "apart", "undated", "part"]
SITUATIONS = COLUMNS[:3]
STRATA = "abcdex"
# Penalties on the weight of a fact in all situations, in one, and in the question of parts.
L2 = (2.0, 9.0, 0.2)
UNIT = 100
# The facts for each question, chosen by cross-validation on the same pairs; other facts did not improve the figures.
UTTERANCE = """always covered formula in-order-rare run run-ratio run-twice letters-shared letters-rare begin left-rare-begin
order-begin order-formula order-numbers-left rare-formula covered-formula numbers-left numbers-left-longer in-order-length later
speakers-agree speakers-differ""".split()
PART = """always covered covers shared mass in-order run-share triples letters letters-shared pieces left left-rare left-longer
numbers-left numbers-left-longer length ratio""".split()
# Eight folds, five times: by the order of articles in a hash with each of these in it.
FOLDS, SPLITS = 8, range(21, 26)
HEAD = ("# Weights of the facts about a pair of quotes, in hundredths of the natural logarithm of the odds that both report one\n"
        "# utterance; in the last column, that the shorter reports a part only. Made by scripts/train-pairs; docs/across.md.\n")


def pairs():
    with open(GOLD, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def stripped(pair, *without):
    """The pair with texts and days alone, or with less."""
    keep = [name for name in ("text", "speaker", "published") if name not in without]
    return {"id": pair["id"], **{side: {name: pair[side].get(name) for name in keep} for side in "ab"}}


def run(isnad, those, *options):
    given = "".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in those)
    said = subprocess.run([isnad, "compare", *options, "-"], input=given, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def names():
    """The facts, in the order of the table: that of src/across/facts.rs."""
    rows = [row for row in TABLE.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#")]
    return [row.split("\t")[0] for row in rows][1:]


class Measured:
    """The facts of pairs: a row and a situation for each pair."""

    def __init__(self, isnad, those):
        rows = run(isnad, those, "--facts")
        self.names = names()
        self.values = np.array([[row["facts"][name] for name in self.names] for row in rows])
        self.situations = np.array([SITUATIONS.index(row["column"]) for row in rows])

    def of(self, facts):
        """The values of these facts."""
        return self.values[:, [self.names.index(fact) for fact in facts]]

    def wide(self, facts):
        """These facts, and again those of each situation in places of its own."""
        values = self.of(facts)
        return np.hstack([values, *(values * (self.situations == at)[:, None] for at in range(len(SITUATIONS)))])


def groups(those, split):
    """A number for each pair; pairs connected by shared articles have the same number."""
    parent = {}

    def find(node):
        parent.setdefault(node, node)
        while parent[node] != node:
            node = parent[node]
        return node

    for pair in those:
        for side in "ab":
            parent[find(pair[side]["article"])] = find(pair["id"])
    digest = lambda node: int(hashlib.sha256(f"{split} {node}".encode()).hexdigest(), 16)
    return np.array([digest(find(pair["id"])) % FOLDS for pair in those])


def logistic(X, y, penalty):
    def loss(w):
        z = X @ w
        return (np.logaddexp(0, z) - y * z).sum() + (penalty * w) @ w / 2, X.T @ (1 / (1 + np.exp(-z)) - y) + penalty * w

    return minimize(loss, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x


def learn(examples, part):
    """The table: a row for each fact, a column for each situation, and that of parts. `examples` and `part` are lists of the
    facts of pairs and what is true of each."""
    X, y = (np.concatenate(parts) for parts in zip(*((measured.wide(UTTERANCE), true) for measured, true in examples)))
    penalty = np.repeat([L2[0]] + [L2[1]] * len(SITUATIONS), len(UTTERANCE))
    penalty[0] = 0.01
    every, *own = np.split(logistic(X, y, penalty), 1 + len(SITUATIONS))
    X, y = (np.concatenate(parts) for parts in zip(*((measured.of(PART), true) for measured, true in part)))
    penalty = np.full(len(PART), L2[2])
    penalty[0] = 0.01
    table = np.zeros((len(names()), len(COLUMNS)))
    for fact, *weights in zip(UTTERANCE, *(every + one for one in own)):
        table[names().index(fact), :len(SITUATIONS)] = weights
    for fact, weight in zip(PART, logistic(X, y, penalty)):
        table[names().index(fact), -1] = weight
    return np.round(UNIT * table).astype(int)


def said(measured, table):
    """The table's decision for each pair: same, part or different."""
    sums = (measured.values * table[:, measured.situations].T).sum(axis=1)
    part = measured.values @ table[:, COLUMNS.index("part")]
    return [("part" if p >= 0 else "same") if s >= 0 else "different" for s, p in zip(sums, part)]
