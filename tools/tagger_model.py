"""The tagger's weights in the product's format: rows of integers for keys, in lexicon/tagger.bin. src/tagger/table.rs reads them."""
import numpy as np

from tagger_facts import EDGE, FURTHER, LABELS

# The weight that changes the log odds by 1 nat.
UNIT = 16
FACTOR = 0x9E37_79B9_7F4A_7C15
NEVER = -20_000
SLOT_BITS, PROBES = 17, 256
# The number of words with a row of their own; a rarer word shares the most similar row.
ROWS = 28_000
# If the best label is worse than "no span" by this much, no span continues from there.
FAR = 7 * UNIT
LEVELS = 4
BLOCKS = ("title", "deck", "heading", "body")
# The offsets of a row's tokens: two before the token with the fact, one before, itself, one after, two after.
DISTANCES = (2, 1, 0, -1, -2)


class Learned:
    """The weights of a python-crfsuite model for each name and label, minus those of "no span"."""

    def __init__(self, info):
        self.weights = {}
        index = {label: k for k, label in enumerate(LABELS)}
        for (name, label), weight in info.state_features.items():
            row = self.weights.setdefault(name, np.zeros(len(LABELS)))
            if label == "O":
                row -= weight
            else:
                row[index[label]] += weight
        self.between = {pair: weight for pair, weight in info.transitions.items()}

    def sum(self, names, distance):
        total = np.zeros(len(LABELS))
        for name in names:
            if (name[0] != "." or distance == 0) and (found := self.weights.get(f"{distance}{name}")) is not None:
                total += found
        return total

    def rows(self, names):
        """The weights that a token with these facts adds to the tokens in its window."""
        return np.stack([self.sum(names, distance) for distance in DISTANCES])

    def place(self, name):
        return self.weights.get(name, np.zeros(len(LABELS)))


def possible(before, label):
    """Returns whether a label may follow another: an inside label only follows a label of its kind."""
    if label[0] != "I":
        return True
    return before == label or before[0] == "B" and FURTHER[before[1]] == label


def integers(values, most=32767):
    return np.clip(np.rint(np.asarray(values) * UNIT), -most, most).astype(int)


def shared(rows, words):
    """For each word without a row of its own, the word with the most similar row."""
    flat = lambda keys: np.stack([rows[key].ravel() for key in keys]).astype(np.float32)
    own, others = words[:ROWS], words[ROWS:]
    theirs = flat(own)
    length = (theirs * theirs).sum(1)
    found = {}
    for at in range(0, len(others), 2048):
        part = others[at : at + 2048]
        nearest = np.argmin(length - 2 * flat(part) @ theirs.T, axis=1)
        found.update(zip(part, (own[n] for n in nearest)))
    return found


