"""A reading sheet of quotes from articles that nobody annotated, for judging precision by eye.

  scripts/sample-quotes [--articles N] [--sentences N] [--results N] [--seed N] > sheet.txt

Takes articles from ../shared/corpus/unlabelled.jsonl that are not in the gold, keeps the sentences in which
`isnad explain` knows a cue, draws --sentences of them and prints --results of the quotes found there: the sentence
with its neighbour, the content in 【】, and who said it through what. Same seed, same sheet.
"""
import argparse
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
    a = ap.parse_args()
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
    for number, (doc, home, spans, pieces, q) in enumerate(draw.sample(found, min(a.results, len(found))), 1):
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


if __name__ == "__main__":
    main()
