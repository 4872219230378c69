"""From candidates to clusters: the same comparison as in process, in parallel for pairs, and in one task for each component."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from isnad import _native
from isnad.spark._candidates import QUOTE_BITS
from isnad.spark._components import components
from isnad.spark._stages import Stages

KIB = 1 << 10

AT_ONCE = 256
"""The number of clusters passed on together."""

LINKS = pa.schema([("later", pa.int64()), ("earlier", pa.list_(pa.int64()))])

CLUSTERS = pa.schema(
    [
        ("documents", pa.int32()),
        ("first", pa.int64()),
        ("component", pa.int64()),
        ("cut", pa.bool_()),
        ("json", pa.string()),
    ]
)


def links(stages: Stages, quotes: DataFrame, candidates: DataFrame) -> DataFrame:
    """The candidates that the comparison confirms: each ``later`` quote with its ``earlier`` ones.

    A quote has at most 12 earlier candidates, and at most 256 later ones that share a number, so no join has a skewed key.
    """
    def confirmed() -> DataFrame:
        told = quotes.select("item", f.struct("item", "words", "published").alias("quote"))
        earlier = candidates.join(told.withColumnsRenamed({"item": "earlier", "quote": "other"}), "earlier")
        others = earlier.groupBy("later").agg(f.collect_list("other").alias("others"))
        both = others.join(told.withColumnRenamed("item", "later"), "later").select("quote", "others")
        return both.mapInArrow(_confirmed, from_arrow_schema(LINKS))

    return stages.stage("links", confirmed)


def _confirmed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield pa.RecordBatch.from_pylist([row for row in map(_link, batch.to_pylist()) if row["earlier"]], schema=LINKS)


def _link(row: dict[str, Any]) -> dict[str, Any]:
    quote, others = row["quote"], row["others"]
    sides = [(other["words"], other["published"]) for other in others]
    confirmed = _native.related((quote["words"], quote["published"]), sides)
    return {"later": quote["item"], "earlier": [other["item"] for other, is_one in zip(others, confirmed) if is_one]}


def clusters(stages: Stages, quotes: DataFrame, links: DataFrame, largest: int) -> DataFrame:
    """The clusters in the order of the command line; ``cluster`` numbers them from 0."""
    edges = links.select(f.col("later").alias("big"), f.explode("earlier").alias("small"))
    nodes = components(stages, edges, "components")

    def traced() -> DataFrame:
        size = f.greatest(f.lit(KIB), f.octet_length("words")).alias("size")
        pieces = _pieces(nodes.join(quotes.select(f.col("item").alias("node"), size), "node"), largest)
        rows = pieces.join(quotes.withColumnRenamed("item", "node").drop("numbers"), "node")
        rows = rows.join(links.withColumnRenamed("later", "node"), "node", "left")
        packed = rows.repartition("component", "piece").sortWithinPartitions("component", "piece", "node")
        return packed.mapInArrow(_traced, from_arrow_schema(CLUSTERS))

    found = stages.stage("clusters", traced)
    ordered = stages.numbered("ordered", lambda: found, f.desc("documents"), "first")
    return ordered.withColumnRenamed("place", "cluster")


def _pieces(nodes: DataFrame, largest: int) -> DataFrame:
    """Splits components of more than ``most`` quotes, of a KiB each, into pieces in time order, because a task holds a piece in
    memory."""
    most = largest * KIB
    until = Window.partitionBy("component").orderBy("node")
    before = f.sum("size").over(until) - f.col("size")
    nodes = nodes.withColumn("before", before).withColumn("all", f.sum("size").over(Window.partitionBy("component")))
    return nodes.select("node", "component", f.expr(f"`before` div {most}").alias("piece"), (f.col("all") > most).alias("cut"))


def _traced(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    rows = (row for batch in batches for row in batch.to_pylist())
    found = (cluster for piece in _grouped(rows) for cluster in _clusters(piece))
    while some := list(islice(found, AT_ONCE)):
        yield pa.RecordBatch.from_pylist(some, schema=CLUSTERS)


def _grouped(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows of each piece, which are contiguous."""
    piece: list[dict[str, Any]] = []
    for row in rows:
        if piece and (row["component"], row["piece"]) != (piece[0]["component"], piece[0]["piece"]):
            yield piece
            piece = []
        piece.append(row)
    if piece:
        yield piece


def _clusters(piece: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The clusters of a piece, whose quotes are in order."""
    documents: dict[int, dict[str, Any]] = {}
    for row in piece:
        document = row["node"] >> QUOTE_BITS
        known = {name: row[name] for name in ("id", "outlet", "published")}
        _put(documents.setdefault(document, known | {"quotes": []})["quotes"], _index(row["node"]), row)
    places = {document: place for place, document in enumerate(documents)}

    def place(node: int) -> tuple[int, int]:
        return places[node >> QUOTE_BITS], _index(node)

    here = {row["node"] for row in piece}
    pairs = [
        place(earlier) + place(row["node"]) for row in piece for earlier in row["earlier"] or () if earlier in here
    ]
    reported = [_native.Reported(json.dumps(document, ensure_ascii=False)) for document in documents.values()]
    numbers = list(documents)
    for count, document, quote, line in _native.trace_pairs(reported, pairs):
        first = numbers[document] << QUOTE_BITS | quote
        yield {
            "documents": count,
            "first": first,
            "component": piece[0]["component"],
            "cut": piece[0]["cut"],
            "json": line,
        }


def _index(node: int) -> int:
    return node & ((1 << QUOTE_BITS) - 1)


def _put(quotes: list[dict[str, Any]], index: int, row: dict[str, Any]) -> None:
    """A quote keeps its index. Earlier quotes that are in no pair have no words and are ignored."""
    quotes.extend({} for _ in range(index - len(quotes)))
    quotes.append(json.loads(row["told"]) | {"words": row["words"], "content": row["content"]})
