#!/usr/bin/env python3
"""Scores a program's answers against the benchmark's annotation. Needs Python 3.10 and nothing else.

  benchmark/score.py ANSWERS.jsonl              a table
  benchmark/score.py ANSWERS.jsonl --json       the same as JSON
  benchmark/score.py A.jsonl B.jsonl            several programs, side by side

An answer is one line for each article, in one of two forms:

  {"id": "n01", "quotes": [{"type": "direct", "content": [[120, 164]], "speaker": "هالة المرزوقي", "mention": [88, 109],
   "cue": [84, 87], "relays": [[60, 70]], "addressee": [110, 118]}], "sentences": [[84, 165]], "kept": [[30, 900]]}
  {"id": "n01", "analysis": {…}}      as `isnad analyze --format jsonl --offsets utf32` prints it

Offsets are half-open and count Unicode code points of the article. In the first form everything but "id" and "quotes" may be left out, and
so may everything of a quote but "content"; the measures of what is left out for all articles are not printed.

--gold DIR and --articles DIR name other annotation, in the same form. GUIDELINES.md says what is annotated, README.md what is measured.
"""
from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = {"title", "deck", "heading", "body"}
Span = tuple[int, int]

# Words and names are compared without vowel marks, tatweel and the shapes of letters that writers exchange.
WORD = re.compile(r"[^\W_]+(?:[\u064B-\u0652\u0670\u0640]+[^\W_]*)*")
MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]")
LETTERS = str.maketrans("أإآٱىةؤئیک", "ااااي" + "هويي" + "ك")
COMPLEMENTIZERS = {"ان", "بان", *(start + end for start in ("ان", "بان") for end in ("ه", "ها", "هم", "هما", "نا"))}
# Generic words before a body's name, with which and without which the name is the same.
GENERIC = set("صحيفه الصحيفه جريده مجله وكاله قناه محطه اذاعه تلفزيون شبكه موقع منصه شركه مؤسسه منظمه جمعيه حركه حزب نادي فريق مركز معهد جامعه".split())
GENERIC |= {word.replace("ؤ", "و") for word in GENERIC}
MOST_MORE_WORDS = 3
FOUND, END_TO_END = 0.5, 0.8
ROUNDS = 2000


def folded(text: str) -> str:
    return MARKS.sub("", text).translate(LETTERS)


def words(text: str, spans: list[Span]) -> frozenset[int]:
    """The words of the spans, each by the offset of its end: so a conjunction written onto the first word makes no difference. Complementizers
    at the start of a span do not count."""
    found: set[int] = set()
    for start, end in spans:
        inside = [(start + it.end(), folded(it.group())) for it in WORD.finditer(text[start:end])]
        while len(inside) > 1 and inside[0][1] in COMPLEMENTIZERS:
            inside.pop(0)
        found |= {at for at, _ in inside}
    return frozenset(found)


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """F1 of the words of two spans."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


# Names


def name_words(name: str) -> list[str]:
    """A name's words, without the article, and without "son of"."""
    found = [word for word in re.findall(r"[^\W_]+", folded(name)) if word not in ("بن", "ابن")]
    return [word[2:] if word[:2] in ("ال", "لل") and len(word) > 4 else word for word in found]


def forms(name: str) -> list[list[str]]:
    """The name, and the name without an abbreviation in brackets, each with and without a generic word before it."""
    found = []
    for form in (name, re.sub(r"(?<=\w)\s*\([^()]*\)", " ", name)):
        these = name_words(form)
        found.append(these)
        if len(these) > 1 and re.findall(r"[^\W_]+", folded(form))[0] in GENERIC:
            found.append(these[1:])
    return found


def equal(said: str, gold: str) -> bool:
    """The same words and no others."""
    wanted = forms(gold)
    # A particle that the text has written onto the gold's first word.
    wanted += [name_words(gold[1:])] if gold[:1] in "لبوف" and len(gold.split()[0]) > 4 else []
    return any(form and form in wanted for form in forms(said))


