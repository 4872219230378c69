"""Which quotes hang together: connected components, by large stars and small stars.

Kiveris and others, Connected Components in MapReduce and Beyond (2014). A round halves the depth of trees, more or less: a chain of a
million quotes takes 21. Every round is a stage: its rows are in files, and no plan grows.
"""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from isnad.spark._stages import Stages


def components(stages: Stages, edges: DataFrame, name: str) -> DataFrame:
    """For each node that has an edge its component, which is the smallest node of it. Edges have ``big`` and ``small``."""
    rows = stages.stage(f"{name}/0", lambda: edges)
    seen, number = None, 0
    while seen != (now := _seen(rows)):
        before, seen, number = rows, now, number + 1
        rows = stages.stage(f"{name}/{number}", lambda: _small_stars(_large_stars(before)))
    roots = rows.select(f.col("small").alias("node")).distinct()
    return rows.select(f.col("big").alias("node"), f.col("small").alias("component")).unionByName(
        roots.withColumn("component", f.col("node"))
    )


def _large_stars(edges: DataFrame) -> DataFrame:
    """Each larger neighbour of a node goes to the smallest one that the node knows."""
    both = edges.unionByName(edges.select(f.col("small").alias("big"), f.col("big").alias("small")))
    least = both.groupBy(f.col("big").alias("small")).agg(f.min("small").alias("least"))
    return edges.join(least, "small").select("big", f.least("small", "least").alias("small"))


def _small_stars(edges: DataFrame) -> DataFrame:
    """A node and its smaller neighbours go to the smallest of these."""
    edges = edges.distinct()
    least = edges.groupBy("big").agg(f.min("small").alias("least"))
    others = edges.join(least, "big").where("small <> least").select(f.col("small").alias("big"), f.col("least").alias("small"))
    return others.unionByName(least.withColumnRenamed("least", "small")).distinct()


def _seen(edges: DataFrame) -> tuple[object, ...]:
    """What tells two rounds apart: how many edges there are, and sums over them."""
    hashed = f.xxhash64("big", "small").cast("decimal(38,0)")
    row = edges.agg(f.count("*"), f.sum(hashed)).first()
    assert row is not None, "an aggregate has a row"
    return tuple(row)
