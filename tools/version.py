"""The version of isnad: one number in several places, because each ecosystem needs it in its own file.

  scripts/version           prints it, and fails if a place has another version
  scripts/version 1.2.3     writes it into every place, and adds a heading to the changelog

A line that names isnad and the version outside these places is also an error, because the next release would miss it.
"""
import re
import subprocess
import sys
from dataclasses import dataclass

from project import ROOT

VERSION = r"\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?"
# The words before a version, and its place in a file; they may match more than once.
LOCKED = r'name = "isnad(?:-cli|-python)?"\nversion = "(V)"'
MODULE = r"\bisnad/clients/go[@ ]v(V)"
IMAGE = r"\bisnad(?:-spark)?:(V)"
PLACES = {
    "Cargo.toml": [r'\[workspace\.package\]\nversion = "(V)"'],
    "cli/Cargo.toml": [r'\nisnad = \{ path = "\.\.", version = "(V)"'],
    "python/Cargo.toml": [r'name = "isnad-python"\nversion = "(V)"'],
    "Cargo.lock": [LOCKED],
    "benches/peers/Cargo.lock": [LOCKED],
    "fuzz/Cargo.lock": [LOCKED],
    "python/Cargo.lock": [LOCKED],
    "deploy/Dockerfile": [IMAGE],
    "deploy/README.md": [IMAGE],
    "deploy/compose.yaml": [IMAGE],
    "deploy/kubernetes/base/kustomization.yaml": [r"- name: isnad\n +newTag: (V)"],
    "deploy/helm/isnad/Chart.yaml": [r"\nversion: (V)", r'\nappVersion: "(V)"'],
    "docs/corpora.md": [IMAGE],
    "clients/go/README.md": [MODULE],
    "examples/go/go.mod": [MODULE],
    "clients/go/version.go": [r'const Version = "(V)"'],
    "clients/java/pom.xml": [r"<artifactId>isnad[\w-]*</artifactId>\s*<version>(V)</version>"],
    "clients/typescript/package.json": [r'"name": "isnad",\s*"version": "(V)"'],
    "clients/typescript/package-lock.json": [r'"name": "isnad",\s*"version": "(V)"'],
}
CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## [Unreleased]\n"
# A line that matches this states isnad's own version; "such as" marks an example.
OURS = re.compile(r"\bisnad\b|\bversion\b", re.IGNORECASE)
EXAMPLE = ' such as '
# The changelog lists old versions, and lock files list versions of other packages.
NOT_READ = [":!CHANGELOG.md", ":!*.lock", ":!*-lock.json", ":!*.sum"]


@dataclass(frozen=True)
class Found:
    """A version in a file, and its location."""

    path: str
    version: str
    start: int
    end: int
    line: int


def patterns(path):
    return [re.compile(place.replace("(V)", f"({VERSION})")) for place in PLACES[path]]


def there():
    """The places that exist. If a client's file is missing, its version elsewhere is reported as unknown."""
    return [path for path in PLACES if not path.startswith(("clients/", "examples/")) or (ROOT / path).exists()]


def found(path):
    """The versions in a place. A pattern without a match is an error in this table."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for pattern in patterns(path):
        matches = list(pattern.finditer(text))
        if not matches:
            raise SystemExit(f"scripts/version: {path} has no place like {pattern.pattern!r}")
        yield from (Found(path, it[1], *it.span(1), text.count("\n", 0, it.start(1)) + 1) for it in matches)


def strangers(version, places):
    """Lines with isnad's version outside the known places."""
    known = {(it.path, it.line) for it in places}
    exact = re.compile(rf"(?<![\w.])v?{re.escape(version)}(?![\w.]*\w)")
    command = ["git", "grep", "-nIF", "--untracked", "-e", version, "--", ".", *NOT_READ]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
    for path, line, text in (it.split(":", 2) for it in said.splitlines()):
        if exact.search(text) and OURS.search(text) and EXAMPLE not in text and (path, int(line)) not in known:
            yield f"{path}:{line} has the version, and is not in the table of scripts/version"


def current():
    """The version that the workspace has."""
    return next(found("Cargo.toml")).version


def faults():
    """The workspace's version, its places, and the faults."""
    places = [it for path in there() for it in found(path)]
    version = places[0].version
    wrong = [f"{it.path}:{it.line} has {it.version}, not {version}" for it in places if it.version != version]
    wrong += strangers(version, places)
    if f"## [{version}]" not in (ROOT / CHANGELOG).read_text(encoding="utf-8"):
        wrong.append(f"{CHANGELOG} has no heading [{version}]")
    return version, places, wrong


def write(version):
    for path in there():
        text = (ROOT / path).read_text(encoding="utf-8")
        for it in sorted(found(path), key=lambda it: -it.start):
            text = text[:it.start] + version + text[it.end:]
        (ROOT / path).write_text(text, encoding="utf-8")
    changes = ROOT / CHANGELOG
    text = changes.read_text(encoding="utf-8")
    if f"## [{version}]" not in text:
        changes.write_text(text.replace(UNRELEASED, f"{UNRELEASED}\n## [{version}]\n", 1), encoding="utf-8")


def main():
    if len(sys.argv) > 2 or sys.argv[1:] and not re.fullmatch(VERSION, sys.argv[1]):
        sys.exit(__doc__)
    if sys.argv[1:]:
        write(sys.argv[1])
    version, places, wrong = faults()
    for fault in wrong:
        print(f"scripts/version: {fault}", file=sys.stderr)
    print(f"{version}: {f'{len(wrong)} faults' if wrong else f'the same in {len(places)} places'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