def same(said: str, gold: str) -> bool:
    """All the gold's words and at most three more, a title say; or a part of it, of two words or more, that ends alike."""
    if equal(said, gold):
        return True
    for one in forms(said):
        for other in forms(gold):
            if other and set(other) <= set(one) and len(one) - len(other) <= MOST_MORE_WORDS:
                return True
            if len(one) >= 2 and set(one) <= set(other) and one[-1] == other[-1]:
                return True
    return False


# Answers, in one form


@dataclass
class Quote:
    words: frozenset[int]
    type: str
    name: str | None
    cue: Span | None
    mention: Span | None
    relays: list[Span]
    addressee: Span | None
    optional: bool = False


@dataclass
class Answer:
    """What a program says of an article. What is None it does not say."""

    quotes: list[Quote]
    sentences: list[Span] | None = None
    kept: list[Span] | None = None


def pair(value: object) -> Span | None:
    """A span in either form."""
    if isinstance(value, dict):
        return pair(value["span"]) if "span" in value else (int(value.get("start", 0)), int(value.get("end", 0)))
    return (int(value[0]), int(value[1])) if value else None  # type: ignore[index]


def pairs(values: list[object] | None) -> list[Span]:
    return [it for it in map(pair, values or []) if it]


def plain_quote(text: str, it: dict) -> Quote:
    return Quote(words(text, pairs(it["content"])), it.get("type", ""), it.get("speaker") or None, pair(it.get("cue")),
                 pair(it.get("mention")), pairs(it.get("relays")), pair(it.get("addressee")))


def isnad_quote(text: str, it: dict) -> Quote:
    speaker = it.get("speaker") or {}
    return Quote(words(text, pairs(it.get("content"))), it.get("type", "").removeprefix("QUOTE_TYPE_").lower(), speaker.get("name") or None,
                 pair(it.get("cue")), pair(speaker.get("mention")), pairs(it.get("relays")), pair(it.get("addressee")))


def answer(text: str, row: dict) -> Answer:
    if (analysis := row.get("analysis")) is None:
        listed = lambda key: pairs(row[key]) if key in row else None
        return Answer([plain_quote(text, it) for it in row.get("quotes", [])], listed("sentences"), listed("kept"))
    if analysis.get("offsetEncoding", "OFFSET_ENCODING_UTF32") != "OFFSET_ENCODING_UTF32":
        sys.exit(f"{row['id']}: offsets in {analysis['offsetEncoding']}; run isnad with --offsets utf32")
    kept = [block for block in analysis.get("blocks", []) if block.get("kept")]
    return Answer([isnad_quote(text, it) for it in analysis.get("quotes", [])], pairs(analysis.get("sentences", [])), pairs(kept))


def gold_quote(text: str, it: dict) -> Quote:
    name = text[slice(*it["entity"])] if it["entity"] else None
    return Quote(words(text, pairs(it["content"])), it["type"], name, pair(it["cue"]), pair(it["speaker"]),
                 pairs([it["via"]] if it["via"] else []), pair(it["addressee"]), it["optional"])


# Counting


@dataclass
class Counts:
    """Right ones, false ones, missed ones, of each measure; and of shares, right ones and all."""

    rates: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def rate(self, name: str, right: int = 0, false: int = 0, missed: int = 0) -> None:
        for index, count in enumerate((right, false, missed)):
            self.rates[name][index] += count

    def share(self, name: str, right: bool) -> None:
        self.shares[name][0] += right
        self.shares[name][1] += 1

    def add(self, other: Counts) -> None:
        for mine, theirs in ((self.rates, other.rates), (self.shares, other.shares)):
            for name, counts in theirs.items():
                mine[name] = [a + b for a, b in zip(mine[name], counts)]

    def figures(self) -> dict[str, float]:
        found = {}
        for name, (right, false, missed) in self.rates.items():
            found[name] = 2 * right / (2 * right + false + missed) if right + false + missed else 1.0
        for name, (right, every) in self.shares.items():
            found[name] = right / every if every else 1.0
        return found


