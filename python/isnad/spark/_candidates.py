"""Finds quotes that may report one utterance: the counting and sorting of `isnad trace` over all quotes, in Spark.

The constants below must equal those of `src/across/trace/candidates.rs`; otherwise Spark and the command line would produce different
clusters.
"""

from __future__ import annotations

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as f

from isnad.spark._stages import Stages

NEAR = 8
"""The number of earlier quotes with the same signature number that a quote is paired with."""
MOST = 12
"""The maximum number of earlier quotes that a quote is compared with."""
ENOUGH = 3
"""Quotes that share less than this are not compared."""
WORTH = ((3, 4), (8, 3), (32, 2))
"""The weight of a shared signature number, by how many quotes have it; more common numbers have weight 1."""

SLICE = 1 << 18
"""The number of signature numbers that a task processes, regardless of their quotes."""

QUOTE_BITS = 27
"""The number of bits for a quote's index within its document. A quote's id combines the document's number and this index. A Java string
has no room for more."""

DOCUMENT_ORDER = ("day", "second", "precision", "outlet", "id")


def quotes(stages: Stages, reported: DataFrame) -> DataFrame:
    """The quotes of all documents, each with its position ``item`` in the order of `isnad trace`: by time, outlet and id."""

    def documents() -> DataFrame:
        keys = [f.col(name) for name in DOCUMENT_ORDER]
        rows = reported.where(f.size("quotes") > 0)
        # Documents with the same name are ordered by content. If all names differ, sorting by content is skipped.
        ties = rows.groupBy(*keys).count().where("count > 1")
        said = f.expr("transform(quotes, quote -> struct(quote.words, quote.content))")
        return rows.select("row", *keys, (f.lit(None) if ties.isEmpty() else said).alias("said"))

    order = [f.col("day").isNull(), "day", "second", "precision", "outlet", "id", "said", "row"]
    placed = stages.numbered("order", documents, *order).select("row", "place")

    def exploded() -> DataFrame:
        rows = reported.select("row", "id", "outlet", "published", f.posexplode("quotes").alias("at", "quote"))
        rows = rows.where("quote.words <> ''").join(placed, "row")
        item = f.shiftleft("place", QUOTE_BITS).bitwiseOR(f.col("at").cast("long"))
        return rows.select(item.alias("item"), "id", "outlet", "published", "quote.*")

    return stages.stage("quotes", exploded)


def document_of(item: str) -> Column:
    """The number of a quote's document."""
    return f.shiftright(item, QUOTE_BITS)


def candidates(stages: Stages, quotes: DataFrame, slice_rows: int = SLICE) -> DataFrame:
    """Pairs of quotes of two documents: ``later`` and ``earlier``."""

    def shared() -> DataFrame:
        each = quotes.select(f.explode("numbers").alias("number"), "item")
        counts = each.groupBy("number").count().where("count > 1")
        return each.join(counts.select("number", _worth(f.col("count")).alias("worth")), "number")

    numbers = stages.numbered("numbers", shared, "number", "item")
    return stages.stage("candidates", lambda: _best(_joined(numbers, slice_rows)))


def _worth(count: Column) -> Column:
    worth = f.lit(1)
    for most, counts in reversed(WORTH):
        worth = f.when(count <= most, counts).otherwise(worth)
    return worth


def _joined(numbers: DataFrame, slice_rows: int) -> DataFrame:
    """The two quotes of each pair that shares a number, with its weight.

    A number that millions of quotes have fills many slices of equal size. The last rows of a slice are repeated before the first row of
    the next slice, so that each row finds the rows before it; the repeated rows are ``old`` and find nothing themselves.
    """
    at = f.col("place") % slice_rows
    whole = numbers.withColumn("slice", f.expr(f"place div {slice_rows}")).withColumn("old", f.lit(False))
    ends = whole.where(at >= slice_rows - NEAR).withColumn("slice", f.col("slice") + 1).withColumn("old", f.lit(True))
    in_order = Window.partitionBy("slice").orderBy("place")

    def before(back: int) -> Column:
        same = f.lag("number", back).over(in_order) == f.col("number")
        earlier = f.lag("item", back).over(in_order)
        return f.when(same & (f.shiftright(earlier, QUOTE_BITS) != document_of("item")), earlier)

    found = whole.unionByName(ends).select("item", "worth", "old", f.array(*map(before, range(1, NEAR + 1))).alias("before"))
    pairs = found.where("not old").select(f.col("item").alias("later"), "worth", f.explode("before").alias("earlier"))
    return pairs.where("earlier is not null")


def _best(pairs: DataFrame) -> DataFrame:
    """The best pairs of each quote. All pairs of a quote are in one partition: at most 32 numbers, each with 8 pairs."""
    summed = pairs.repartition("later").groupBy("later", "earlier").agg(f.sum("worth").alias("worth")).where(f"worth >= {ENOUGH}")
    best_first = Window.partitionBy("later").orderBy(f.desc("worth"), f.desc("earlier"))
    ranked = summed.withColumn("rank", f.row_number().over(best_first))
    return ranked.where(f"rank <= {MOST}").select("later", "earlier")
