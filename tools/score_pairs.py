# needs: tagger
"""Measures `isnad compare`.

  scripts/score-pairs

Prints three sets of figures: on gold/pairs.jsonl by cross-validation, each pair judged by weights that never saw its articles; those of the
program itself, whose weights saw all pairs; and those on twins of annotated quotes (tools/pair_twins.py).
"""
import numpy as np

import gold as articles
import pair_figures
import pair_model
import pair_twins
import train_pairs
from project import SHARED, SKIPPED, binary

# The least words of a quote that gets twins.
WORDS = 6
DAY = "2024-03-05"
# The edit kinds that correctly name a change.
NAMED = {"negated": {"polarity"}, "number": {"number"}, "name": {"name", "changed", "form"}}


def contents():
    """The contents of annotated quotes."""
    for annotation, path in articles.articles():
        text = path.read_text(encoding="utf-8")
        for quote in annotation["quotes"]:
            spans = quote["content"]
            spans = spans if spans and isinstance(spans[0], list) else [spans]
            for span in spans:
                if len(text[slice(*span)].split()) >= WORDS:
                    yield text[slice(*span)]


def pair(a, b):
    return {"id": 0, "a": {"text": a, "published": DAY}, "b": {"text": b, "published": DAY}}


def names(answer, twin, a, kinds):
    """Whether an edit of these kinds covers what was changed."""
    text, *spans = twin
    for edit in answer["edits"]:
        bytes_of = [[len(t[:at].encode()) for at in span] for t, span in zip((a, text), spans)]
        inside = [edit[side]["start"] <= first and last <= edit[side]["end"] for side, (first, last) in zip("ab", bytes_of)]
        if edit["kind"] in kinds and inside[1]:
            return True
    return False


def twins(isnad, texts):
    """A line for each way to change a quote."""
    maker = pair_twins.Twins()
    for name, make in (("negated", maker.negated), ("number", maker.numbered), ("name", maker.renamed)):
        made = [(text, twin) for text in texts if (twin := make(text))]
        answers = pair_model.run(isnad, [pair(text, twin[0]) for text, twin in made])
        told = [names(answer, twin, text, NAMED[name]) for answer, (text, twin) in zip(answers, made)]
        apart = sum(answer["relation"] == "different" for answer in answers)
        seen = sum(one or answer["relation"] == "different" for one, answer in zip(told, answers))
        yield f"| {name} | {len(made)} | an edit names it, or another relation | {seen / max(1, len(made)):.3f} | different: {apart} |"
        if name == "name":
            own = sum(names(answer, twin, text, {"name"}) for answer, (text, twin) in zip(answers, made))
            yield f"| | | the edit is called a name | {own / max(1, len(made)):.3f} | |"
    for name, change in pair_twins.VARIANTS.items():
        made = [(text, twin) for text in texts if (twin := change(text)) != text]
        answers = pair_model.run(isnad, [pair(text, twin) for text, twin in made])
        same = sum(answer["relation"] == "same" for answer in answers)
        yield f"| {name} | {len(made)} | same | {same / max(1, len(made)):.3f} | |"


def main():
    if not pair_model.GOLD.is_file() or not articles.is_here():
        print(SKIPPED)
        return
    isnad, those = binary(), pair_model.pairs()
    labels = [pair["label"] for pair in those]
    views = train_pairs.views(isnad, those)
    for name, view in zip(train_pairs.VIEWS, views):
        print(f"By folds, from {name}:\n\n{pair_figures.told(those, train_pairs.folded(view, views, labels, those))}\n")
    answers = pair_model.run(isnad, [pair_model.stripped(one, "speaker") for one in those])
    print(f"The program, which learned from them, from text and day:\n\n{pair_figures.told(those, [[one['relation'] for one in answers]])}\n")
    apart = [one for one, pair in zip(answers, those) if pair["stratum"] == "e" and pair["label"] == "different"]
    formula = sum(one["kind"] != "utterance" for one in apart)
    print(f"Of {len(apart)} different pairs of stratum e {formula} are a formula or scripture.\n")
    print("| twins | pairs | wanted | share | |\n| --- | ---: | --- | ---: | --- |")
    print("\n".join(twins(isnad, list(contents()))))


if __name__ == "__main__":
    main()
