"""Errors, the same in process and over the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from isnad import _native

_CODES = (
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a request."""

    field: str
    """The field, as the contract names it: ``text``, ``quotes.min_confidence``."""
    description: str
    """What is wrong with it, for people."""
    reason: str = ""
    """The same for programs: ``REQUIRED``, ``NOT_UTF8``, ``TOO_LARGE``, …; empty from a server that does not say."""


class Error(Exception):
    """A call without an answer. ``code`` is the status code of gRPC by name, also in process."""

    code = "UNKNOWN"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        reason: str | None = None,
        violations: tuple[Violation, ...] = (),
        retry_after: float | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        """What happened, for people. Holds nothing of a text."""
        if code is not None:
            self.code = code
        self.reason = reason
        """The same for programs: ``OVERLOADED``, ``INVALID_REQUEST``, …; None where nobody said it."""
        self.violations = violations
        """All that is wrong with the request, each thing with its field."""
        self.retry_after = retry_after
        """Seconds after which the server wants the call again; None where it did not say."""
        self.request_id = request_id
        """The server's id of the call, to report a fault with; None in process."""

    @property
    def field(self) -> str | None:
        """The first field that is wrong, or None."""
        return self.violations[0].field if self.violations else None

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors go from one process to another with what they hold.
        return (_again, (type(self), self.message, self.__dict__))


def _again(kind: type[Error], message: str, state: dict[str, Any]) -> Error:
    error = kind(message)
    error.__dict__.update(state)
    return error


class InvalidArgument(Error, ValueError):
    """The request is wrong, and stays so: each violation names its field."""

    code = "INVALID_ARGUMENT"


class Unavailable(Error, ConnectionError):
    """No server, or one that is full or shutting down. The client has tried again already."""

    code = "UNAVAILABLE"


class ResourceExhausted(Error):
    """The memory that the server gives to calls is in use, or a message is too long."""

    code = "RESOURCE_EXHAUSTED"


class DeadlineExceeded(Error, TimeoutError):
    """The deadline has passed."""

    code = "DEADLINE_EXCEEDED"


class Cancelled(Error):
    """The call was cancelled."""

    code = "CANCELLED"


class Internal(Error):
    """A fault of isnad."""

    code = "INTERNAL"


_KINDS: Mapping[str, type[Error]] = {
    kind.code: kind for kind in (InvalidArgument, Unavailable, ResourceExhausted, DeadlineExceeded, Cancelled, Internal)
}


def invalid(*violations: Violation) -> InvalidArgument:
    """The error of a request in which something is wrong."""
    message = "; ".join(f"{it.field}: {it.description}" for it in violations)
    return InvalidArgument(message, reason="INVALID_REQUEST", violations=violations)


def of_bytes(status: bytes) -> Error:
    """The error of a ``google.rpc.Status``: what a call ends with, a document of a stream, and the core in process."""
    return of_message(json.loads(_native.error(status)))


def of_status(code: str, message: str, status: Mapping[str, Any] | None = None) -> Error:
    """The error of a call's status, and of its details where it has some."""
    details = status or {}
    violations = tuple(Violation(**violation) for violation in details.get("violations", ()))
    return _KINDS.get(code, Error)(
        message,
        code=code,
        reason=details.get("reason"),
        violations=violations,
        retry_after=details.get("retryAfter"),
        request_id=details.get("requestId") or None,
    )


def of_message(status: Mapping[str, Any]) -> Error:
    """The same from a status that was read already."""
    number = status["code"]
    code = _CODES[number] if 0 <= number < len(_CODES) else "UNKNOWN"
    return of_status(code, status["message"], status)
