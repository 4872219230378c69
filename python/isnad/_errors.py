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
    """A violation in a request."""

    field: str
    """The field, by its name in the API: ``text``, ``quotes.min_confidence``."""
    description: str
    """The description, for people."""
    reason: str = ""
    """The reason, for programs: ``REQUIRED``, ``NOT_UTF8``, ``TOO_LARGE``, …; empty if the server does not send it."""


class Error(Exception):
    """A failed call. ``code`` is the name of the gRPC status code, also in process."""

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
        """The message, for people. It never contains any of a text."""
        if code is not None:
            self.code = code
        self.reason = reason
        """The reason, for programs: ``OVERLOADED``, ``INVALID_REQUEST``, …; None if not sent."""
        self.violations = violations
        """All violations in the request, each with its field."""
        self.retry_after = retry_after
        """The delay after which the server asks for a retry, in seconds; None if not sent."""
        self.request_id = request_id
        """The server's id of the call, for error reports; None in process."""

    @property
    def field(self) -> str | None:
        """The first invalid field, or None."""
        return self.violations[0].field if self.violations else None

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors can be pickled with all their attributes.
        return (_again, (type(self), self.message, self.__dict__))


def _again(kind: type[Error], message: str, state: dict[str, Any]) -> Error:
    error = kind(message)
    error.__dict__.update(state)
    return error


class InvalidArgument(Error, ValueError):
    """The request is invalid; do not retry it. Each violation names its field."""

    code = "INVALID_ARGUMENT"


class Unavailable(Error, ConnectionError):
    """No server, or one that is full or shutting down. The client has already retried."""

    code = "UNAVAILABLE"


class ResourceExhausted(Error):
    """The server's memory budget for calls is used up, or a message is too long."""

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
    """The error of an invalid request."""
    message = "; ".join(f"{it.field}: {it.description}" for it in violations)
    return InvalidArgument(message, reason="INVALID_REQUEST", violations=violations)


def of_bytes(status: bytes) -> Error:
    """The error of a ``google.rpc.Status``: from a call, a document of a stream, or the core in process."""
    return of_message(json.loads(_native.error(status)))


def of_status(code: str, message: str, status: Mapping[str, Any] | None = None) -> Error:
    """The error of a call's status, with its details if there are any."""
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
    """The same from a parsed status."""
    number = status["code"]
    code = _CODES[number] if 0 <= number < len(_CODES) else "UNKNOWN"
    return of_status(code, status["message"], status)
