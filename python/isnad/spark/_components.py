"""Connected components of quotes, by the large-star and small-star algorithm.

Kiveris and others, Connected Components in MapReduce and Beyond (2014). A round roughly halves the depth of trees: a chain
of a million quotes takes 21 rounds. Every round is a stage with its rows in files, so query plans do not grow.
"""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from isnad.spark._stages import Stages


def components(stages: Stages, edges: DataFrame, name: str) -> DataFrame:
    """The component of each node that has an edge, named by its smallest node. Edges have ``big`` and ``small``."""
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
    """Large star: links each larger neighbour of a node to the smallest node among the node and its neighbours."""
    both = edges.unionByName(edges.select(f.col("small").alias("big"), f.col("big").alias("small")))
    least = both.groupBy(f.col("big").alias("small")).agg(f.min("small").alias("least"))
    return edges.join(least, "small").select("big", f.least("small", "least").alias("small"))


def _small_stars(edges: DataFrame) -> DataFrame:
    """Small star: links a node and its smaller neighbours to the smallest of these."""
    edges = edges.distinct()
    least = edges.groupBy("big").agg(f.min("small").alias("least"))
    others = edges.join(least, "big").where("small <> least").select(f.col("small").alias("big"), f.col("least").alias("small"))
    return others.unionByName(least.withColumnRenamed("least", "small")).distinct()


def _seen(edges: DataFrame) -> tuple[object, ...]:
    """A fingerprint of a round: the number of edges, and sums over them."""
    hashed = f.xxhash64("big", "small").cast("decimal(38,0)")
    row = edges.agg(f.count("*"), f.sum(hashed)).first()
    assert row is not None, "an aggregate has a row"
    return tuple(row)
