"""Follows README.md in a fresh clone: runs every command in order, and every program.

  scripts/readme            clones the last commit into a temporary folder and builds everything there
  scripts/readme --here     uses this checkout, if it is a fresh clone already, as in .ci/run
  scripts/readme --tests    runs scripts/test as well, which is the last step of .ci/run
  scripts/readme --tables   compares the figures in README.md with the pages and the benchmark they come from, and runs nothing

The commands run without the variables of isnad, Cargo and Python that this machine happens to set. Programs must print what README.md shows
below them, and `git status` must be clean at the end. If port 50051 is taken, the tool uses another port.
"""
import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from examples import free_port
from project import ROOT

FENCED = re.compile(r"(?:<!-- (?P<mark>[\w ]+) -->\n)?```(?P<language>\w+)\n(?P<body>.*?)```", re.DOTALL)
# Tables that another page has, with the same rows.
QUALITY = re.compile(r"<!-- quality -->\n(.*?)<!-- end -->", re.DOTALL)
SPEED = re.compile(r"<!-- speed -->\n(.*?)<!-- end -->", re.DOTALL)
BENCHMARK = re.compile(r"isnad \(speaker (\.\d+)\) and of a regular-expression baseline \((\.\d+)\)")
PORT = "50051"
STARTS_WITHIN = 1800
# Variables that would change what the commands do in the clone.
FOREIGN = re.compile(r"ISNAD_|CARGO_(?!HOME|NET|REGISTR)|RUST(?!UP)|PYTHON|VIRTUAL_ENV|GRPCURL")


class Reader:
    """A user who has the clone and follows README."""

    def __init__(self, clone, port):
        self.clone = clone
        self.port = port
        self.folder = clone
        self.printed = ""
        self.environment = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
        self.environment |= {"ISNAD_LISTEN": f"127.0.0.1:{port}"}
        self.server = None

    def run(self, command):
        """Runs a command and keeps what it prints. A folder that it changes to holds for the next command."""
        print(f"\n$ {command}", flush=True)
        script = f"set -e\n{command.replace(PORT, self.port)}\npwd >&3"
        with tempfile.TemporaryFile("w+") as place:
            said = subprocess.run(["bash", "-c", f"exec 3>&{place.fileno()}\n{script}"], cwd=self.folder, env=self.environment,
                                  stdout=subprocess.PIPE, text=True, pass_fds=[place.fileno()])
            place.seek(0)
            folder = place.read().strip()
        print(said.stdout[:1500], flush=True)
        if said.returncode:
            sys.exit(f"readme: {command!r} ended with {said.returncode}")
        self.folder = Path(folder)
        self.printed = said.stdout

    def serve(self, command):
        """Starts the server and waits until it takes connections."""
        print(f"\n$ {command} &", flush=True)
        self.server = subprocess.Popen(command.split(), cwd=self.clone, env=self.environment, start_new_session=True)
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end and self.server.poll() is None:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", int(self.port))) == 0:
                    return
            time.sleep(0.5)
        sys.exit("readme: the server did not start")

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=60)


def commands(body):
    """The commands of a block: lines, with those that a backslash continues, without comments."""
    lines = body.replace("\\\n", " ").splitlines()
    without = (re.sub(r"\s+#.*", "", line).strip() for line in lines)
    return [line for line in without if line]


def follow(reader, readme, tests):
    """Runs all blocks of README from top to bottom."""
    python = None
    for block in FENCED.finditer(readme):
        mark, language, body = block["mark"], block["language"], block["body"]
        if language == "sh":
            for command in commands(body):
                shell(reader, command, tests)
        elif language == "console":
            command, shown = body.split("\n", 1)
            reader.run(command.removeprefix("$ ").replace("isnad", "target/release/isnad", 1))
            if reader.printed != shown:
                sys.exit(f"readme: {command!r} prints something else than README.md shows:\n{shown}")
        elif mark == "python":
            (reader.clone / ".tools/shown.py").write_text(body, encoding="utf-8")
            reader.run(".tools/isnad/bin/python .tools/shown.py")
            python = reader.printed
        elif mark == "program":
            (reader.folder / "src/main.rs").write_text(body, encoding="utf-8")
        elif language == "text":
            for program, printed in (("Python", python), ("Rust", reader.printed)):
                if printed != body:
                    sys.exit(f"readme: the program in {program} prints\n{printed}\nand README.md shows\n{body}")
            reader.folder = reader.clone


def shell(reader, command, tests):
    if command == "scripts/serve":
        reader.serve(command)
    elif command != "scripts/test" or tests:
        # `cargo new` is called beside the clone: README says `--path ../isnad` from inside the new folder.
        reader.folder = reader.clone.parent if command.startswith("cargo new") else reader.folder
        reader.run(command)
        if "TextService/Analyze" in command and len(json.loads(reader.printed)["quotes"]) != 1:
            sys.exit(f"readme: {command!r} does not find the quote")


def rows(table):
    return [line for line in table.splitlines() if line.startswith("| ")]


def wrong_tables(readme):
    """Figures in README that are not those of the page they come from."""
    for name, pattern in (("docs/quality.md", QUALITY), ("docs/speed.md", SPEED)):
        page = (ROOT / name).read_text(encoding="utf-8")
        found = pattern.search(readme)
        if not found or len(rows(found[1])) < 3:
            yield f"no table of {name}"
            continue
        yield from (f"{name} does not have the row {row}" for row in rows(found[1]) if row not in page)
    table = (ROOT / "benchmark/README.md").read_text(encoding="utf-8")
    [speakers] = re.findall(r"^\| speaker \| 0(\.\d+) .*?\| 0(\.\d+) ", table, re.MULTILINE)
    if (shown := BENCHMARK.search(readme)) is None or shown.groups() != speakers:
        yield f"the benchmark's speakers are {speakers}"


@contextmanager
def folder(here):
    """A folder called isnad: a clone of the last commit, or this checkout."""
    with tempfile.TemporaryDirectory() as parent:
        isnad = Path(parent) / "isnad"
        if here:
            isnad.symlink_to(ROOT)
        else:
            subprocess.run(["git", "clone", "--quiet", ROOT, isnad], check=True)
        yield isnad


def status(checkout):
    command = ["git", "status", "--porcelain"]
    return subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.PIPE, text=True).stdout


def port():
    """README's port, or another one if somebody has it."""
    with closing(socket.socket()) as probe:
        taken = probe.connect_ex(("127.0.0.1", int(PORT))) == 0
    return str(free_port()) if taken else PORT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--here", action="store_true")
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--tables", action="store_true")
    arguments = parser.parse_args()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    if wrong := list(wrong_tables(readme)):
        sys.exit("readme: README.md shows other figures:\n" + "\n".join(wrong))
    if arguments.tables:
        return
    with folder(arguments.here) as checkout:
        before = status(checkout)
        reader = Reader(checkout, port())
        try:
            follow(reader, readme, arguments.tests)
        finally:
            reader.stop()
        if (after := status(checkout)) != before:
            sys.exit(f"readme: following README.md leaves behind\n{after}")
    print("readme: passed")


main()
