"""How each client is built and tested, and its player started."""
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from project import ROOT


def told(script):
    """What a script prints: where a program is."""
    return subprocess.run([ROOT / "scripts" / script], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


@dataclass(frozen=True)
class Client:
    """A client: its folder, and the command that plays steps with it."""

    folder: Path
    player: list

    def run(self, *command):
        subprocess.run(command, cwd=self.folder, check=True)


def go():
    folder, program = ROOT / "clients/go", told("go")
    player = ROOT / ".tools/players/go"
    client = Client(folder, [player])
    unformatted = subprocess.run([Path(program).with_name("gofmt"), "-l", folder, ROOT / "examples/go"], check=True, stdout=subprocess.PIPE, text=True)
    if unformatted.stdout:
        raise SystemExit(f"gofmt would change {unformatted.stdout}")
    client.run(program, "vet", "./...")
    client.run(program, "test", "./...")
    client.run(program, "build", "-o", player, "./internal/player")
    return client


def typescript():
    bin_folder = told("node")
    os.environ["PATH"] = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    client = Client(ROOT / "clients/typescript", ["node", "dist/player/player.js"])
    client.run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    client.run("npm", "test")
    return client


def java():
    if not shutil.which("mvn") and shutil.which("apt-get") and os.getuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "maven", "default-jdk-headless"], check=True, stdout=subprocess.DEVNULL)
    client = Client(ROOT / "clients/java", ["java", "-cp", "target/test-classes:target/classes:target/dependency/*", "isnad.Player"])
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
