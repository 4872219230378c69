# needs: checks envoy
"""Starts two replicas behind a real Envoy, one of them with a sidecar, drives them as their users do, and stops everything.
Uses deploy/envoy as shipped, over the loopback.

  scripts/mesh [--calls N]    N calls during the rolling restart (default 20000)

Each check prints a line; the first failure ends the run and prints what was seen. Needs openssl and curl.
"""
import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import envoy
import grpc
import yaml

from certificates import Certificates
from examples import free_port
from project import ROOT, binary, grpcurl
from replica import METHOD, Replica, analyze_request
from rolling_restart import run

SERVICE = "isnad.v1.TextService"
TEXT = 'قالت المهندسة ليان الورداني: "السد آمن".'
ENVOY = Path(envoy.__file__).parent / "_bin/envoy"
TRACE = "0af7651916cd43dd8448eb211c80319c"


def until(what, holds, seconds=15):
    """Waits until the condition holds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"mesh: not in {seconds} s: {what}")
        time.sleep(0.05)


def check(what, holds, seen=""):
    if not holds:
        raise SystemExit(f"mesh: NOT {what}\n{seen}")
    print(f"ok: {what}", flush=True)


def placed(value, places):
    """The configuration with the shipped paths replaced."""
    if isinstance(value, dict):
        return {key: placed(it, places) for key, it in value.items()}
    if isinstance(value, list):
        return [placed(it, places) for it in value]
    return places.get(value, value) if isinstance(value, str) else value


class Envoy:
    """One Envoy with a shipped configuration, moved to free ports."""

    def __init__(self, name, folder, places, change=lambda config: None):
        config = placed(yaml.safe_load((ROOT / "deploy/envoy" / f"{name}.yaml").read_text()), places)
        self.port, self.admin = free_port(), free_port()
        listener = config["static_resources"]["listeners"][0]["address"]["socket_address"]
        listener.update(address="127.0.0.1", port_value=self.port)
        config["admin"]["address"]["socket_address"]["port_value"] = self.admin
        change(config)
        file = folder / f"{name}-{self.port}.yaml"
        file.write_text(yaml.safe_dump(config))
        valid = subprocess.run([ENVOY, "--mode", "validate", "-c", file], capture_output=True, text=True)
        check(f"envoy --mode validate takes {name}.yaml", valid.returncode == 0, valid.stderr)
        log = (folder / f"{name}-{self.port}.log").open("w")
        flags = ["--use-dynamic-base-id", "--concurrency", "1", "--log-level", "warning"]
        self.process = subprocess.Popen([ENVOY, "-c", file, *flags], stdout=log, stderr=log)
        until(f"{name} is ready", lambda: self.says("/ready") == "LIVE")

    def says(self, path):
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin}{path}", timeout=2) as answer:
                return answer.read().decode().strip()
        return ""

    def stat(self, name):
        found = [line for line in self.says(f"/stats?filter={name}$").splitlines() if line.split(":")[0].endswith(name)]
        return int(found[0].split(":")[1]) if found else 0

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


def endpoints(cluster, ports):
    address = lambda port: {"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": port}}}}
    cluster["type"] = "STATIC"
    cluster["load_assignment"]["endpoints"] = [{"lb_endpoints": [address(port) for port in ports]}]


class Mesh:
    """All running processes."""

    def __init__(self, folder):
        self.folder, self.started, self.grpcurl_at = folder, [], grpcurl()
        isnad = binary()
        self.certificates = Certificates(folder, {"isnad": "DNS:isnad", "edge": "DNS:edge,DNS:localhost", "client": "DNS:client"})
        descriptors = folder / "isnad.binpb"
        descriptors.write_bytes(subprocess.run([isnad, "descriptors"], check=True, capture_output=True).stdout)
        self.places = {"/etc/envoy/isnad.binpb": str(descriptors), "/etc/envoy/tls/ca.crt": self.certificates.path("ca.crt")}
        tls = ["--tls-cert", self.certificates.path("isnad.crt"), "--tls-key", self.certificates.path("isnad.key")]
        tls += ["--tls-client-ca", self.certificates.path("ca.crt"), "--tls-clients", "edge"]
        drain = ["--drain-delay", "2s"]
        # One replica terminates mutual TLS itself; the other has a sidecar for it.
        own = self.keep(Replica(isnad, flags=[*tls, *drain]))
        beside = self.keep(Replica(isnad, f"unix:{folder}/isnad.sock", drain))
        self.replicas = [own, beside]
        sidecar = self.envoy("sidecar", "isnad", {"/run/isnad/isnad.sock": f"{folder}/isnad.sock"})
        self.ports = [int(own.address.rsplit(":")[-1]), sidecar.port]

    def keep(self, replica):
        # A restart changes the process.
        self.started.append(lambda: replica.process.kill())
        return replica

    def envoy(self, name, identity, more=(), change=lambda config: None):
        tls = {f"/etc/envoy/tls/tls.{kind}": self.certificates.path(f"{identity}.{kind}") for kind in ("crt", "key")}
        started = Envoy(name, self.folder, {**self.places, **tls, **dict(more)}, change)
        self.started.append(started.process.kill)
        return started

    def edge(self, change=lambda cluster: None):
        """An edge in front of both replicas, once it has seen them healthy."""
        def changed(config):
            cluster = config["static_resources"]["clusters"][0]
            endpoints(cluster, self.ports)
            change(cluster)
        edge = self.envoy("edge", "edge", change=changed)
        until("both replicas are healthy", lambda: edge.stat("cluster.isnad.membership_healthy") == 2)
        return edge

    def end(self):
        for kill in self.started:
            with contextlib.suppress(OSError):
                kill()

    def credentials(self):
        read = lambda name: Path(self.certificates.path(name)).read_bytes()
        return grpc.ssl_channel_credentials(read("ca.crt"), read("client.key"), read("client.crt"))

    def channel(self, edge, **options):
        # Envoy retries; a client in a mesh does not.
        plain = {"grpc.enable_retries": 0, "grpc.use_local_subchannel_pool": 1, **options}
        return grpc.secure_channel(f"localhost:{edge.port}", self.credentials(), options=list(plain.items()))

    def grpcurl(self, edge, *arguments, data=None):
        tls = ["-cacert", self.certificates.path("ca.crt"), "-cert", self.certificates.path("client.crt")]
        tls += ["-key", self.certificates.path("client.key")]
        *flags, last = arguments
        address = [f"localhost:{edge.port}"]
        call = [self.grpcurl_at, *tls, *flags, *(["-d", "@"] if data else []), *address, last]
        return subprocess.run(call, input=data, capture_output=True, text=True, timeout=30)

    def curl(self, edge, path, body, *flags):
        call = ["curl", "--silent", "--show-error", "--cacert", self.certificates.path("ca.crt"), "--cert", self.certificates.path("client.crt")]
        call += ["--key", self.certificates.path("client.key"), "--data-binary", "@-", *flags, f"https://localhost:{edge.port}{path}"]
        return subprocess.run(call, input=body, capture_output=True, timeout=30)

    def calls_of(self, replica):
        return sum(line.get("method") == METHOD and line.get("code") == "OK" for line in replica.lines)


def with_grpcurl(mesh, edge):
    said = mesh.grpcurl(edge, "list")
    check("grpcurl lists the services through the edge, over mutual TLS", SERVICE in said.stdout, said)
    said = mesh.grpcurl(edge, f"{SERVICE}/Analyze", data=json.dumps({"text": TEXT}))
    check("grpcurl Analyze finds the quote", '"lemma": "قال"' in said.stdout, said)
    documents = "".join(json.dumps({"id": name, "text": TEXT}) for name in ("one", "two"))
    said = mesh.grpcurl(edge, f"{SERVICE}/AnalyzeStream", data=documents)
    check("grpcurl AnalyzeStream answers each document", all(f'"id": "{it}"' in said.stdout for it in ("one", "two")), said)
    said = mesh.grpcurl(edge, f"{SERVICE}/Analyze", data="{}")
    told = "InvalidArgument" in said.stderr and "google.rpc.BadRequest" in said.stderr and '"field":"text"' in said.stderr.replace(" ", "")
    check("a bad request keeps its details on the way", told, said)
    said = mesh.grpcurl(edge, "grpc.health.v1.Health/Check", data=json.dumps({"service": SERVICE}))
    check("grpcurl asks for health", "SERVING" in said.stdout, said)
    header = f"traceparent: 00-{TRACE}-b7ad6b7169203331-01"
    mesh.grpcurl(edge, "-H", header, f"{SERVICE}/Analyze", data=json.dumps({"text": TEXT}))
    until("traceparent reaches a replica", lambda: any(line.get("trace") == TRACE for it in mesh.replicas for line in it.lines))
    check("traceparent is carried through", True)
    stranger = subprocess.run([mesh.grpcurl_at, "-cacert", mesh.certificates.path("ca.crt"), "-max-time", "5",
                               f"localhost:{edge.port}", "list"], capture_output=True, text=True)
    check("who shows no certificate is not let in", stranger.returncode != 0, stranger)


HOLDS = """
import sys, threading, grpc
ca, key, certificate, port, method = sys.argv[1:]
read = lambda name: open(name, "rb").read()
credentials = grpc.ssl_channel_credentials(read(ca), read(key), read(certificate))
channel = grpc.secure_channel(f"localhost:{port}", credentials)
grpc.channel_ready_future(channel).result(10)
call = channel.stream_stream(method)(iter(threading.Event().wait, None), timeout=1)
print("called", flush=True)
list(call)
"""


def deadline(mesh, edge):
    """A call that sends nothing, from a client that freezes before its deadline: the server has received the deadline and applies it."""
    stream = f"/{SERVICE}/AnalyzeStream"
    files = [mesh.certificates.path(name) for name in ("ca.crt", "client.key", "client.crt")]
    ended = lambda: [line for it in mesh.replicas for line in it.lines if line.get("method") == stream and line["code"] != "OK"]
    before = len(ended())
    client = subprocess.Popen([sys.executable, "-c", HOLDS, *files, str(edge.port), stream], stdout=subprocess.PIPE, text=True)
    try:
        client.stdout.readline()
        # Long enough for the headers to be sent.
        time.sleep(0.3)
        client.send_signal(signal.SIGSTOP)
        until("the end of the call", lambda: len(ended()) > before, 5)
    finally:
        client.kill()
    line = ended()[-1]
    check(f"a deadline of 1 s ends its call at a replica: {line['code']} after {line['ms']:.0f} ms", 700 < line["ms"] < 2000, line)


def without_grpc(mesh, edge):
    json_type = ("-H", "content-type: application/json")
    said = mesh.curl(edge, METHOD, json.dumps({"text": TEXT}).encode(), *json_type)
    check("JSON: curl gets an analysis", json.loads(said.stdout)["quotes"][0]["cue"]["lemma"] == "قال", said)
    said = mesh.curl(edge, METHOD, b"{}", *json_type, "--write-out", "\n%{http_code}")
    body, status = said.stdout.decode().rsplit("\n", 1)
    check("JSON: a bad request is a 400 that names its field", status == "400" and "text" in json.loads(body)["message"], said)
    long = json.dumps({"text": TEXT * 12000}).encode()
    said = mesh.curl(edge, METHOD, long, *json_type, "--write-out", "\n%{http_code}")
    check(f"JSON: a text of {len(TEXT.encode()) * 12000 >> 10} KiB passes", said.stdout.endswith(b"\n200"), said.stdout[-300:])
    message = analyze_request(TEXT.encode())
    framed = b"\0" + len(message).to_bytes(4, "big") + message
    said = mesh.curl(edge, METHOD, framed, "-H", "content-type: application/grpc-web+proto", "-H", "x-grpc-web: 1").stdout
    end = 5 + int.from_bytes(said[1:5], "big")
    check("gRPC-Web: an answer and its trailers", said[:1] == b"\0" and said[end:end + 1] == b"\x80" and b"grpc-status:0" in said[end:], said)


def balance(mesh, edge, policy):
    before = [mesh.calls_of(it) for it in mesh.replicas]
    request = analyze_request(TEXT.encode())
    with mesh.channel(edge) as channel:
        call = channel.unary_unary(METHOD)
        for _ in range(300):
            call(request, timeout=10)
    until("all calls are logged", lambda: sum(map(mesh.calls_of, mesh.replicas)) - sum(before) >= 300)
    shares = [mesh.calls_of(it) - one for it, one in zip(mesh.replicas, before)]
    least = 140 if policy == "ROUND_ROBIN" else 60
    check(f"{policy} spreads calls: {shares}", min(shares) >= least)


def ejection(mesh):
    """A frozen replica that health checks are too slow to notice."""
    def change(cluster):
        cluster["health_checks"][0].update(interval="60s", timeout="30s", no_traffic_interval="60s")
    edge = mesh.edge(change)
    request, frozen = analyze_request(TEXT.encode()), mesh.replicas[0].process
    frozen.send_signal(signal.SIGSTOP)
    try:
        with mesh.channel(edge) as channel, ThreadPoolExecutor(16) as pool:
            call = channel.unary_unary(METHOD)
            ends = list(pool.map(lambda _: failed(call, request, 0.5), range(64)))
            until("the ejection", lambda: edge.stat("cluster.isnad.outlier_detection.ejections_active") == 1)
            after = [failed(call, request, 0.5) for _ in range(50)]
    finally:
        frozen.send_signal(signal.SIGCONT)
    check(f"a replica that stands still is ejected: {sum(map(bool, ends))} of 64 calls failed before, none of 50 after", not any(after), after)
    edge.stop()


def failed(call, request, seconds):
    try:
        call(request, timeout=seconds)
    except grpc.RpcError as error:
        return error.code().name
    return None


def breaker(mesh):
    def change(cluster):
        cluster["circuit_breakers"]["thresholds"] = [{"max_requests": 1, "max_retries": 0}]
    edge = mesh.edge(change)
    request = analyze_request((TEXT * 10000).encode())
    with mesh.channel(edge) as channel, ThreadPoolExecutor(16) as pool:
        call = channel.unary_unary(METHOD)
        ends = list(pool.map(lambda _: failed(call, request, 20), range(64)))
    kinds = {kind: ends.count(kind) for kind in set(ends)}
    overflow = edge.stat("cluster.isnad.upstream_rq_active_overflow")
    told = set(ends) == {None, "UNAVAILABLE"} and overflow > 0
    check(f"the circuit breaker refuses what is over it: {kinds}", told, edge.says("/stats?filter=overflow|circuit"))
    edge.stop()


def without_certificates(mesh):
    """The Envoy of deploy/compose.yaml, in front of two replicas of its own."""
    replicas = [mesh.keep(Replica(binary())) for _ in range(2)]
    ports = [int(it.address.rsplit(":")[-1]) for it in replicas]
    edge = mesh.envoy("plain", "edge", change=lambda config: endpoints(config["static_resources"]["clusters"][0], ports))
    until("both replicas are healthy", lambda: edge.stat("cluster.isnad.membership_healthy") == 2)
    call = [mesh.grpcurl_at, "-plaintext", "-d", json.dumps({"text": TEXT}), f"localhost:{edge.port}", f"{SERVICE}/Analyze"]
    said = [subprocess.run(call, capture_output=True, text=True, timeout=30) for _ in range(20)]
    check("without certificates: grpcurl Analyze finds the quote", all('"lemma": "قال"' in it.stdout for it in said), said[0])
    until("all calls are logged", lambda: sum(map(mesh.calls_of, replicas)) == len(said))
    check(f"without certificates: both replicas are called: {[mesh.calls_of(it) for it in replicas]}", all(map(mesh.calls_of, replicas)))
    edge.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    if missing := [name for name in ("openssl", "curl") if not shutil.which(name)]:
        raise SystemExit(f"mesh: no {' and no '.join(missing)} in PATH")
    folder = Path(tempfile.mkdtemp(prefix="isnad-mesh-"))
    mesh = None
    try:
        mesh = Mesh(folder)
        edge = mesh.edge()
        with_grpcurl(mesh, edge)
        deadline(mesh, edge)
        without_grpc(mesh, edge)
        balance(mesh, edge, "LEAST_REQUEST")
        for how in (signal.SIGTERM, signal.SIGKILL):
            channels = [mesh.channel(edge) for _ in range(options.clients)]
            good = run(mesh.replicas, channels, options.calls, how)
            check(f"a rolling restart by {how.name} under calls through Envoy", good)
        edge.stop()
        robin = mesh.edge(lambda cluster: cluster.update(lb_policy="ROUND_ROBIN"))
        balance(mesh, robin, "ROUND_ROBIN")
        robin.stop()
        ejection(mesh)
        breaker(mesh)
        without_certificates(mesh)
        print("mesh: passed")
    finally:
        if mesh:
            mesh.end()
        if not os.environ.get("ISNAD_KEEP"):
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
