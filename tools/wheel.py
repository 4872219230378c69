"""Builds the Python package as a wheel, and installs it with its extras into an environment.

  scripts/wheel                   into .tools/isnad, which is created again
  scripts/wheel --into PYTHON     into the environment of that Python
  scripts/wheel --only            builds only

The wheel supports CPython 3.10 and later, and Linux with glibc 2.28 or later (manylinux_2_28): zig links against that glibc, and
maturin rejects a wheel that needs a newer one. It is written to target/wheels.
"""
# needs: wheel
import argparse
import os
import subprocess
import sys
from pathlib import Path

from project import ROOT, installed

TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
WHEELS = TARGET / "wheels"
EXTRAS = "client,parquet"
# The largest acceptable wheel.
MOST_BYTES = 10_000_000


def without_paths():
    """Flags that keep the paths of this machine out of the library: scripts/static-build does the same for the program."""
    crates = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo") / "registry/src"
    moved = {**{path: "/crates" for path in sorted(crates.glob("*"))}, ROOT: "."}
    return "\x1f".join(f"--remap-path-prefix={path}={name}" for path, name in moved.items())


def build():
    """The wheel, built by zig for a glibc that most servers have."""
    WHEELS.mkdir(parents=True, exist_ok=True)
    for old in WHEELS.glob("isnad-*.whl"):
        old.unlink()
    command = [installed("maturin"), "build", "--release", "--locked", "--zig", "--compatibility", "manylinux_2_28",
               "--manifest-path", ROOT / "python/Cargo.toml", "--interpreter", sys.executable, "--out", WHEELS]
    # maturin looks for zig in the modules of the first Python that it finds.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["cargo", "fetch", "--locked", "--quiet", "--manifest-path", ROOT / "python/Cargo.toml"], check=True)
    settings = {"PATH": path, "CARGO_TARGET_DIR": str(TARGET / "python"), "CARGO_ENCODED_RUSTFLAGS": without_paths()}
    subprocess.run(command, env={**os.environ, **settings}, check=True)
    [wheel] = WHEELS.glob("isnad-*.whl")
    if wheel.stat().st_size > MOST_BYTES:
        sys.exit(f"scripts/wheel: {wheel.name} has {wheel.stat().st_size} bytes, over {MOST_BYTES}")
    return wheel


def environment():
    """A new, empty environment."""
    folder = ROOT / ".tools/isnad"
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    return folder / "bin/python"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--only", action="store_true")
    arguments = parser.parse_args()
    wheel = build()
    print(f"{wheel} ({wheel.stat().st_size / 1e6:.1f} MB)")
    if arguments.only:
        return
    python = arguments.into or environment()
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall",
                    f"{wheel}[{EXTRAS}]"], check=True)
    print(f"installed; try: {os.path.relpath(python)} -c 'import isnad; print(isnad.__version__)'")


if __name__ == "__main__":
    main()
