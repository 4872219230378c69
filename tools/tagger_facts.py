"""The input for training the tagger: the facts that `isnad facts` writes, and statistics of words from a large corpus."""
import collections
import json
import lzma
import math
import os
import subprocess
import sys

import gold
from project import ROOT, SHARED

# The most frequent words, which have rows of their own in the table. The others are judged by their endings, their shape and the lexicon.
WORDS = 80_000
LABELS = ("BP", "BB", "BD", "BU", "BT", "IP", "IB", "IX")
# The label of a span's words after the first, by kind.
FURTHER = {"P": "IP", "B": "IB", "D": "IX", "U": "IX", "T": "IX"}
EDGE = 6 << 60


def facts(isnad, documents, *flags):
    """The facts of (id, text) pairs, by id: for each kept line its tokens, [start, end, key, facts, place] in bytes."""
    given = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in documents)
    call = [isnad, "facts", "--input", "jsonl", *flags, "-"]
    said = subprocess.run(call, input=given, capture_output=True, text=True, check=True).stdout
    return {row["id"]: row["facts"] for row in map(json.loads, said.splitlines())}


def table(path):
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as rows:
        head = next(rows).rstrip("\n").split("\t")[1:]
        for row in rows:
            word, *cells = row.rstrip("\n").split("\t")
            yield word, dict(zip(head, map(int, cells)))


def classes():
    """The classes of words, computed once because that takes half a minute."""
    path = ROOT / "target" / "word-classes.tsv"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        subprocess.run([sys.executable, SHARED / "tools" / "word_classes.py", path], check=True, env=one, stdout=subprocess.DEVNULL)
    return dict(table(path))


def level(share):
    return 0 if share == 0 else sum(share >= least for least in (0.01, 0.03, 0.1, 0.25)) + 1


def stems(word):
    """The word, and the word without an attached letter."""
    return [word, word[1:]] if len(word) > 3 and word[0] in "وفبلك" else [word]


def counted(counts):
    """The names of the facts from the counts."""
    every = max(1, counts["all"])
    for key in ("alone", "after_title", "after_bin", "after_prep", "after_particle"):
        yield f"{key}={level(counts[key] / every)}"
    places = ("pair1", "pair2", "triple1", "triple2", "triple3")
    yield f"subject={level(sum(counts[key] for key in places) / every)}"
    for key in (*places, "first"):
        yield f".{key}={level(counts[key] / every)}"
    yield f".count={int(math.log2(every))}"


class Words:
    """The words with rows of their own: by key, the frequency of each in the press, and the names of its facts."""

    def __init__(self, isnad):
        score = gold.scorer()
        counts = dict(table(SHARED / "corpus" / "word-counts.tsv.xz"))
        known = classes()
        spelt = sorted(counts, key=lambda word: (-counts[word]["all"], word))
        read = self.read(isnad, spelt)
        self.often, self.names, self.facts = {}, {}, {}
        sums = collections.defaultdict(collections.Counter)
        first = {}
        for word in spelt:
            if word in read:
                key = read[word][2]
                first.setdefault(key, word)
                sums[key].update(counts[word])
        for key in sorted(sums, key=lambda key: -sums[key]["all"])[:WORDS]:
            word = first[key]
            own = list(dict.fromkeys(name for _, names in read[word][3] for name in names))
            found = next((known[stem] for stem in stems(score.fold(word)) if stem in known), {})
            own += [f"c{size}={number}" for size, number in found.items()]
            self.often[key] = sums[key]["all"]
            self.names[key] = [f"w={word}", *own, *counted(sums[key])]
            self.facts[key] = read[word][3]

    @staticmethod
    def read(isnad, words):
        """The token of each word that isnad reads as one token."""
        text = "\n".join(words)
        at, places = 0, {}
        for word in words:
            length = len(word.encode())
            places[at] = (word, at + length)
            at += length + 1
        found = {}
        for line in facts(isnad, [("words", text)], "--every-line")["words"]:
            for token in line:
                word, end = places.get(token[0], (None, None))
                if end == token[1] and token[2] >> 60 == 0:
                    found[word] = token
        return found

    def of(self, token):
        """The names of all facts of a token, without its position."""
        known = self.names.get(token[2])
        if known:
            return known
        names = [name for _, names in token[3] for name in names]
        return list(dict.fromkeys([*names, "unknown"] if token[2] >> 60 == 0 else names))


def spread(names_of):
    """The names of the facts for each token of a line, from the token and its neighbours."""
    rows = []
    near = [[name for name in names if name[0] != "."] for names in names_of]
    for at, names in enumerate(names_of):
        row = [f"0{name}" for name in names]
        for distance in (-2, -1, 1, 2):
            beside = near[at + distance] if 0 <= at + distance < len(near) else ["edge"]
            row += [f"{distance}{name}" for name in beside]
        rows.append(row)
    return rows


class Line:
    """A line of an article: spans of its tokens in characters, names of the facts of each, labels."""

    def __init__(self, tokens, spans, words, wanted):
        self.tokens, self.spans = tokens, spans
        self.names = [words.of(token) for token in tokens]
        self.labels = ["O"] * len(spans)
        for start, end, kind in wanted:
            inside = [k for k, (s, e) in enumerate(spans) if s < end and start < e]
            for n, k in enumerate(inside):
                self.labels[k] = FURTHER[kind] if n else "B" + kind

    def rows(self):
        """The model's input."""
        return [[*row, *token[4]] for row, token in zip(spread(self.names), self.tokens)]


def wanted(row):
    """The spans of an article: the longest of nested mentions, and titles that overlap no mention."""
    taken = []
    mentions = ((s, e, kind.upper()) for kind, spans, _ in row["entities"] for s, e in spans)
    titles = ((s, e, "T") for _, _, spans in row["entities"] for s, e in spans)
    longest = lambda span: (span[0] - span[1], span)
    for span in [*sorted(mentions, key=longest), *sorted(titles, key=longest)]:
        if all(span[1] <= s or e <= span[0] for s, e, _ in taken):
            taken.append(span)
    return taken


def lines(row, tokens_of_lines, words):
    """The lines of an article that both isnad and the annotation keep."""
    text = row["text"]
    raw = text.encode()
    at = {0: 0}
    offset = 0
    for index, character in enumerate(text):
        offset += len(character.encode())
        at[offset] = index + 1
    assert offset == len(raw)
    spans_wanted = wanted(row) if "entities" in row else []
    found = []
    for tokens in tokens_of_lines:
        spans = [(at[token[0]], at[token[1]]) for token in tokens]
        first, last = spans[0][0], spans[-1][1]
        kept = row.get("lines")
        within = lambda at: any(s <= at <= e for s, e in kept)
        # A paragraph may span several lines that a converter broke.
        if not kept or within(first) and within(last):
            found.append(Line(tokens, spans, words, spans_wanted))
    return found
