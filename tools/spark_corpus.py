"""Compares isnad's Spark job with the command line over a whole corpus: time, rows, and differences.

  scripts/spark-corpus ../shared/corpus/outlets.jsonl.xz ../shared/corpus/unlabelled.jsonl

Files are JSON Lines with ``id`` and ``text``. $ISNAD_PYTHON names the Python with the package and PySpark (default:
.tools/python-tests, which scripts/test-python creates). With ``--days`` the ids of the outlets give an article's publisher and date.
"""

from __future__ import annotations

import argparse
import json
import logging
import lzma
import os
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from project import ROOT, binary

PYTHON = os.environ.get("ISNAD_PYTHON") or str(ROOT / ".tools/python-tests/bin/python")
if os.environ.get("ISNAD_PYTHON") != sys.executable:
    os.environ["ISNAD_PYTHON"] = PYTHON
    os.execv(PYTHON, [PYTHON, *sys.argv])

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from isnad.spark._job import Plan, run  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--days", action="store_true", help="read outlets and days from the ids")
    parser.add_argument("--most", type=int, metavar="N", help="so many articles at most")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="each article so often, under other ids")
    parser.add_argument("--master", default="local[2,4]")
    parser.add_argument("--shuffle", type=int, default=8, metavar="N", help="partitions of a shuffle")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the results there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (given.keep or Path(scratch)).resolve()
        folder.mkdir(exist_ok=True)
        rows = repeated(list(articles(given.files, given.days))[: given.most], given.repeat)
        given.program = str(binary())
        return compared(given, rows, folder)


def repeated(rows: list[Row], times: int) -> list[Row]:
    return rows + [{**row, "id": f"{row['id']}+{again}"} for again in range(1, times) for row in rows]


def articles(files: list[Path], days: bool) -> Iterator[Row]:
    for file in files:
        opened: Callable[..., Any] = lzma.open if file.suffix == ".xz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                row = {"id": line["id"], "text": line["text"], "outlet": None, "published": None}
                yield row | known(line["id"]) if days else row


def known(id: str) -> Row:
    _, outlet, day, _ = id.split("|")
    day = day.replace("-", "")
    return {"outlet": outlet, "published": f"{day[:4]}-{day[4:6]}-{day[6:]}"}


def compared(given: argparse.Namespace, rows: list[Row], folder: Path) -> int:
    texts, table, out = folder / "in.jsonl", folder / "in.parquet", folder / "out"
    with texts.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({name: value for name, value in row.items() if value is not None}) + "\n" for row in rows)
    schema = pa.schema([(name, pa.string()) for name in ("id", "text", "outlet", "published")])
    pq.write_table(pa.Table.from_pylist(rows, schema), table, row_group_size=512)
    size = sum(len(row["text"].encode()) for row in rows)
    print(f"{len(rows)} articles, {size / 1e6:.1f} MB")

    analysed = told(given.program, "analyze", texts)
    traced = told(given.program, "trace", texts)
    counts, seconds = job(given, table, out)
    print(f"isnad.spark --trace on {given.master}: {seconds:.1f} s, {counts}")

    wrong = sum(map(int, differences(analysed, out)))
    ours = [row["json"] for row in pq.read_table(out / "clusters").sort_by("cluster").to_pylist()]
    other = sum(1 for one, line in zip(ours, traced) if one != line) + abs(len(ours) - len(traced))
    print(f"clusters that differ: {other} of {len(traced)}")
    return 1 if wrong or other else 0


def told(program: str, call: str, texts: Path) -> list[str]:
    started, before = time.monotonic(), os.times()
    command = [program, call, "--format", "jsonl", "--offsets", "utf32", str(texts)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, encoding="utf-8")
    after = os.times()
    processors = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"isnad {call}: {time.monotonic() - started:.1f} s, {processors:.1f} s of processors")
    return done.stdout.split("\n")[:-1]


