"""Rules for the Kubernetes objects, whichever tool renders them: their schemas, and rules over all of them."""
import copy
import json
import re
import subprocess
import tomllib
from functools import cached_property

import kubernetes_validate
import promql_parser

from project import ROOT

SCHEMAS = ROOT / "tools/schemas"
# The oldest and newest versions of Kubernetes whose schemas the plain objects have to match.
KUBERNETES = ["1.30.0", "1.37.0"]
# The time that a server may need after drain_delay and drain_timeout: aborting calls, the last traces, the last work.
LAST = 5
PROBES = ("startupProbe", "readinessProbe", "livenessProbe")


def is_plain(thing):
    group = thing["apiVersion"].split("/")[0] if "/" in thing["apiVersion"] else ""
    return "." not in group or group.endswith(".k8s.io") and group != "gateway.networking.k8s.io"


def named(thing):
    return f'{thing["kind"]} {thing["metadata"]["name"]}'


def schema_errors(things):
    """Violations of the schemas, and the kinds without a schema."""
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
    number, unit = re.fullmatch(r"(\d+)(ms|s|m|)", str(time)).groups()
    return int(number) * {"ms": 0.001, "s": 1, "m": 60, "": 1}[unit]


class Objects:
    """Objects that belong together, with queries for the rules."""

    def __init__(self, things):
        self.things = things

    def of(self, kind):
        return [thing for thing in self.things if thing["kind"] == kind]

    @cached_property
    def deployment(self):
        [deployment] = self.of("Deployment")
        return deployment

    @cached_property
    def pod(self):
        return self.deployment["spec"]["template"]["spec"]

    @cached_property
    def container(self):
        [container] = self.pod["containers"]
        return container

    @cached_property
    def settings(self):
        """The text of the server's settings."""
        [config] = [it for it in self.of("ConfigMap") if "isnad.toml" in it["data"]]
        return config["data"]["isnad.toml"]

    @cached_property
    def toml(self):
        return tomllib.loads(self.settings)

    @cached_property
    def ports(self):
        return {port["name"]: port["containerPort"] for port in self.container["ports"]}

    @cached_property
    def replicas(self):
        """The least number of replicas, and how many objects set it."""
        said = [it["spec"]["minReplicas"] for it in self.of("HorizontalPodAutoscaler")]
        return said + [it for it in [self.deployment["spec"].get("replicas")] if it is not None]

    def selects(self, selector):
        labels = self.deployment["spec"]["template"]["metadata"]["labels"]
        return selector and all(labels.get(key) == value for key, value in selector.items())

    def service_ports(self, name):
        return [port for it in self.of("Service") for port in it["spec"]["ports"] if port["name"] == name]


RULES = {
    "the grace period is longer than the drain": lambda it: it.pod["terminationGracePeriodSeconds"]
    > seconds(it.toml["drain_delay"]) + seconds(it.toml["drain_timeout"]) + LAST - 1,
    "the image has a tag that is not latest": lambda it: ":" in it.container["image"] and not it.container["image"].endswith(":latest"),
    "nobody is root": lambda it: it.pod["securityContext"]["runAsNonRoot"] and it.pod["securityContext"]["runAsUser"] > 0,
    "no privilege is left": lambda it: it.container["securityContext"]["capabilities"]["drop"] == ["ALL"]
    and not it.container["securityContext"]["allowPrivilegeEscalation"],
    "the root is read-only": lambda it: it.container["securityContext"]["readOnlyRootFilesystem"],
    "readiness asks whether it is ready": lambda it: it.container["readinessProbe"]["httpGet"]["path"] == "/readyz",
    "liveness asks only whether it lives": lambda it: it.container["livenessProbe"]["httpGet"]["path"] == "/livez",
    "probes ask the port that callers cannot fill": lambda it: all(it.container[probe]["httpGet"]["port"] == "admin" for probe in PROBES),
    "the ports are those of the settings": lambda it: it.toml["listen"].endswith(f':{it.ports["grpc"]}')
    and it.toml["admin_listen"].endswith(f':{it.ports["admin"]}'),
    "the page for browsers is off": lambda it: it.toml.get("page", "off") == "off",
    "memory is bounded": lambda it: "memory" in it.container["resources"]["limits"],
    "the processor is not throttled": lambda it: "cpu" not in it.container["resources"]["limits"],
    "every service selects the pods": lambda it: all(it.selects(one["spec"]["selector"]) for one in it.of("Service")),
    "meshes are told that the port speaks HTTP/2": lambda it: all(
        port["appProtocol"] == "kubernetes.io/h2c" for port in it.service_ports("grpc")),
    "one service has the addresses of all replicas": lambda it: any(one["spec"].get("clusterIP") == "None" for one in it.of("Service")),
    "the number of replicas is said once": lambda it: len(it.replicas) == 1,
    "the autoscaler scales the deployment": lambda it: all(
        one["spec"]["scaleTargetRef"]["name"] == it.deployment["metadata"]["name"] for one in it.of("HorizontalPodAutoscaler")),
    "a disruption leaves a replica": lambda it: all(
        one["spec"]["maxUnavailable"] < min(it.replicas) for one in it.of("PodDisruptionBudget")),
    "no token is mounted": lambda it: it.pod["automountServiceAccountToken"] is False,
}
# Rules for the objects as shipped. A chart's user may omit these.
WHOLE = {f"there is a {kind}": lambda it, kind=kind: it.of(kind) for kind in
         ("HorizontalPodAutoscaler", "NetworkPolicy", "PodDisruptionBudget", "ServiceAccount")}


