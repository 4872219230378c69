"""isnad on Spark: analyzes a column of texts, and provides a job that writes tables and traces utterances through a corpus.

>>> found = isnad.spark.analyze(spark.read.parquet("articles.parquet"))  # doctest: +SKIP
>>> isnad.spark.tables(found)["quotes"].write.parquet("quotes")  # doctest: +SKIP

``python -m isnad.spark IN.parquet OUT/ --trace`` is the job. ``docs/corpora.md`` describes how large a cluster it needs.
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
    raise ImportError("the job needs pyspark: pip install pyspark") from missing

__all__ = ["analyze", "tables"]

ROWS = 64
BYTES = 16 << 20
"""The limits on documents and bytes of text processed together, because their answers are in memory at the same time."""


def analyze(df: DataFrame, text: str = "text", id: str = "id", options: Options | None = None) -> DataFrame:
    """Analyzes a column of texts. Returns one row per input row, with the columns of :data:`isnad.arrow.SCHEMA`.

    Other columns are left out; join them by ``id``. A text without an answer (null, empty) gets a row with an ``error``, and the job
    continues. A task uses one core. Python receives ``spark.sql.execution.arrow.maxRecordsPerBatch`` rows at a time, so lower this setting
    for texts of several megabytes.
    """

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for part in parts(batch):
                yield isnad.arrow.analyze(part, options=options, workers=1)

    # As bytes, because Spark strings can contain invalid UTF-8, which makes a bad document.
    bytes_of = f.col(text).cast("string").cast("binary")
    named = df.select(bytes_of.alias("text"), f.make_valid_utf8(f.col(id).cast("string")).alias("id"))
    return named.mapInArrow(work, from_arrow_schema(isnad.arrow.SCHEMA))


def parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Splits the batch into parts within the limits on rows and bytes; a longer text is a separate part."""
    first, size = 0, 0
    for at, text in enumerate(batch.column("text")):
        length = 0 if text.as_buffer() is None else text.as_buffer().size
        if at > first and (at - first == ROWS or size + length > BYTES):
            yield batch.slice(first, at - first)
            first, size = at, 0
        size += length
    yield batch.slice(first)


def tables(found: DataFrame) -> dict[str, DataFrame]:
    """The result of :func:`analyze` as the flat tables of :func:`isnad.arrow.tables`, by name. Runs in Spark alone, without Python."""
    document = f.col("id").alias("document")
    quotes = found.select(document, f.explode("quotes").alias("quote"))
    flat = {
        "documents": found,
        "relays": quotes.select("document", f.col("quote.index").alias("quote"), f.inline("quote.relays")),
        **{name: found.select(document, f.inline(name)) for name in ("sentences", "quotes", "entities")},
    }
    return {name: flat[name].select(*schema.names) for name, schema in isnad.arrow.SCHEMAS.items()}
