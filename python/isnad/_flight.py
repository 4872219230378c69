"""Documents in flight, for both clients: those sent and not answered, in order. Does no IO."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from isnad import _native
from isnad._across import Document
from isnad._documents import Result
from isnad._errors import of_bytes
from isnad._results import Analysis


@dataclass(frozen=True, slots=True)
class _Taken:
    document: Document
    message: bytes
    fault: bytes | None
    """Why it cannot be sent."""


class Flight:
    """At most ``most`` documents that have been taken and not answered."""

    def __init__(self, job: _native.Job, most: int) -> None:
        self._job, self._most = job, most
        self._taken: deque[_Taken] = deque()
        self._ended = False
        self._put: Callable[[bytes | None], None] = lambda message: None

    def begin(self, put: Callable[[bytes | None], None]) -> None:
        """Starts a stream, which takes messages and None for their end. All unanswered documents are sent to it."""
        self._put = put
        for taken in self._taken:
            if taken.fault is None:
                put(taken.message)
        if self._ended:
            put(None)

    @property
    def has_room(self) -> bool:
        """Whether another document may be taken."""
        return len(self._taken) < self._most and not self._ended

    @property
    def is_empty(self) -> bool:
        """Whether every document has its answer."""
        return not self._taken

    @property
    def is_refused(self) -> bool:
        """Whether the next document was not sent and so gets no answer."""
        return self._taken[0].fault is not None

    def take(self, document: Document | None) -> None:
        """Sends another document; None if there are no more."""
        if document is None:
            self._ended = True
            self._put(None)
            return
        try:
            # Answers come in order, so a stream needs no ids, and callers' ids may be longer than the limit.
            message = self._job.streamed("", document.text)
        except _native.Fault as fault:
            self._taken.append(_Taken(document, b"", fault.args[0]))
        else:
            self._taken.append(_Taken(document, message, None))
            self._put(message)

    def result(self, wire: bytes | None) -> Result:
        """The result of the next document, from its answer; None if it was not sent."""
        answer, fault = None, self._taken[0].fault
        if wire is not None:
            _, answer, fault = _native.decode_streamed(wire, self._job)
        document = self._taken.popleft().document
        if answer is None:
            return Result(document.id, error=of_bytes(fault or b""))
        return Result(document.id, Analysis(document.text, answer))
