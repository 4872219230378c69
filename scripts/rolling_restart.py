"""Replicas are restarted one after the other while clients call; called by scripts/rolling-restart."""

import argparse
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import grpc

ROOT = Path(__file__).resolve().parent.parent
METHOD = "/isnad.v1.TextService/Analyze"
# How long a replica runs between its start and its next end.
REST = 1.0


class Replica:
    """One server, which comes back on the port that it had first."""

    def __init__(self, binary, address="127.0.0.1:0", flags=()):
        self.binary, self.address, self.flags, self.process = binary, address, flags, None
        self.lines = []
        self.start()

    def start(self):
        flags = ["--listen", self.address, "--log-format", "json", "--drain-timeout", "10s", *self.flags]
        self.process = subprocess.Popen([self.binary, "serve", *flags], stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        if '"serving"' not in line:
            raise SystemExit(f"a replica does not serve: {line}")
        self.address = json.loads(line)["address"]
        threading.Thread(target=self.read, args=[self.process.stderr], daemon=True).start()

    def read(self, log):
        for line in log:
            self.lines.append(json.loads(line))

    def stop(self, how):
        self.process.send_signal(how)
        self.process.wait(timeout=30)


class Client(threading.Thread):
    """Calls again and again over a channel of its own."""

    def __init__(self, channel, request, budget):
        super().__init__(daemon=True)
        self.channel, self.request, self.budget = channel, request, budget
        self.times, self.failures, self.answers = [], [], set()

    def run(self):
        call = self.channel.unary_unary(METHOD)
        while self.budget.acquire(blocking=False):
            start = time.monotonic()
            try:
                self.answers.add(call(self.request))
            except grpc.RpcError as error:
                self.failures.append(f"{error.code().name}: {error.details()}")
            self.times.append(time.monotonic() - start)
        self.channel.close()


def balanced(target):
    """A channel that does all by itself: finds the ready replicas, spreads calls over them, calls again."""
    config = (ROOT / "deploy/grpc-service-config.json").read_text()
    # Clients of one process share connections unless their options differ.
    options = [("grpc.service_config", config), ("grpc.use_local_subchannel_pool", 1)]
    # Without it the authority would be the list of addresses, whose comma no HTTP/2 server takes.
    options += [("grpc.default_authority", "isnad")]
    return grpc.insecure_channel(target, options=options)


def analyze_request(text):
    """An AnalyzeRequest in protobuf's own form: field 1, bytes."""
    length, prefix = len(text), bytearray([0x0A])
    while length > 0x7F:
        prefix.append(length & 0x7F | 0x80)
        length >>= 7
    prefix.append(length)
    return bytes(prefix) + text


def restart_until(done, replicas, how):
    """One replica after the other, as a deployment does it. Gives how often."""
    count = 0
    while not done():
        for replica in replicas:
            replica.stop(how)
            replica.start()
            count += 1
            time.sleep(REST)
    return count


def run(replicas, channels, calls, how):
    """Calls over all channels while replicas are restarted; prints what became of them. Gives whether all is well."""
    request = analyze_request((ROOT / "examples/article.txt").read_bytes())
    budget = threading.Semaphore(calls)
    clients = [Client(channel, request, budget) for channel in channels]
    start = time.monotonic()
    for client in clients:
        client.start()
    restarts = restart_until(lambda: not any(it.is_alive() for it in clients), replicas, how)
    for client in clients:
        client.join()
    took = time.monotonic() - start

    times = sorted(seconds for client in clients for seconds in client.times)
    failures = [failure for client in clients for failure in client.failures]
    answers = set().union(*(client.answers for client in clients))
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))] * 1e3
    print(f"{len(times)} calls in {took:.0f} s, {restarts} restarts by {how.name}, {len(failures)} calls failed")
    print(f"median {at(0.5):.1f} ms, p99 {at(0.99):.1f} ms, longest {times[-1] * 1e3:.0f} ms; {len(answers)} different answer(s)")
    for failure in sorted(set(failures)):
        print(f"  {failures.count(failure)} x {failure}")
    # Of a call whose answer had begun when its replica was killed no client can know that it may call again.
    allowed = restarts * len(clients) if how is signal.SIGKILL else 0
    return len(failures) <= allowed and len(answers) == 1 and restarts >= len(replicas)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--kill", action="store_true", help="SIGKILL, and not SIGTERM")
    options = parser.parse_args()

    flags = ["--log", "info,isnad::server::access=warn", "--drain-delay", "500ms"]
    replicas = [Replica(options.binary, flags=flags) for _ in range(options.replicas)]
    try:
        target = "ipv4:" + ",".join(replica.address for replica in replicas)
        channels = [balanced(target) for _ in range(options.clients)]
        good = run(replicas, channels, options.calls, signal.SIGKILL if options.kill else signal.SIGTERM)
    finally:
        for replica in replicas:
            replica.process.kill()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
