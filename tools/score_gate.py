"""Compares the figures on the annotated articles with their floors: no figure may fall below the committed one.

  scripts/score-gate            build, analyse, score, compare; exit with 1 if a figure fell
  scripts/score-gate --update   write the current figures as the floors

The articles, their annotation and the scorer are not part of this repository. $ISNAD_SHARED names their folder
(default: "shared" beside the repository); without it the gate reports that it was skipped.
$ISNAD_BIN names a binary to score instead of the one that is built here.
"""
import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import gold
from project import ROOT, SHARED, SKIPPED, binary

FLOORS = ROOT / "gates" / "score-floors.json"
# Figures that the scorer reports as precision, recall and F1, and figures that it reports as shares.
RATES = ["clean", "sentence ends", "sentence ends (inner)", "quotes found", "quotes exact", "quotes e2e", "relay", "addressee"]
SHARES = ["kind", "title", "speaker", "name exact", "mention", "cue", "type"]
# One minus the share of quotes with a wrong name, so that higher is better for every figure.
NOT_WRONG = "no wrong name"
FIGURES = [*RATES, *SHARES, NOT_WRONG]
TOLERANCE = 0.0005


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--update", action="store_true", help="rewrite gates/score-floors.json")
    update = arguments.parse_args().update

    if not gold.is_here():
        print(f"score gate: {SKIPPED}")
        return 0
    figures = measure(binary(), SHARED)
    if update:
        floors = {name: {key: rounded_down(value) for key, value in found.items()} for name, found in figures.items()}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
        print(f"score gate: wrote {FLOORS.relative_to(ROOT)}")
    return report(figures, json.loads(FLOORS.read_text(encoding="utf-8")))


def measure(isnad, shared):
    """The figures of each set: {"dev": {"clean": 0.98, …}, "seeds": {…}, "dev2": {…}}."""
    gold_of = shared / "gold"
    texts = [shared / "seeds", shared / "corpus" / "dev", shared / "corpus" / "dev2"]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        analyses = folder / "analyses.jsonl"
        with open(analyses, "wb") as out:
            subprocess.run([isnad, "analyze", "--format", "jsonl", "--offsets", "utf32", *texts], stdout=out, check=True)
        seeds = folder / "seeds"
        seeds.mkdir()
        for path in (gold_of / "dev").glob("seed-*.json"):
            (seeds / path.name).symlink_to(path.resolve())
        sets = {"dev": gold_of / "dev", "seeds": seeds, "dev2": gold_of / "dev2"}
        return {name: score(shared, annotated, texts, analyses, folder) for name, annotated in sets.items()}


def score(shared, annotated, texts, analyses, folder):
    answer = folder / "score.json"
    call = [sys.executable, shared / "tools" / "score.py", "--gold", annotated, "--pred", analyses, "--json", answer]
    call += [argument for text in texts for argument in ("--texts", text)]
    subprocess.run(call, stdout=subprocess.DEVNULL, check=True)
    found = json.loads(answer.read_text())
    rates = {key: found[key]["f1"] for key in RATES if key in found}
    shares = {key: found[key] for key in SHARES if key in found}
    return rates | shares | {NOT_WRONG: 1 - found["wrong name"]}


def rounded_down(value):
    return math.floor(value * 1000 + 1e-9) / 1000


def report(figures, floors):
    fell = 0
    for name, found in figures.items():
        print(f"{name:24s}figure   floor")
        for key in FIGURES:
            floor, value = floors.get(name, {}).get(key), found.get(key)
            if floor is None and value is None:
                continue
            # A figure without a floor is an error in the floors; a floor without a figure, in the analysis.
            bad = floor is None or value is None or value < floor - TOLERANCE
            fell += bad
            show = lambda number: "     -" if number is None else f"{number:6.4f}"
            print(f"  {key:22s}{show(value)}  {show(floor)}{'  BELOW' if bad else ''}")
    if fell:
        print(f"score gate: FAILED, {fell} figures below their floor or without one; --update accepts them")
        return 1
    print("score gate: passed")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(f"score gate: FAILED, {failed.cmd[0]} ended with {failed.returncode}")
