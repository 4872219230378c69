"""isnad on a real Spark of two cores, in this process's Java.

The texts are our own, and so are the people in them, but for one test, which reads the shared corpus.
"""

from __future__ import annotations

import contextlib
import json
import lzma
import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED

pa = pytest.importorskip("pyarrow", reason="no pyarrow: pip install 'isnad[spark]'")
pytest.importorskip("pyspark", reason="no pyspark: pip install 'isnad[spark]'")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java: no java on the path", allow_module_level=True)

import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession

import isnad.arrow
import isnad.spark
from isnad.spark import _clusters, _components, _job
from isnad.spark._job import Plan
from isnad.spark._stages import OtherRun, Stages

CORPUS = SHARED / "corpus" / "outlets.jsonl.xz"

SAID = [
    "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل {} نيسان المقبل.",
    "أكد رئيس البلدية سليم الطرابيشي أن السكان لم يعرفوا شيئا عن أعمال الجسر القديم قبل {} يوما.",
    "نقلت وكالة النورس عن مدير المرصد سامر القلعاوي قوله إن {} ملم من الأمطار ستبلغ الساحل مساء الغد.",
    "قالت نقابة المعلمين في بيان إن الإضراب سيبدأ يوم الأحد ويستمر {} أيام في كل المدارس.",
    "أضاف القلعاوي أن الأمطار ستبلغ الساحل مساء الغد وأن الرياح ستشتد بعد {} ساعة من منتصف الليل.",
    "قالت المرزوقي إن سد الوادي الأخضر ليس آمنا وسيغلق الطريق قبل {} نيسان المقبل.",
]
OUTLETS = [None, "الضفاف", "الميناء", "وكالة النورس", "القافلة"]
DAYS = [None, "2024-03-05", "2024-03-05T16:00+03:00", "2024-03-05T09:30", "2024-03-06", "2024-03-07T08:00:10"]

Row = dict[str, Any]


def made(count: int) -> list[Row]:
    """Documents that say the same things again and again, with other numbers, at other times; the same on every run."""
    draw = random.Random(7)

    def document(at: int) -> Row:
        lines = [draw.choice(SAID).format(draw.choice([3, 5, 20, 25])) for _ in range(draw.randint(1, 3))]
        return {"id": f"d{at}", "text": "\n".join(lines), "outlet": draw.choice(OUTLETS), "published": draw.choice(DAYS)}

    return [document(at) for at in range(count)]


