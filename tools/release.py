"""Builds the contents of a release into target/release-VERSION, with SHA256SUMS.

  scripts/release                      everything
  scripts/release x86_64 sbom          some parts
  scripts/release --into FOLDER        into another folder
  scripts/release --check              builds the quick parts twice, compares the bytes, and reads the image again

The same commit gives the same bytes: archives are sorted, have no owner, and carry the time of the commit. docs/release.md describes what each
part contains and needs. For tests, $ISNAD_BIN names a program to use instead of the static one, and $ISNAD_WHEEL a wheel. Nothing is published.
"""
# needs: wheel
import argparse
import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import archives
import image
import licences
import version as versions
import wheel as wheels
from archives import RUNS, Member
from held import broken, unnoticed
from players import told
from project import ROOT, binary, installed

WORK = wheels.TARGET / "packages"
SHELLS = {"bash": "isnad.bash", "fish": "isnad.fish", "zsh": "_isnad"}
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
SBOM_TOOL = ("cargo-cyclonedx", "0.5.9")
# Maven plugins that make these jars; the client's own build does not need them.
SOURCES = "org.apache.maven.plugins:maven-source-plugin:3.3.1:jar-no-fork"
JAVADOC = "org.apache.maven.plugins:maven-javadoc-plugin:3.12.0:jar"
OWN_PATH = re.compile(r"(?<=file://)/[^\"#]*")


@dataclass(frozen=True)
class Release:
    """A release, and the folder for its files."""

    version: str
    commit: str
    when: int
    into: Path

    def write(self, name, data):
        (self.into / name).write_bytes(data)


def run(*command, folder=ROOT, **more):
    """Runs a command whose result is a file. Prints the output only if it fails."""
    if not shutil.which(command[0], path=more.get("PATH")):
        sys.exit(f"scripts/release: {command[0]} is not installed")
    done = subprocess.run(list(map(str, command)), cwd=folder, env={**os.environ, **more}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}\nscripts/release: {command[0]} has failed")
    return done.stdout


def licence_files():
    return {path.name: Member(path.read_bytes()) for path in sorted(ROOT.glob("LICENSE-*"))}


@functools.cache
def program(machine):
    """A static binary: $ISNAD_BIN, or a new build."""
    if named := os.environ.get("ISNAD_BIN"):
        return Path(named).read_bytes()
    run(ROOT / "scripts/static-build", *([machine] if machine != "x86_64" else []))
    return (ROOT / f"target/static/{machine}-unknown-linux-gnu/release/isnad.small").read_bytes()


def written_by_program():
    """Completions and manual pages, written by the program for this machine."""
    with tempfile.TemporaryDirectory() as folder:
        # They contain the name by which the program was called.
        isnad, man = Path(folder) / "isnad", Path(folder) / "man"
        isnad.write_bytes(program("x86_64"))
        isnad.chmod(RUNS)
        man.mkdir()
        for shell, name in SHELLS.items():
            yield f"completions/{name}", Member(subprocess.run([isnad, "completions", shell], check=True, stdout=subprocess.PIPE).stdout)
        run(isnad, "man", man)
        for page in sorted(man.iterdir()):
            yield f"man/man1/{page.name}", Member(page.read_bytes())


def program_and_image(release, machine):
    """The static program with its accompanying files, and its image."""
    built, architecture = program(machine), ARCHITECTURES[machine]
    named = f"isnad-{release.version}-{machine}-linux"
    members = {"isnad": Member(built, RUNS), **licence_files(), **dict(written_by_program())}
    members |= {name: Member((ROOT / name).read_bytes()) for name in ("README.md", "CHANGELOG.md")}
    members["LICENSES-OF-CRATES"] = Member(licences.notice(f"{machine}-unknown-linux-gnu").encode())
    release.write(f"{named}.tar.gz", archives.gzipped(archives.tar({f"{named}/{name}": it for name, it in members.items()}, release.when)))
    files = image.layout(built, architecture, release.version, release.commit, release.when)
    if wrong := broken(image.RULES, files):
        sys.exit(f"scripts/release: the image breaks these rules: {'; '.join(wrong)}")
    release.write(f"isnad-{release.version}-image-{architecture}.tar", image.packed(files, release.when))


