"""Measures whether isnad names the speakers of plain sentences with any name: names × verbs × frames.

  scripts/name-frames           fill the frames of tests/frames, analyse the sentences, print the share of right speakers
  scripts/name-frames --draw    first draw names.tsv and verbs.tsv again (needs ../shared; the draw is deterministic)

Names are combined from given names and surnames of Faker and from words that the press mostly uses as surnames
(../shared/corpus/word-counts.tsv.xz). At least half of the words of each name are in no table of the lexicon. Words known only from
the counts have no gender: as given names they are treated as masculine. Verbs are the most frequent of lexicon/verbs.tsv that
state something. A speaker is right if the answer's name has exactly the words of NAME. Each name occurs once in each
frame, with a verb and a content drawn by seed. $ISNAD_BIN names another program.
"""
# needs: names
import argparse
import collections
import importlib
import json
import lzma
import random
import re
import subprocess
import tempfile
from pathlib import Path

from learn_common import MARKS, fold
from project import ROOT, SHARED, binary

FOLDER = ROOT / "tests" / "frames"
COUNTS = SHARED / "corpus" / "word-counts.tsv.xz"
SEED = 8
VERBS, NAMES_OF_A_LENGTH, LENGTHS = 40, 80, (1, 2, 3, 4)
LOCALES = ("ar_AA", "ar_DZ", "ar_PS", "ar_SA", "fa_IR")
# Its surnames are tribes (بنو شيبان), which news does not use for people.
TRIBES = "ar_AA"
# Persian letters with other Arabic equivalents.
PERSIAN = str.maketrans({"ی": "ي", "ک": "ك"})
ARABIC = re.compile(r"[\u0621-\u063A\u0641-\u064A]+( [\u0621-\u063A\u0641-\u064A]+)?")
# Classes of verbs that may precede "that" and a plain statement.
STATING = {"statement", "continuation", "explanation", "remark", "assertion", "opinion", "forecast", "claim", "denial",
           "admission", "promise", "warning", "answer"}


def table(path):
    """The rows of a table, by the names of its columns."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [dict(zip(lines[0], row)) for row in lines[1:]]


def written(path, head, rows):
    columns = "\t".join(rows[0])
    lines = ["\t".join(row.values()) for row in rows]
    path.write_text("\n".join([f"# {head} Written by scripts/name-frames --draw.", columns, *lines]) + "\n", encoding="utf-8")


def lexicon_words():
    """Every Arabic word of the tables, normalised."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "lexicon").glob("*.tsv"))
    return {fold(word) for text in texts for word in re.findall(r"[\u0621-\u0652]+", text)}


class Press:
    """The counts of words in the press."""

    def __init__(self):
        with lzma.open(COUNTS, "rt", encoding="utf-8") as lines:
            columns = next(lines).split()
            self.rows = {}
            for line in lines:
                word, *counts = line.split()
                self.rows[word] = dict(zip(columns[1:], map(int, counts)))

    def all(self, *words):
        return sum(self.rows[word]["all"] for word in words if word in self.rows)

    def is_name(self, word):
        """Often the only or last word between a verb of saying and the content, or after "son of"."""
        row = self.rows[word]
        last = row["alone"] + row["pair2"] + row["triple3"] + row["after_bin"]
        # A body seldom follows a given name.
        family = row["pair2"] + row["triple3"] > max(1, 0.1 * row["alone"])
        known = row["alone"] > 1 and row["after_title"] + row["after_bin"] > 0 and row["all"] >= 25
        plain = row["after_prep"] <= 0.2 * row["all"] and row["after_particle"] <= 0.01 * row["all"]
        return known and family and plain and last >= 0.04 * row["all"] and 4 <= len(word) <= 9 and not self.is_inflected(word)

    def is_inflected(self, word):
        """A noun with the article, a proclitic or an ending, which the press has without it as well."""
        often = self.all(word)
        if word.startswith("لل"):
            return True
        if word.startswith("ال"):
            return self.all(word[2:]) >= 0.1 * often or word[-2:] in ("ون", "ات", "ية")
        if self.all("ال" + word, "لل" + word, "بال" + word) > 0.05 * often:
            return True
        if word[0] in "بلفكو" and self.all(word[1:]) > often:
            return True
        stems = (word[: -len(end)] for end in ("ه", "ها", "هم", "هن", "نا", "تنا", "تا", "ي", "ون", "ين", "ان", "ات", "ا", "ة", "ت")
                 if word.endswith(end))
        return any(self.all(stem, stem + "ة") > 0.5 * often for stem in stems)


