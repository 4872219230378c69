"""Claims about annotated articles with known answers, for scripts/score-verify: quotes unchanged, respelt, and changed."""
import json
import random
import re
from hashlib import sha256

import pair_twins
from learn_common import FOLD, MARKS, fold
from project import SHARED

SEED = 11
# The least words of a quote that is changed, and the length to which longer quotes are cut.
LEAST, MOST = 7, 60
# Claims of each kind.
OF_A_KIND = 450
WORD = re.compile(r"\d+(?:[.,،٫٬:/]\d+)*|[\w\u064B-\u0652\u0670\u0640]+")
NEGATIONS = ["لا", "لم", "لن", "ليس", "ليست"]
FORMS = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ﺍﺏﺕﺙﺝﺡﺥﺩﺫﺭﺯﺱﺵﺹﺽﻁﻅﻉﻍﻑﻕﻙﻝﻡﻥﻩﻭﻱ"))
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
SIGNS = re.compile("[\"«»“”،؛;!؟?…()]")


def bare(text):
    """The words of a text as one string, in which Python looks for a claim; similar to the contract in docs/across.md."""
    folded = MARKS.sub("", text).translate(FOLD).translate(WESTERN)
    return " " + " ".join(WORD.findall(folded.replace("ـ", ""))) + " "


