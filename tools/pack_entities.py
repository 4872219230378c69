"""Adds a folder of annotated entities to training/entities.jsonl, one line for each article.

  scripts/pack-entities FOLDER [GOLD-FOLDER ...]

FOLDER has files like ../shared/gold/entities/open. A GOLD-FOLDER has line annotation for some of them, under the same names
(the sets of tools/entities.py in ../shared/gold are also used). Only offsets, kinds and hashes are stored, no text; offsets count
characters. A line: {"id", "sha256" of the text, "lines": the kept lines, "entities": [[kind, mentions, titles], ...]}. Articles whose text is
not in ../shared/corpus are skipped, and so are those in ../shared/gold/entities/open.
"""
import argparse
import json
from pathlib import Path

import entities
import gold
from project import SKIPPED


def packed(annotation, lines):
    rows = [[it["kind"][0], it["mentions"], it["titles"]] for it in annotation["entities"]]
    kept = {"lines": lines} if lines else {}
    return {"id": annotation["id"], "sha256": annotation["sha256"], **kept, "entities": rows}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("gold", type=Path, nargs="*")
    a = ap.parse_args()
    if not gold.is_here():
        print(f"pack-entities: {SKIPPED}")
        return
    texts = entities.texts()
    rows = {row["id"]: row for row in map(json.loads, entities.PACKED.read_text(encoding="utf-8").splitlines())}
    left_out = 0
    for path in sorted(a.folder.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        if annotation["sha256"] not in texts:
            left_out += 1
        elif not (entities.OPEN / path.name).exists():
            rows[annotation["id"]] = packed(annotation, entities.kept_lines(annotation, a.gold))
    with entities.PACKED.open("w", encoding="utf-8") as out:
        for _, row in sorted(rows.items()):
            out.write(json.dumps(row, separators=(",", ":")) + "\n")
    print(f"{len(rows)} articles in {entities.PACKED.name}; {left_out} left out, whose text is not here")


if __name__ == "__main__":
    main()
