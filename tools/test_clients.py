# needs: checks wheel
"""Tests the clients: each client's own tests, then clients/behaviour.json against the program, printed as a matrix.

  scripts/test-clients                     all clients
  scripts/test-clients go java             some clients
  scripts/test-clients go --case stream    cases whose names contain a word
  scripts/test-clients --overhead          what a client adds to a call of 5 KB, compared with the bare stub in the same run

$ISNAD_BIN names the program, $ISNAD_WHEEL a wheel of the Python package; both are built if they are not named. Needs openssl. Go, Node and,
if the user may install Debian packages, Java and Maven are downloaded if they are missing.
"""
import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import behaviour
import examples
from certificates import Certificates
from players import CLIENTS
from project import ROOT, binary
from replica import Replica

MOST_OVERHEAD = 1.15


def outcome(case, player, program, certificates):
    """The outcome of a case: a word for the matrix, and details."""
    try:
        behaviour.play(case, player, program, certificates)
    except behaviour.Unsupported as why:
        return "n/a", str(why)
    except behaviour.Unexpected as what:
        return "FAILED", str(what)
    return "ok", ""


def column(cases, client, program, certificates):
    """The outcomes of all cases with one client. A player that failed a case may be in any state, and is replaced for the next case."""
    player, found = behaviour.warmed_up(client, program), []
    for case in cases:
        found.append(outcome(case, player, program, certificates))
        if found[-1][0] == "FAILED":
            player.kill()
            player = behaviour.warmed_up(client, program)
    player.end()
    return found


def matrix(cases, clients, program):
    """Runs all cases with all clients in parallel. Returns how many passed and how many failed."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(len(clients)) as workers:
        certificates = Certificates(folder, {"server": "DNS:localhost,IP:127.0.0.1", "client": "DNS:client"})
        Certificates(f"{folder}/other", {})
        columns = workers.map(lambda client: column(cases, client, program, certificates), clients.values())
        rows = list(zip(*columns))
    width = max(len(case["name"]) for case in cases)
    print(f"\n{'':{width}}  " + "  ".join(f"{name:10}" for name in clients))
    for case, row in zip(cases, rows):
        print(f"{case['name']:{width}}  " + "  ".join(f"{word:10}" for word, _ in row))
    for word in ("n/a", "FAILED"):
        for case, row in zip(cases, rows):
            for name, (result, why) in zip(clients, row):
                if result == word:
                    print(f"{word}: {case['name']}, {name}: {why}")
    words = [word for row in rows for word, _ in row]
    return len(words) - words.count("FAILED"), words.count("FAILED")


def try_examples(clients, program):
    """Runs the examples of each client. Returns how many failed."""
    replica, failed = Replica(program), 0
    for name, client in clients.items():
        faults = list(examples.wrong(client.examples, replica.address)) if client.examples else []
        failed += len(faults)
        for fault in faults:
            print(f"FAILED: examples of {name}: {fault}")
    replica.process.terminate()
    return failed


def overhead(clients, program):
    """Measures the overhead of each client as a ratio. Returns how many exceed the bound."""
    article = (ROOT / "examples/article.txt").read_text(encoding="utf-8")
    text, failed = (article * 4)[:2800], 0
    replica = Replica(program)
    for name, client in clients.items():
        player = behaviour.warmed_up(client, program)
        player.does({"op": "connect", "target": replica.address})
        found = player.does({"op": "overhead", "calls": 2000, "text": text})[0]["ok"]
        player.end()
        failed += found["ratio"] > MOST_OVERHEAD
        print(f"{name}: {found['client']:.0f} µs by the client, {found['stub']:.0f} µs by the stub: {found['ratio']:.3f}")
    replica.process.terminate()
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clients", nargs="*", metavar="CLIENT", help=", ".join(CLIENTS))
    parser.add_argument("--case", default="", help="a part of the names of cases")
    parser.add_argument("--overhead", action="store_true", help="time calls instead")
    arguments = parser.parse_args()
    if unknown := set(arguments.clients) - set(CLIENTS):
        parser.error(f"no client {', '.join(unknown)}")
    program = binary()
    # For tests that need the program, which are the browser tests.
    os.environ["ISNAD_BIN"] = str(program)
    clients = {name: CLIENTS[name]() for name in arguments.clients or CLIENTS}
    if arguments.overhead:
        return 1 if overhead(clients, program) else 0
    cases = [case for case in behaviour.table()["cases"] if arguments.case in case["name"]]
    if not cases:
        parser.error(f"no case has {arguments.case} in its name")
    passed, failed = matrix(cases, clients, program)
    failed += try_examples(clients, program)
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
