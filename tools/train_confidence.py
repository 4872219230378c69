"""Learns the weights of lexicon/confidence.tsv from the gold, and says how far the confidences can be trusted.

  scripts/train-confidence [--check]

For each quote that isnad finds in the gold's texts `isnad explain` names the evidence; whether the quote is right
(content, type and speaker, as score.py's e2e has it) and whether its speaker is, the gold tells. A logistic
regression with an L2 penalty weighs the one by the other. The reliability table in docs/confidence.md comes from
ten folds by outlet: each quote is judged by weights that never saw its outlet.

Without --check writes lexicon/confidence.tsv and docs/confidence.md. With it writes nothing, and fails where a
promise of docs/confidence.md does not hold for the weights in the binary.
"""
import argparse
import math
import re
import subprocess
import sys

import gold
from project import ROOT, SKIPPED, binary

WEIGHTS = ROOT / "lexicon" / "confidence.tsv"
TABLE = ROOT / "docs" / "confidence.md"
# The content of a quote is right when it shares this much (F1 over words) with the annotated one, as score.py has it.
RIGHT = 0.8
# What the confidences promise: of the quotes from .9 on nine in ten are right, of the speakers from .8 on 97 in 100.
QUOTE_FROM, QUOTE_RIGHT = 0.9, 0.9
SPEAKER_FROM, SPEAKER_RIGHT = 0.8, 0.97
# The speakers' confidence is a lower bound: its bias is lowered until the folds keep the promise with this to spare.
SPARE = 0.003
HEAD = re.compile(r"^ +(\S+\.\.\S+) (?:direct|indirect|mixed) by .*confidence ([\d.]+)$")


def evidence(isnad, path):
    """What speaks for each quote, by the spans of its content in characters."""
    raw = path.read_bytes()
    at = lambda byte: len(raw[:byte].decode("utf-8"))
    said = subprocess.run([isnad, "explain", "--stage", "quotes", path], capture_output=True, text=True, check=True)
    lines = said.stdout.splitlines()
    for line, below in zip(lines, lines[1:]):
        if match := HEAD.match(line):
            spans = (piece.split("..") for piece in match.group(1).split("+"))
            yield tuple((at(int(start)), at(int(end))) for start, end in spans), below.split()[1:]


def samples(isnad):
    """(outlet, evidence, quote is right, speaker is right or None, the two confidences) of each quote that counts."""
    score, outlets, analyses = gold.scorer(), gold.column("outlet"), gold.analyses(isnad)
    rows = []
    for annotation, path in gold.articles():
        text = path.read_text(encoding="utf-8")
        names = dict(evidence(isnad, path))
        outlet = outlets.get(annotation["id"], annotation["id"])
        found = analyses[path.stem].get("quotes", [])
        for quote, wanted, overlap in gold.paired(score, text, annotation["quotes"], found):
            if overlap is True or wanted and wanted["optional"]:
                continue
            confidences = (quote.get("confidence", 0), quote.get("speaker", {}).get("confidence", 0))
            speaks = names[tuple(score.span(c) for c in quote["content"])]
            if not wanted:
                rows.append((outlet, speaks, False, None, confidences))
                continue
            speaker = gold.speaker_is_right(score, text, wanted, quote)
            kind = quote["type"].replace("QUOTE_TYPE_", "").lower() == wanted["type"]
            rows.append((outlet, speaks, overlap >= RIGHT and kind and speaker, speaker, confidences))
    return rows


def learn(rows, names, penalty=2.0, rounds=300, rate=1.0):
    """Weights by full-batch gradient ascent with a diagonal preconditioner; the last is the bias."""
    index = {name: i for i, name in enumerate(names)}
    data = [([index[n] for n in evidence] + [len(names)], 1.0 if right else 0.0) for evidence, right in rows]
    weights = [0.0] * (len(names) + 1)
    seen = [0] * (len(names) + 1)
    for here, _ in data:
        for i in here:
            seen[i] += 1
    for _ in range(rounds):
        gradient = [0.0] * len(weights)
        for here, right in data:
            error = right - sigmoid(sum(weights[i] for i in here))
            for i in here:
                gradient[i] += error
        for i in range(len(weights)):
            pull = 0 if i == len(names) else penalty * weights[i]
            weights[i] += rate * (gradient[i] - pull) / (seen[i] + penalty + 1)
    return weights


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def folds(rows, names):
    """For each row the probability by weights that never saw its outlet."""
    outlets = sorted({outlet for outlet, *_ in rows})
    fold = {outlet: i % 10 for i, outlet in enumerate(outlets)}
    index = {name: i for i, name in enumerate(names)}
    out = [0.0] * len(rows)
    for k in range(10):
        weights = learn([(e, r) for o, e, r in rows if fold[o] != k], names)
        for i, (outlet, evidence, _) in enumerate(rows):
            if fold[outlet] == k:
                out[i] = sigmoid(weights[-1] + sum(weights[index[n]] for n in evidence))
    return out


