"""The stages of the job. Each is written before the next begins."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

import isnad
import isnad.arrow
from isnad import Options
from isnad.spark import analyze, tables
from isnad.spark._candidates import SLICE, candidates, quotes
from isnad.spark._clusters import clusters, links
from isnad.spark._reported import reported
from isnad.spark._stages import Stages

_MEMBER = (
    "id: string, outlet: string, published: string, quote: int, words: string, speaker: string, speakerRelation: string, "
    "coverage: string, similarity: float, stance: string"
)
_CLUSTER = f"kind string, speaker string, firstSeen struct<published: string>, members array<struct<{_MEMBER}>>"
"""The fields of a cluster's line that become columns."""


@dataclass(frozen=True)
class Plan:
    """The configuration of a run."""

    input: str
    """Parquet: a file or a folder."""
    out: str
    """The folder for the results. One job at a time writes to it."""
    text: str = "text"
    id: str = "id"
    outlet: str = "outlet"
    published: str = "published"
    """The names of the columns; the last two columns are optional."""
    trace: bool = False
    """Whether to trace utterances."""
    options: Options | None = None
    """The options of the analysis."""
    partitions: int | None = None
    """The number of partitions to spread the input over; None keeps its partitions."""
    largest: int = 100_000
    """The maximum number of connected quotes, of a KiB each, that one task traces; larger components are split in time
    order."""
    slice_rows: int = SLICE
    """How many rows of a common signature number one task processes."""


def run(spark: SparkSession, plan: Plan) -> dict[str, int]:
    """Runs the unfinished stages, and returns the number of rows of each table. Raises ``OtherRun`` if ``out`` contains
    another run."""
    stages = Stages(spark, plan.out)
    stages.begin(_manifest(stages, plan))
    documents = _documents(spark, plan)
    found = stages.stage("analysis", lambda: analyze(documents, options=plan.options))
    written = {name: _write(stages, name, table) for name, table in tables(found).items()}
    if plan.trace:
        written |= _trace(stages, documents, plan)
    counts = {name: table.count() for name, table in written.items()}
    return counts | {"errors": written["documents"].where("error is not null").count()}


def _write(stages: Stages, name: str, table: DataFrame) -> DataFrame:
    return stages.stage(name, lambda: table, result=True)


def _trace(stages: Stages, documents: DataFrame, plan: Plan) -> dict[str, DataFrame]:
    """The clusters, their members, and the documents that could not be traced."""
    read = stages.stage("reported", lambda: reported(documents))
    said = quotes(stages, read)
    joined = links(stages, said, candidates(stages, said, plan.slice_rows))
    found = clusters(stages, said, joined, plan.largest).withColumn("told", f.from_json("json", _CLUSTER))
    each = found.select("cluster", f.posexplode("told.members").alias("index", "member")).select(
        "cluster",
        "index",
        f.col("member.id").alias("document"),
        f.coalesce("member.quote", f.lit(0)).alias("quote"),
        "member.outlet",
        "member.published",
        "member.words",
        "member.speaker",
        _named("member.speakerRelation", "SPEAKER_RELATION_").alias("speaker_relation"),
        _named("member.coverage", "COVERAGE_").alias("coverage"),
        f.coalesce("member.similarity", f.lit(0.0)).cast("float").alias("similarity"),
        _named("member.stance", "STANCE_").alias("stance"),
    )
    whole = found.select(
        "cluster",
        _named("told.kind", "UTTERANCE_KIND_").alias("kind"),
        "told.speaker",
        "documents",
        f.size("told.members").alias("members"),
        f.col("told.firstSeen.published").alias("first_seen"),
        "cut",
        "json",
    )
    untraced = read.where("error is not null").select(f.col("id").alias("document"), "error")
    tables = {"clusters": whole, "members": each, "untraced": untraced}
    return {name: _write(stages, name, table) for name, table in tables.items()}


def _named(column: str, prefix: str) -> Column:
    """The name of an enum value without its prefix."""
    return f.lower(f.replace(f.substring(column, len(prefix) + 1, 64), f.lit("_"), f.lit("-")))


def _documents(spark: SparkSession, plan: Plan) -> DataFrame:
    """The input with a number for each row, which is stable across reads."""
    rows = spark.read.parquet(plan.input)

    def string(column: str, *, optional: bool = False) -> Column:
        missing = optional and column not in rows.columns
        return f.make_valid_utf8((f.lit(None) if missing else f.col(column)).cast("string"))

    named = rows.select(
        f.monotonically_increasing_id().alias("row"),
        string(plan.id).alias("id"),
        f.col(plan.text).cast("string").alias("text"),
        string(plan.outlet, optional=True).alias("outlet"),
        string(plan.published, optional=True).alias("published"),
    )
    return named if plan.partitions is None else named.repartition(plan.partitions)


def _manifest(stages: Stages, plan: Plan) -> dict[str, Any]:
    """Everything that determines the rows. The number of tasks does not."""
    files = stages.listed(plan.input)
    listed = "\n".join(f"{name}\t{size}\t{time}" for name, size, time in files)
    return {
        "columns": {name: getattr(plan, name) for name in ("text", "id", "outlet", "published")},
        "files": len(files),
        "files_sha256": hashlib.sha256(listed.encode()).hexdigest(),
        "input": plan.input,
        "isnad": f"{isnad.__version__} {isnad.COMMIT}",
        "largest": plan.largest,
        "lexicon": isnad.LEXICON_VERSION,
        "options": json.loads(json.dumps(asdict(plan.options or Options()))),
        "schema": {key.decode(): value.decode() for key, value in (isnad.arrow.SCHEMA.metadata or {}).items()},
        "signature": isnad.SIGNATURE_VERSION,
    }