def matched(gold: list[Quote], said: list[Quote]) -> list[tuple[int, int, float]]:
    """Quotes that belong together, one to one, the most alike first."""
    close = ((overlap(a.words, b.words), not a.optional, i, j) for i, a in enumerate(gold) for j, b in enumerate(said))
    found: list[tuple[int, int, float]] = []
    golds: set[int] = set()
    saids: set[int] = set()
    for how, _, i, j in sorted((it for it in close if it[0] >= FOUND), reverse=True):
        if i not in golds and j not in saids:
            golds.add(i)
            saids.add(j)
            found.append((i, j, how))
    return found


def count_spans(text: str, counts: Counts, gold: Quote, said: Quote) -> None:
    """The mention of the speaker, who passed the words on, and whom they were said to."""
    rows = (("mention", [gold.mention], [said.mention], 0.8), ("relay", gold.relays, said.relays, 0.5),
            ("addressee", [gold.addressee], [said.addressee], 0.5))
    for name, wanted, given, least in rows:
        wanted, given = [it for it in wanted if it], [it for it in given if it]
        hit = any(overlap(words(text, [a]), words(text, [b])) >= least for a in wanted for b in given)
        counts.rate(name, hit, bool(given) and not hit, bool(wanted) and not hit)


def count_pair(text: str, counts: Counts, gold: Quote, said: Quote, how: float) -> None:
    right = same(said.name, gold.name) if said.name and gold.name else said.name == gold.name
    counts.share("speaker", right)
    counts.share("wrong name", bool(said.name) and not right)
    counts.share("name exact", equal(said.name, gold.name) if said.name and gold.name else said.name == gold.name)
    counts.share("type", said.type == gold.type)
    exact, whole = gold.words == said.words, how >= END_TO_END and right and said.type == gold.type
    counts.rate("found", right=1)
    counts.rate("exact", exact, not exact, not exact)
    counts.rate("end to end", whole, not whole, not whole)
    if gold.cue:
        cue = said.cue or (0, 0)
        common = min(cue[1], gold.cue[1]) - max(cue[0], gold.cue[0])
        counts.share("cue", 4 * common >= cue[1] - cue[0] + gold.cue[1] - gold.cue[0])
    count_spans(text, counts, gold, said)


def count_quotes(text: str, counts: Counts, gold: list[Quote], said: list[Quote]) -> None:
    together = matched(gold, said)
    for i, j, how in together:
        if not gold[i].optional:
            count_pair(text, counts, gold[i], said[j], how)
    missed = sum(not it.optional for i, it in enumerate(gold) if i not in {i for i, _, _ in together})
    # What lies over an optional quote is neither right nor wrong.
    allowed = lambda it: any(other.optional and other.words & it.words for other in gold)
    false = sum(not allowed(it) for j, it in enumerate(said) if j not in {j for _, j, _ in together})
    for name in ("found", "exact", "end to end"):
        counts.rate(name, 0, false, missed)


