"""The documents read for tracing: a row for each, with its quotes and without its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from isnad import _native
from isnad._errors import of_bytes
from isnad._local import _TRACED
from isnad._options import job
from isnad.spark import parts

SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.string()),
        ("day", pa.int64()),
        ("second", pa.int64()),
        ("precision", pa.int32()),
        (
            "quotes",
            pa.list_(
                pa.struct(
                    [
                        ("words", pa.string()),
                        ("content", pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))),
                        ("numbers", pa.list_(pa.int64())),
                        ("told", pa.string()),
                    ]
                )
            ),
        ),
        ("error", pa.string()),
    ]
)
"""Quotes keep their order; ``told`` is the rest of a quote as JSON. ``day``, ``second`` and ``precision`` are parsed from
``published``."""


def reported(documents: DataFrame) -> DataFrame:
    """Reads documents with ``row``, ``id``, ``text``, ``outlet`` and ``published``. A document that cannot be traced has an ``error``."""
    known = (f.when(f.col(name) != "", f.col(name)).alias(name) for name in ("outlet", "published"))
    named = documents.select("row", f.coalesce("id", f.lit("")).alias("id"), f.col("text").cast("binary"), *known)
    return named.mapInArrow(_read, from_arrow_schema(SCHEMA))


def _read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in (part for batch in batches for part in parts(batch)):
        pairs = ((document, _text(document["text"])) for document in batch.to_pylist())
        rows = [_row(*read) for read in _native.Many(job(_TRACED), None, pairs, 1)]
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def _text(found: bytes | None) -> str | None:
    """Invalid UTF-8 is decoded to unpaired surrogates, which the core rejects."""
    return None if found is None else found.decode("utf-8", "surrogateescape")


def _row(document: dict[str, Any], found: _native.Reported | None, fault: bytes | None) -> dict[str, Any]:
    row = {name: document[name] for name in ("row", "id", "outlet", "published")}
    if found is not None:
        try:
            known = found.known(document["id"], document["outlet"], document["published"])
        except _native.Fault as wrong:
            fault = wrong.args[0]
        else:
            return row | _moment(document["published"]) | {"quotes": _quotes(known)}
    assert fault is not None, "a document that was not read has a fault"
    return row | {"quotes": [], "error": of_bytes(fault).message}


def _moment(published: str | None) -> dict[str, int | None]:
    moment = None if published is None else _native.moment(published)
    return dict(zip(("day", "second", "precision"), moment or (None, None, None)))


def _quotes(document: _native.Reported) -> list[dict[str, Any]]:
    quotes = []
    for quote in json.loads(document.json())["quotes"]:
        words, content = quote.pop("words"), quote.pop("content")
        told = json.dumps(quote, ensure_ascii=False)
        quotes.append({"words": words, "content": content, "numbers": _native.signature(words), "told": told})
    return quotes
