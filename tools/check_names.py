"""Checks the names of scripts and tools, and that documents name only those that exist.

  scripts/check-names

CONTRIBUTING, "Scripts and tools", has the naming rule. Every script, tool and gate that a file of the repository names exists. CONTRIBUTING
names every script, and its table of what CI runs has the steps of .ci/run. Every call of cargo uses the lock files.
"""
import os
import re
import shlex
import subprocess
import sys

from project import ROOT

NAME = re.compile(r"[a-z]+(-[a-z]+)*")
NAMED = re.compile(r"(?<![\w./-])(?:(?:scripts|tools)/[a-z][\w-]*(?:\.\w+)?|gates/[\w-]+\.(?:json|txt))")
CARGO = re.compile(r"\bcargo (?:bench|build|check|clippy|doc|install|metadata|run|test|tree)\b(?!.*--locked).*")
# A user calls it in a new project, which has no lock file yet.
WITHOUT_LOCK = {("README.md", " ".join(("cargo", "run")))}
STEP = re.compile(r"^(?:step|slow) ", re.MULTILINE)
TESTS = re.compile(r"^closing_line_last < <\((.+) 2>&1\)$")
ROW = re.compile(r"^\| `([^`]+)`( \(slow\))? \|", re.MULTILINE)


def files():
    """The text of each file that git tracks or would add, by path."""
    call = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and not path.is_symlink():
            yield name, path.read_text(encoding="utf-8", errors="ignore")


def wrong_scripts():
    tools = {path.stem for path in (ROOT / "tools").glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    for path in sorted((ROOT / "scripts").iterdir()):
        if not NAME.fullmatch(path.name):
            yield f"{path.name} in scripts: use lowercase words with hyphens and no extension"
        if not os.access(path, os.X_OK):
            yield f"scripts/{path.name} is not executable"
        if path.is_symlink():
            if os.readlink(path) != "../tools/run":
                yield f"scripts/{path.name} is a link to something other than tools/run"
            tools.discard(path.name.replace("-", "_"))
    yield from (f"tools/{tool}.py has no link to tools/run in scripts" for tool in sorted(tools))


def wrong_mentions():
    for name, text in files():
        for mention in sorted(set(NAMED.findall(text))):
            if not (ROOT / mention).exists():
                yield f"{name} names {mention}, which does not exist"


def wrong_calls():
    for name, text in files():
        calls = (call for call in CARGO.findall(text) if (name, call) not in WITHOUT_LOCK)
        yield from (f"{name} calls cargo without --locked: {call}" for call in calls)


def wrong_table():
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "scripts").iterdir()):
        if f"scripts/{path.name}" not in contributing:
            yield f"CONTRIBUTING does not name scripts/{path.name}"
    said = ROW.findall(contributing.split("What `.ci/run` runs", 1)[1].split("\n\n", 2)[1])
    done = list(commands((ROOT / ".ci" / "run").read_text(encoding="utf-8")))
    if said != done:
        yield from (f"only in CONTRIBUTING: {it[0]}{it[1]}" for it in said if it not in done)
        yield from (f"only in .ci/run: {it[0]}{it[1]}" for it in done if it not in said)
        yield "CONTRIBUTING's table of what CI runs is not what .ci/run runs, in its order"


def commands(run):
    """The command of each step, and whether it is slow; the tests are written differently."""
    for line in run.splitlines():
        if STEP.match(line):
            words = shlex.split(line)
            slow = words[0] == "slow"
            yield shlex.join(words[3 if slow else 2:]), " (slow)" if slow else ""
        elif tests := TESTS.match(line):
            yield tests[1], ""


def main():
    wrong = [*wrong_scripts(), *wrong_mentions(), *wrong_calls(), *wrong_table()]
    for fault in wrong:
        print(f"check-names: {fault}", file=sys.stderr)
    print(f"check-names: {f'{len(wrong)} faults' if wrong else 'passed'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