def crate(release):
    """The library, as cargo packs it. scripts/library tests that it builds from this package."""
    run("cargo", "package", "--locked", "--quiet", "--allow-dirty", "--no-verify", "--package", "isnad", CARGO_TARGET_DIR=str(WORK))
    name = f"isnad-{release.version}.crate"
    release.write(name, (WORK / "package" / name).read_bytes())


def sdist(release):
    """The sources of the Python package and of the library that it is built from."""
    with tempfile.TemporaryDirectory() as folder:
        run(installed("maturin"), "sdist", "--manifest-path", ROOT / "python/Cargo.toml", "--out", folder, CARGO_TARGET_DIR=str(WORK))
        [made] = Path(folder).iterdir()
        members = archives.read_tar(made.read_bytes())
        top = made.name.removesuffix(".tar.gz")
        members |= {f"{top}/{name}": it for name, it in licence_files().items()}
        members[f"{top}/PKG-INFO"] = naming_licences(members[f"{top}/PKG-INFO"])
        release.write(made.name, archives.gzipped(archives.tar(members, release.when)))


def naming_licences(metadata):
    """The metadata of a Python package with the added licence files. Its headers end at the first empty line."""
    head, _, description = metadata.data.partition(b"\n\n")
    lines = [b"License-File: " + name.encode() for name in licence_files()]
    return Member(b"\n".join([head, *lines]) + b"\n\n" + description)


def wheel(release):
    """The Python package. Its bill of materials is made reproducible: the original has a random number, the time, and paths of this machine."""
    named = os.environ.get("ISNAD_WHEEL")
    made = Path(named) if named else wheels.build()
    members = archives.read_zip(made.read_bytes())
    for name in members:
        if "/sboms/" in name:
            members[name] = Member(bill(members[name].data, release.when))
    [metadata] = [name for name in members if name.endswith(".dist-info/METADATA")]
    members |= {metadata.replace("METADATA", f"licenses/{name}"): it for name, it in licence_files().items()}
    members[metadata] = naming_licences(members[metadata])
    release.write(made.name, archives.zipped(archives.recorded(members), release.when))


def bill(data, when):
    """A bill of materials without values that differ between runs or machines."""
    read = json.loads(OWN_PATH.sub(".", data.decode()))
    read.pop("serialNumber", None)
    read["metadata"]["timestamp"] = image.written(when)
    return json.dumps(read, ensure_ascii=False, indent=1).encode()


def sbom(release):
    """The program's bill of materials: the crates that its package takes from the lock file."""
    tool, number = SBOM_TOOL
    installed_tool = ROOT / ".tools/bin" / tool
    if not installed_tool.exists() or number not in run(installed_tool, "cyclonedx", "--version"):
        # Unoptimised: it builds faster and runs in a second.
        run("cargo", "install", "--quiet", "--locked", "--debug", "--root", ".tools", "--version", number, tool)
    name = f"isnad-{release.version}.cdx"
    try:
        run(installed_tool, "cyclonedx", "--format", "json", "--spec-version", "1.5", "--target", "x86_64-unknown-linux-gnu",
            "--manifest-path", "cli/Cargo.toml", "--override-filename", name)
        release.write(f"{name}.json", bill((ROOT / f"cli/{name}.json").read_bytes(), release.when))
    finally:
        # The tool writes a file beside every manifest of the workspace.
        for folder in (ROOT, ROOT / "cli"):
            (folder / f"{name}.json").unlink(missing_ok=True)


def kept(folder):
    """The files of a folder that git tracks or would add."""
    said = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", folder], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    return {name.removeprefix(f"{folder}/"): Member((ROOT / name).read_bytes()) for name in said.split("\0") if name and (ROOT / name).is_file()}


def go(release):
    """The Go client, as a folder for a `replace` line: its module has no address to download it from."""
    top = f"isnad-go-{release.version}"
    members = {f"{top}/{name}": it for name, it in {**kept("clients/go"), **licence_files()}.items()}
    release.write(f"{top}.tar.gz", archives.gzipped(archives.tar(members, release.when)))