def articles():
    """(annotation, text) of the articles of dev, dev2 and dev3 whose quotes are annotated."""
    texts = {}
    for folder in (SHARED / "seeds", *(SHARED / "corpus" / name for name in ("dev", "dev2", "dev3"))):
        for path in folder.glob("*.txt"):
            texts[sha256(path.read_bytes()).hexdigest()] = path
    for name in ("dev", "dev2", "dev3"):
        for path in sorted((SHARED / "gold" / name).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            if gold["quotes"] and gold["sha256"] in texts:
                yield gold, texts[gold["sha256"]].read_text(encoding="utf-8")


class Quote:
    """A quote of one piece, with its article."""

    def __init__(self, number, text, span, annotation):
        self.article, self.text, self.span, self.annotation = number, text, span, annotation
        self.content = text[slice(*span)]
        words = list(WORD.finditer(self.content))
        if len(words) > MOST:
            self.content = self.content[:words[MOST - 1].end()]
        self.words = [word.span() for word in words[:MOST]]

    def put(self, at, word):
        """The content with one word replaced."""
        first, last = self.words[at]
        return self.content[:first] + word + self.content[last:]


def quotes():
    found = []
    for number, (gold, text) in enumerate(articles()):
        for quote in gold["quotes"]:
            spans = quote["content"]
            spans = spans if spans and isinstance(spans[0], list) else [spans]
            if len(spans) == 1 and len(WORD.findall(text[slice(*spans[0])])) >= LEAST:
                found.append(Quote(number, text, spans[0], quote))
    return found


def spelt():
    """Ways to write the same words: name and function."""
    marks = random.Random(SEED)

    def marked(text):
        return "".join(c + (marks.choice("\u064e\u064f\u0650\u0652") if c in FORMS and marks.random() < .3 else "") for c in text)

    def stretched(text):
        return re.sub(r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[بتثجحخسشصضطظعغفقكلمنهي])", lambda _: "ـ" if marks.random() < .2 else "", text)

    def shown(text):
        return "".join(FORMS.get(c, c) if marks.random() < .5 else c for c in text)

    def hidden(text):
        return text.replace(" ", "\u200f ").replace("ال", "\u200dال") + "\u202c"

    return {
        "unchanged": lambda text: text, "letters": pair_twins.respelt, "diacritics": marked, "tatweel": stretched,
        "forms": shown, "hidden": hidden, "signs": lambda text: SIGNS.sub(" ", text),
        "marks": lambda text: f"“{SIGNS.sub(' ', text)}”.",
        "digits": lambda text: text.translate(EASTERN) if re.search("[0-9]", text) else text.translate(WESTERN),
        "lines": lambda text: text.replace(" ", "\n").replace("\n", " \r\n ", 1),
        "hamza": lambda text: text.replace("ؤو", "ئو"),
    }


class Claims:
    """Makes claims; each is a dictionary with the number of its article, its kind, its words, and the expected result."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.quotes = quotes()
        self.twins = pair_twins.Twins()
        self.bare = {quote.article: bare(quote.text) for quote in self.quotes}
        self.vocabulary = sorted({quote.content[slice(*span)] for quote in self.quotes for span in quote.words})

    def claim(self, quote, kind, words, **wanted):
        return {"article": quote.article, "kind": kind, "words": words, "quote": quote, **wanted}

    def other(self, quote):
        """A word of another article that this one does not have."""
        while True:
            word = self.random.choice(self.vocabulary)
            if len(word) > 3 and not word.isdigit() and bare(word) not in self.bare[quote.article]:
                return word

    def all(self):
        makers = [getattr(self, name) for name in dir(self) if name.startswith("make_")]
        for maker in makers:
            made, tried = 0, self.random.sample(self.quotes, len(self.quotes))
            for quote in tried:
                if made == OF_A_KIND:
                    break
                claim = maker(quote)
                # Claims that are still in the text, or equal after Python's own normalisation, have no known answer.
                if claim and (claim.get("same") or bare(claim["words"]) not in self.bare[quote.article]):
                    made += 1
                    yield claim
        for name, write in spelt().items():
            made = 0
            for quote in self.random.sample(self.quotes, len(self.quotes)):
                words = write(quote.content)
                if made < OF_A_KIND and (name == "unchanged" or words != quote.content):
                    made += 1
                    yield self.claim(quote, name, words, same=True)

    def make_cut(self, quote):
        """A part of the quote of at least three words."""
        count = self.random.randint(3, len(quote.words) - 1)
        first = self.random.randint(0, len(quote.words) - count)
        start, end = quote.words[first][0], quote.words[first + count - 1][1]
        return self.claim(quote, "cut", quote.content[start:end], same=True)

    def make_negated(self, quote):
        at, word = self.random.randrange(1, len(quote.words)), self.random.choice(NEGATIONS)
        start = quote.words[at][0]
        words = quote.content[:start] + word + " " + quote.content[start:]
        return self.claim(quote, "negation put in", words, claim=(start, start + len(word)), edit={"polarity"})

    def make_affirmed(self, quote):
        found = [at for at, span in enumerate(quote.words[1:-1], 1) if quote.content[slice(*span)] in NEGATIONS]
        if not found:
            return None
        at = self.random.choice(found)
        return self.without(quote, at, "negation taken out", {"polarity"})

    def without(self, quote, at, kind, edit=None):
        word = quote.content[slice(*quote.words[at])]
        words = quote.content[:quote.words[at][0]] + quote.content[quote.words[at + 1][0]:]
        return self.claim(quote, kind, words, text=word, edit=edit)

    def make_numbered(self, quote):
        twin = self.twins.numbered(quote.content)
        return twin and self.claim(quote, "number changed", twin[0], claim=twin[2], edit={"number"})

    def make_renamed(self, quote):
        twin = self.twins.renamed(quote.content)
        return twin and self.claim(quote, "name changed", twin[0], claim=twin[2])

    def make_replaced(self, quote, at=None):
        at = self.random.randrange(len(quote.words)) if at is None else at
        word, start = self.other(quote), quote.words[at][0]
        return self.claim(quote, "word replaced", quote.put(at, word), claim=(start, start + len(word)))

    def make_replaced_first(self, quote):
        claim = self.make_replaced(quote, self.random.choice([0, len(quote.words) - 1]))
        return {**claim, "kind": "first or last word replaced"}

    def make_dropped(self, quote):
        return self.without(quote, self.random.randrange(1, len(quote.words) - 1), "word dropped")

    def make_added(self, quote):
        at, word = self.random.randrange(len(quote.words)), self.other(quote)
        start = quote.words[at][0]
        words = quote.content[:start] + word + " " + quote.content[start:]
        return self.claim(quote, "word added", words, claim=(start, start + len(word)))

    def make_bracketed(self, quote):
        claim = self.make_added(quote)
        first, last = claim["claim"]
        words = f"{claim['words'][:first]}[{claim['words'][first:last]}]{claim['words'][last:]}"
        return {**claim, "kind": "word in brackets added", "words": words, "claim": (first + 1, last + 1)}

    def make_swapped(self, quote):
        at = self.random.randrange(len(quote.words) - 1)
        (a, b), (c, d) = quote.words[at:at + 2]
        content = quote.content
        if fold(content[a:b]) == fold(content[c:d]):
            return None
        words = content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]
        return self.claim(quote, "words swapped", words, claim=(a, a + d - c + c - b + b - a))

    def make_elided(self, quote):
        """Leaves out the middle, and keeps at least three words on each side."""
        if len(quote.words) < 10:
            return None
        first = self.random.randint(3, len(quote.words) - 6)
        last = self.random.randint(first + 2, len(quote.words) - 3)
        sign = self.random.choice([" ", " ... ", " … ", " [...] "])
        words = quote.content[:quote.words[first - 1][1]] + sign + quote.content[quote.words[last][0]:]
        left_out = quote.content[slice(*quote.words[first])]
        return self.claim(quote, "middle left out", words, text=left_out, presence={"near", "partial"})

    def make_joined(self, quote):
        """Half of it before half of another quote of the article, far from it."""
        others = [other for other in self.quotes if other.article == quote.article and abs(other.span[0] - quote.span[0]) > 1000]
        if not others:
            return None
        other = self.random.choice(others)
        half = quote.words[len(quote.words) // 2 - 1][1]
        rest = other.content[other.words[len(other.words) // 2][0]:]
        if len(WORD.findall(rest)) < 5 or len(WORD.findall(quote.content[:half])) < 5:
            return None
        return self.claim(quote, "two places joined", f"{quote.content[:half]} {rest}", presence={"near", "partial"}, coverage=.9)

    def make_invented(self, quote):
        if len(quote.words) < 10:
            return None
        half = quote.words[len(quote.words) // 2 - 1][1]
        added = [self.other(quote) for _ in range(len(quote.words) // 2)]
        words = f"{quote.content[:half]} {' '.join(added)}"
        return self.claim(quote, "half invented", words, claim=(half + 1, len(words)), presence={"partial"})

    def make_foreign(self, quote):
        other = self.random.choice([other for other in self.quotes if other.article != quote.article])
        if bare(other.content)[:40] in self.bare[quote.article]:
            return None
        return {**self.claim(quote, "of another article", other.content, presence={"not-found"}), "quote": other}
