# needs: checks
"""Restarts replicas one after the other under load. Clients use deploy/grpc-service-config.json, and no call may fail.

  scripts/rolling-restart [--calls N] [--replicas N] [--clients N] [--kill]
"""
import argparse
import signal
import sys
import threading
import time

import grpc

from project import ROOT, binary
from replica import METHOD, Replica, analyze_request

# How long a replica runs between a start and the next stop.
REST = 1.0


class Client(threading.Thread):
    """Calls repeatedly over its own channel."""

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
    """A channel with client-side balancing: finds the ready replicas, spreads calls over them, retries."""
    config = (ROOT / "deploy/grpc-service-config.json").read_text()
    # Clients of one process share connections unless their options differ.
    options = [("grpc.service_config", config), ("grpc.use_local_subchannel_pool", 1)]
    # Otherwise the authority would be the list of addresses, whose comma HTTP/2 servers reject.
    options += [("grpc.default_authority", "isnad")]
    return grpc.insecure_channel(target, options=options)


def restart_until(done, replicas, how):
    """Restarts one replica after the other, as a deployment does. Returns the number of restarts."""
    count = 0
    while not done():
        for replica in replicas:
            replica.stop(how)
            replica.start()
            count += 1
            time.sleep(REST)
    return count


def run(replicas, channels, calls, how):
    """Calls over all channels while replicas are restarted, and prints the results. Returns whether all calls succeeded."""
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
    # If a replica is killed after its answer began, no client can know that it may retry.
    allowed = restarts * len(clients) if how is signal.SIGKILL else 0
    return len(failures) <= allowed and len(answers) == 1 and restarts >= len(replicas)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--kill", action="store_true", help="SIGKILL, and not SIGTERM")
    options = parser.parse_args()

    flags = ["--log", "info,isnad::server::access=warn", "--drain-delay", "500ms"]
    isnad = binary()
    replicas = [Replica(isnad, flags=flags) for _ in range(options.replicas)]
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
