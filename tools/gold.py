"""The annotated articles of ../shared together with isnad's answers to them, for the scripts that train or measure."""
import csv
import json
import subprocess
import sys
import tempfile
from hashlib import sha256

from project import SHARED

# A found quote matches an annotated one if they share this much (F1 over words), as in score.py.
SAME = 0.5


def is_here():
    """Returns whether the annotated articles are available."""
    return (SHARED / "tools" / "score.py").is_file() and (SHARED / "gold" / "dev").is_dir()


def scorer():
    """score.py as a module."""
    sys.path.append(str(SHARED / "tools"))
    import score
    return score


def column(name):
    """A column of the table of articles, by their ids."""
    with (SHARED / "gold" / "dev.tsv").open(encoding="utf-8") as table:
        return {row["id"]: row[name] for row in csv.DictReader(table, delimiter="\t")}


def documents():
    """(annotation, path of its text) of everything annotated for writing rules."""
    paths = {}
    for path in [*(SHARED / "seeds").glob("*.txt"), *(SHARED / "corpus" / "dev").glob("*.txt")]:
        paths[sha256(path.read_bytes()).hexdigest()] = path
    for path in sorted((SHARED / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield gold, paths[gold["sha256"]]


def articles():
    """(annotation, path of its text) of each article whose quotes are annotated."""
    return ((gold, path) for gold, path in documents() if gold["quotes"] is not None)


def unannotated():
    """The unlabelled articles that were not read for writing rules."""
    known = {json.loads(path.read_text(encoding="utf-8"))["sha256"] for path in (SHARED / "gold" / "dev").glob("*.json")}
    with (SHARED / "corpus" / "unlabelled.jsonl").open(encoding="utf-8") as rows:
        texts = (json.loads(row)["text"] for row in rows)
        return [text for text in texts if sha256(text.encode()).hexdigest() not in known]


def analyses(isnad, paths=None):
    """isnad's answers to these texts, by default those of dev, by the file name of the text; offsets count characters."""
    paths = paths or [SHARED / "seeds", SHARED / "corpus" / "dev"]
    with tempfile.TemporaryFile() as out:
        call = [isnad, "analyze", "--format", "jsonl", "--offsets", "utf32", *paths]
        subprocess.run(call, stdout=out, check=True)
        out.seek(0)
        return {row["id"]: row["analysis"] for row in map(json.loads, out)}


def paired(score, text, wanted, found):
    """For each found quote the matching annotated quote and their overlap; otherwise None, and whether it overlaps
    an optional quote. Matches one to one, best first, as score.py does."""
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
    """Returns whether the speaker is the annotated one. If none is annotated, naming no one is right."""
    said = found.get("speaker", {}).get("name") or None
    if not wanted["entity"]:
        return said is None
    return score.same_name(said, text[slice(*wanted["entity"])])
