"""Runs the examples of a client against a server, and checks what they print and what their handler answers."""
import contextlib
import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request

from project import ROOT

# The output that README shows for its programs.
PRINTED = re.compile(r"```text\n(هالة.*?)```", re.DOTALL)
ARTICLE = ROOT / "examples/article.txt"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def output(command, environment):
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout


@contextlib.contextmanager
def handler(examples, environment):
    """Runs the handler; yields the address that accepts pages."""
    port = free_port()
    process = subprocess.Popen([word.format(port=port) for word in examples.handler], cwd=ROOT, env=environment)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}{examples.posts}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def posted(address, page):
    """Status and body of the answer to a page."""
    request = urllib.request.Request(address, data=page, headers={"content-type": "text/plain; charset=utf-8"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, None


def wrong(examples, target):
    """The faults of the examples."""
    environment = {**os.environ, "ISNAD_TARGET": target}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    if (printed := output(examples.article, environment)) != (wanted := PRINTED.search(readme)[1]):
        yield f"the article gives {printed!r}, and README says {wanted!r}"
    pages = output(examples.pages, environment)
    if any(path.stem not in pages for path in ARTICLE.parent.glob("*.txt")):
        yield f"not all pages are in {pages!r}"
    with handler(examples, environment) as address:
        status, quotes = posted(address, ARTICLE.read_bytes())
        if status != 200 or len(quotes) != wanted.count("\n"):
            yield f"the handler answers a page with {status}: {quotes}"
        if (status := posted(address, b"")[0]) not in (400, 422):
            yield f"the handler answers a page without text with {status}"
