# needs: tagger
"""Learns the weights of lexicon/confidence.tsv from the gold, and measures how reliable the confidences are.

  scripts/train-confidence [--check]

`isnad facts --choices` lists the evidence for each quote that isnad finds in the texts of dev, dev2, dev3 and draws 1 to 3. The gold says whether the
quote is right (content, type and speaker, as in the e2e of score.py) and whether its speaker is. The tags and the weights of choices are
cross-validated too (training/spans.jsonl), so that the evidence is what it would be on unseen articles. A logistic
regression with an L2 penalty learns the weights. The reliability tables in docs/confidence.md come from
ten folds by outlet: the weights that score a quote never saw its outlet.

Without --check, writes lexicon/confidence.tsv and docs/confidence.md. With --check, writes nothing, and fails if a
promise of docs/confidence.md does not hold for the weights in the binary.
"""
import argparse
import math
import sys

import entities
import gold
import train_choices
from project import ROOT, SKIPPED, binary

WEIGHTS = ROOT / "lexicon" / "confidence.tsv"
TABLE = ROOT / "docs" / "confidence.md"
# The content of a quote is right if its F1 over words with the annotated content is at least this, as in score.py.
RIGHT = 0.8
# The promises: of the quotes with a confidence of .9 or more, nine in ten are right; of the speakers with .8 or more, 97 in 100.
QUOTE_FROM, QUOTE_RIGHT = 0.9, 0.9
SPEAKER_FROM, SPEAKER_RIGHT = 0.8, 0.97
# Quotes below this are dropped: Quote::is_believed in src/quotes/result.rs.
BEING_FROM = 0.3
# The speakers' confidence is a lower bound: its bias is lowered until the folds keep the promise with this margin.
SPARE = 0.003


def samples(isnad):
    """Returns (outlet, evidence, quote is right, speaker is right or None, something is quoted) for each quote that counts, found with
    tags and weights that never saw the outlet of its article."""
    score, rows = gold.scorer(), []
    those = list(train_choices.articles())
    outlet = lambda article: entities.OUTLETS.get(article.id) or article.id
    for mine, found in train_choices.by_folds(isnad, those, score):
        for article in mine:
            quotes = found[article.id]["quotes"]
            for quote in quotes:
                quote["content"] = [{"start": article.back[s], "end": article.back[e]} for s, e in quote["content"]]
                quote["speaker"] = {"name": article.cut(quote["name"])} if quote["name"] else {}
            for quote, wanted, overlap in gold.paired(score, article.text, article.quotes, quotes):
                if overlap is True or wanted and wanted["optional"]:
                    continue
                speaker = bool(wanted) and gold.speaker_is_right(score, article.text, wanted, quote)
                right = bool(wanted) and overlap >= RIGHT and quote["type"] == wanted["type"] and speaker
                rows.append((outlet(article), quote["evidence"], right, speaker if wanted else None, bool(wanted)))
    return rows


def said(isnad):
    """Returns (confidence, is right) of each quote in the answers of the binary, and the same for each speaker."""
    score, quotes, speakers = gold.scorer(), [], []
    those = list(train_choices.articles())
    analyses = gold.analyses(isnad, [article.path for article in those])
    for article in those:
        found = analyses[article.id].get("quotes", [])
        for quote, wanted, overlap in gold.paired(score, article.text, article.quotes, found):
            if overlap is True or wanted and wanted["optional"]:
                continue
            speaker = bool(wanted) and gold.speaker_is_right(score, article.text, wanted, quote)
            kind = bool(wanted) and quote["type"].replace("QUOTE_TYPE_", "").lower() == wanted["type"]
            quotes.append((quote.get("confidence", 0), overlap is not None and bool(wanted) and overlap >= RIGHT and kind and speaker))
            if wanted:
                speakers.append((quote.get("speaker", {}).get("confidence", 0), speaker))
    return quotes, speakers


def learn(rows, names, penalty=2.0, rounds=300, rate=1.0):
    """Learns weights by full-batch gradient ascent with a diagonal preconditioner; the last is the bias."""
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
    """Returns the probability of each row, by weights that never saw its outlet."""
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


def told(likely, beings):
    """Prints how many quotes, and how many right ones, remain at several thresholds for dropping unlikely quotes."""
    for least in (0, 0.2, BEING_FROM, 0.4, 0.5, 0.6):
        kept = [right for p, (_, _, right) in zip(likely, beings) if p >= least]
        print(f"from {least}: {len(kept)} of {len(beings)} quotes, {sum(kept)} of {sum(r for *_, r in beings)} right ones")


