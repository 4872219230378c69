"""Input: documents and claims in the forms that callers may pass them, and the result for each of many
documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from isnad._across import Claim, Document
from isnad._errors import Error, Violation, invalid
from isnad._results import Analysis

AnyDocument: TypeAlias = str | tuple[str, str] | Document
"""A text, an id with a text, or a :class:`Document`."""

AnyClaim: TypeAlias = str | tuple[str, str | None] | Claim
"""The words of a claim, words with a speaker, or a :class:`Claim`."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result for one document of many: an analysis or an error."""

    id: str
    analysis: Analysis | None = None
    error: Error | None = None

    def unwrap(self) -> Analysis:
        """The analysis; raises the error if there is none."""
        if self.analysis is None:
            raise self.error or Error("no answer")
        return self.analysis


def documents(given: Iterable[AnyDocument]) -> Iterator[Document]:
    """Converts each to a document. A document without an id gets its index."""
    for index, one in enumerate(given):
        if isinstance(one, Document):
            yield one
        elif isinstance(one, tuple) and len(one) == 2:
            yield Document(one[0], one[1])
        else:
            # The core detects values that are not text, as an error of this document alone.
            yield Document(str(index), one)


def claims(given: Iterable[AnyClaim]) -> list[tuple[str, str | None]]:
    """Words and speaker of each claim. Raises :class:`InvalidArgument` like the service."""
    if isinstance(given, str):
        given = [given]
    found = [(one, None) if isinstance(one, str) else (one[0], one[1]) for one in given]
    violations = [] if found else [Violation("claims", "is empty", "REQUIRED")]
    for index, (words, _) in enumerate(found):
        if not any(map(str.isalnum, words)):
            violations.append(Violation(f"claims[{index}].words", "has no word", "REQUIRED"))
    if violations:
        raise invalid(*violations)
    return found


def workers(wanted: int | None) -> int:
    """The number of worker threads: by default one per core that this process may use."""
    if wanted is not None:
        if wanted < 1:
            raise invalid(Violation("workers", f"is {wanted}, below 1", "OUT_OF_RANGE"))
        return wanted
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
