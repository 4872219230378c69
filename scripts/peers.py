"""What the scripts that run other tools share: an environment for each, and a text as a page."""
import html
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def enter(name, install):
    """Runs the script again inside its environment below .tools/, which is made when there is none. `install` gets what
    runs pip there with some arguments and says whether that went well."""
    home = ROOT / ".tools" / name
    if Path(sys.prefix).resolve() == home.resolve():
        return
    python = home / "bin" / "python3"
    if not python.exists():
        venv.create(home, with_pip=True)

    def pip(*arguments):
        call = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
        return subprocess.run(call, check=False).returncode == 0

    install(pip)
    os.execv(python, [str(python), *sys.argv])


def all_of(*packages):
    """An `install` that needs all of the packages."""
    def install(pip):
        if not pip(*packages):
            sys.exit(f"{Path(sys.argv[0]).name}: {' '.join(packages)} do not install")
    return install


def as_html(text):
    """The page of a text for tools that read pages: each line a <p>."""
    lines = (line.strip() for line in text.split("\n"))
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines if line)
    return f'<html lang="ar"><head><meta charset="utf-8"></head><body>\n{body}</body></html>'
