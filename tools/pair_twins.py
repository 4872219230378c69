"""Twins of annotated quotes: the same quote with one thing changed, for scripts/score-pairs."""
import random
import re

from learn_common import FOLD, MARKS, fold
from project import ROOT

SEED = 7
WORD = re.compile(r"[\w\u064B-\u0652\u0670\u0640]+")
NEGATIONS = ["لا", "لم", "لن", "ليس"]
DIGITS = re.compile(r"(?<![\w/:.,-])[0-9\u0660-\u0669]+(?![\w/:.,-])")
COUNTED = ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
SIGNS = re.compile("[\"«»“”،,؛;:!؟?…()]")


def given_names():
    """Given names, as written, whose spelling no other word has."""
    found, others = [], set()
    for file in ("names.tsv", "words.tsv", "nouns.tsv"):
        for line in (ROOT / "lexicon" / file).read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if line.startswith("#") or len(columns) < 2:
                continue
            if file == "names.tsv" and columns[1].split() == ["given"]:
                found += [word for word in columns[0].split() if len(word) > 3]
            else:
                others |= {fold(word) for word in " ".join(columns[:3]).split()}
    common = (ROOT / "lexicon" / "common.tsv").read_text(encoding="utf-8").split()
    return [name for name in found if fold(name) not in others.union(common)]


class Twins:
    """Makes twins. Each method returns the twin, and the first and last character of the difference in each text, or None."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.names = given_names()
        self.folded = {fold(name) for name in self.names}

    def negated(self, text):
        starts = [word.start() for word in WORD.finditer(text)][1:]
        if not starts:
            return None
        at, word = self.random.choice(starts), self.random.choice(NEGATIONS)
        return text[:at] + word + " " + text[at:], (at, at), (at, at + len(word))

    def put(self, text, span, word):
        return text[:span[0]] + word + text[span[1]:], span, (span[0], span[0] + len(word))

    def numbered(self, text):
        if found := [match.span() for match in DIGITS.finditer(text)]:
            span = self.random.choice(found)
            return self.put(text, span, str(int(text[slice(*span)]) + self.random.randint(1, 9)))
        if found := [word.span() for word in WORD.finditer(text) if word.group() in COUNTED]:
            span = self.random.choice(found)
            return self.put(text, span, self.random.choice([word for word in COUNTED if word != text[slice(*span)]]))
        return None

    def renamed(self, text):
        found = [word.span() for word in WORD.finditer(text) if fold(word.group()) in self.folded]
        if not found:
            return None
        span = self.random.choice(found)
        return self.put(text, span, self.random.choice([name for name in self.names if fold(name) != fold(text[slice(*span)])]))


def respelt(text):
    """Hamza, word endings and diacritics in another common spelling."""
    folded = MARKS.sub("", text).translate({letter: put for letter, put in FOLD.items() if chr(letter) in "أإآىة"})
    return folded.replace("الم", "المـ")


def unsigned(text):
    return " ".join(SIGNS.sub(" ", text).split())


def without_bin(text):
    """Without "son of", and with "servant of" and its noun joined, or separated if they were joined."""
    changed = re.sub(r"(?<=\w) بن (?=\w)", " ", text)
    joined = re.sub(r"(?<!\w)عبد (?=ال)", "عبد", changed)
    return joined if joined != changed else re.sub(r"(?<!\w)عبد(?=ال\w)", "عبد ", changed)


VARIANTS = {"spelling": respelt, "punctuation": unsigned, "son of, servant of": without_bin}
