"""A server that the tools start, and the requests that they send it."""
import json
import subprocess
import threading

METHOD = "/isnad.v1.TextService/Analyze"


class Replica:
    """One server, which restarts on its first port."""

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


def analyze_request(text):
    """An AnalyzeRequest encoded as protobuf: field 1, bytes."""
    length, prefix = len(text), bytearray([0x0A])
    while length > 0x7F:
        prefix.append(length & 0x7F | 0x80)
        length >>= 7
    prefix.append(length)
    return bytes(prefix) + text
