"""Tests the Python package: the wheel in a clean environment, its types, and its tests against the program.

  scripts/test-python                   all tests
  scripts/test-python -k client         tests whose names contain a word, as in pytest

$ISNAD_WHEEL names a wheel that is already built, $ISNAD_BIN the program. Tests that need annotated articles report it if these are missing.
"""
# needs: wheel
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import wheel as wheels
from project import ROOT, binary

PACKAGE = ROOT / "python"
ENVIRONMENT = ROOT / ".tools/python-tests"
REQUIREMENTS = ROOT / "tools/requirements/python.txt"
# The first program in README, and the start of its output.
PROGRAM = re.compile(r"<!-- python -->\n```python\n(.*?)```", re.DOTALL)
PRINTS = "هالة المرزوقي: سد الوادي الأخضر آمن\n"


def pip(python, *arguments):
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments], check=True)


def new(folder):
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    return Path(folder) / "bin/python"


def try_readme(wheel):
    """Tests the wheel in an environment with nothing else, with the program that README shows."""
    program = PROGRAM.search((ROOT / "README.md").read_text())[1]
    with tempfile.TemporaryDirectory() as folder:
        python = new(Path(folder) / "environment")
        pip(python, "--no-index", wheel)
        shown = subprocess.run([python, "-c", program], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    if not shown.startswith(PRINTS):
        sys.exit(f"scripts/test-python: the program in README prints {shown!r}")
    print("the program in README runs with only the wheel installed")


def environment(wheel):
    """The environment of the tests; its packages are downloaded once."""
    python, kept = ENVIRONMENT / "bin/python", ENVIRONMENT / REQUIREMENTS.name
    if not kept.is_file() or kept.read_bytes() != REQUIREMENTS.read_bytes() or not python.exists():
        new(ENVIRONMENT)
        pip(python, "--no-deps", "--requirement", REQUIREMENTS)
        kept.write_bytes(REQUIREMENTS.read_bytes())
    pip(python, "--no-deps", "--force-reinstall", wheel)
    return python


def check_core():
    """Checks the package's Rust like the rest of the repository: formatted, and without warnings."""
    manifest = ["--manifest-path", PACKAGE / "Cargo.toml"]
    # Most crates are shared with the program, and checked already if the program was.
    environment = {**os.environ, "CARGO_TARGET_DIR": str(wheels.TARGET)}
    subprocess.run(["cargo", "fmt", *manifest, "--check", "--", "--color", "never"], check=True)
    subprocess.run(["cargo", "clippy", "--locked", "--quiet", *manifest, "--", "-D", "warnings"], env=environment, check=True)


def java():
    """Spark needs Java: Debian's is installed if the user may do so. Without it, Spark's tests report that they are skipped."""
    if not shutil.which("java") and shutil.which("apt-get") and os.getuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "default-jre-headless"], check=True,
                       stdout=subprocess.DEVNULL)


def check_types(python):
    """Type-checks the package and the examples in strict mode."""
    examples = sorted((ROOT / "examples/python").glob("*.py"))
    subprocess.run([python, "-m", "mypy", "--strict", "isnad", *examples], cwd=PACKAGE, check=True)


def main():
    check_core()
    named = os.environ.get("ISNAD_WHEEL")
    wheel = Path(named) if named else wheels.build()
    try_readme(wheel)
    python = environment(wheel)
    check_types(python)
    java()
    # The tests import the wheel, because their folder is not a parent of the package.
    command = [python, "-m", "pytest", "-q", "--doctest-modules", "--pyargs", "isnad", PACKAGE / "tests", *sys.argv[1:]]
    run = subprocess.run(command, cwd=PACKAGE / "tests", env={**os.environ, "ISNAD_BIN": str(binary())})
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