class Lists:
    """Given names by gender, and surnames of one word and of two."""

    def __init__(self, press):
        given, surnames = {"m": set(), "f": set()}, set()
        for locale in LOCALES:
            people = importlib.import_module(f"faker.providers.person.{locale}").Provider
            given["m"] |= set(map(self.spelled, people.first_names_male))
            given["f"] |= set(map(self.spelled, people.first_names_female))
            surnames |= set() if locale == TRIBES else set(map(self.spelled, people.last_names))
        # No names of both genders, and no words that are titles or bodies before another name.
        left_out = given["m"] & given["f"] | {row["noun"] for row in table(ROOT / "lexicon" / "nouns.tsv")}
        self.given = {gender: sorted(filter(self.is_word, words - left_out)) for gender, words in given.items()}
        self.surnames = sorted(filter(self.is_word, surnames))
        self.double = sorted(name for name in surnames if " " in name and ARABIC.fullmatch(name))
        known = lexicon_words()
        self.pressed = sorted(word for word in press.rows if fold(word) not in known and press.is_name(word))

    @staticmethod
    def spelled(name):
        return MARKS.sub("", name).translate(PERSIAN).strip()

    @staticmethod
    def is_word(name):
        return " " not in name and len(name) > 2 and ARABIC.fullmatch(name) is not None

    def surname(self, draw):
        return draw.choice(self.pressed if draw.random() < 0.6 else self.surnames)

    def name(self, draw, length):
        """A name with this number of words, its surname, and its gender."""
        gender = "f" if draw.random() < 0.3 else "m"
        if length == 1:
            surname, before = self.surname(draw), []
        elif length == 2 and draw.random() < 0.4:
            gender, surname, before = "m", draw.choice(self.pressed), [draw.choice(self.pressed)]
        else:
            surname = draw.choice(self.double) if length > 2 and draw.random() < 0.4 else self.surname(draw)
            fathers = length - 1 - len(surname.split())
            before = [draw.choice(self.given[gender]), *(draw.choice(self.given["m"]) for _ in range(fathers))]
            if fathers == 2 and gender == "m" and draw.random() < 0.4:
                before[1] = "بن"
        return [*before, *surname.split()], surname, gender


def drawn_names():
    draw, lists, known = random.Random(SEED), Lists(Press()), lexicon_words()
    rows, seen, shares = [], set(), []
    for length in LENGTHS:
        while len(seen) < NAMES_OF_A_LENGTH * length:
            words, surname, gender = lists.name(draw, length)
            unknown = [word for word in words if fold(word) not in known]
            if 2 * len(unknown) < length or len(set(words)) < length or " ".join(words) in seen:
                continue
            seen.add(" ".join(words))
            shares.append((len(unknown), length))
            rows.append({"name": " ".join(words), "short": surname, "gender": gender})
    unknown, words = map(sum, zip(*shares))
    print(f"{len(rows)} names; {unknown} of their {words} words are in no table of the lexicon")
    return rows


def feminine(verb):
    return (verb[:-1] if verb[-1] in "اى" else verb) + "ت"


