"""The annotated articles of ../shared beside what isnad finds in them, for the scripts that learn or measure."""
import csv
import json
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ISNAD_SHARED") or ROOT.parent / "shared")
# A quote that was found is an annotated one when they share this much (F1 over words), as score.py has it.
SAME = 0.5
SKIPPED = f"SKIPPED, no annotated articles in {SHARED} ($ISNAD_SHARED names another folder)"


def binary():
    """The binary to measure; built first, so that it is never an old one."""
    if named := os.environ.get("ISNAD_BIN"):
        return Path(named).resolve()
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    return ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "isnad"


def is_here():
    """Whether there is anything to measure on."""
    return (SHARED / "tools" / "score.py").is_file() and (SHARED / "gold" / "dev").is_dir()


def scorer():
    """score.py as a module."""
    sys.path.append(str(SHARED / "tools"))
    import score
    return score


def outlets():
    """The outlet of each article that has one."""
    with (SHARED / "gold" / "dev.tsv").open(encoding="utf-8") as table:
        return {row["id"]: row["outlet"] for row in csv.DictReader(table, delimiter="\t")}


def articles():
    """(annotation, path of its text) of each article whose quotes are annotated."""
    paths = {}
    for path in [*(SHARED / "seeds").glob("*.txt"), *(SHARED / "corpus" / "dev").glob("*.txt")]:
        paths[sha256(path.read_bytes()).hexdigest()] = path
    for path in sorted((SHARED / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["quotes"] is not None:
            yield gold, paths[gold["sha256"]]


def analyses(isnad):
    """What isnad finds, by the name of the text's file; offsets count characters."""
    with tempfile.TemporaryFile() as out:
        call = [isnad, "analyze", "--format", "jsonl", "--offsets", "utf32", SHARED / "seeds", SHARED / "corpus" / "dev"]
        subprocess.run(call, stdout=out, check=True)
        out.seek(0)
        return {row["id"]: row["analysis"] for row in map(json.loads, out)}


def paired(score, text, wanted, found):
    """For each found quote the annotated one that it is, with how much they share; else None, with whether it lies on
    one that need not be found. One to one, best first, as score.py does."""
    theirs = [set(score.words(text, [tuple(span) for span in quote["content"]])) for quote in wanted]
    ours = [set(score.words(text, [score.span(span) for span in quote["content"]])) for quote in found]
    shared = ((2 * len(a & b) / (len(a) + len(b)), -wanted[i]["optional"], i, j)
              for i, a in enumerate(theirs) for j, b in enumerate(ours) if a & b)
    partner, taken = {}, set()
    for overlap, _, i, j in sorted(shared, reverse=True):
        if overlap >= SAME and i not in taken and j not in partner:
            taken.add(i)
            partner[j] = (wanted[i], overlap)
    for j, quote in enumerate(found):
        spare = any(q["optional"] and a & ours[j] for q, a in zip(wanted, theirs))
        yield quote, *partner.get(j, (None, spare))


def speaker_is_right(score, text, wanted, found):
    """Whether the speaker is who the annotation says; where it names nobody, naming nobody is right."""
    said = found.get("speaker", {}).get("name") or None
    if not wanted["entity"]:
        return said is None
    return score.same_name(said, text[slice(*wanted["entity"])])
