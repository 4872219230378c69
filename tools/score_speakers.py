"""Measures how often the speaker is right on the annotated articles, by how the text names the speaker.

  scripts/score-speakers        build, analyse, and print a table

Overt: the annotation marks the speaker in the cue's own clause; implicit: it does not. Then by the rule that made the
quote: participles (مضيفا أن), verbal nouns (قوله إن), prepositions of source (بحسب X), and quotes with a relay in the
annotation. The last lines are the precision at high confidence. Names are compared as in ../shared's scorer.
"""
import sys
from collections import defaultdict

import gold
from project import SKIPPED, binary


def pairs(score, found):
    """Each annotated quote that counts, the quote found for it, and whether the speaker is right."""
    for annotation, path in gold.articles():
        text = path.read_text(encoding="utf-8")
        for quote, wanted, _ in gold.paired(score, text, annotation["quotes"], found[path.stem].get("quotes", [])):
            if wanted and not wanted["optional"]:
                yield wanted, quote, gold.speaker_is_right(score, text, wanted, quote)


def ways(wanted, quote):
    yield "overt" if wanted["speaker"] else "implicit"
    rule = quote["rule"]
    if rule == "participle":
        yield "participle"
    if rule == "nominal":
        yield "nominal"
    if rule.startswith("source"):
        yield "prepositional"
    if wanted["via"]:
        yield "relay"


def main():
    if not gold.is_here():
        print(f"speakers: {SKIPPED}")
        return
    table, sure = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    for wanted, quote, right in pairs(gold.scorer(), gold.analyses(binary())):
        speaker = quote.get("speaker", {})
        for way in ["all", *ways(wanted, quote)]:
            table[way][0] += right
            table[way][1] += 1
        for least in (0.8, 0.9, 0.95):
            if speaker.get("name") and speaker.get("confidence", 0) >= least:
                sure[least][0] += right
                sure[least][1] += 1
    print(f"{'speaker':20s} right of found  share")
    for way in ["all", "overt", "implicit", "participle", "nominal", "prepositional", "relay"]:
        right, found = table[way]
        print(f"  {way:18s} {right:5d} {found:8d}  {right / max(found, 1):.3f}")
    for least, (right, found) in sorted(sure.items()):
        print(f"  confidence ≥ {least:<5} {right:5d} {found:8d}  {right / max(found, 1):.3f}")


if __name__ == "__main__":
    sys.exit(main())