def drawn_verbs():
    often = collections.Counter()
    for word, row in Press().rows.items():
        often[fold(word)] += row["all"]
    rows = []
    for verb in table(ROOT / "lexicon" / "verbs.tsv"):
        frames = verb["frames"].split()
        takes = {"ب": "بأن", "إلى": "إلى أن", "على": "على أن"}
        that = ["إن" if verb["lemma"] == "قال" else "أن"] if "clause" in frames else \
            [takes[frame[5:]] for frame in frames if frame.startswith("prep:") and frame[5:] in takes]
        if verb["class"] not in STATING or "strict" in frames or verb["imperfect"] == "-" or not that:
            continue
        forms = [verb["lemma"], feminine(verb["lemma"]), verb["imperfect"], "ت" + verb["imperfect"][1:]]
        count = sum(often[fold(form)] + often[fold("و" + form)] for form in forms)
        names = ("masculine", "feminine", "imperfect", "imperfect feminine")
        uses = ["clause", *(frame for frame in ("colon", "mark") if frame in frames)]
        rows.append((-count, {**dict(zip(names, forms)), "that": that[0], "takes": " ".join(uses)}))
    return [row for _, row in sorted(rows, key=lambda row: row[0])[:VERBS]]


def filled(frame, verb, name, content):
    """The sentence made from a frame."""
    man = name["gender"] == "m"
    text = frame["masculine" if man else "feminine"]
    for place, words in (
        ("VERB", verb["masculine" if man else "feminine"]),
        ("IMPERFECT", verb["imperfect" if man else "imperfect feminine"]),
        ("THAT", verb["that"]),
        ("NAME", name["name"]),
        ("SHORT", name["short"]),
        ("CONTENT", content),
        ("¶", "\n"),
    ):
        text = text.replace(place, words)
    return text


def sentences():
    """(frame, name, text, content), each name once in each frame."""
    draw = random.Random(SEED)
    frames, verbs, names = (table(FOLDER / f"{file}.tsv") for file in ("frames", "verbs", "names"))
    contents = (FOLDER / "contents.txt").read_text(encoding="utf-8").splitlines()
    for name in names:
        for frame in frames:
            fitting = [verb for verb in verbs if frame["needs"] in ("-", *verb["takes"].split())]
            verb, content = draw.choice(fitting), draw.choice(contents)
            yield frame["frame"], name["name"], filled(frame, verb, name, content), content


def analyses(texts):
    """isnad's answer to each text; offsets count characters."""
    with tempfile.TemporaryDirectory() as folder:
        for index, text in enumerate(texts):
            (Path(folder) / f"{index}.txt").write_text(text, encoding="utf-8")
        call = [binary(), "analyze", "--format", "jsonl", "--offsets", "utf32", folder]
        lines = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    found = {int(answer["id"]): answer["analysis"] for answer in map(json.loads, lines)}
    return [found[index] for index in range(len(texts))]


def verdict(analysis, text, name, content):
    """The verdict on the speaker of the content in the answer."""
    start = text.rindex(content)
    end = start + len(content)
    for quote in analysis.get("quotes", []):
        if any(span.get("start", 0) < end and span["end"] > start for span in quote["content"]):
            found = quote.get("speaker", {}).get("name")
            return "nobody" if not found else "right" if found == name else "wrong"
    return "no quote"


VERDICTS = ("right", "wrong", "nobody", "no quote")


def printed(groups):
    for group, verdicts in sorted(groups.items(), key=lambda it: -it[1].total()):
        shares = (f"{verdicts[it] / verdicts.total():9.3f}" for it in VERDICTS)
        print(f"{group:18s}{verdicts.total():7d}", *shares)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--draw", action="store_true")
    arguments.add_argument("--wrong", action="store_true", help="print each sentence whose speaker is not right")
    options = arguments.parse_args()
    if options.draw:
        written(FOLDER / "names.tsv", "Names put together by chance.", drawn_names())
        written(FOLDER / "verbs.tsv", "The commonest verbs that state something.", drawn_verbs())
    cases = list(sentences())
    groups = collections.defaultdict(collections.Counter)
    for (frame, name, text, content), analysis in zip(cases, analyses([text for _, _, text, _ in cases])):
        found = verdict(analysis, text, name, content)
        for group in ("all", f"words: {len(name.split())}", frame):
            groups[group][found] += 1
        if options.wrong and found != "right":
            print(found, frame, name, text.replace("\n", " ¶ "), sep="\t")
    print(f"{'':18s}{'cases':>7s}", *(f"{it:>9s}" for it in VERDICTS))
    printed(groups)


if __name__ == "__main__":
    main()
