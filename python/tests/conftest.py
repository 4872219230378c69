"""What tests have in common: the program, a server, and texts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("ISNAD_SHARED") or ROOT.parent / "shared")

ARTICLE = (ROOT / "examples/article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def binary() -> Path:
    """The program: what $ISNAD_BIN names, or built now."""
    if named := os.environ.get("ISNAD_BIN"):
        return Path(named).resolve()
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    return ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/isnad"


class Server:
    """A server on the loopback."""

    def __init__(self, binary: Path, folder: Path, *arguments: str) -> None:
        self._log = folder / "serve.log"
        command = [binary, "serve", "--listen", "127.0.0.1:0", "--drain-delay", "0s", *arguments]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, stderr=log)
        self.target = self._address()

    def _address(self) -> str:
        for _ in range(200):
            if found := re.search(r"127\.0\.0\.1:\d+", self._log.read_text()):
                return found[0]
            time.sleep(0.05)
        raise AssertionError(self._log.read_text())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the settings that it has by itself."""
    server = Server(binary, tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


def own_texts() -> list[tuple[str, str]]:
    """Pages of the repository."""
    pages = sorted((ROOT / "tests/pages").glob("*.page")) + sorted((ROOT / "examples").glob("*.txt"))
    return [(page.name, page.read_text(encoding="utf-8")) for page in pages]


def golden_texts() -> list[tuple[str, str]]:
    """Those, and the annotated articles where they are beside the repository."""
    folders = [SHARED / "seeds", SHARED / "corpus/dev", SHARED / "corpus/dev2"]
    found = [path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.txt"))]
    return own_texts() + [(path.stem, path.read_bytes().decode()) for path in found]


def lines(binary: Path, texts: list[tuple[str, str]], *arguments: str) -> list[dict[str, object]]:
    """What the command line answers to texts."""
    given = "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in texts)
    command = [binary, *arguments, "--format", "jsonl", "--input", "jsonl", "--offsets", "utf32"]
    run = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return [json.loads(line) for line in run.stdout.splitlines()]