def first(it, kind):
    return it.of(kind)[0]["spec"]


def set_toml(it, line):
    config = next(one for one in it.of("ConfigMap") if "isnad.toml" in one["data"])
    config["data"]["isnad.toml"] += f"\n{line}\n"


def without(kind):
    def lose(it):
        it.things = [one for one in it.things if one["kind"] != kind]
    return lose


FAULTS = {
    "the grace period is longer than the drain": lambda it: it.pod.update(terminationGracePeriodSeconds=20),
    "the image has a tag that is not latest": lambda it: it.container.update(image="isnad"),
    "nobody is root": lambda it: it.pod["securityContext"].update(runAsUser=0),
    "no privilege is left": lambda it: it.container["securityContext"].update(allowPrivilegeEscalation=True),
    "the root is read-only": lambda it: it.container["securityContext"].pop("readOnlyRootFilesystem"),
    "readiness asks whether it is ready": lambda it: it.container.pop("readinessProbe"),
    "liveness asks only whether it lives": lambda it: it.container["livenessProbe"]["httpGet"].update(path="/readyz"),
    "probes ask the port that callers cannot fill": lambda it: it.container["startupProbe"]["httpGet"].update(port="grpc"),
    "the ports are those of the settings": lambda it: it.container["ports"].pop(),
    "the page for browsers is off": lambda it: set_toml(it, 'page = "on"'),
    "memory is bounded": lambda it: it.container["resources"]["limits"].pop("memory"),
    "the processor is not throttled": lambda it: it.container["resources"]["limits"].update(cpu="1"),
    "every service selects the pods": lambda it: first(it, "Service").update(selector={"app.kubernetes.io/name": "other"}),
    "meshes are told that the port speaks HTTP/2": lambda it: first(it, "Service")["ports"][0].pop("appProtocol"),
    "one service has the addresses of all replicas": lambda it: [one["spec"].pop("clusterIP", None) for one in it.of("Service")],
    "the number of replicas is said once": lambda it: it.deployment["spec"].update(replicas=2),
    "the autoscaler scales the deployment": lambda it: first(it, "HorizontalPodAutoscaler")["scaleTargetRef"].update(name="other"),
    "a disruption leaves a replica": lambda it: first(it, "PodDisruptionBudget").update(maxUnavailable=2),
    "no token is mounted": lambda it: it.pod.pop("automountServiceAccountToken"),
    **{rule: without(rule.removeprefix("there is a ")) for rule in WHOLE},
}


def schemas_miss(things):
    """Faults that the schemas fail to detect: a word instead of a number, and unknown fields, for each sort of kind."""
    spoilt = copy.deepcopy([next(it for it in things if it["kind"] == kind) for kind in ("Deployment", "HorizontalPodAutoscaler", "GRPCRoute")])
    deployment, scaler, route = spoilt
    deployment["spec"]["replicas"] = "two"
    scaler["spec"]["minReplica"] = 2
    route["spec"]["rules"][0]["matches"][0]["method"]["service"] = 1
    errors, _ = schema_errors(spoilt)
    return [f"the schemas do not notice a fault in {named(it)}" for it in spoilt if not any(error.startswith(named(it)) for error in errors)]


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
    """Queries that cannot be parsed, or use metrics that the server does not have."""
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
