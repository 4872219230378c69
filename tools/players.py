"""How to build and test each client, and how to start its player."""
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from project import ROOT


def told(script):
    """The output of a script: the path of a program."""
    return subprocess.run([ROOT / "scripts" / script], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


@dataclass(frozen=True)
class Examples:
    """The programs of examples/LANGUAGE, as commands to run in the repository's root: the quotes of examples/article.txt, the pages of
    examples/ over one stream, and an HTTP handler, where {port} is its port and `posts` the path that accepts pages."""

    article: list
    pages: list
    handler: list
    posts: str


@dataclass(frozen=True)
class Client:
    """A client: its folder, the command that plays steps with it, and its examples, which for Python are tested by scripts/test-python."""

    folder: Path
    player: list
    examples: Examples | None = None

    def run(self, *command):
        run(self.folder, *command)


def run(folder, *command):
    subprocess.run(command, cwd=folder, check=True)


def go():
    folder, program = ROOT / "clients/go", told("go")
    players, examples = ROOT / ".tools/players", ROOT / "examples/go"
    programs = {name: str(players / name) for name in ("quotes", "folder", "handler")}
    shown = Examples([programs["quotes"], "examples/article.txt"], [programs["folder"], "examples"],
                     [programs["handler"], "127.0.0.1:{port}"], "/quotes")
    client = Client(folder, [players / "go"], shown)
    unformatted = subprocess.run([Path(program).with_name("gofmt"), "-l", folder, examples], check=True, stdout=subprocess.PIPE, text=True)
    if unformatted.stdout:
        raise SystemExit(f"gofmt would change {unformatted.stdout}")
    client.run(program, "vet", "./...")
    client.run(program, "test", "./...")
    client.run(program, "build", "-o", players / "go", "./internal/player")
    run(examples, program, "vet", "./...")
    run(examples, program, "build", "-o", f"{players}/", "./...")
    return client


def typescript():
    bin_folder = told("node")
    os.environ["PATH"] = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    folder, examples = ROOT / "clients/typescript", ROOT / "examples/typescript"
    shown = Examples(["node", "examples/typescript/article.ts"], ["node", "examples/typescript/folder.ts", "examples"],
                     ["env", "PORT={port}", "node", "examples/typescript/service.ts"], "/")
    client = Client(folder, ["node", "dist/player/player.js"], shown)
    for where in (folder, examples):
        run(where, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
        run(where, "npm", "test")
    return client


def java():
    if not shutil.which("mvn") and shutil.which("apt-get") and os.getuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "maven", "default-jdk-headless"], check=True, stdout=subprocess.DEVNULL)
    # Java runs a source file directly.
    shown = ["java", "-cp", "clients/java/target/classes:clients/java/target/dependency/*"]
    file = lambda name: [*shown, f"examples/java/{name}.java"]
    examples = Examples([*file("Article"), "examples/article.txt"], [*file("Folder"), "examples"], [*file("Handler"), "{port}"], "/quotes")
    client = Client(ROOT / "clients/java", ["java", "-cp", "target/test-classes:target/classes:target/dependency/*", "isnad.Player"], examples)
    client.run("mvn", "-q", "-B", "-ntp", "verify")
    return client


def python():
    # It has its own tests, scripts/test-python; here its wheel is enough.
    import test_python
    import wheel as wheels

    named = os.environ.get("ISNAD_WHEEL")
    interpreter = test_python.environment(Path(named) if named else wheels.build())
    return Client(ROOT / "python/tests", [interpreter, "player.py"])


CLIENTS = {"go": go, "typescript": typescript, "java": java, "python": python}