class Told(logging.Handler):
    """Prints each stage with the processor seconds of this process, Java and the workers."""

    def __init__(self, out: Path) -> None:
        super().__init__()
        self.out, self.taken, self.last = str(out), dict[int, int](), 0.0
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self) -> None:
        # Polls often, because workers end at any time.
        while True:
            self.look()
            time.sleep(0.2)

    def look(self) -> None:
        parents: dict[int, int] = {}
        ticks: dict[int, int] = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(entry.parent.name)
            parents[pid], ticks[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
        ours, more = set[int](), {os.getpid()}
        while more:
            ours |= more
            more = {pid for pid, parent in parents.items() if parent in ours} - ours
        self.taken |= {pid: ticks[pid] for pid in ours if pid in ticks}

    def emit(self, record: logging.LogRecord) -> None:
        now = sum(self.taken.copy().values()) / os.sysconf("SC_CLK_TCK")
        print(f"  {record.getMessage().removeprefix(self.out + '/')}, {now - self.last:.1f} s of processors", flush=True)
        self.last = now


def job(given: argparse.Namespace, table: Path, out: Path) -> tuple[dict[str, int], float]:
    # Workers run this Python, and use the installed isnad, not the sources in the current folder.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.chdir(out.parent)
    builder = SparkSession.builder.master(given.master).config("spark.sql.shuffle.partitions", given.shuffle)
    spark = builder.config("spark.ui.showConsoleProgress", False).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    log = logging.getLogger("isnad.spark")
    log.setLevel(logging.INFO)
    log.addHandler(Told(out))
    started = time.monotonic()
    counts = run(spark, Plan(str(table), str(out), trace=True))
    seconds = time.monotonic() - started
    spark.stop()
    return counts, seconds


def differences(lines: list[str], out: Path) -> Iterator[int]:
    """The number of rows in each table that differ from the lines of the command line."""
    wanted: dict[str, list[tuple[Any, ...]]] = {"documents": [], "sentences": [], "quotes": [], "relays": [], "entities": []}
    for line in map(json.loads, lines):
        id, found = line["id"], line["analysis"]
        wanted["documents"].append((id, found["cleanText"] or None))
        wanted["sentences"] += [(id, at, *span(it["span"])) for at, it in enumerate(found["sentences"])]
        wanted["quotes"] += [(id, at, *quote(it)) for at, it in enumerate(found["quotes"])]
        relays = ((at, of, it) for at, one in enumerate(found["quotes"]) for of, it in enumerate(one["relays"]))
        wanted["relays"] += [(id, at, of, it["name"], *span(it["span"])) for at, of, it in relays]
        wanted["entities"] += [(id, at, it["name"], tuple(it["titles"]), tuple(it["quotes"])) for at, it in enumerate(found["entities"])]
    shown: dict[str, Callable[[Row], tuple[Any, ...]]] = {
        "documents": lambda row: (row["id"], row["clean_text"]),
        "sentences": lambda row: (row["document"], row["index"], row["start"], row["end"]),
        "quotes": quote_row,
        "relays": lambda row: (row["document"], row["quote"], row["index"], row["name"], row["start"], row["end"]),
        "entities": lambda row: (row["document"], row["index"], row["name"], tuple(row["titles"]), tuple(row["quotes"])),
    }
    for name, rows in wanted.items():
        ours = sorted(map(shown[name], pq.read_table(out / name).to_pylist()), key=str)
        rows.sort(key=str)
        wrong = sum(1 for one, row in zip(ours, rows) if one != row) + abs(len(ours) - len(rows))
        print(f"{name} that differ: {wrong} of {len(rows)}")
        yield wrong


def span(found: Row) -> tuple[int, int]:
    return found.get("start", 0), found.get("end", 0)


def short(number: float) -> float:
    """The number as a 32-bit float."""
    return float(struct.unpack("f", struct.pack("f", number))[0])


def quote(found: Row) -> tuple[Any, ...]:
    speaker = found.get("speaker") or {}
    return (
        tuple(map(span, found["content"])),
        (found.get("cue") or {}).get("lemma"),
        speaker.get("name") or None,
        speaker.get("entity"),
        short(speaker.get("confidence", 0.0)),
        short(found["confidence"]),
        found["fingerprint"],
        tuple(found["signature"]),
    )


def quote_row(row: Row) -> tuple[Any, ...]:
    return (
        row["document"],
        row["index"],
        tuple(map(span, row["content"])),
        row["cue"],
        row["speaker"],
        row["speaker_entity"],
        row["speaker_confidence"],
        row["confidence"],
        row["fingerprint"],
        tuple(row["signature"]),
    )


if __name__ == "__main__":
    sys.exit(main())
