"""The parts that both clients share: the channel, calls by path, and errors."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from isnad import _native
from isnad._across import Document, Trace, traced
from isnad._documents import AnyDocument, documents
from isnad._errors import Error, Unavailable, of_bytes, of_status
from isnad._options import Options, job
from isnad._results import Answer
from isnad._tls import Tls

try:
    import grpc
except ImportError as missing:  # pragma: no cover
    raise ImportError("the client needs grpcio: pip install grpcio") from missing

SERVICE = "isnad.v1.TextService"
HEALTH = "/grpc.health.v1.Health/Check"

DETAILS = "grpc-status-details-bin"
REQUEST_ID = "x-request-id"

# Streams are reopened by the retry policy of the service config. gRPC itself retries calls by it.
_CONFIG = json.loads(_native.SERVICE_CONFIG)
_RETRY = _CONFIG["methodConfig"][0]["retryPolicy"]
ATTEMPTS: int = _RETRY["maxAttempts"]
PAUSE, LONGEST_PAUSE = (float(_RETRY[name].removesuffix("s")) for name in ("initialBackoff", "maxBackoff"))
RETRYABLE = tuple(grpc.StatusCode[name] for name in _RETRY["retryableStatusCodes"])

# The message of grpc.aio for a stream that the server ended while a message was in transit, regardless of the server's
# status.
BROKEN = "Internal error from Core"

# The default number of documents of a stream that are sent and not answered.
IN_FLIGHT = 64

_A = TypeVar("_A", bound=Answer)


def path(method: str) -> str:
    """The path of a method."""
    return f"/{SERVICE}/{method}"


def service_config() -> str:
    """The service config shipped for clients, without its deadline, because calls have their own."""
    methods = [{name: said for name, said in method.items() if name != "timeout"} for method in _CONFIG["methodConfig"]]
    return json.dumps({**_CONFIG, "methodConfig": methods})


def channel_options(tls: Tls | None, more: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The options of a channel. The caller's come last and take precedence."""
    options = [
        ("grpc.service_config", service_config()),
        ("grpc.enable_retries", 1),
        ("grpc.primary_user_agent", f"isnad-python/{_native.VERSION}"),
        # An answer can be 28 times as long as its text, and gRPC's default limit is 4 MiB.
        ("grpc.max_receive_message_length", -1),
        ("grpc.max_send_message_length", -1),
    ]
    if tls is not None and tls.server_name is not None:
        options.append(("grpc.ssl_target_name_override", tls.server_name))
    return [*options, *more]


def channel(
    of: Any,
    target: str,
    tls: Tls | None,
    credentials: grpc.ChannelCredentials | None,
    more: Sequence[tuple[str, Any]],
) -> Any:
    """A channel, of ``grpc`` or of ``grpc.aio``."""
    credentials = credentials or (tls.credentials() if tls else None)
    options = channel_options(tls, more)
    if credentials is None:
        return of.insecure_channel(target, options)
    return of.secure_channel(target, credentials, options)


def request(kind: type[_A], text: str, options: Options | None) -> bytes:
    """The request of a call with one text. Raises an error for an invalid text."""
    try:
        return job(options).request(kind._call, text)
    except _native.Fault as fault:
        raise of_bytes(fault.args[0]) from None


def verify_request(text: str, claims: list[tuple[str, str | None]]) -> bytes:
    """The request of Verify."""
    try:
        return _native.verify_request(text, claims)
    except _native.Fault as fault:
        raise of_bytes(fault.args[0]) from None


def answer(kind: type[_A], text: str, wire: bytes, options: Options | None) -> _A:
    """The answer of a call."""
    return kind(text, _native.decode(kind._call, wire, job(options)))


class Tracing:
    """The messages of a Trace. A document that cannot be sent is replaced by an empty one, and its error is kept here."""

    def __init__(self, given: Iterable[AnyDocument]) -> None:
        self._documents = enumerate(documents(given))
        self._faults: list[tuple[int, str, bytes]] = []

    def __iter__(self) -> Tracing:
        return self

    def __next__(self) -> bytes:
        index, document = next(self._documents)
        return self._message(index, document)

    def _message(self, index: int, document: Document) -> bytes:
        try:
            _native.check(document.text)
        except _native.Fault as fault:
            self._faults.append((index, document.id, fault.args[0]))
            return _native.trace_request(document.id, "", None, None)
        return _native.trace_request(*document)

    def answer(self, wire: bytes) -> Trace:
        """The answer with the errors found on this side."""
        return traced(_native.decode("Trace", wire, None), self._faults)


def error(call: Any) -> Error:
    """The error of a failed call."""
    code = call.code().name if call.code() else "UNKNOWN"
    metadata = dict(call.trailing_metadata() or ())
    found: dict[str, Any] = {}
    if DETAILS in metadata:
        found = json.loads(_native.error(metadata[DETAILS]))
    found["requestId"] = found.get("requestId") or metadata.get(REQUEST_ID)
    return of_status(code, call.details() or code, found)


def may_go_on(call: Any) -> bool:
    """Whether to reopen a stream that ended with this error."""
    return call.code() in RETRYABLE or call.details() == BROKEN


def unreachable(target: str, why: str) -> Unavailable:
    """The error of a server that does not accept calls."""
    return Unavailable(f"no server at {target} takes calls: {why}")


def pause(attempt: int, wanted: float | None) -> float:
    """Seconds until the next attempt: the delay that the server requests, or exponential back-off; with jitter."""
    longest = min(PAUSE * _RETRY["backoffMultiplier"] ** attempt, LONGEST_PAUSE)
    return wanted if wanted is not None else random.uniform(longest / 2, longest)
