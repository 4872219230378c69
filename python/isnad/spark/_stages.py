"""The finished stages of a job: a Parquet folder for each, so that an interrupted run can resume."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

_log = logging.getLogger("isnad.spark")


class OtherRun(ValueError):
    """The folder contains a run with different input, different options, or another version."""


class Stages:
    """The output of a job. One job at a time writes to it."""

    def __init__(self, spark: SparkSession, out: str) -> None:
        self.spark = spark
        self.out = out.rstrip("/")
        # Hadoop's file system API, because the output can be on HDFS or in a bucket.
        self._jvm: Any = spark._jvm
        self._hadoop: Any = spark._jsc.hadoopConfiguration()

    def _path(self, path: str) -> tuple[Any, Any]:
        found = self._jvm.org.apache.hadoop.fs.Path(path)
        return found.getFileSystem(self._hadoop), found

    def begin(self, manifest: Mapping[str, Any]) -> None:
        """Records the configuration of the run. Raises :class:`OtherRun` if the folder contains a different one."""
        place = f"{self.out}/_stages/manifest.json"
        files, path = self._path(place)
        # Normalised like the stored one: tuples become lists in JSON.
        wanted = json.loads(json.dumps(manifest))
        if not files.exists(path):
            self._write(place, json.dumps(wanted, ensure_ascii=False, indent=2, sort_keys=True))
            return
        known = json.loads(self._read(place))
        wrong = [name for name in sorted(wanted.keys() | known.keys()) if wanted.get(name) != known.get(name)]
        if wrong:
            told = "; ".join(f"{name}: {known.get(name)!r} there, {wanted.get(name)!r} now" for name in wrong)
            raise OtherRun(f"{self.out} holds another run ({told}): take another folder, or remove this one")

    def listed(self, path: str) -> list[tuple[str, int, int]]:
        """The files below a path, or below all matches of a pattern: name, size and time of each, by name. Hidden files are not data.

        Raises ``FileNotFoundError`` if nothing matches.
        """
        files, pattern = self._path(path)
        roots = files.globStatus(pattern)
        if not roots:
            raise FileNotFoundError(f"nothing is at {path}")
        found = []
        for root in roots:
            below = files.listFiles(root.getPath(), True)
            while below.hasNext():
                status = below.next()
                if not status.getPath().getName().startswith(("_", ".")):
                    found.append((status.getPath().toString(), status.getLen(), status.getModificationTime()))
        return sorted(found)

    def _write(self, place: str, text: str) -> None:
        """Writes to a temporary name first, so that an existing file is always complete."""
        files, path = self._path(place)
        _, unfinished = self._path(place + ".unfinished")
        stream = files.create(unfinished, True)
        stream.write(bytearray(text.encode()))
        stream.close()
        files.rename(unfinished, path)

    def _read(self, place: str) -> str:
        files, path = self._path(place)
        size, stream = files.getFileStatus(path).getLen(), files.open(path)
        try:
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream, size)).decode()
        finally:
            stream.close()

    def is_done(self, place: str) -> bool:
        """Whether a stage is finished: Spark writes the marker after all tasks."""
        files, path = self._path(f"{place}/_SUCCESS")
        return bool(files.exists(path))

    def stage(self, name: str, make: Callable[[], DataFrame], *, result: bool = False) -> DataFrame:
        """The rows of a stage: those written by an earlier run, otherwise these, written and read back.

        Later stages therefore never recompute them, even after a failure, and random choices of a stage (the bounds of a sort) are
        made once.
        """
        place = f"{self.out}/{name}" if result else f"{self.out}/_stages/{name}"
        if not self.is_done(place):
            started = time.monotonic()
            make().write.mode("overwrite").parquet(place)
            _log.info("%s: %.1f s", place, time.monotonic() - started)
        else:
            _log.info("%s: finished before", place)
        return self.spark.read.parquet(place)

    def numbered(self, name: str, make: Callable[[], DataFrame], *order: Any) -> DataFrame:
        """The rows sorted, with their position as ``place``: 0, 1, 2 … without gaps. No task processes more than its share."""

        def ranged() -> DataFrame:
            return make().orderBy(*order).withColumn("_at", f.monotonically_increasing_id())

        rows = self.stage(name, ranged)
        # The upper bits are the partition of the sort, the lower 33 the row in it.
        part = f.shiftrightunsigned("_at", 33)
        counts = rows.groupBy(part.alias("_part")).count().collect()
        starts, start = [], 0
        for row in sorted(counts, key=lambda row: int(row["_part"])):
            starts.append((int(row["_part"]), start))
            start += int(row["count"])
        parts = self.spark.createDataFrame(starts, "_part long, _start long")
        place = f.col("_start") + f.col("_at").bitwiseAND((1 << 33) - 1)
        found = rows.withColumn("_part", part).join(f.broadcast(parts), "_part")
        return found.withColumn("place", place).drop("_part", "_start", "_at")
