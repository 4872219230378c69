"""The client, which makes the calls of this package to a server."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from isnad import _native
from isnad._across import Trace, Verification
from isnad._documents import AnyClaim, AnyDocument, Result, claims, documents
from isnad._errors import Error
from isnad._flight import Flight
from isnad._options import Options, job
from isnad._results import Analysis, Answer, Cleaning, Extraction, Json, Segmentation
from isnad._tls import Tls

if TYPE_CHECKING:
    import grpc

_A = TypeVar("_A", bound=Answer)


class Info(Answer):
    """Information about a server."""

    _call = "GetInfo"

    @property
    def version(self) -> str:
        """The server's version."""
        version: str = self._found["version"]
        return version

    @property
    def limits(self) -> Json:
        """The limits in force, by their proto3 JSON names: ``maxTextBytes``, …"""
        limits: Json = self.to_dict()["limits"]
        return limits

    def __repr__(self) -> str:
        return f"<isnad.Info: {self.version}>"


class Client:
    """Makes the calls of this package to a server: ``isnad.Client("127.0.0.1:50051").analyze(text)``.

    The constructor connects, and raises :class:`Unavailable` if no server accepts calls within ``connect_timeout``
    seconds. Calls that the server refuses temporarily are retried, up to five attempts within their deadline, after the
    delay that the server requests and as configured in ``deploy/grpc-service-config.json``. A client is thread-safe.

    ``timeout`` is the deadline of each call in seconds, or None for no deadline. ``tls`` enables TLS; use ``credentials``
    for anything that it does not support. ``metadata`` is sent with each call, and ``channel_options`` are passed to
    gRPC.
    """

    def __init__(
        self,
        target: str = "127.0.0.1:50051",
        *,
        timeout: float | None = 10.0,
        connect_timeout: float = 5.0,
        tls: Tls | None = None,
        credentials: grpc.ChannelCredentials | None = None,
        metadata: Sequence[tuple[str, str]] = (),
        channel_options: Sequence[tuple[str, Any]] = (),
    ) -> None:
        # In-process calls do not need gRPC; if it is missing, this raises an error that says what to install.
        from isnad import _wire

        import grpc  # isort: skip

        self._wire, self._grpc = _wire, grpc
        self._target, self._timeout, self._metadata = target, timeout, tuple(metadata)
        self._channel = _wire.channel(grpc, target, tls, credentials, channel_options)
        try:
            self._connect(connect_timeout)
        except BaseException:
            self._channel.close()
            raise

    def _connect(self, timeout: float) -> None:
        check = self._channel.unary_unary(self._wire.HEALTH)
        request = _native.health_request(self._wire.SERVICE)
        try:
            serving = _native.is_serving(check(request, timeout=timeout, wait_for_ready=True, metadata=self._metadata))
        except self._grpc.RpcError as failed:
            raise self._wire.unreachable(self._target, failed.details() or failed.code().name) from None
        if not serving:
            raise self._wire.unreachable(self._target, "it is starting or shutting down")

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection, and ends calls and streams in progress."""
        self._channel.close()

    def _call(self, method: str, request: Any, timeout: float | None, *, streamed: bool = False) -> bytes:
        make = self._channel.stream_unary if streamed else self._channel.unary_unary
        timeout = self._timeout if timeout is None else timeout
        try:
            answer: bytes = make(self._wire.path(method))(request, timeout=timeout, metadata=self._metadata)
        except self._grpc.RpcError as failed:
            raise self._wire.error(failed) from None
        return answer

    def _run(self, kind: type[_A], text: str, options: Options | None, timeout: float | None) -> _A:
        request = self._wire.request(kind, text, options)
        return self._wire.answer(kind, text, self._call(kind._call, request, timeout), options)

    def analyze(self, text: str, options: Options | None = None, *, timeout: float | None = None) -> Analysis:
        """Like :func:`isnad.analyze`."""
        return self._run(Analysis, text, options, timeout)

    def clean(self, text: str, options: Options | None = None, *, timeout: float | None = None) -> Cleaning:
        """Like :func:`isnad.clean`."""
        return self._run(Cleaning, text, options, timeout)

    def segment(self, text: str, options: Options | None = None, *, timeout: float | None = None) -> Segmentation:
        """Like :func:`isnad.segment`."""
        return self._run(Segmentation, text, options, timeout)

    def extract_quotes(
        self, text: str, options: Options | None = None, *, timeout: float | None = None
    ) -> Extraction:
        """Like :func:`isnad.extract_quotes`."""
        return self._run(Extraction, text, options, timeout)

    def verify(self, text: str, claimed: Iterable[AnyClaim], *, timeout: float | None = None) -> Verification:
        """Like :func:`isnad.verify`; up to 64 claims."""
        request = self._wire.verify_request(text, claims(claimed))
        return Verification(text, _native.decode("Verify", self._call("Verify", request, timeout), None))

    def trace(self, given: Iterable[AnyDocument], *, timeout: float | None = None) -> Trace:
        """Like :func:`isnad.trace`; as many documents as ``info().limits`` allows."""
        tracing = self._wire.Tracing(given)
        return tracing.answer(self._call("Trace", tracing, timeout, streamed=True))

    def info(self, *, timeout: float | None = None) -> Info:
        """The server's version, the versions of its tables, and the limits in force."""
        return Info("", _native.decode("GetInfo", self._call("GetInfo", b"", timeout), None))

    def analyze_many(
        self, given: Iterable[AnyDocument], options: Options | None = None, *, in_flight: int | None = None
    ) -> Iterator[Result]:
        """Like :func:`isnad.analyze_many`, over one stream.

        At most ``in_flight`` documents (default 64) are sent and not answered. A stream that breaks is reopened with
        the documents that have no answer yet. It has no deadline; the server has one for each document.
        """
        stream = _Stream(self, job(options), in_flight or self._wire.IN_FLIGHT)
        try:
            yield from stream.results(given)
        finally:
            stream.close()


class _Stream:
    """A stream of documents. Only the queue is shared, with gRPC's sending thread."""

    def __init__(self, client: Client, job: _native.Job, most: int) -> None:
        self._client, self._wire = client, client._wire
        self._flight = Flight(job, most)
        self._open()

    def _open(self) -> None:
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        make = self._client._channel.stream_stream(self._wire.path("AnalyzeStream"))
        self._call = make(iter(self._queue.get, None), metadata=self._client._metadata)
        self._flight.begin(self._queue.put)

    def close(self) -> None:
        """Ends the stream in any state."""
        self._queue.put(None)
        self._call.cancel()

    def results(self, given: Iterable[AnyDocument]) -> Iterator[Result]:
        """A result for each document, in order."""
        source, flight, raised = documents(given), self._flight, None
        while True:
            try:
                while flight.has_room:
                    flight.take(next(source, None))
            except Exception as error:
                # The documents before it are answered first.
                raised = error
                flight.take(None)
            if flight.is_empty:
                break
            yield flight.result(None if flight.is_refused else self._answer())
        if raised is not None:
            raise raised

    def _answer(self) -> bytes:
        for attempt in count(1):
            try:
                answer: bytes = next(self._call)
                return answer
            except StopIteration:
                error: Error = self._wire.unreachable(self._client._target, "the stream has ended early")
            except self._client._grpc.RpcError as failed:
                error = self._wire.error(failed)
                if not self._wire.may_go_on(failed):
                    raise error from None
            if attempt == self._wire.ATTEMPTS:
                break
            time.sleep(self._wire.pause(attempt - 1, error.retry_after))
            # Ends the thread that waits for the old stream's documents.
            self._queue.put(None)
            self._open()
        raise error
