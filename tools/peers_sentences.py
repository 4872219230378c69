# needs: peers icu
"""Measures isnad and other sentence splitters on the annotated articles, in one run, and writes the tables of
docs/sentences.md between their marks.

  scripts/peers-sentences           compares with the sentence ends that people annotated
  scripts/peers-sentences --speed   also measures bytes per second, with `cargo bench --locked --manifest-path benches/peers/Cargo.toml`

The articles are not part of this repository: $ISNAD_SHARED names their folder (default: "shared" beside the repository).
$ISNAD_BIN names a binary to use instead of building one.

The articles are those of dev, dev2 and dev3. Each splitter gets the lines that the annotators kept, one at a time; on dev it also gets each article's lines,
joined by spaces, as one paragraph. Only ends inside a line count. An end is the offset just past its last visible character.
"""
import argparse
import json
import re
import subprocess

import drawn_layouts
import gold
from project import ROOT, SKIPPED, binary

DOC = ROOT / "docs" / "sentences.md"
SETS = ("dev", "dev2", "dev3")


def ends_of(text, pieces):
    """Where the pieces end, which occur in the text in this order."""
    at, ends = 0, []
    for piece in (piece.strip() for piece in pieces):
        found = text.find(piece, at) if piece else -1
        if found >= 0:
            at = found + len(piece)
            ends.append(at)
    return ends


def icu():
    import icu as peer
    iterator = peer.BreakIterator.createSentenceInstance(peer.Locale("ar"))

    def split(text):
        # ICU counts in UTF-16.
        units = text.encode("utf-16-le")
        iterator.setText(text)
        return [len(units[:2 * end].decode("utf-16-le").rstrip()) for end in iterator]
    return split


def srx():
    from choppa import DEFAULT_SRX_RULESET, SrxDocument, SrxTextIterator
    document = SrxDocument(ruleset=DEFAULT_SRX_RULESET)
    return lambda text: ends_of(text, SrxTextIterator(document, "ar_one", text))


def pysbd():
    import pysbd as peer
    segmenter = peer.Segmenter(language="ar", clean=False)
    return lambda text: ends_of(text, segmenter.segment(text))


def nupunkt():
    import nupunkt as peer
    return lambda text: [len(text[:end].rstrip()) for _, end in peer.sent_spans(text)]


def sentencex():
    import sentencex as peer
    return lambda text: ends_of(text, peer.segment("ar", text))


def mark_then_space():
    mark = re.compile(r"[.!?؟…۔]+[\"'»”’)\]]*(?=\s|$)")
    return lambda text: [match.end() for match in mark.finditer(text)] + [len(text.rstrip())]


PEERS = [
    ("ICU 72.1 (PyICU 2.17)", icu),
    ("LanguageTool's rules (choppa-srx 1.0.0)", srx),
    ("nupunkt 0.8.0", nupunkt),
    ("pySBD 0.3.4", pysbd),
    ("sentencex 1.0.32", sentencex),
    ("mark then space", mark_then_space),
]


def load():
    """The articles of each set as lists of (line, ends inside it)."""
    articles = {of: [] for of in SETS}
    for of, _, text, annotation in drawn_layouts.annotated():
        if of in articles and annotation["sentences"] is not None:
            ends = {len(text[:sentence["span"][1]].rstrip()) for sentence in annotation["sentences"]}
            lines = [line for line in annotation["lines"] if line["kind"] in drawn_layouts.KEPT]
            articles[of].append([marked(text, line["span"], ends) for line in lines])
    return articles


def marked(text, span, ends):
    start, end = span[0], len(text[:span[1]].rstrip())
    return text[start:end], {at - start for at in ends if start < at < end}


def paragraph(lines):
    """The lines as one paragraph: its text, the ends inside the lines, and the ends of the lines."""
    text, inner, outer = "", set(), set()
    for line, ends in lines:
        inner |= {len(text) + at for at in ends}
        text += line
        outer.add(len(text))
        text += " "
    return text, inner, outer


def score(texts, found):
    """F1 over the ends inside lines."""
    tp = fp = fn = 0
    for (text, inner, outer), ends in zip(texts, found):
        said = set(ends) - outer - {len(text.rstrip())}
        tp, fp, fn = tp + len(said & inner), fp + len(said - inner), fn + len(inner - said)
    return 2 * tp / max(2 * tp + fp + fn, 1)


def isnad(program, texts):
    rows = "".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, (text, _, _) in enumerate(texts))
    command = [program, "segment", "--input", "jsonl", "--format", "jsonl", "--offsets", "utf32"]
    out = subprocess.run(command, input=rows, capture_output=True, text=True, check=True).stdout
    answers = {row["id"]: row["segmentation"] for row in map(json.loads, out.splitlines())}
    spans = (answers[str(at)].get("sentences", []) for at in range(len(texts)))
    return [[sentence["span"]["end"] for sentence in sentences] for sentences in spans]


def measure(program, articles):
    lines = {of: [(line, ends, set()) for one in ones for line, ends in one if line.strip()] for of, ones in articles.items()}
    columns = [*lines.values(), [paragraph(one) for one in articles[SETS[0]]]]
    rows = [("isnad", [score(texts, isnad(program, texts)) for texts in columns])]
    for name, load_peer in PEERS:
        split = load_peer()
        rows.append((name, [score(texts, [split(text) for text, _, _ in texts]) for texts in columns]))
    counts = [f"{of}: {len(ones)} articles, {sum(len(ends) for _, ends, _ in lines[of])} ends" for of, ones in articles.items()]
    table = [f"F1 of ends inside lines. {'; '.join(counts)}.\n",
             f"| | {' | '.join(SETS)} | {SETS[0]}, one paragraph |", "| --- | --- | --- | --- | --- |"]
    for name, scores in sorted(rows, key=lambda row: -row[1][0]):
        table.append(f"| {name} | " + " | ".join(f"{one:.3f}" for one in scores) + " |")
    return "\n".join(table)


def speed():
    command = ["cargo", "bench", "--quiet", "--locked", "--manifest-path", ROOT / "benches" / "peers" / "Cargo.toml"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def put(name, content):
    """Puts the content between its marks in the document."""
    begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    text = DOC.read_text(encoding="utf-8")
    head, rest = text.split(begin)
    tail = rest.split(end, 1)[1]
    DOC.write_text(f"{head}{begin}{content}{end}{tail}", encoding="utf-8")
    print(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", action="store_true", help="also measure speed")
    arguments = parser.parse_args()
    if not gold.is_here():
        print(f"peers-sentences: {SKIPPED}")
        return
    put("ends", measure(binary(), load()))
    if arguments.speed:
        put("speed", speed())


if __name__ == "__main__":
    main()
