"""Drives a server with h2load, an independent HTTP/2 load generator: sends the example's article as a gRPC message repeatedly.

  scripts/load [ADDRESS] [--calls N] [--at-once N…]    default: a server of its own, 20000 calls, 1, 16 and 128 at once

h2load is in Debian's package nghttp2-client. Uses the loopback only, unless an address is given.
"""
import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from project import ROOT, binary
from replica import METHOD, Replica, analyze_request

TOLD = ("finished", "requests", "status codes", "traffic", "time for request")


@contextlib.contextmanager
def served(address):
    """The address, or the address of a server that is started for this run."""
    if address:
        yield address
        return
    replica = Replica(binary(), flags=["--drain-delay", "0"])
    try:
        yield replica.address
    finally:
        replica.process.kill()


def drive(address, message, calls, at_once):
    clients = min(at_once, 8)
    size = message.stat().st_size
    print(f"== {at_once} at once over {clients} connections, {size} bytes a call", flush=True)
    call = ["h2load", "--requests", calls, "--clients", clients, "--max-concurrent-streams", at_once // clients, "--data", message]
    call += ["--header", "content-type: application/grpc", "--header", "te: trailers", f"http://{address}{METHOD}"]
    said = subprocess.run([str(it) for it in call], check=True, stdout=subprocess.PIPE, text=True).stdout
    print("\n".join(line for line in said.splitlines() if line.startswith(TOLD)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?")
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 16, 128])
    options = parser.parse_args()
    if not shutil.which("h2load"):
        sys.exit("scripts/load: no h2load in PATH; it is in Debian's nghttp2-client")
    request = analyze_request((ROOT / "examples/article.txt").read_bytes())
    with tempfile.TemporaryDirectory() as folder, served(options.address) as address:
        message = Path(folder) / "message"
        message.write_bytes(b"\0" + len(request).to_bytes(4, "big") + request)
        for at_once in options.at_once:
            drive(address, message, options.calls, at_once)


if __name__ == "__main__":
    main()