def lowered(pairs, by):
    return [(sigmoid(math.log(p / (1 - p)) - by), right) for p, right in pairs]


def caution(pairs):
    """Returns how much the bias must be lowered for the promise to hold."""
    steps = (step / 20 for step in range(60))
    return next(by for by in steps if from_on(lowered(pairs, by), SPEAKER_FROM)[1] >= SPEAKER_RIGHT + SPARE)


def from_on(pairs, edge):
    inside = [right for p, right in pairs if p >= edge]
    return len(inside), sum(inside) / len(inside) if inside else 1.0


def check(isnad):
    quotes, speakers = said(isnad)
    failed = False
    for what, found, edge, least in (("quotes", quotes, QUOTE_FROM, QUOTE_RIGHT), ("speakers", speakers, SPEAKER_FROM, SPEAKER_RIGHT)):
        count, share = from_on(found, edge)
        print(f"{what} from {edge}: {count} of {len(found)}, {share:.3f} right, at least {least} promised")
        failed |= share < least
    sys.exit(failed)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true")
    a = ap.parse_args()
    if not gold.is_here():
        print(f"confidences: {SKIPPED}")
        return
    if a.check:
        check(binary())
        return
    rows = samples(binary())
    names = [line.split("\t")[0] for line in WEIGHTS.read_text().splitlines() if line and not line.startswith("#")][1:-1]
    beings = [(o, e, being) for o, e, *_, being in rows]
    likely = folds(beings, names)
    told(likely, beings)
    # The confidences are learned on the quotes that remain.
    rows = [row for row, p in zip(rows, likely) if p >= BEING_FROM]
    quotes = [(o, e, right) for o, e, right, *_ in rows]
    speakers = [(o, e, right) for o, e, _, right, _ in rows if right is not None]
    ahead = folds(quotes, names), folds(speakers, names)
    pairs = ([(p, r[2]) for p, r in zip(ahead[0], quotes)], [(p, r[2]) for p, r in zip(ahead[1], speakers)])
    weights = [learn([r[1:] for r in those], names) for those in (quotes, speakers, beings)]
    by = caution(pairs[1])
    weights[1][-1] -= by
    pairs = pairs[0], lowered(pairs[1], by)
    header = [line for line in WEIGHTS.read_text().splitlines() if line.startswith("#") or line.startswith("evidence\t")]
    body = ["\t".join([name, *(f"{w:.3f}" for w in row)]) for name, *row in zip([*names, "bias"], *weights)]
    WEIGHTS.write_text("\n".join(header + body) + "\n")
    count, share = from_on(pairs[0], QUOTE_FROM)
    others, right = from_on(pairs[1], SPEAKER_FROM)
    TABLE.write_text(f"""# How reliable the confidences are

Generated by `scripts/train-confidence` from the gold of {len({r[0] for r in rows})} outlets. The figures are from ten-fold cross-validation by outlet: the weights that score a quote never
saw its outlet. In CI, `scripts/train-confidence --check` checks the two promises below for the weights in the binary, on the same gold.

A confidence is the logistic function of a sum of weights, one for each piece of evidence that `isnad explain --stage
quotes` lists. The weights are rows of `lexicon/confidence.tsv`.

A request's `min_confidence` drops quotes below that `Quote.confidence`. Its `min_speaker_confidence` removes the speaker's name below that `Speaker.confidence`:
the quote stays, and the names that remain are right as often as the second table says.

## `Quote.confidence`: content, type and speaker together

Of the quotes with a confidence of {QUOTE_FROM} or more, nine in ten are right. In cross-validation these are {count} of {len(quotes)} quotes, {share:.3f} of them right.

| confidence | quotes | mean | right |
| --- | --- | --- | --- |
{chr(10).join(bins(pairs[0]))}

## `Speaker.confidence`: the speaker, if the quote is one

Of the speakers with a confidence of {SPEAKER_FROM} or more, 97 in 100 are right. In cross-validation these are {others} of {len(speakers)} speakers, {right:.3f} of them right.

This confidence is a lower bound and not a frequency: the bias is lowered by {by:.2f} to keep the promise, and in every row the share that is right is above the mean.

| confidence | speakers | mean | right |
| --- | --- | --- | --- |
{chr(10).join(bins(pairs[1]))}
""")
    print(f"quotes from {QUOTE_FROM}: {count} of {len(quotes)}, {share:.3f} right; speakers from {SPEAKER_FROM}: {others} of {len(speakers)}, {right:.3f} right")


if __name__ == "__main__":
    main()
