#!/usr/bin/env python3
"""What a careful afternoon with regular expressions gives: reporting verbs, the noun phrase after them, and what they report.

  benchmark/regex_baseline.py [ARTICLES] > answers.jsonl

Prints an answer for each article (*.txt) in the form that benchmark/score.py reads. It knows nothing of pronouns, relays or
pages: the speaker is the run of words between the verb and what it reports, without the titles before a name, or whoever spoke last.
"""
import json
import re
import sys
from pathlib import Path

VERBS = (
    "قال قالت قالوا أكد أكدت أضاف أضافت أوضح أوضحت أعلن أعلنت ذكر ذكرت صرح صرحت أشار أشارت تابع تابعت اعتبر اعتبرت رأى رأت نفى نفت كشف كشفت أفاد أفادت "
    "شدد شددت بين بينت لفت لفتت حذر حذرت توقع توقعت زعم زعمت اتهم اتهمت تساءل تساءلت أجاب أجابت ختم ختمت استطرد استطردت زاد زادت نوه نوهت"
).split()
PARTICIPLES = "قائلا قائلة مضيفا مضيفة مؤكدا مؤكدة مشيرا مشيرة موضحا موضحة معتبرا معتبرة متابعا متابعة لافتا لافتة مشددا مشددة مبينا مبينة".split()
CUE = rf"(?<!\w)(?P<cue>[وف]?(?:{'|'.join(VERBS + PARTICIPLES)}))[\u064B-\u0652]*(?!\w)"
THAT = r"(?:إلى\s+|على\s+|عن\s+)?(?<!\w)(?:إن|أن|بأن)(?=ه|ها|هم|\s)"
MARKED = r"[\"“«](?P<marked>[^\"”»\n]{3,600})[\"”»]"
# A clause with "that" runs to the end of its sentence.
REPORTED = re.compile(rf"{CUE}(?P<who>[^.:؛\n\"“«]{{0,120}}?)(?:{THAT}\s*(?P<clause>[^.\n]{{5,600}})|:\s*(?:{MARKED}|(?P<said>[^.\n]{{5,600}})))")
MARKED_THEN_VERB = re.compile(rf"{MARKED}[،,]?\s*{CUE}(?P<who>(?:\s+[^\s.،:؛]+){{1,6}})")
ACCORDING = re.compile(r"(?<!\w)(?P<cue>(?:ب?حسب|وفقا ل|وفق|نقلا عن))\s?(?P<who>(?:[^\s.،:؛]+\s?){1,6})[،,]\s*(?P<clause>[^.\n]{5,600})")
# Words that end a noun phrase after a verb.
STOPS = set("في من على إلى عن خلال بعد قبل أمس اليوم اليوم، الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت أمام عبر ل لـ الذي التي حول عقب".split())
MOST_WORDS = 7


def speaker(match):
    """The noun phrase after the verb, as a span."""
    start = end = None
    for word in re.finditer(r"[^\s،]+", match["who"] or ""):
        if word.group() in STOPS or word.group().startswith("لل") or (start is not None and word.start() - end > 1):
            break
        start = word.start() if start is None else start
        end = word.end()
        if len(match["who"][start:end].split()) == MOST_WORDS:
            break
    return None if start is None else (match.start("who") + start, match.start("who") + end)


def without_titles(mention):
    """The last two to four words that begin without an article behind one that has it: of "the minister of water X Y", X Y."""
    words = mention.split()
    for start in range(len(words) - 2, 0, -1):
        if len(words) - start <= 4 and not words[start].startswith("ال") and words[start - 1].startswith("ال"):
            return " ".join(words[start:])
    return mention


def in_full(name, names):
    """The name as it was when it was first said: a last name alone leads back to it."""
    return next((it for it in names if " " not in name and name in it.split()), name)


def content(match):
    """What is reported, with how it is reported."""
    found = match.groupdict()
    for group, kind in (("marked", "direct"), ("said", "direct"), ("clause", "indirect")):
        if found.get(group):
            start, end = match.span(group)
            kind = "mixed" if kind == "indirect" and re.search(r"[\"“«]", found[group]) else kind
            return (start, end), kind
    return None, None


def quotes(text):
    matches = [it for pattern in (REPORTED, MARKED_THEN_VERB, ACCORDING) for it in pattern.finditer(text)]
    names, taken = [], 0
    for match in sorted(matches, key=lambda it: it.start()):
        span, kind = content(match)
        if span is None or span[0] < taken:
            continue
        mention = speaker(match)
        if mention:
            names.append(in_full(without_titles(text[slice(*mention)]), names))
        taken = span[1]
        yield {"type": kind, "content": [span], "cue": match.span("cue"), "speaker": names[-1] if names else None, "mention": mention}


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "articles"
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        print(json.dumps({"id": path.stem, "quotes": list(quotes(text))}, ensure_ascii=False))


if __name__ == "__main__":
    main()
