"""The articles with annotated entities, and their texts: ../shared/gold/entities/open and training/entities.jsonl."""
import csv
import hashlib
import json

from project import ROOT, SHARED

OPEN = SHARED / "gold" / "entities" / "open"
PACKED = ROOT / "training" / "entities.jsonl"
# The sets of annotated quotes for training, including draws that were scored.
DRAWS = (1, 2, 3)
SETS = ("dev", "dev2", "dev3", *(f"draws/{n}" for n in DRAWS))
KEPT = {"title", "deck", "heading", "body"}


def texts():
    """The texts for training, by their hashes."""
    found = {}
    folders = [SHARED / "seeds", *(SHARED / "corpus" / name for name in SETS)]
    for path in (path for folder in folders for path in sorted(folder.glob("*.txt"))):
        raw = path.read_bytes()
        found[hashlib.sha256(raw).hexdigest()] = raw.decode("utf-8")
    with (SHARED / "corpus" / "unlabelled.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            text = json.loads(row)["text"]
            found.setdefault(hashlib.sha256(text.encode()).hexdigest(), text)
    return found


def kept_lines(annotation, more=()):
    """The lines that the annotation of this text keeps, or nothing if its lines are not annotated."""
    for folder in [*more, *(SHARED / "gold" / name for name in SETS)]:
        path = folder / f"{annotation['id']}.json"
        if path.is_file():
            lines = json.loads(path.read_text(encoding="utf-8"))
            if lines["sha256"] == annotation["sha256"]:
                return [line["span"] for line in lines["lines"] if line["kind"] in KEPT]
    return []


def annotated():
    """All articles: {"id", "text", "lines", "entities": [[kind, mentions, titles], ...]}, by their ids."""
    known = texts()
    rows = []
    for path in sorted(OPEN.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        found = [[it["kind"][0], it["mentions"], it["titles"]] for it in row["entities"]]
        rows.append({"id": row["id"], "sha256": row["sha256"], "lines": kept_lines(row), "entities": found})
    if PACKED.exists():
        rows += map(json.loads, PACKED.read_text(encoding="utf-8").splitlines())
    for row in rows:
        text = known.get(row["sha256"])
        if text is None:
            raise SystemExit(f"the text of {row['id']} is not in {SHARED}, or another one")
        row["text"] = text
    return {row["id"]: row for row in sorted(rows, key=lambda row: row["id"])}


def others(known):
    """The articles with annotated quotes whose entities are not annotated."""
    by_hash = texts()
    found = {}
    for path in (path for name in SETS for path in sorted((SHARED / "gold" / name).glob("*.json"))):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row["quotes"] and row["id"] not in known and row["sha256"] in by_hash:
            found[row["id"]] = {"id": row["id"], "text": by_hash[row["sha256"]], "lines": kept_lines(row)}
    return found


def fold(article, folds):
    """The fold of an article. Articles of one outlet share a fold; each article of an unknown outlet has its own."""
    name = OUTLETS.get(article) or article
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % folds


def outlets():
    tables = dict.fromkeys(name.split("/")[0] for name in SETS)
    rows = (row for name in tables for row in table(SHARED / "gold" / f"{name}.tsv"))
    return {row["id"]: "" if "unknown" in row["outlet"].lower() else row["outlet"] for row in rows}


def table(path):
    with path.open(encoding="utf-8") as rows:
        yield from csv.DictReader(rows, delimiter="\t")


OUTLETS = outlets() if OPEN.is_dir() else {}
