"""Many documents: order, bounds, and what happens to those that fail."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ARTICLE

import isnad


def test_results_come_in_order_and_a_document_that_fails_has_an_error() -> None:
    given = ["نعم.", "", ("x", ARTICLE), None, isnad.Document("y", "\ud800"), ("z", "لا.")]
    results = list(isnad.analyze_many(given, workers=2))  # type: ignore[arg-type]
    assert [result.id for result in results] == ["0", "1", "x", "3", "y", "z"]
    reasons = [result.error and result.error.violations[0].reason for result in results]
    assert reasons == [None, "REQUIRED", None, "REQUIRED", "NOT_UTF8", None]
    assert results[2].unwrap() == isnad.analyze(ARTICLE)
    with pytest.raises(isnad.InvalidArgument):
        results[1].unwrap()


def test_a_source_without_end_is_taken_as_its_results_are() -> None:
    taken = 0

    def source() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"قال الوزير إن الطريق رقم {taken} مفتوح."

    results = isnad.analyze_many(source(), workers=2)
    for count in range(200):
        result = next(results)
        assert f"رقم {count + 1} " in result.unwrap().text
        assert taken <= count + 1 + 2 * 16


def test_an_error_of_the_source_comes_after_the_results_before_it() -> None:
    def source() -> Iterator[str]:
        yield "نعم."
        yield "لا."
        raise OSError("no more")

    results = isnad.analyze_many(source())
    assert [next(results).id, next(results).id] == ["0", "1"]
    with pytest.raises(OSError, match="no more"):
        next(results)


def test_workers_end_with_who_wanted_them() -> None:
    def threads() -> int:
        return sum(path.read_text() == "isnad\n" for path in Path("/proc/self/task").glob("*/comm"))

    def become(count: int) -> None:
        for _ in range(200):
            if threads() == count:
                return
            time.sleep(0.02)
        raise AssertionError(f"{threads()} workers, not {count}")

    become(0)
    results = isnad.analyze_many(("نعم." for _ in range(1000)), workers=4)
    next(results)
    become(4)
    del results
    gc.collect()
    become(0)


def test_no_workers_are_refused() -> None:
    with pytest.raises(isnad.InvalidArgument):
        next(isnad.analyze_many(["نعم."], workers=0))


def test_other_threads_run_while_a_result_is_waited_for() -> None:
    ran = threading.Event()
    thread = threading.Thread(target=ran.set)
    results = isnad.analyze_many(["قال الوزير سامر الحلبي إن الطريق مفتوح.\n" * 5_000] * 4, workers=1)
    thread.start()
    assert len(list(results)) == 4 and ran.is_set()
