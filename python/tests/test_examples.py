"""The programs of examples/python do what they say."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from conftest import ARTICLE, ROOT, Server

EXAMPLES = ROOT / "examples/python"


def run(name: str, given: str = "") -> str:
    command = [sys.executable, str(EXAMPLES / name)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, input=given, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
    return done.stdout


def test_the_notebook_runs() -> None:
    shown = run("notebook.py")
    assert "سليم الطرابيشي: البلدية ستطلب فحصا مستقلا (through وكالة الضفاف)" in shown and "near same reversed" in shown


def test_the_batch_job_writes_a_line_for_each_quote() -> None:
    rows = [json.loads(line) for line in run("batch.py", (ROOT / "examples/outlets.jsonl").read_text()).splitlines()]
    assert len(rows) > 5 and {"id", "speaker", "via", "text"} == set(rows[0])


def test_pandas_counts_speakers() -> None:
    pytest.importorskip("pandas")
    assert "وزير المياه" in run("frames.py")


def test_the_handler_answers_and_names_what_is_wrong(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    monkeypatch.syspath_prepend(EXAMPLES)
    monkeypatch.setenv("ISNAD_TARGET", server.target)
    import service

    with TestClient(service.app) as client:
        answer = client.post("/quotes", content=ARTICLE.encode())
        assert answer.status_code == 200 and answer.json()[0] == {"speaker": "هالة المرزوقي", "text": "سد الوادي الأخضر آمن"}
        wrong = client.post("/quotes", content=b"")
        assert wrong.status_code == 422 and wrong.json()["detail"] == "text: is empty"