def examples() -> list[Row]:
    """The texts that the documentation shows."""
    lines = (ROOT / "examples" / "outlets.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [{name: row.get(name) for name in ("id", "text", "outlet", "published")} for row in rows]


BAD = [
    {"id": "null", "text": None, "outlet": None, "published": None},
    {"id": "empty", "text": "", "outlet": None, "published": None},
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    # Workers are this Python, not the first one on the path, and take isnad as it is installed, not the sources in the folder of the tests.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2,4]").appName("isnad")
    settings = {
        "spark.driver.host": "localhost",
        "spark.sql.execution.arrow.maxRecordsPerBatch": 16,
        "spark.sql.shuffle.partitions": 2,
        "spark.ui.enabled": False,
        "spark.ui.showConsoleProgress": False,
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("spark"))
    session = builder.getOrCreate()
    os.chdir(here)
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def frame(spark: SparkSession, rows: list[Row], partitions: int = 4) -> DataFrame:
    return spark.createDataFrame(rows, "id string, text string, outlet string, published string").repartition(partitions)


def written(path: Path, rows: list[Row]) -> str:
    """The rows as Parquet in several row groups, so that several tasks read them."""
    schema = pa.schema([(name, pa.string()) for name in ("id", "text", "outlet", "published")])
    pq.write_table(pa.Table.from_pylist(rows, schema), path, row_group_size=32)
    return str(path)


def plain(value: Any) -> Any:
    """Rows of Spark, or of Arrow, as dicts and lists."""
    if hasattr(value, "asDict"):
        value = value.asDict()
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def by_key(rows: list[Any], *keys: str) -> list[Row]:
    return sorted((plain(row) for row in rows), key=lambda row: [str(row.get(key)).rjust(12) for key in keys])


def in_process(rows: list[Row]) -> pa.RecordBatch:
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    return isnad.arrow.analyze(pa.RecordBatch.from_pylist([{"id": row["id"], "text": row["text"]} for row in rows], schema))


def traced(rows: list[Row]) -> list[Any]:
    """The clusters in process."""
    documents = [isnad.Document(row["id"], row["text"], row["outlet"], row["published"]) for row in rows if row["text"]]
    return [said(cluster.to_dict()) for cluster in isnad.trace(documents).clusters]


def said(value: Any) -> Any:
    """Without the fields that hold their defaults, which a line of the command line leaves out."""
    if isinstance(value, dict):
        shown = {name: said(one) for name, one in value.items()}
        return {name: one for name, one in shown.items() if (one or isinstance(one, dict)) and not unsaid(one)}
    return [said(one) for one in value] if isinstance(value, list) else value


def unsaid(value: Any) -> bool:
    return isinstance(value, str) and value.endswith("_UNSPECIFIED")


def found_clusters(out: Path) -> list[Any]:
    rows = pq.read_table(out / "clusters").sort_by("cluster").to_pylist()
    assert [row["cluster"] for row in rows] == list(range(len(rows)))
    return [said(json.loads(row["json"])) for row in rows]


def failed_tasks(spark: SparkSession) -> int:
    """How many tasks have failed, of the stages that Spark remembers."""
    tracker, failed, number, missing = spark.sparkContext.statusTracker(), 0, 0, 0
    while missing < 50:
        stage = tracker.getStageInfo(number)
        missing = missing + 1 if stage is None else 0
        failed += 0 if stage is None else stage.numFailedTasks
        number += 1
    return failed


def test_rows_are_those_in_process(spark: SparkSession) -> None:
    rows = examples() + made(60) + BAD
    found = isnad.spark.analyze(frame(spark, rows))
    nested = in_process(rows)
    assert by_key(found.collect(), "id") == by_key(nested.to_pylist(), "id")
    tables = isnad.spark.tables(found)
    for name, batch in isnad.arrow.tables(nested).items():
        keys = ("id",) if name == "documents" else ("document", "quote", "index")
        assert by_key(tables[name].collect(), *keys) == by_key(batch.to_pylist(), *keys), name


def test_columns_have_any_names_and_ids_may_be_numbers(spark: SparkSession) -> None:
    rows = spark.createDataFrame([(7, SAID[0].format(25))], "number long, body string")
    [row] = isnad.spark.analyze(rows, "body", "number", isnad.Options(parts=["quotes"])).collect()
    assert (row["id"], row["error"], len(row["quotes"]), len(row["sentences"])) == ("7", None, 1, 0)


def test_a_bad_document_is_an_error_row(spark: SparkSession) -> None:
    # Spark takes any bytes for a string, and a file may hold them.
    bytes_of = spark.sql("SELECT 'bytes' AS id, cast(X'FFFE41' AS string) AS text, null AS outlet, null AS published")
    rows = {row["id"]: row for row in isnad.spark.analyze(frame(spark, made(10) + BAD).union(bytes_of)).collect()}
    assert len(rows) == 13
    wrong = {id: (row["error"]["code"], row["error"]["field"]) for id, row in rows.items() if row["error"] is not None}
    assert wrong == dict.fromkeys(("null", "empty", "bytes"), ("INVALID_ARGUMENT", "text"))


def test_a_task_that_dies_loses_and_doubles_nothing(spark: SparkSession, tmp_path: Path) -> None:
    mark = str(tmp_path / "died")

    def die_once(batches: Iterator[Any]) -> Iterator[Any]:
        for at, batch in enumerate(batches):
            if at == 1:
                try:
                    os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    pass
                else:
                    os._exit(1)
            yield batch

    rows = made(120)
    found = isnad.spark.analyze(frame(spark, rows, 2))
    before = failed_tasks(spark)
    # Some rows have gone on when the task dies, and come again.
    found.mapInArrow(die_once, found.schema).write.parquet(str(tmp_path / "out"))
    assert Path(mark).exists() and failed_tasks(spark) > before
    kept = pq.read_table(tmp_path / "out").to_pylist()
    assert by_key(kept, "id") == by_key(in_process(rows).to_pylist(), "id")


def chain_and_more() -> list[tuple[int, int]]:
    """A long chain in a bad order, a star, and what chance joins; larger node first."""
    draw = random.Random(3)
    names = draw.sample(range(1_000), 120)
    pairs = list(zip(names, names[1:])) + [(2_000, 2_000 + at) for at in range(1, 60)]
    pairs += [tuple(draw.sample(range(3_000, 3_200), 2)) for _ in range(110)]  # type: ignore[misc]
    return [(max(pair), min(pair)) for pair in pairs]


def components_of(pairs: list[tuple[int, int]]) -> dict[int, int]:
    parents: dict[int, int] = {}

    def root(node: int) -> int:
        while parents.setdefault(node, node) != node:
            node = parents[node]
        return node

    for a, b in pairs:
        a, b = root(a), root(b)
        parents[max(a, b)] = min(a, b)
    return {node: root(node) for node in list(parents)}


def test_components_are_those_of_union_and_find(spark: SparkSession, tmp_path: Path) -> None:
    pairs = chain_and_more()
    edges = spark.createDataFrame(pairs, "big long, small long")
    found = _components.components(Stages(spark, str(tmp_path)), edges, "components").collect()
    assert len(found) == len({row["node"] for row in found})
    assert {row["node"]: row["component"] for row in found} == components_of(pairs)
    rounds = len(list((tmp_path / "_stages" / "components").iterdir()))
    assert rounds <= 12, "a chain of 120 takes few rounds"


class Killer(threading.Thread):
    """Kills a Python process that works for this Spark, until a task has failed by it."""

    def __init__(self, spark: SparkSession) -> None:
        super().__init__(daemon=True)
        self.spark, self.ended = spark, threading.Event()
        self.before = failed_tasks(spark)

    def run(self) -> None:
        while not self.ended.wait(0.02):
            busy = [pid for pid in workers(os.getpid()) if state(pid) == "R"]
            if not busy:
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(busy[0], signal.SIGKILL)
            # A task may die four times, and Spark needs a moment to tell.
            self.ended.wait(0.5)
            if self.has_killed():
                return

    def has_killed(self) -> bool:
        return failed_tasks(self.spark) > self.before


def state(pid: int) -> str:
    """Whether a process runs (R), or waits."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            found.setdefault(parent, []).append(int(entry.name))
    return found


def workers(pid: int) -> list[int]:
    """The processes that the daemons of pyspark below a process have started."""
    known, queue, found = children(), [pid], []
    while queue:
        for child in known.get(queue.pop(), []):
            queue.append(child)
            try:
                is_daemon = b"pyspark.daemon" in Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            if is_daemon:
                # A worker is a fork of the daemon, and has its command line.
                found += known.get(child, [])
    return found


def test_the_job_gives_the_tables_and_clusters_and_goes_on_where_it_was(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = {"id": "late", "text": SAID[0].format(3), "outlet": None, "published": "soon"}
    rows = examples() + made(150)
    out, given = tmp_path / "out", written(tmp_path / "in.parquet", rows + BAD + [late])
    plan = Plan(given, str(out), trace=True, slice_rows=32)

    # The first run ends in the middle, as if the driver had died.
    stage = Stages.stage

    def dies(self: Stages, name: str, *more: Any, **named: Any) -> DataFrame:
        if name == "links":
            raise KeyboardInterrupt
        return stage(self, name, *more, **named)

    monkeypatch.setattr(Stages, "stage", dies)
    with pytest.raises(KeyboardInterrupt):
        _job.run(spark, plan)
    monkeypatch.undo()
    assert not (out / "clusters").exists()
    done = stamps(out)
    # What a task has left unfinished is no stage.
    (out / "_stages" / "links").mkdir()
    (out / "_stages" / "links" / "part-00000.parquet").write_bytes(b"PAR1")

    killer = Killer(spark)
    killer.start()
    counts = _job.run(spark, plan)
    killer.ended.set()
    killer.join()
    assert {name: stamp for name, stamp in stamps(out).items() if name in done} == done, "what was done is not done again"
    assert killer.has_killed(), "no task has died"

    nested = in_process(rows + BAD + [late])
    for name, batch in isnad.arrow.tables(nested).items():
        keys = ("id",) if name == "documents" else ("document", "quote", "index")
        assert by_key(pq.read_table(out / name).to_pylist(), *keys) == by_key(batch.to_pylist(), *keys), name
    expected = traced(rows)
    assert len(expected) > 10 and found_clusters(out) == expected
    untraced = {row["document"]: row["error"] for row in pq.read_table(out / "untraced").to_pylist()}
    assert set(untraced) == {"null", "empty", "late"} and "published" in untraced["late"]

    assert counts["documents"] == len(rows) + 3 and counts["errors"] == 2
    assert (counts["clusters"], counts["members"]) == (len(expected), sum(len(it["members"]) for it in expected))
    members = pq.read_table(out / "members").to_pylist()
    first = min(members, key=lambda row: (row["cluster"], row["index"]))
    shown = expected[0]["members"][0]
    assert (first["document"], first["words"], first["quote"]) == (shown["id"], shown["words"], shown.get("quote", 0))
    assert {row["coverage"] for row in members} <= {"complete", "part", "overlap"}

    whole = stamps(out)
    assert _job.run(spark, plan) == counts and stamps(out) == whole, "a run that is finished is not done again"
    with pytest.raises(OtherRun, match="largest: 100000 there, 5 now"):
        _job.run(spark, Plan(given, str(out), trace=True, largest=5))
    what_hangs_together_by_the_thousand_is_cut(spark, out, tmp_path / "cut")


def what_hangs_together_by_the_thousand_is_cut(spark: SparkSession, done: Path, out: Path) -> None:
    for name in ("quotes", "links", "components"):
        shutil.copytree(done / "_stages" / name, out / "_stages" / name)
    stages = Stages(spark, str(out))
    said, joined = (spark.read.parquet(str(out / "_stages" / name)) for name in ("quotes", "links"))
    found = [row.asDict() | json.loads(row["json"]) for row in _clusters.clusters(stages, said, joined, 10).collect()]
    assert {row["cut"] for row in found} == {True, False} and max(len(row["members"]) for row in found) <= 11
    places = [(member["id"], member.get("quote", 0)) for row in found for member in row["members"]]
    assert len(places) == len(set(places)), "no quote is in two clusters"


def stamps(out: Path) -> dict[str, int]:
    return {str(path.relative_to(out)): path.stat().st_mtime_ns for path in out.rglob("_SUCCESS")}


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no shared corpus at {CORPUS}: set ISNAD_SHARED")
def test_articles_have_the_same_clusters(spark: SparkSession, tmp_path: Path) -> None:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [{**json.loads(next(lines)), "outlet": None, "published": None} for _ in range(200)]
    rows = [{**row, "outlet": row["id"].split("|")[1], "published": row["id"].split("|")[2][:10]} for row in rows]
    out = tmp_path / "out"
    _job.run(spark, Plan(written(tmp_path / "in.parquet", rows), str(out), trace=True, slice_rows=1024))
    assert found_clusters(out) == traced(rows)



def test_an_input_that_is_not_there_is_told(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.parquet"):
        _job.run(spark, Plan(input=str(tmp_path / "none.parquet"), out=str(tmp_path / "out")))