def bins(pairs):
    edges = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0001]
    for low, high in zip(edges, edges[1:]):
        inside = [(p, right) for p, right in pairs if low <= p < high]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            yield f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.3f} | {share:.3f} |"


def lowered(pairs, by):
    return [(sigmoid(math.log(p / (1 - p)) - by), right) for p, right in pairs]


def caution(pairs):
    """How much the bias has to go down for the promise to hold."""
    steps = (step / 20 for step in range(60))
    return next(by for by in steps if from_on(lowered(pairs, by), SPEAKER_FROM)[1] >= SPEAKER_RIGHT + SPARE)


def from_on(pairs, edge):
    inside = [right for p, right in pairs if p >= edge]
    return len(inside), sum(inside) / len(inside) if inside else 1.0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true")
    a = ap.parse_args()
    if not gold.is_here():
        print(f"confidences: {SKIPPED}")
        return
    rows = samples(binary())
    names = [line.split("\t")[0] for line in WEIGHTS.read_text().splitlines() if line and not line.startswith("#")][1:-1]
    quotes = [(o, e, right) for o, e, right, _, _ in rows]
    speakers = [(o, e, right) for o, e, _, right, _ in rows if right is not None]
    if a.check:
        said_quotes = [(c[0], right) for _, _, right, _, c in rows]
        said_speakers = [(c[1], right) for _, _, _, right, c in rows if right is not None]
        failed = False
        for what, said, edge, least in (("quotes", said_quotes, QUOTE_FROM, QUOTE_RIGHT),
                                        ("speakers", said_speakers, SPEAKER_FROM, SPEAKER_RIGHT)):
            count, share = from_on(said, edge)
            print(f"{what} from {edge}: {count} of {len(said)}, {share:.3f} right, at least {least} promised")
            failed |= share < least
        sys.exit(failed)
    ahead = folds(quotes, names), folds(speakers, names)
    pairs = ([(p, r[2]) for p, r in zip(ahead[0], quotes)], [(p, r[2]) for p, r in zip(ahead[1], speakers)])
    weights = learn([r[1:] for r in quotes], names), learn([r[1:] for r in speakers], names)
    by = caution(pairs[1])
    weights[1][-1] -= by
    pairs = pairs[0], lowered(pairs[1], by)
    header = [line for line in WEIGHTS.read_text().splitlines() if line.startswith("#") or line.startswith("evidence\t")]
    body = [f"{n}\t{q:.3f}\t{s:.3f}" for n, q, s in zip([*names, "bias"], *weights)]
    WEIGHTS.write_text("\n".join(header + body) + "\n")
    count, share = from_on(pairs[0], QUOTE_FROM)
    others, right = from_on(pairs[1], SPEAKER_FROM)
    TABLE.write_text(f"""# How far the confidences can be trusted

Made by `scripts/train-confidence` from the gold of {len({r[0] for r in rows})} outlets; the figures are of ten folds by outlet, so that each quote is
judged by weights that never saw its outlet. `scripts/train-confidence --check`, which CI runs, holds the weights that
are in the binary to the two promises below, on the same gold.

A confidence is the logistic function of a sum of weights, one for each piece of evidence that `isnad explain --stage
quotes` names; the weights are rows of `lexicon/confidence.tsv`.

A request's `min_confidence` leaves out quotes by the first of the two below. Its `min_speaker_confidence` leaves out names of speakers by the
second: the quote stays, and where the name is given it is right as often as the table says.

## `Quote.confidence`: content, type and speaker together

From {QUOTE_FROM} on nine in ten are right. In the folds: {count} of {len(quotes)} quotes, {share:.3f} right.

| confidence | quotes | mean | right |
| --- | --- | --- | --- |
{chr(10).join(bins(pairs[0]))}

## `Speaker.confidence`: the speaker of a quote that is one

From {SPEAKER_FROM} on 97 in 100 are right. In the folds: {others} of {len(speakers)} speakers, {right:.3f} right. It is a lower bound rather than
a frequency: the bias is lowered by {by:.2f} so that this holds, and the share that is right is above the mean in every row.

| confidence | speakers | mean | right |
| --- | --- | --- | --- |
{chr(10).join(bins(pairs[1]))}
""")
    print(f"quotes from {QUOTE_FROM}: {count} of {len(quotes)}, {share:.3f} right; speakers from {SPEAKER_FROM}: {others} of {len(speakers)}, {right:.3f} right")


if __name__ == "__main__":
    main()