class Table:
    """The weights as integers, by key."""

    def __init__(self, learned, words, lines):
        rows, often = self.gather(learned, words, lines)
        self.keys = sorted(rows, key=lambda key: (-often[key], key))
        self.shares = shared(rows, [key for key in self.keys if key >> 60 == 0])
        self.rows = {key: integers(rows[self.shares.get(key, key)], 127) for key in self.keys}
        self.repeated = integers([learned.place(f".often={n}") for n in range(LEVELS)])
        self.blocks = integers([learned.place(f".block={name}") for name in BLOCKS])
        self.labels(learned)

    @staticmethod
    def gather(learned, words, lines):
        """The rows of all keys, and how often each key is looked up."""
        rows = {EDGE: learned.rows(["edge"])}
        often = {EDGE: 4 * len(lines)}
        for key, names in words.names.items():
            rows[key], often[key] = learned.rows(names), words.often[key]
        parts = {}
        for token in (token for line in lines for token in line.tokens):
            for key, names in token[3]:
                parts[key] = names
                often[key] = often.get(key, 0) + (1 if token[2] in words.names else 1000)
        for key, names in ((key, names) for facts in words.facts.values() for key, names in facts):
            parts[key] = names
            often.setdefault(key, 1)
        for key, names in parts.items():
            # Every unknown word has a shape; shapes of known words are not looked up.
            row = learned.rows([*names, "unknown"] if key >> 60 == 3 else names)
            # An ending without a row of its own uses the row of the shorter ending.
            shorter = learned.rows(names[:-1]) if key >> 60 in (1, 2) else 0 * row
            if np.any(integers(row) != integers(shorter)):
                rows[key] = row
        return rows, often

    def labels(self, learned):
        weight = lambda a, b: learned.between.get((a, b), 0.0) if possible(a, b) else NEVER / UNIT
        self.between = integers([[weight(a, b) for b in LABELS] for a in LABELS])
        self.into = integers([weight("O", b) for b in LABELS])
        self.out = integers([weight(a, "O") for a in LABELS])
        self.rest = int(integers([weight("O", "O")])[0])

    def sums(self, line):
        """The weights of each token of a line, as src/tagger/window.rs adds them up."""
        total = np.zeros((len(line.tokens) + 8, len(LABELS)), int)
        edges = [(at, EDGE) for at in (-2, -1, len(line.tokens), len(line.tokens) + 1)]
        for at, key in edges + [(at, token[2]) for at, token in enumerate(line.tokens)]:
            found = self.rows.get(key)
            if found is None and 0 <= at < len(line.tokens) and key >> 60 == 0:
                found = self.unknown(line.tokens[at])
            if found is not None:
                total[at + 2 : at + 7] += found
        total = total[4:-4]
        for at, token in enumerate(line.tokens):
            total[at] += self.repeated[int(token[4][0].split("=")[1])] + self.blocks[BLOCKS.index(token[4][1].split("=")[1])]
        return total

    def unknown(self, token):
        """The row of a word without one, from its facts: for each kind of fact, the first with a row."""
        parts = {}
        for key, _ in token[3]:
            if key in self.rows:
                parts.setdefault(key >> 60, self.rows[key])
        return np.clip(sum(parts.values()), -127, 127) if parts else None

    def tag(self, line):
        """The best labels of a line, each with its gain over "no span"; as src/tagger/lattice.rs finds them."""
        sums = self.sums(line)
        weights = np.vstack([np.hstack([self.between, self.out[:, None]]), np.append(self.into, self.rest)])
        scores, origins = [], []
        for at, own in enumerate(sums):
            own = np.append(own, 0)
            if at == 0:
                score = np.where([label[0] == "I" for label in LABELS] + [False], NEVER, own)
                origins.append(None)
            else:
                last = scores[-1] - scores[-1][8]
                if np.max(last[:8] + self.out) < self.rest - FAR:
                    last = np.append(np.full(8, 4 * NEVER), 0)
                ways = last[::-1, None] + weights[::-1]
                best = np.argmax(ways, axis=0)
                score = ways[best, np.arange(9)] + own
                origins.append(8 - best)
            scores.append(score)
        path = [8 - int(np.argmax(scores[-1][::-1]))]
        for origin in origins[:0:-1]:
            path.append(int(origin[path[-1]]))
        path.reverse()
        gains = [own[k] if k < 8 else 0 for own, k in zip(sums, path)]
        for at in range(1, len(path)):
            gained = weights[path[at - 1], path[at]] - self.rest
            gains[at if path[at] < 8 else at - 1] += gained
        return [(*LABELS, "O")[k] for k in path], gains

    def bytes(self):
        lanes = [*self.between, self.into, self.out, [self.rest, UNIT] + [0] * 6, *self.repeated, *self.blocks]
        own = [key for key in self.keys if key not in self.shares]
        at = {key: n for n, key in enumerate(own)}
        slots = [0] * (1 << SLOT_BITS)
        for key in self.keys:
            mixed = key * FACTOR & (1 << 64) - 1
            home = mixed >> 64 - SLOT_BITS
            free = next(place for place in ((home + n) % len(slots) for n in range(PROBES)) if not slots[place])
            slots[free] = (mixed >> 31 & 0xFFFF | 1) | at[self.shares.get(key, key)] << 16
        rows = [self.rows[key] for key in own]
        print(f"{len(self.keys)} keys, {len(rows)} rows")
        return np.asarray(lanes, "<i2").tobytes() + np.asarray(slots, "<u4").tobytes() + np.asarray(rows, "i1").tobytes()


def spans(labels, gains):
    """(first token, last token, kind, gain) of each span."""
    found = []
    for at, (label, gain) in enumerate(zip(labels, gains)):
        if label[0] == "B":
            found.append([at, at, label[1], gain])
        elif label[0] == "I" and found:
            found[-1][1] = at
            found[-1][3] += gain
    return [tuple(span) for span in found]
