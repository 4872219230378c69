"""isnad on Spark: a column of texts into rows, and a job that writes tables and traces utterances through a corpus.

>>> found = isnad.spark.analyze(spark.read.parquet("articles.parquet"))  # doctest: +SKIP
>>> isnad.spark.tables(found)["quotes"].write.parquet("quotes")  # doctest: +SKIP

``python -m isnad.spark IN.parquet OUT/ --trace`` is the job. ``docs/corpora.md`` tells how large a cluster it needs.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

import isnad.arrow
from isnad._options import Options

try:
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as f
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as missing:  # pragma: no cover
    raise ImportError("the job needs pyspark: pip install 'isnad[spark]'") from missing

__all__ = ["analyze", "tables"]

ROWS = 64
BYTES = 16 << 20
"""So many documents, and so many bytes of their texts, are worked on together: their answers are in memory at once."""


def analyze(df: DataFrame, text: str = "text", id: str = "id", options: Options | None = None) -> DataFrame:
    """Analyses a column of texts: a row for each row, with the columns of :data:`isnad.arrow.SCHEMA`.

    Other columns are left out; join them by ``id``. A text without an answer (null, empty) has a row with an ``error``, and the job goes
    on. A task uses one core. Python gets ``spark.sql.execution.arrow.maxRecordsPerBatch`` rows at once, so lower that for texts of
    megabytes.
    """

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for part in parts(batch):
                yield isnad.arrow.analyze(part, options=options, workers=1)

    # As bytes: a string of Spark may hold anything, and what is no UTF-8 is a bad document.
    bytes_of = f.col(text).cast("string").cast("binary")
    named = df.select(bytes_of.alias("text"), f.make_valid_utf8(f.col(id).cast("string")).alias("id"))
    return named.mapInArrow(work, from_arrow_schema(isnad.arrow.SCHEMA))


def parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch in parts of so many rows and bytes; a text that is longer is a part of its own."""
    first, size = 0, 0
    for at, text in enumerate(batch.column("text")):
        length = 0 if text.as_buffer() is None else text.as_buffer().size
        if at > first and (at - first == ROWS or size + length > BYTES):
            yield batch.slice(first, at - first)
            first, size = at, 0
        size += length
    yield batch.slice(first)


def tables(found: DataFrame) -> dict[str, DataFrame]:
    """What :func:`analyze` gives as the flat tables of :func:`isnad.arrow.tables`, by their names. Spark does it alone, without Python."""
    document = f.col("id").alias("document")
    quotes = found.select(document, f.explode("quotes").alias("quote"))
    flat = {
        "documents": found,
        "relays": quotes.select("document", f.col("quote.index").alias("quote"), f.inline("quote.relays")),
        **{name: found.select(document, f.inline(name)) for name in ("sentences", "quotes", "entities")},
    }
    return {name: flat[name].select(*schema.names) for name, schema in isnad.arrow.SCHEMAS.items()}
