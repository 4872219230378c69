"""Counts instructions per byte of text with callgrind; the counts do not depend on other load on the machine.

  scripts/instructions            count and print a table
  scripts/instructions --check    also exit with 1 if a part of isnad takes over 5 % more than gates/instructions.json allows
  scripts/instructions --update   write the current counts as the new limits

Counted over news that the bench generates and, if they exist ($ISNAD_SHARED, by default "shared" beside the
repository), over every fifteenth of the annotated articles in corpus/dev and corpus/dev2, which do not change.
benches/peers/subjects.rs lists what is counted. A change that costs more has to justify the cost, and includes the new counts.
valgrind is a Debian package; the script installs it if it is missing.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from project import ROOT

COUNTS = ROOT / "gates" / "instructions.json"
MANIFEST = ROOT / "benches" / "peers" / "Cargo.toml"
MORE = 1.05
REFERENCE = "unicode-segmentation sentences"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare with gates/instructions.json")
    arguments.add_argument("--update", action="store_true", help="rewrite gates/instructions.json")
    arguments = arguments.parse_args()

    need_valgrind()
    program = build()
    ours, floors = subjects(program)
    corpora = [name for name in ("made", "articles") if has(program, name)]
    jobs = [(corpus, subject) for corpus in corpora for subject in ours + floors]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        counted = dict(zip(jobs, workers.map(lambda job: count(program, *job), jobs)))
    show(corpora, ours, floors, counted)
    found = {corpus: {subject: round(counted[corpus, subject], 2) for subject in ours} for corpus in corpora}
    known = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
    if arguments.update:
        COUNTS.write_text(json.dumps(known | found, indent=2) + "\n", encoding="utf-8")
    if arguments.check:
        return check(known, found)
    return 0


def need_valgrind():
    if shutil.which("valgrind"):
        return
    quietly = {"check": False, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], **quietly)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "valgrind"], **quietly)
    if not shutil.which("valgrind"):
        sys.exit("scripts/instructions: no valgrind in PATH, and it could not be installed")


def build():
    command = ["cargo", "bench", "--quiet", "--locked", "--manifest-path", MANIFEST, "--bench", "instructions", "--no-run"]
    run = subprocess.run([*command, "--message-format=json"], check=True, capture_output=True, text=True)
    messages = (json.loads(line) for line in run.stdout.splitlines())
    return next(it["executable"] for it in messages if it.get("target", {}).get("name") == "instructions")


def subjects(program):
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    ours = [line.removeprefix("ours\t") for line in lines if line.startswith("ours\t")]
    return ours, [line.removeprefix("floor\t") for line in lines if line.startswith("floor\t")]


def has(program, corpus):
    return subprocess.run([program, "word table", corpus], check=False, capture_output=True).returncode == 0


def count(program, corpus, subject):
    """Instructions for a byte: what callgrind collects inside the bench's function `measured`."""
    collect = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no", "--toggle-collect=measured"]
    run = subprocess.run(["valgrind", *collect, program, subject, corpus], check=True, capture_output=True, text=True)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    return int(collected[1]) / int(run.stdout.split()[0])


def show(corpora, ours, floors, counted):
    print("| instructions for a byte | " + " | ".join(f"{corpus} | times {REFERENCE}" for corpus in corpora) + " |")
    print("| --- |" + " --- | --- |" * len(corpora))
    for subject in ours + floors:
        cells = [
            f"{counted[corpus, subject]:.1f} | {counted[corpus, subject] / counted[corpus, REFERENCE]:.2f}"
            for corpus in corpora
        ]
        print(f"| {subject} | " + " | ".join(cells) + " |")


def check(known, found):
    fell = [
        f"{corpus}: {subject}: {count} for a byte, over {known[corpus][subject]}"
        for corpus, counts in found.items()
        for subject, count in counts.items()
        if count > MORE * known.get(corpus, {}).get(subject, 0)
    ]
    for line in fell:
        print(f"instructions: {line}")
    print("instructions: " + ("too many" if fell else "passed"))
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
