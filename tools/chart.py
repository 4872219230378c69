"""Renders the Helm chart deploy/helm/isnad with Helm's own library (tools/deploy), and compares the objects with those from kustomize."""
import json
import re
import subprocess
import tomllib
from pathlib import Path

import yaml

from project import ROOT

CHART = ROOT / "deploy/helm/isnad"
NAMESPACE = "isnad"
# Values that the schema has to reject. The first line of each file has the error message.
REFUSED = ROOT / "tools/deploy/refused"
SAYS = "# refused: "
# Labels that charts put on every object, and kustomize on none.
OWN_LABELS = {"app.kubernetes.io/instance", "app.kubernetes.io/managed-by", "app.kubernetes.io/version", "helm.sh/chart"}
HASHED = re.compile(r"isnad-[a-z0-9]{10}")


def tool():
    """The program tools/deploy, built now."""
    go = subprocess.run([ROOT / "scripts/go"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    program = ROOT / ".tools/bin/deploy"
    subprocess.run([go, "build", "-mod=readonly", "-buildvcs=false", "-o", program, "."], cwd=ROOT / "tools/deploy", check=True)
    return program


def call(program, values):
    return subprocess.run([program, "chart", CHART, NAMESPACE, *values], capture_output=True, text=True)


def rendered(program, *values):
    out = call(program, values)
    if out.returncode:
        raise SystemExit(f"kube: the chart cannot be rendered with {[it.name for it in values]}\n{out.stderr}")
    files = json.loads(out.stdout)
    if not files[f"{CHART.name}/templates/NOTES.txt"].strip():
        raise SystemExit("kube: NOTES.txt says nothing")
    texts = [text for name, text in sorted(files.items()) if name.endswith(".yaml")]
    return [thing for text in texts for thing in yaml.safe_load_all(text) if thing]


def not_refused(program):
    """Values that the schema accepts and should not, or rejects for another reason."""
    for file in sorted(REFUSED.iterdir()):
        words = file.read_text().splitlines()[0].removeprefix(SAYS)
        out = call(program, [file])
        if not out.returncode or "schema" not in out.stderr or words not in out.stderr:
            yield f"{file.name} is not rejected with {words!r}: {out.stderr.strip() or 'it is accepted'}"


def undescribed(values, schema, path="values"):
    """Values without a description in the schema, and values of the schema that values.yaml does not show."""
    for key in sorted(values.keys() | schema["properties"].keys()):
        here, told = f"{path}.{key}", schema["properties"].get(key)
        if told is None or "description" not in told:
            yield f"{here} has no description in values.schema.json"
        elif key not in values:
            if key != "global":
                yield f"{here} is not in values.yaml"
        elif told.get("additionalProperties") is False:
            yield from undescribed(values[key], told, here)


def documented(settings):
    """Differences between the settings in the schema, in values.yaml, and in the server."""
    schema = json.loads((CHART / "values.schema.json").read_text())
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    taken = schema["properties"]["settings"]["propertyNames"]["enum"]
    if taken != settings:
        yield f"values.schema.json has other settings than docs/settings.md ({sorted(set(taken) ^ set(settings))}); scripts/kube --update writes them"
    yield from undescribed(values, schema)


def update(settings):
    file = CHART / "values.schema.json"
    schema = json.loads(file.read_text())
    schema["properties"]["settings"]["propertyNames"]["enum"] = settings
    file.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")


def versions():
    """The version of the program, by source."""
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    kustomization = yaml.safe_load((ROOT / "deploy/kubernetes/base/kustomization.yaml").read_text())
    return {
        "Cargo.toml": tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"],
        "the chart's appVersion": chart["appVersion"],
        "the base's newTag": kustomization["images"][0]["newTag"],
    }


def plain(value):
    """A value without differences that every chart and kustomization have: labels of charts, the hash in a name, the format of a file."""
    if isinstance(value, dict):
        return {key: plain(it) for key, it in value.items() if key not in OWN_LABELS and key != "checksum/settings"}
    if isinstance(value, list):
        return [plain(it) for it in value]
    return "isnad" if isinstance(value, str) and HASHED.fullmatch(value) else value


def comparable(things):
    found = {}
    for thing in map(plain, things):
        labels = thing["metadata"].get("labels", {})
        labels.pop("app.kubernetes.io/name", None)
        if not labels:
            thing["metadata"].pop("labels", None)
        pod = thing.get("spec", {}).get("template", {}).get("metadata", {})
        if not pod.get("annotations", True):
            del pod["annotations"]
        for name, text in thing.get("data", {}).items():
            thing["data"][name] = tomllib.loads(text) if Path(name).suffix == ".toml" else json.loads(text)
        found[f'{thing["apiVersion"]} {thing["kind"]} {thing["metadata"]["name"]}'] = thing
    return found


def differences(one, other, path=""):
    """Where two values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            if key not in one or key not in other:
                yield f"{path}/{key} is only in {'the chart' if key in one else 'the kustomization'}"
            else:
                yield from differences(one[key], other[key], f"{path}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other)):
            yield from differences(*pair, f"{path}/{at}")
    elif one != other:
        yield f"{path} is {one!r} in the chart and {other!r} in the kustomization"