def inside(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def count_kept(text: str, counts: Counts, gold: dict, kept: list[Span]) -> None:
    article = [pair(line["span"]) for line in gold["lines"] if line["kind"] in KEPT]
    for word in re.finditer(r"\S+", text):
        wanted = inside(word.start(), article) and not inside(word.start(), pairs(gold["drops"]))
        given = inside(word.start(), kept)
        counts.rate("clean text", wanted and given, given and not wanted, wanted and not given)


def ends(text: str, spans: list[Span]) -> set[int]:
    return {start + len(text[start:end].rstrip()) for start, end in spans}


def count_sentences(text: str, counts: Counts, gold: dict, sentences: list[Span]) -> None:
    """Ends of sentences within the article that are not ends of lines."""
    article = [pair(line["span"]) for line in gold["lines"] if line["kind"] in KEPT]
    lines = {end for _, end in article}
    wanted = ends(text, pairs(gold["sentences"])) - lines
    given = {end for end in ends(text, sentences) if any(start < end <= stop for start, stop in article)} - lines
    counts.rate("sentence ends", len(wanted & given), len(given - wanted), len(wanted - given))


def count(text: str, gold: dict, said: Answer) -> Counts:
    counts = Counts()
    count_quotes(text, counts, [gold_quote(text, it) for it in gold["quotes"]], said.quotes)
    if said.kept is not None:
        count_kept(text, counts, gold, said.kept)
    if said.sentences is not None:
        count_sentences(text, counts, gold, said.sentences)
    return counts


# The table

MEASURES = ("end to end", "speaker", "wrong name", "found", "exact", "type", "cue", "name exact", "mention", "relay", "addressee",
            "sentence ends", "clean text")


def total(every: list[Counts]) -> dict[str, float]:
    counts = Counts()
    for it in every:
        counts.add(it)
    return counts.figures()


def intervals(every: list[Counts]) -> dict[str, tuple[float, float]]:
    """For each measure: 95 of 100 draws of as many articles give a figure between these."""
    draw, drawn = random.Random(1), defaultdict(list)
    for _ in range(ROUNDS):
        for name, figure in total(draw.choices(every, k=len(every))).items():
            drawn[name].append(figure)
    return {name: (sorted(them)[ROUNDS * 25 // 1000], sorted(them)[ROUNDS * 975 // 1000]) for name, them in drawn.items() if len(them) == ROUNDS}


def scored(path: Path, gold: dict[str, dict], articles: dict[str, str]) -> list[Counts]:
    rows = {row["id"]: row for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))}
    if absent := sorted(gold.keys() - rows.keys()):
        print(f"{path.name}: no answer for {', '.join(absent)}; each counts as one without quotes", file=sys.stderr)
    return [count(articles[id], it, answer(articles[id], rows.get(id, {"id": id}))) for id, it in gold.items()]


def read(gold: Path, articles: Path) -> tuple[dict[str, dict], dict[str, str]]:
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))}
    texts = {id: (articles / f"{id}.txt").read_bytes().decode("utf-8") for id in found}
    return {id: it for id, it in found.items() if it["quotes"] is not None}, texts


def table(results: dict[str, list[Counts]]) -> str:
    figures = {name: total(every) for name, every in results.items()}
    around = {name: intervals(every) for name, every in results.items()}

    def cell(name: str, measure: str) -> str:
        if measure not in figures[name]:
            return "–"
        low, high = around[name].get(measure, (0.0, 1.0))
        return f"{figures[name][measure]:.3f} ({low:.3f}–{high:.3f})"

    lines = ["| measure | " + " | ".join(results) + " |", "| --- |" + " --- |" * len(results)]
    for measure in MEASURES:
        if any(measure in it for it in figures.values()):
            lines.append(f"| {measure} | " + " | ".join(cell(name, measure) for name in results) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", nargs="+", type=Path)
    parser.add_argument("--gold", type=Path, default=HERE / "gold")
    parser.add_argument("--articles", type=Path, default=HERE / "articles")
    parser.add_argument("--json", action="store_true", help="figures as JSON, without intervals")
    given = parser.parse_args()
    gold, articles = read(given.gold, given.articles)
    results = {path.stem: scored(path, gold, articles) for path in given.answers}
    if given.json:
        print(json.dumps({name: total(every) for name, every in results.items()}, indent=2))
        return
    quotes = sum(not it["optional"] for one in gold.values() for it in one["quotes"])
    print(f"{len(gold)} articles, {quotes} quotes; in brackets the interval of 95 of 100 draws of as many articles\n")
    print(table(results))


if __name__ == "__main__":
    main()
