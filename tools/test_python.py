"""Tests the Python package: the wheel in a clean environment, its types, and its tests against the program.

  scripts/test-python                   all of it
  scripts/test-python -k client         tests whose names hold a word, as pytest takes it

$ISNAD_WHEEL names a wheel that is built already, $ISNAD_BIN the program. Tests that need annotated articles say so where these are missing.
"""
# needs: wheel
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import wheel as wheels
from project import ROOT, binary

PACKAGE = ROOT / "python"
ENVIRONMENT = ROOT / ".tools/python-tests"
REQUIREMENTS = ROOT / "tools/requirements/python.txt"
# The first program of README, and what it prints first.
PROGRAM = re.compile(r"<!-- python -->\n```python\n(.*?)```", re.DOTALL)
PRINTS = "هالة المرزوقي: سد الوادي الأخضر آمن\n"


def pip(python, *arguments):
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments], check=True)


def new(folder):
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    return Path(folder) / "bin/python"


def try_readme(wheel):
    """The wheel alone, in an environment with nothing else, and the lines that README shows."""
    program = PROGRAM.search((ROOT / "README.md").read_text())[1]
    with tempfile.TemporaryDirectory() as folder:
        python = new(Path(folder) / "environment")
        pip(python, "--no-index", wheel)
        shown = subprocess.run([python, "-c", program], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    if not shown.startswith(PRINTS):
        sys.exit(f"scripts/test-python: the program in README prints {shown!r}")
    print("the program in README runs with the wheel alone")


def environment(wheel):
    """The environment of the tests: what they need is fetched once."""
    python, kept = ENVIRONMENT / "bin/python", ENVIRONMENT / REQUIREMENTS.name
    if not kept.is_file() or kept.read_bytes() != REQUIREMENTS.read_bytes() or not python.exists():
        new(ENVIRONMENT)
        pip(python, "--no-deps", "--requirement", REQUIREMENTS)
        kept.write_bytes(REQUIREMENTS.read_bytes())
    pip(python, "--no-deps", "--force-reinstall", wheel)
    return python


def check_types(python):
    """The package and the examples, strictly."""
    examples = sorted((ROOT / "examples/python").glob("*.py"))
    subprocess.run([python, "-m", "mypy", "--strict", "isnad", *examples], cwd=PACKAGE, check=True)


def main():
    named = os.environ.get("ISNAD_WHEEL")
    wheel = Path(named) if named else wheels.build()
    try_readme(wheel)
    python = environment(wheel)
    check_types(python)
    # The folder of the tests is no parent of the package: what they import is the wheel.
    command = [python, "-m", "pytest", "-q", "--doctest-modules", "--pyargs", "isnad", PACKAGE / "tests", *sys.argv[1:]]
    run = subprocess.run(command, cwd=PACKAGE / "tests", env={**os.environ, "ISNAD_BIN": str(binary())})
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
