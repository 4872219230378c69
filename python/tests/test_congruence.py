"""In process, over the wire and on the command line the answers are the same."""

from __future__ import annotations

import asyncio
import json
import subprocess
from pathlib import Path

import pytest
from conftest import SHARED, Server, golden_texts, lines

import isnad
from isnad import aio

CALLS = {"analyze": "analysis", "clean": "cleaning", "segment": "segmentation", "quotes": "extraction"}


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    found = golden_texts()
    if not (SHARED / "corpus/dev").is_dir():
        print(f"SKIPPED, no annotated articles in {SHARED} ($ISNAD_SHARED names another folder); {len(found)} own pages are compared")
    return found


@pytest.mark.parametrize("call", CALLS)
def test_three_ways_give_one_answer(call: str, texts: list[tuple[str, str]], binary: Path, server: Server) -> None:
    name = "extract_quotes" if call == "quotes" else call
    told = lines(binary, texts, call)
    assert [line["id"] for line in told] == [id for id, _ in texts]
    with isnad.Client(server.target) as client:
        for (id, text), line in zip(texts, told, strict=True):
            here, there = getattr(isnad, name)(text), getattr(client, name)(text)
            assert here == there, id
            assert here.to_dict() == line[CALLS[call]], id


def test_many_at_once_give_what_one_gives(texts: list[tuple[str, str]], server: Server) -> None:
    alone = [isnad.analyze(text) for _, text in texts]
    assert [result.unwrap() for result in isnad.analyze_many(texts, workers=2)] == alone
    with isnad.Client(server.target) as client:
        results = list(client.analyze_many(texts))
    assert [result.unwrap() for result in results] == alone
    assert [result.id for result in results] == [id for id, _ in texts]

    async def streamed() -> list[isnad.Analysis]:
        async with aio.Client(server.target) as client:
            return [result.unwrap() async for result in client.analyze_many(texts)]

    assert asyncio.run(streamed()) == alone


def test_clusters_are_the_same(texts: list[tuple[str, str]], binary: Path, server: Server) -> None:
    some = texts[:300]
    documents = [isnad.Document(id, text, outlet=id[:1], published="2024-03-05") for id, text in some]
    here = isnad.trace(documents)
    with isnad.Client(server.target, timeout=30) as client:
        there = client.trace(documents)
    assert here == there
    assert [_bare(cluster.to_dict()) for cluster in here.clusters] == _clusters(binary, documents)


def _clusters(binary: Path, documents: list[isnad.Document]) -> list[object]:
    given = "".join(json.dumps(document._asdict()) + "\n" for document in documents)
    command = [binary, "trace", "--format", "jsonl", "--input", "jsonl", "--offsets", "utf32"]
    run = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    return [_bare(json.loads(line)) for line in run.stdout.splitlines()]


def _bare(value: object) -> object:
    """Without the fields that hold their defaults, as the command line writes clusters."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    fields = {name: _bare(item) for name, item in value.items()}
    return {name: item for name, item in fields.items() if item or isinstance(item, dict)}
