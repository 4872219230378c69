"""Compares the answers of two programs, byte for byte, for changes that must not alter any answer.

  scripts/same-answers OLD NEW [--ignore speaker.rule]…

Runs analyze, clean, segment and quotes of both over the articles in the folder that $ISNAD_SHARED names (default: "shared"
beside the repository). --ignore names a field that may differ or be missing from one answer, with as many of its parent
fields as needed. lexiconVersion is always ignored, because it identifies the tables. Prints the number of documents
compared and the places of the first differences: ids and fields, no text. Exits with 1 if there are any.
"""
import argparse
import json
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

from project import SHARED, SKIPPED

COMMANDS = ["analyze", "clean", "segment", "quotes"]
SHOWN = 10


def sources():
    """The folders and files of documents that exist."""
    corpus = SHARED / "corpus"
    wanted = [SHARED / "seeds", corpus / "dev", corpus / "dev2", corpus / "pages", corpus / "unlabelled.jsonl"]
    wanted += sorted((SHARED / "cases").glob("*.jsonl"))
    for path in wanted:
        if not path.exists():
            print(f"same-answers: SKIPPED {path.relative_to(SHARED)}, it does not exist")
    return [path for path in wanted if path.exists()]


def answers(program, command, source):
    """The lines that the program prints."""
    with subprocess.Popen([program, command, "--format", "jsonl", source], stdout=subprocess.PIPE) as process:
        yield from process.stdout
    if process.returncode:
        sys.exit(f"same-answers: {program} {command} ended with {process.returncode}")


def fields(value, path=""):
    """(name, value) of everything in the answer, in order; a list's items have the list's name and their position."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from fields(inner, f"{path}[{place}]")
    else:
        yield path, value


def without(value, ignored, path=""):
    """The answer without the fields that are ignored."""
    if isinstance(value, list):
        return [without(inner, ignored, path) for inner in value]
    if not isinstance(value, dict):
        return value
    left = {}
    for key, inner in value.items():
        name = f"{path}.{key}"
        if not any(name.endswith(f".{it}") for it in ignored):
            left[key] = without(inner, ignored, name)
    return left


def differs(old, new, ignored):
    """Returns whether two lines differ outside the ignored fields."""
    if old == new:
        return False
    if not ignored or old is None or new is None:
        return True
    return json.dumps(without(json.loads(old), ignored)) != json.dumps(without(json.loads(new), ignored))


def where(old, new, ignored):
    """The document of the lines, and the first field that differs."""
    if old is None or new is None:
        only = json.loads(old or new)
        return f"{only['id']}: only in {'the new answers' if old is None else 'the old answers'}"
    old, new = (without(json.loads(line), ignored) for line in (old, new))
    for before, after in zip_longest(fields(old), fields(new)):
        if before != after:
            names = dict.fromkeys(field[0] for field in (before, after) if field)
            return f"{old['id']}: {', '.join(names)}"
    return f"{old['id']}: the same fields, written otherwise"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--ignore", action="append", default=["lexiconVersion"], metavar="FIELD")
    options = parser.parse_args()
    found = sources()
    if not found:
        print(f"same-answers: {SKIPPED}")
        return 0
    different = 0
    for command in COMMANDS:
        compared, here = 0, 0
        for source in found:
            both = (answers(program.resolve(), command, source) for program in (options.old, options.new))
            for old, new in zip_longest(*both):
                compared += 1
                if differs(old, new, options.ignore):
                    here += 1
                    if here <= SHOWN:
                        print(f"  {command} {source.name} {where(old, new, options.ignore)}")
        print(f"{command}: {compared} documents, {here} answers differ", flush=True)
        different += here
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
