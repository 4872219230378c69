"""The client for asyncio: ``async with isnad.aio.Client(target) as client: await client.analyze(text)``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from itertools import count
from types import TracebackType
from typing import Any, TypeVar

import grpc
import grpc.aio

from isnad import _native, _wire
from isnad._across import Document, Trace, Verification
from isnad._client import Info
from isnad._documents import AnyClaim, AnyDocument, Result, claims, documents
from isnad._errors import Error
from isnad._flight import Flight
from isnad._options import Options, job
from isnad._results import Analysis, Answer, Cleaning, Extraction, Segmentation
from isnad._tls import Tls

__all__ = ["Client"]

_A = TypeVar("_A", bound=Answer)


class Client:
    """Like :class:`isnad.Client`, with the same arguments and calls. Connects on ``async with``, or when ``connect`` is
    awaited."""

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
        self._target, self._timeout, self._connect_timeout = target, timeout, connect_timeout
        self._metadata = tuple(metadata)
        self._channel = _wire.channel(grpc.aio, target, tls, credentials, channel_options)

    async def connect(self) -> None:
        """Checks the server's health. Raises :class:`isnad.Unavailable` if it does not accept calls in time."""
        check = self._channel.unary_unary(_wire.HEALTH)
        request = _native.health_request(_wire.SERVICE)
        try:
            answer = await check(request, timeout=self._connect_timeout, wait_for_ready=True, metadata=self._metadata)
        except grpc.aio.AioRpcError as failed:
            raise _wire.unreachable(self._target, failed.details() or failed.code().name) from None
        if not _native.is_serving(answer):
            raise _wire.unreachable(self._target, "it is starting or shutting down")

    async def __aenter__(self) -> Client:
        try:
            await self.connect()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connection, and ends calls and streams in progress."""
        await self._channel.close()

    async def _call(self, method: str, request: Any, timeout: float | None, *, streamed: bool = False) -> bytes:
        make = self._channel.stream_unary if streamed else self._channel.unary_unary
        timeout = self._timeout if timeout is None else timeout
        try:
            answer: bytes = await make(_wire.path(method))(request, timeout=timeout, metadata=self._metadata)
        except grpc.aio.AioRpcError as failed:
            raise _wire.error(failed) from None
        return answer

    async def _run(self, kind: type[_A], text: str, options: Options | None, timeout: float | None) -> _A:
        request = _wire.request(kind, text, options)
        return _wire.answer(kind, text, await self._call(kind._call, request, timeout), options)

    async def analyze(self, text: str, options: Options | None = None, *, timeout: float | None = None) -> Analysis:
        """Like :func:`isnad.analyze`."""
        return await self._run(Analysis, text, options, timeout)

    async def clean(self, text: str, options: Options | None = None, *, timeout: float | None = None) -> Cleaning:
        """Like :func:`isnad.clean`."""
        return await self._run(Cleaning, text, options, timeout)

    async def segment(
        self, text: str, options: Options | None = None, *, timeout: float | None = None
    ) -> Segmentation:
        """Like :func:`isnad.segment`."""
        return await self._run(Segmentation, text, options, timeout)

    async def extract_quotes(
        self, text: str, options: Options | None = None, *, timeout: float | None = None
    ) -> Extraction:
        """Like :func:`isnad.extract_quotes`."""
        return await self._run(Extraction, text, options, timeout)

    async def verify(self, text: str, claimed: Iterable[AnyClaim], *, timeout: float | None = None) -> Verification:
        """Like :func:`isnad.verify`; up to 64 claims."""
        request = _wire.verify_request(text, claims(claimed))
        return Verification(text, _native.decode("Verify", await self._call("Verify", request, timeout), None))

    async def trace(self, given: Iterable[AnyDocument], *, timeout: float | None = None) -> Trace:
        """Like :func:`isnad.trace`; as many documents as ``info().limits`` allows."""
        tracing = _wire.Tracing(given)
        return tracing.answer(await self._call("Trace", tracing, timeout, streamed=True))

    async def info(self, *, timeout: float | None = None) -> Info:
        """The server's version, the versions of its tables, and the limits in force."""
        return Info("", _native.decode("GetInfo", await self._call("GetInfo", b"", timeout), None))

    async def analyze_many(
        self,
        given: Iterable[AnyDocument] | AsyncIterable[AnyDocument],
        options: Options | None = None,
        *,
        in_flight: int | None = None,
    ) -> AsyncIterator[Result]:
        """Like :meth:`isnad.Client.analyze_many`; documents can also come from an asynchronous iterable."""
        stream = _Stream(self, job(options), in_flight or _wire.IN_FLIGHT)
        try:
            async for result in stream.results(given):
                yield result
        finally:
            stream.close()


class _Stream:
    """A stream of documents."""

    def __init__(self, client: Client, job: _native.Job, most: int) -> None:
        self._client = client
        self._flight = Flight(job, most)
        self._open()

    def _open(self) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        make = self._client._channel.stream_stream(_wire.path("AnalyzeStream"))
        self._call = make(_drained(self._queue), metadata=self._client._metadata)
        self._flight.begin(self._queue.put_nowait)

    def close(self) -> None:
        """Ends the stream in any state."""
        self._queue.put_nowait(None)
        self._call.cancel()

    async def results(self, given: Iterable[AnyDocument] | AsyncIterable[AnyDocument]) -> AsyncIterator[Result]:
        """A result for each document, in order."""
        source, flight, raised = _documents(given), self._flight, None
        while True:
            try:
                while flight.has_room:
                    flight.take(await anext(source, None))
            except Exception as error:
                # The documents before it are answered first.
                raised = error
                flight.take(None)
            if flight.is_empty:
                break
            yield flight.result(None if flight.is_refused else await self._answer())
        if raised is not None:
            raise raised

    async def _answer(self) -> bytes:
        for attempt in count(1):
            try:
                answer = await self._call.read()
                if isinstance(answer, bytes):
                    return answer
                error: Error = _wire.unreachable(self._client._target, "the stream has ended early")
            except grpc.aio.AioRpcError as failed:
                error = _wire.error(failed)
                if not _wire.may_go_on(failed):
                    raise error from None
            if attempt == _wire.ATTEMPTS:
                break
            await asyncio.sleep(_wire.pause(attempt - 1, error.retry_after))
            # Ends the task that waits for the old stream's documents.
            self._queue.put_nowait(None)
            self._open()
        raise error


async def _drained(queue: asyncio.Queue[bytes | None]) -> AsyncIterator[bytes]:
    while (message := await queue.get()) is not None:
        yield message


async def _documents(given: Iterable[AnyDocument] | AsyncIterable[AnyDocument]) -> AsyncIterator[Document]:
    if isinstance(given, AsyncIterable):
        index = 0
        async for one in given:
            [document] = documents([one])
            yield document if isinstance(one, tuple) else document._replace(id=str(index))
            index += 1
    else:
        for document in documents(given):
            yield document
