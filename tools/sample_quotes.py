"""Prints a reading sheet of quotes from unannotated articles, for judging precision by eye.

  scripts/sample-quotes [--articles N] [--sentences N] [--results N] [--seed N] [--draw FILE] > sheet.txt
  scripts/sample-quotes --judged FILE                       print how many of the judges' labels are "right", and how often judges agree

Takes articles from ../shared/corpus/unlabelled.jsonl that are not in the gold, keeps the sentences in which
`isnad explain` recognises a cue, draws --sentences of them and prints --results of the quotes found there: the sentence
with its neighbour, the content in 【】, and who said it through what. The same seed and program give the same sheet. --draw
records the answers on the sheet without their words: the article's SHA-256, the offsets of the content in code points, the
type, the rule and the confidence. Each judge adds two columns with 1 or 0: "quote" (whether it is a quote according to the guidelines) and
"speaker" (whether the right one is named; "-" if it is not a quote). gates/judged.tsv is such a file.
"""
import argparse
import csv
import hashlib
import json
import random
import subprocess

import gold
from project import SKIPPED, binary


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=1200)
    ap.add_argument("--sentences", type=int, default=2000)
    ap.add_argument("--results", type=int, default=200)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--draw", help="write which answers the sheet has, as a table")
    ap.add_argument("--judged", help="count the labels of such a table, and print no sheet")
    a = ap.parse_args()
    if a.judged:
        print(agreement(a.judged))
        return
    if not gold.is_here():
        print(f"sample-quotes: {SKIPPED}")
        return
    draw = random.Random(a.seed)
    articles = gold.unannotated()
    texts = {str(i): text for i, text in enumerate(draw.sample(articles, min(a.articles, len(articles))))}
    lines = "".join(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in texts.items())
    run = [binary(), "analyze", "--format", "jsonl", "--offsets", "utf32", "--input", "jsonl"]
    out = subprocess.run(run, input=lines, capture_output=True, text=True, check=True).stdout
    found = []
    for line in out.splitlines():
        row = json.loads(line)
        analysis = row["analysis"]
        spans = [(int(s["span"].get("start", 0)), int(s["span"]["end"])) for s in analysis.get("sentences", [])]
        for q in analysis.get("quotes", []):
            pieces = [(int(c.get("start", 0)), int(c["end"])) for c in q["content"]]
            home = next((k for k, (s, e) in enumerate(spans) if s <= pieces[0][0] < e), None)
            if home is not None and q.get("cue"):
                found.append((row["id"], home, spans, pieces, q))
    homes = sorted({(f[0], f[1]) for f in found})
    homes = set(draw.sample(homes, min(a.sentences, len(homes))))
    found = [f for f in found if (f[0], f[1]) in homes]
    drawn = draw.sample(found, min(a.results, len(found)))
    if a.draw:
        write_draw(a.draw, drawn, texts)
    for number, (doc, home, spans, pieces, q) in enumerate(drawn, 1):
        text = texts[doc]
        start, end = spans[max(home - 1, 0)][0], max(spans[min(home + 1, len(spans) - 1)][1], pieces[-1][1])
        shown, at = "", start
        for s, e in pieces:
            shown += text[at:s] + "【" + text[s:e] + "】"
            at = e
        shown += text[at:end]
        speaker = q.get("speaker", {})
        mention = speaker.get("mention")
        said = text[int(mention.get("start", 0)):int(mention["end"])] if mention else "-"
        print(f"#{number} {q['type'][11:].lower()} · cue {q['cue'].get('lemma')} · rule {q['rule']} · confidence "
              f"{q.get('confidence', 0):.2f} · mention {said} · speaker {speaker.get('name', '-')}")
        print(" ".join(shown.split()), "\n")


def write_draw(path, drawn, texts):
    with open(path, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter="\t", lineterminator="\n")
        table.writerow(["number", "article", "content", "type", "rule", "confidence"])
        for number, (doc, _, _, pieces, q) in enumerate(drawn, 1):
            article = hashlib.sha256(texts[doc].encode()).hexdigest()[:16]
            content = " ".join(f"{start}-{end}" for start, end in pieces)
            table.writerow([number, article, content, q["type"][11:].lower(), q["rule"], f"{q.get('confidence', 0):.2f}"])


def agreement(path):
    """The share of answers that each judge calls right, and how often the judges agree."""
    with open(path, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    lines = []
    for judge in "ab":
        quotes = [row for row in rows if row[f"quote {judge}"] == "1"]
        right = sum(row[f"speaker {judge}"] == "1" for row in quotes)
        lines.append(f"judge {judge}: {len(quotes)} of {len(rows)} are quotes ({len(quotes) / len(rows):.3f}); "
                     f"the speaker of {right} of them is right ({right / len(quotes):.3f})")
    same = sum(row["quote a"] == row["quote b"] for row in rows)
    both = [row for row in rows if row["quote a"] == row["quote b"] == "1"]
    alike = sum(row["speaker a"] == row["speaker b"] for row in both)
    return "\n".join([*lines, f"the judges agree on {same} of {len(rows)} quotes, and on {alike} of {len(both)} speakers"])


if __name__ == "__main__":
    main()
