"""Measures how well `isnad verify` finds changes to quotes.

  scripts/score-verify [--check] [--wrong KIND]

Makes claims with known answers from the annotated quotes of dev, dev2 and dev3 (tools/verify_claims.py), and prints for each kind how
many are answered correctly. --check fails below the thresholds; --wrong prints the wrong answers of a kind, or of all kinds.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict

import gold as annotated
import verify_claims
from learn_common import fold
from project import SKIPPED, binary

# The least share of changes that are reported, and the largest share of unchanged claims that are not verbatim.
FOUND, ALARMS = .99, .005


def run(isnad, texts, claims):
    """The verdict for each claim, in their order."""
    of_article = defaultdict(list)
    for claim in claims:
        of_article[claim["article"]].append(claim)
    lines = [{"id": article, "text": texts[article], "claims": [{key: claim[key] for key in ("words", "speaker") if claim.get(key)} for claim in own]}
             for article, own in of_article.items()]
    with tempfile.TemporaryFile("w+") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.seek(0)
        out = subprocess.run([isnad, "verify", "--offsets", "utf32"], stdin=file, stdout=subprocess.PIPE, check=True).stdout
    for row in map(json.loads, out.splitlines()):
        for claim, verdict in zip(of_article[row["id"]], row["verdicts"], strict=True):
            claim["verdict"] = verdict


def overlaps(edit, side, span):
    return edit[side]["start"] < span[1] and span[0] < edit[side]["end"]


def is_right(claim, text):
    """Returns whether a claim is answered correctly."""
    verdict = claim["verdict"]
    if claim.get("same"):
        return verdict["presence"] == "verbatim"
    if verdict["presence"] == "verbatim" or verdict["presence"] not in claim.get("presence", {"near", "partial"}):
        return False
    kinds = claim.get("edit")
    edits = [edit for edit in verdict["edits"] if not kinds or edit["kind"] in kinds]
    if verdict["coverage"] < claim.get("coverage", 0):
        return False
    if span := claim.get("claim"):
        return any(overlaps(edit, "claim", span) for edit in edits)
    if word := claim.get("text"):
        words = (text[edit["text"]["start"]:edit["text"]["end"]] for edit in edits)
        return any(fold(word) in map(fold, verify_claims.WORD.findall(part)) for part in words)
    return True


def speakers(made, texts, isnad):
    """Claims with speakers: the right one, a part of the name, another speaker of the article, and a name that is not in it. The truth comes
    from the gold, or from the extraction itself."""
    named = [quote for quote in made.quotes if quote.annotation["entity"] and not quote.annotation["optional"]]
    for truth in ("gold", "extraction"):
        claims = []
        plain = [{"article": quote.article, "words": quote.content, "quote": quote} for quote in named]
        if truth == "extraction":
            run(isnad, texts, plain)
        for claim in plain:
            quote = claim["quote"]
            name = quote.text[slice(*quote.annotation["entity"])]
            if truth == "extraction":
                places = claim["verdict"]["places"]
                name = places[0]["speaker"] if places else None
            if not name:
                continue
            others = {q.text[slice(*q.annotation["entity"])] for q in named if q.article == quote.article}
            others = sorted(other for other in others if not set(fold(other).split()) & set(fold(name).split()))
            wanted = [("right", name, {"same", "variant"}), ("nobody of the article", "زغلول الشمبري", {"other", "nobody"}),
                      ("another spelling", verify_claims.pair_twins.respelt(name), {"same", "variant"})]
            if len(name.split()) > 1:
                wanted.append(("surname", name.split()[-1], {"variant", "same"}))
            if others:
                wanted.append(("another of the article", others[0], {"other", "nobody"}))
            claims += [{**claim, "speaker": given, "kind": kind, "wanted": right} for kind, given, right in wanted]
        run(isnad, texts, claims)
        counts = defaultdict(list)
        for claim in claims:
            counts[claim["kind"]].append(claim["verdict"]["attribution"] in claim["wanted"])
        yield from (f"| speaker by {truth}: {kind} | {len(one)} | {sum(one) / len(one):.3f} |" for kind, one in counts.items())


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    options.add_argument("--wrong", metavar="KIND")
    options = options.parse_args()
    if not annotated.is_here():
        print(SKIPPED)
        return
    isnad, made = binary(), verify_claims.Claims()
    texts = {quote.article: quote.text for quote in made.quotes}
    claims = list(made.all())
    run(isnad, texts, claims)
    kinds = defaultdict(list)
    for claim in claims:
        right = is_right(claim, texts[claim["article"]])
        kinds[claim["kind"], bool(claim.get("same"))].append(right)
        if not right and options.wrong in (claim["kind"], "all"):
            print(json.dumps([claim["kind"], claim["article"], claim["words"], claim["quote"].content, claim.get("claim"), claim.get("text"), claim["verdict"]], ensure_ascii=False))
    print("| kind | claims | right |\n| --- | ---: | ---: |")
    for (kind, _), right in kinds.items():
        print(f"| {kind} | {len(right)} | {sum(right) / len(right):.3f} |")
    print("\n".join(speakers(made, texts, isnad)))
    changed = [right for (_, same), rights in kinds.items() if not same for right in rights]
    same = [right for (_, same), rights in kinds.items() if same for right in rights]
    found, alarms = sum(changed) / len(changed), 1 - sum(same) / len(same)
    print(f"\nChanges found: {found:.4f} of {len(changed)}. False alarms: {alarms:.4f} of {len(same)}.")
    if options.check and (found < FOUND or alarms > ALARMS):
        sys.exit(f"The thresholds are {FOUND} and {ALARMS}.")


if __name__ == "__main__":
    main()
