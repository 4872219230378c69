"""The licences of the crates that the program is linked from, which have to be distributed with it."""
import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path

from project import ROOT

LICENCE = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense)", re.IGNORECASE)
HEAD = "isnad is linked from these crates. Below, each licence text with the crates that come with it.\n"


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def linked(target):
    """Names and versions of the crates that the program is linked from, without isnad's own."""
    said = cargo("tree", "--locked", "--package", "isnad-cli", "--edges", "normal,no-proc-macro", "--target", target, "--prefix", "none",
                 "--format", "{p}")
    rows = {tuple(line.split()[:2]) for line in said.splitlines() if line}
    return sorted((name, version.lstrip("v")) for name, version in rows if name not in ("isnad", "isnad-cli"))


def texts(folder):
    for path in sorted(folder.iterdir()):
        if path.is_file() and LICENCE.match(path.name):
            yield path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip()


def notice(target):
    """All licences as one text."""
    packages = json.loads(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", target))["packages"]
    known = {(it["name"], it["version"]): it for it in packages}
    crates, users = [], defaultdict(list)
    for name, version in linked(target):
        package = known[name, version]
        crates.append(f"{name} {version}: {package['license'] or package['license_file']}")
        for text in texts(Path(package["manifest_path"]).parent):
            users[text].append(f"{name} {version}")
    parts = ["\n".join([HEAD, *crates])]
    parts += [f"{', '.join(names)}\n\n{text}" for text, names in sorted(users.items(), key=lambda it: it[1])]
    return f"\n\n{'-' * 80}\n\n".join(parts) + "\n"
