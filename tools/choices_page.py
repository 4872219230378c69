"""Builds docs/choices.md for scripts/train-choices: facts and situations with their meanings from
src/quotes/score/facts.rs, the weights, and the cross-validated figures."""
import re

FACTS = "src/quotes/score/facts.rs"
TABLE = "lexicon/choices.tsv"
# A row of the macro: NAME "name" "Meaning.";
FACT = re.compile(r'^    [A-Z][A-Z0-9_]* "([a-z0-9-]+)" "((?:[^"\\]|\\.)*)";$', re.MULTILINE)
# The enum of the situations, and in it each variant after its comment.
ENUM = re.compile(r"^pub enum Situation \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
VARIANT = re.compile(r"^    /// (.+)\n(?:    #\[default\]\n)?    (\w+),$", re.MULTILINE)
EXAMPLES = {
    "implicit": "وأضاف أن", "dependent": "مضيفا أن، قوله إن", "uncued": "\"…\" alone in its sentence", "name": "قالت منى القلعاوي إن",
    "title": "قال الوزير إن", "description": "قال مسؤول إن", "body": "قالت وزارة المياه والري إن", "short-body": "قالت الوزارة إن",
    "text": "ذكر التقرير أن", "new-text": "ذكر تقرير أن",
}

TEMPLATE = """# Choices: who of all in the text speaks

Made by `scripts/train-choices`. `lexicon/choices.tsv` has the same weights, in hundredths and as integers: those decide.

## What a choice is

For each quote isnad lists candidates for its speaker: whom the rules take, the persons, bodies, documents and unnamed sources of the text that are near
the quote or spoke before, the words of the mention as they are, and *nobody*. A few things about each candidate are true or not: these are its facts.
Each fact has a weight, the weights of a candidate's facts are added up, and the highest sum is the speaker. If several candidates have it, the first of them is.

A weight is in nats, the natural logarithm of the odds. If two candidates differ in one fact of weight 1.0, the one that has it is 2.7 times as likely; with
2.0 it is 7.4 times as likely, and with −1.0 it is 0.37 times as likely.

`isnad explain --stage choices --match WORDS FILE` shows a choice with all candidates, facts, weights and sums.
[`speakers.md`](speakers.md#rules-find-a-candidate-weights-choose) says how rules and weights work together,
[`CONTRIBUTING.md`](../CONTRIBUTING.md#follow-a-wrong-speaker) how to follow a wrong speaker, and [how to add a fact](../CONTRIBUTING.md#add-a-fact).

## Situations

What a fact weighs depends on what the quote's own clause says of its speaker. Each situation is a column of the table below.

| situation | the clause says | example |
| --- | --- | --- |
{situations}

## Facts and their weights

*It* is the candidate. *The mention* is the noun phrase in the quote's clause that names or describes the speaker. *The tagger* marks names and descriptions in the text.
A fact that hardly occurs in a situation has there about the weight that it has elsewhere.

| fact | meaning | {heads} |
| --- | --- | {lines} |
{facts}

## How right the choices are

By folds over outlets: tags and weights are learned without the outlet of the article that they are measured on. The articles are dev, from which the
rules were written, and others whose misses have been read, so these figures are better than on unseen articles; [`quality.md`](quality.md) has those.

{figures}
"""


def source(root):
    return (root / FACTS).read_text(encoding="utf-8")


def meanings(root):
    """(name, meaning) of each fact, in the order of lexicon/choices.tsv."""
    return [(name, meaning.replace('\\"', '"')) for name, meaning in FACT.findall(source(root))]


def columns(root):
    """(name, meaning) of each situation, in the order of the columns of lexicon/choices.tsv."""
    variants = VARIANT.findall(ENUM.search(source(root)).group(1))
    return [(re.sub(r"(?<!^)(?=[A-Z])", "-", variant).lower(), meaning) for meaning, variant in variants]


def nats(weight):
    """One decimal and a true minus sign; what rounds to nothing has no sign."""
    return f"{round(float(weight), 1) + 0.0:.1f}".replace("-", "−")


def row(*cells):
    return f"| {' | '.join(cells)} |"


def page(facts, weights, situations, figures):
    """The whole page. `facts` and `situations` are lists of (name, meaning), `weights` has a row in nats for each fact with a
    number for each situation, `figures` is Markdown."""
    if [len(weights), *map(len, weights)] != [len(facts), *[len(situations)] * len(facts)]:
        raise ValueError("the weights have another number of facts or situations than their names")
    return TEMPLATE.format(
        situations="\n".join(row(f"`{name}`", meaning, EXAMPLES.get(name, "")) for name, meaning in situations),
        heads=" | ".join(name for name, _ in situations),
        lines=" | ".join("---:" for _ in situations),
        facts="\n".join(row(f"`{name}`", meaning, *map(nats, these)) for (name, meaning), these in zip(facts, weights)),
        figures=figures.strip(),
    )


def self_test(root):
    """Makes the page of the present table; fails where facts, situations and table differ."""
    lines = [line.split("\t") for line in (root / TABLE).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    (_, *heads), rows = lines[0], lines[1:]
    weights = [[int(cell) / 100 for cell in cells] for _, *cells in rows]
    facts, named = meanings(root), columns(root)
    assert [name for name, _ in facts] == [name for name, *_ in rows], "facts.rs and choices.tsv have other facts"
    assert [name for name, _ in named] == heads == list(EXAMPLES), "facts.rs, choices.tsv and EXAMPLES have other situations"
    made = page(facts, weights, named, "| quotes | right |\n")
    assert all(f"\n| `{name}` | {meaning} | " in made for name, meaning in [*facts, *named]) and "{" not in made
    assert [nats(-0.04), nats(-1.25), nats(0.26)] == ["0.0", "−1.2", "0.3"]
    return made