def typescript(release):
    """The client for Node and browsers, as npm packs it."""
    folder = ROOT / "clients/typescript"
    path = f"{told('node')}{os.pathsep}{os.environ['PATH']}"
    run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", folder=folder, PATH=path)
    run("npm", "run", "--if-present", "build", folder=folder, PATH=path)
    with tempfile.TemporaryDirectory() as into:
        run("npm", "pack", "--pack-destination", into, folder=folder, PATH=path)
        [made] = Path(into).iterdir()
        members = archives.read_tar(made.read_bytes()) | {f"package/{name}": it for name, it in licence_files().items()}
        release.write(f"isnad-typescript-{release.version}.tgz", archives.gzipped(archives.tar(members, release.when)))


def java(release):
    """The client for Java: its classes, sources and documentation, each as a jar, and its pom."""
    folder = ROOT / "clients/java"
    run("mvn", "-q", "-B", "-ntp", "-DskipTests", "-Dnotimestamp=true", "clean", "package", SOURCES, JAVADOC, folder=folder)
    jars = sorted((folder / "target").glob(f"*-{release.version}*.jar"))
    kinds = {path.stem.rpartition(release.version)[2] for path in jars}
    if kinds != {"", "-sources", "-javadoc"}:
        sys.exit(f"scripts/release: the client for Java has the jars {', '.join(path.name for path in jars)}")
    for path in jars:
        members = archives.read_zip(path.read_bytes()) | {f"META-INF/{name}": it for name, it in licence_files().items()}
        first = "META-INF/MANIFEST.MF"
        release.write(path.name, archives.zipped({first: members[first], **dict(sorted(members.items()))}, release.when))
    [name] = [path.stem for path in jars if path.stem.endswith(release.version)]
    release.write(f"{name}.pom", (folder / "pom.xml").read_bytes())


PARTS = {
    "x86_64": lambda release: program_and_image(release, "x86_64"),
    "aarch64": lambda release: program_and_image(release, "aarch64"),
    "crate": crate, "sdist": sdist, "wheel": wheel, "sbom": sbom, "go": go, "typescript": typescript, "java": java,
}
# The parts that compile nothing once the program exists.
QUICK = ["x86_64", "crate", "sdist", "go"]


def sums(folder):
    """A line for each file, in the format of sha256sum."""
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def make(parts, into):
    """Builds parts into a folder. Returns the release."""
    into.mkdir(parents=True, exist_ok=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    release = Release(versions.current(), commit, archives.moment(), into)
    # For the tools that support it.
    os.environ["SOURCE_DATE_EPOCH"] = str(release.when)
    for part in parts:
        print(f"{part} …", flush=True)
        PARTS[part](release)
    (into / "SHA256SUMS").write_text(sums(into), encoding="utf-8")
    return release


def check():
    """Builds the quick parts twice, the second time with another umask and time zone. Yields the faults."""
    os.environ["ISNAD_BIN"] = str(binary())
    with tempfile.TemporaryDirectory() as folder:
        once, again = Path(folder) / "once", Path(folder) / "again"
        release = make(QUICK, once)
        os.umask(0o077)
        os.environ["TZ"] = "Asia/Kathmandu"
        make(QUICK, again)
        first, second = ((it / "SHA256SUMS").read_text().splitlines() for it in (once, again))
        yield from (f"two builds differ: {name}" for name in sorted({line.split()[1] for line in set(first) ^ set(second)}))
        packed = (once / f"isnad-{release.version}-image-amd64.tar").read_bytes()
        yield from (f"the image breaks the rule: {it}" for it in broken(image.RULES, image.unpacked(packed)))
        yield from unnoticed(image.RULES, image.FAULTS, lambda: image.unpacked(packed))
        print("".join(f"{line}\n" for line in first), end="")


def unclean():
    return subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--into", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}")
    if arguments.check:
        wrong = list(check())
        for fault in wrong:
            print(f"scripts/release: {fault}", file=sys.stderr)
        print(f"release: {f'{len(wrong)} faults' if wrong else 'two builds have the same bytes, and the image is valid'}")
        return 1 if wrong else 0
    number, _, wrong = versions.faults()
    if wrong:
        sys.exit("scripts/release: the version differs between files; scripts/version lists them")
    if changed := unclean():
        sys.exit(f"scripts/release: uncommitted changes are not part of a release:\n{changed}")
    into = (arguments.into or wheels.TARGET / f"release-{number}").resolve()
    if not arguments.parts and into.exists() and any(into.iterdir()):
        sys.exit(f"scripts/release: {into} contains files of another run")
    make(arguments.parts or PARTS, into)
    print((into / "SHA256SUMS").read_text(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
