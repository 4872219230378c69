"""Learns the rarity of frequent words: writes lexicon/often.tsv from the word counts of the corpus.

  scripts/learn-often

A row is a level and the normalised words at that level: about one word in two to the power of the level is this word. Words that
are counted fewer than 400 times are not listed and count as rare. Needs ../shared; the lexicon has the result.
"""
import collections
import lzma
import math
import re

from project import ROOT, SHARED, SKIPPED

TABLE = ROOT / "lexicon" / "often.tsv"
LEAST = 400
# The same normalisation as in src/text/letter.
FOLD = str.maketrans({"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "گ": "ك",
                      "پ": "ب", "چ": "ج", "ڤ": "ف", "ژ": "ز"})
LETTERS = re.compile("[^\u0621-\u063a\u0641-\u064a]")
HEAD = ("# How rare the press has its frequent words, folded: of 2^level words about one is this word. Written by\n"
        "# scripts/learn-often, which says how; do not edit.\nlevel\twords\n")
LINE = 14


def counts():
    """How often each normalised word occurs, with or without a preceding "and"."""
    found = collections.Counter()
    with lzma.open(SHARED / "corpus" / "word-counts.tsv.xz", "rt", encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            word, count = row.split("\t")[:2]
            found[LETTERS.sub("", word.translate(FOLD))] += int(count)
    del found[""]
    for word in [word for word in found if word.startswith("و") and found.get(word[1:], 0) > found[word]]:
        found[word[1:]] += found[word]
    return found


def main():
    if not SHARED.is_dir():
        print(SKIPPED)
        return
    found = counts()
    all_words = sum(found.values())
    levels = collections.defaultdict(list)
    for word in sorted(word for word, count in found.items() if count >= LEAST):
        levels[round(math.log2(all_words / found[word]))].append(word)
    rows = (f"{level}\t{' '.join(words[at:at + LINE])}\n"
            for level, words in sorted(levels.items()) for at in range(0, len(words), LINE))
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{sum(map(len, levels.values()))} words in {TABLE}")


if __name__ == "__main__":
    main()
