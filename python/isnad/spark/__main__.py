"""The job: ``python -m isnad.spark IN.parquet OUT/ --trace``, or this file for ``spark-submit``."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence

from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession

from isnad import InvalidArgument, Options
from isnad.spark._job import Plan, run
from isnad.spark._stages import OtherRun


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m isnad.spark", description="Analyzes a corpus of Arabic news, and traces utterances through it."
    )
    parser.add_argument("input", help="Parquet: a file or a folder")
    parser.add_argument("out", help="the folder for the results; an interrupted run resumes there")
    parser.add_argument("--trace", action="store_true", help="also trace utterances: clusters and their members")
    for name in ("text", "id", "outlet", "published"):
        parser.add_argument(f"--{name}", default=name, metavar="COLUMN", help=f"the column, if not {name!r}")
    parser.add_argument("--options", type=_options, metavar="JSON", help='as isnad.Options: {"min_confidence": 0.5}')
    parser.add_argument("--partitions", type=_positive, metavar="N", help="number of partitions to spread the input over")
    parser.add_argument(
        "--largest", type=_positive, default=Plan.largest, metavar="N", help="quotes that one task traces together (default: %(default)s)"
    )
    parser.add_argument("--master", help="the Spark master, if not configured elsewhere: local[4], yarn, k8s://…")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _options(text: str) -> Options:
    try:
        return Options(**json.loads(text))
    except (InvalidArgument, TypeError) as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _session(master: str | None) -> SparkSession:
    builder = SparkSession.builder.appName("isnad")
    if master is None:
        return builder.getOrCreate()
    if master.startswith("local"):
        # Workers use this Python, which has isnad, instead of the first one on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return builder.master(master).getOrCreate()


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the job. The exit code is 1 if the folder contains another run, or if the input or a column of it is missing."""
    given = vars(_parser().parse_args(arguments))
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("isnad.spark").setLevel(logging.INFO)
    spark = _session(given.pop("master"))
    try:
        counts = run(spark, Plan(**given))
    except (OtherRun, FileNotFoundError, AnalysisException) as error:
        # Spark raises the last one for a missing column.
        print(f"isnad.spark: {error}", file=sys.stderr)
        return 1
    finally:
        spark.stop()
    print(" ".join(f"{name}={count}" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
