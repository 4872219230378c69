"""Tables: analyses as Arrow record batches, built by the core and passed on without a copy.

>>> import pyarrow as pa
>>> import isnad.arrow
>>> batch = pa.RecordBatch.from_pydict({"id": ["a"], "text": ["قالت وزيرة المياه هالة المرزوقي إن السد آمن."]})
>>> tables = isnad.arrow.tables(isnad.arrow.analyze(batch))
>>> tables["quotes"].select(["document", "speaker", "text"]).to_pylist()
[{'document': 'a', 'speaker': 'هالة المرزوقي', 'text': 'السد آمن'}]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from isnad import _native
from isnad._documents import workers as _workers
from isnad._options import Options, job

try:
    import pyarrow as pa
except ImportError as missing:  # pragma: no cover
    raise ImportError("tables need pyarrow: pip install pyarrow") from missing

__all__ = ["SCHEMA", "SCHEMAS", "analyze", "from_duckdb", "from_pandas", "from_polars", "tables"]

_ALL = _native.schemas()

SCHEMA: pa.Schema = _ALL["nested"]
"""The schema of :func:`analyze`. Its metadata has ``isnad.schema_version``, ``isnad.version``, ``isnad.lexicon_version`` and
``isnad.offsets``: offsets count code points, as ``str`` does."""

SCHEMAS: Mapping[str, pa.Schema] = {name: schema for name, schema in _ALL.items() if name != "nested"}
"""The schemas of :func:`tables`, by the names of the tables."""


def analyze(
    batch: pa.RecordBatch,
    *,
    text: str = "text",
    id: str = "id",
    options: Options | None = None,
    workers: int | None = None,
) -> pa.RecordBatch:
    """Analyzes the column ``text`` of ``batch``. Returns one row per input row, in the same order, with its ``id``.

    A text that is null, empty, not UTF-8 or over 256 MiB gets a row with ``error``; no row is left out. Texts can be strings
    or bytes; a string column that is not valid UTF-8 is rejected as a whole (``pyarrow.ArrowException``). ``batch`` can be
    any object with Arrow's C interface; the id column can have any type that converts to a string. Raises ``KeyError`` for a
    missing column, and ``ValueError`` for a batch with over 256 MiB of text.
    """
    return _native.nested(batch, text, id, job(options), _workers(workers))


def tables(nested: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
    """The flat tables of a batch from :func:`analyze`: ``documents``, ``sentences``, ``quotes``, ``relays``, ``entities``.

    ``document`` is the id; ``index`` counts within the document, and ``speaker_entity``, ``entity`` and ``quotes`` refer to
    such indexes.
    """
    return _native.flat(nested)


class _Frame(Protocol):
    def to_arrow(self) -> pa.Table: ...


def _analyzed(table: pa.Table, text: str, id: str, options: Options | None) -> pa.Table:
    batches = table.select([id, text]).to_batches(max_chunksize=1024)
    return pa.Table.from_batches([analyze(batch, text=text, id=id, options=options) for batch in batches], SCHEMA)


def from_pandas(frame: Any, *, text: str = "text", id: str = "id", options: Options | None = None) -> Any:
    """The quotes of the texts in a pandas data frame, as a data frame with a row for each quote."""
    found = _analyzed(pa.Table.from_pandas(frame[[id, text]], preserve_index=False), text, id, options)
    return _quotes(found).to_pandas()


def from_polars(frame: _Frame, *, text: str = "text", id: str = "id", options: Options | None = None) -> Any:
    """The same for a Polars data frame."""
    import polars

    return polars.from_arrow(_quotes(_analyzed(frame.to_arrow(), text, id, options)))


def from_duckdb(relation: Any, *, text: str = "text", id: str = "id", options: Options | None = None) -> pa.Table:
    """The same for a DuckDB relation. Returns an Arrow table, which DuckDB can query by its variable name."""
    return _quotes(_analyzed(relation.to_arrow_table(), text, id, options))


def _quotes(found: pa.Table) -> pa.Table:
    batches = (tables(batch)["quotes"] for batch in found.to_batches())
    return pa.Table.from_batches(batches, SCHEMAS["quotes"])
