"""Finds words of the press that are not names: writes lexicon/common.tsv from the unlabelled articles.

  scripts/learn-common

A noun is common if the same press also writes it with the article (تنفيذ, التنفيذ), a verb if it occurs in two persons
(يكتشف, تكتشف); in both cases only if it does not often follow a given name or precede "son of". Words with the article are common
if they hardly ever follow a given name and also occur without the article. Gold articles are excluded, so that the
measurement is not contaminated. Needs ../shared; the result is in the lexicon, so only this script needs it.
"""
import collections
import re

import gold
from project import ROOT, SKIPPED

MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]")
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ی": "ي", "ک": "ك"})
WORD = re.compile(r"[\u0621-\u064A\u064B-\u0652\u0670\u0640]+")
# The least number of articles with a word, and with another form of it.
ARTICLES = 4
# If more than this share of a word's occurrences follow a given name, it may be a name.
NAME, NAME_WITH_ARTICLE = 0.03, 0.04
LETTERS = range(3, 13)
HEADER = """# Words that are no part of a personal name, folded. Written by scripts/learn-common, which says how; do not edit.
# A word that is both (أمل, وفاء) stands in names.tsv, which goes before this.
words
"""


def fold(text):
    return MARKS.sub("", text).translate(FOLD)


def vocabulary(flag):
    """The normalised words with this flag in the lexicon."""
    words = set()
    for file in ("names.tsv", "words.tsv"):
        for line in (ROOT / "lexicon" / file).read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if not line.startswith("#") and len(columns) > 1 and flag in columns[1].split():
                words |= {fold(word) for word in columns[0].split()}
    return words


class Press:
    """How often each word occurs in the articles, in how many articles, and beside names."""

    def __init__(self):
        self.articles, self.places, self.named = (collections.Counter() for _ in range(3))
        # حسن and باسم often precede words that are not names.
        self.given = vocabulary("given") - {fold("حسن"), fold("باسم")}
        self.son = vocabulary("bin")

    def read(self, text):
        seen = set()
        for piece in re.split(r"[^\w\u064B-\u0652\u0670\u0640 \t]+", text):
            words = [fold(word) for word in WORD.findall(piece)]
            seen.update(words)
            self.places.update(words)
            for before, word in zip(words, words[1:]):
                self.named[word] += before in self.given or before in self.son
                self.named[before] += word in self.son
        self.articles.update(seen)

    def names(self, word):
        """The share of the word's occurrences in names. For a short word, which is more often a name, one occurrence
        is added."""
        return (self.named[word] + (len(word) < 5)) / max(self.places[word], 1)

    def with_article(self, word):
        return sum(self.articles[p + "ال" + word] for p in ("", "و", "ب", "ف", "ك")) + self.articles["لل" + word]

    def is_noun(self, word):
        return self.articles[word] >= ARTICLES and self.with_article(word) >= ARTICLES

    def is_noun_form(self, word):
        """An accusative or a noun with a pronoun."""
        for ending, bare in (("ا", ""), ("ه", ""), ("ها", ""), ("هم", ""), ("نا", ""), ("هما", ""),
                             ("ته", "ه"), ("تها", "ه"), ("تهم", "ه"), ("تنا", "ه")):
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= 3 - len(bare) and self.is_noun(stem + bare):
                return True
        return False

    def is_verb(self, word):
        persons = {person + word[1:] for person in "يتن"} if word[0] in "يتن" and len(word) > 3 else set()
        if sum(self.articles[form] >= ARTICLES - 1 for form in persons) > 1:
            return True
        base = word[:-1] if word.endswith("ت") and len(word) > 3 else word
        stems = [base]
        if base[0] == "ا":
            stems.append(base[1:])
        if len(base) == 3 and base[1] == "ا":
            stems += [base[0] + weak + base[2] for weak in "وي"]
        if len(base) > 4 and base[-2] == "ا":
            stems.append((base[1:-2] if base[0] == "ا" else base[:-2]) + "ي" + base[-1])
        both = self.articles[base] > 1 and self.articles[base + "ت"] > 1
        return both and any(self.articles["ي" + s] + self.articles["ت" + s] >= ARTICLES - 1 for s in stems)

    def is_joined(self, word):
        """A noun after a proclitic."""
        return word[0] in "وفبلك" and len(word) > 4 and self.is_noun(word[1:]) and self.names(word[1:]) <= NAME

    def is_common(self, word):
        if len(word) not in LETTERS or self.articles[word] < ARTICLES:
            return False
        if word.startswith("ال") and len(word) > 4:
            enough = self.articles[word] > ARTICLES and self.articles[word[2:]] >= ARTICLES - 1
            surname = self.named[word[2:]] / self.places[word[2:]] if enough else 0
            return enough and self.names(word) < NAME_WITH_ARTICLE and surname < 0.2
        if self.names(word) > NAME:
            return False
        return self.is_noun(word) or self.is_noun_form(word) or self.is_verb(word) or self.is_joined(word)


def main():
    if not gold.is_here():
        print(f"learn-common: {SKIPPED}")
        return
    press = Press()
    for text in dict.fromkeys(gold.unannotated()):
        press.read(text)
    common = sorted(word for word in press.articles if press.is_common(word) and word not in press.given)
    lines = [" ".join(common[i : i + 12]) for i in range(0, len(common), 12)]
    (ROOT / "lexicon/common.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(common), "words from", len(press.articles), "forms")


if __name__ == "__main__":
    main()
