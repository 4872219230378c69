"""The client: against a real server, and against one that misbehaves on purpose."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE, Server

import isnad
from isnad import _native, aio

grpc = pytest.importorskip("grpc")

from isnad import Tls  # noqa: E402
from isnad._wire import SERVICE  # noqa: E402

# Each method of the service with the client's call; the stream has a name of its own.
METHODS = {
    "Clean": "clean",
    "Segment": "segment",
    "ExtractQuotes": "extract_quotes",
    "Analyze": "analyze",
    "Verify": "verify",
    "AnalyzeStream": "analyze_many",
    "Trace": "trace",
    "GetInfo": "info",
}


def test_clients_have_every_method_of_the_contract() -> None:
    assert {path.rpartition("/")[2] for path, _, _ in _native.methods()} == set(METHODS)
    assert {path.split("/")[1] for path, _, _ in _native.methods()} == {SERVICE}
    streams = {path.rpartition("/")[2]: (given, answered) for path, given, answered in _native.methods()}
    assert {name for name, kinds in streams.items() if any(kinds)} == {"AnalyzeStream", "Trace"}
    for name in METHODS.values():
        one, other = getattr(isnad.Client, name), getattr(aio.Client, name)
        assert list(inspect.signature(one).parameters) == list(inspect.signature(other).parameters)
        if here := getattr(isnad, name, None):
            own = [it for it in inspect.signature(here).parameters if it != "workers"]
            assert [it for it in inspect.signature(one).parameters if it not in ("self", "timeout", "in_flight")] == own


def test_every_call(server: Server) -> None:
    with isnad.Client(server.target) as client:
        assert client.analyze(ARTICLE) == isnad.analyze(ARTICLE)
        assert client.info().version == isnad.__version__ and client.info().limits["maxTextBytes"] == 1 << 20
        claimed = ["سد الوادي الأخضر آمن", ("البلدية ستطلب فحصا مستقلا", "هالة المرزوقي")]
        assert client.verify(ARTICLE, claimed) == isnad.verify(ARTICLE, claimed)
        options = isnad.Options(parts=["quotes"], min_speaker_confidence=0.7, without_steps=["digits"], alignment="compact")
        assert client.analyze(ARTICLE, options) == isnad.analyze(ARTICLE, options)
        assert client.clean(ARTICLE, isnad.Options(profile="as-is")) == isnad.clean(ARTICLE, isnad.Options(profile="as-is"))


def test_every_step_and_profile_reaches_the_server(server: Server) -> None:
    from typing import get_args

    from isnad._options import Profile, Step

    text = "قـــالَ الوزيرُ  إنّ ٱلسدّ آمنٌ ‏ﻻ خطر عليه ١٢٬٥٪ «نعم» ى ة گ ؤ\u200b\u00ad"
    with isnad.Client(server.target) as client:
        for profile in get_args(Profile):
            for step in get_args(Step):
                for options in (isnad.Options(profile, with_steps=[step]), isnad.Options(profile, without_steps=[step])):
                    assert client.clean(text, options) == isnad.clean(text, options), options


def test_errors_name_the_field_as_in_process(server: Server) -> None:
    with isnad.Client(server.target) as client:
        for text in ("", "\ud800"):
            with pytest.raises(isnad.InvalidArgument) as here:
                isnad.analyze(text)
            with pytest.raises(isnad.InvalidArgument) as there:
                client.analyze(text)
            assert here.value.violations == there.value.violations
        with pytest.raises(isnad.InvalidArgument) as caught:
            client.analyze("ا" * (1 << 20))
        assert caught.value.field == "text" and caught.value.violations[0].reason == "TOO_LARGE"
        assert caught.value.reason == "INVALID_REQUEST" and caught.value.request_id
        results = list(client.analyze_many(["نعم.", "", "\ud800", "ا" * (1 << 20), None, "لا."]))  # type: ignore[list-item]
        reasons = [result.error and result.error.violations[0].reason for result in results]
        assert reasons == [None, "REQUIRED", "NOT_UTF8", "TOO_LARGE", "REQUIRED", None]
        trace = client.trace([("a", ""), ("b", "نعم."), isnad.Document("c", "لا.", None, "غدا"), ("d", "\ud800")])
        assert {index: error.field for index, error in trace.errors.items()} == {0: "text", 2: "published", 3: "text"}


def test_a_deadline_passes(server: Server) -> None:
    with isnad.Client(server.target) as client, pytest.raises(isnad.DeadlineExceeded):
        client.analyze("قال الوزير إن السد آمن.\n" * 20_000, timeout=0.01)


def test_no_server_is_told_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(isnad.Unavailable, match=r"127\.0\.0\.1:9 takes calls"):
        isnad.Client("127.0.0.1:9", connect_timeout=0.3)
    assert time.monotonic() - began < 5

    async def connect() -> None:
        async with aio.Client("127.0.0.1:9", connect_timeout=0.3):
            pass

    with pytest.raises(isnad.Unavailable):
        asyncio.run(connect())


def test_threads_share_a_client(server: Server) -> None:
    expected = isnad.analyze(ARTICLE)
    with isnad.Client(server.target) as client, futures.ThreadPoolExecutor(8) as pool:
        assert set(pool.map(client.analyze, [ARTICLE] * 64)) == {expected}


def test_asyncio_has_the_same_calls(server: Server) -> None:
    async def called() -> None:
        async with aio.Client(server.target) as client:
            answers = await asyncio.gather(*(client.analyze(ARTICLE) for _ in range(20)))
            assert set(answers) == {isnad.analyze(ARTICLE)}
            assert await client.clean(ARTICLE) == isnad.clean(ARTICLE)
            assert await client.segment(ARTICLE) == isnad.segment(ARTICLE)
            assert await client.extract_quotes(ARTICLE) == isnad.extract_quotes(ARTICLE)
            assert await client.verify(ARTICLE, ["نعم"]) == isnad.verify(ARTICLE, ["نعم"])
            assert await client.trace([ARTICLE, ARTICLE]) == isnad.trace([ARTICLE, ARTICLE])
            assert (await client.info()).version == isnad.__version__
            with pytest.raises(isnad.InvalidArgument) as caught:
                await client.analyze("ا" * (1 << 20))
            assert caught.value.field == "text"

            async def source() -> Any:
                for text in ("نعم.", "", ("x", ARTICLE)):
                    yield text
                    await asyncio.sleep(0)

            results = [result async for result in client.analyze_many(source())]
            assert [(result.id, result.error is None) for result in results] == [("0", True), ("1", False), ("x", True)]

    asyncio.run(called())


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, and certificates of a server and of a client that it has signed."""
    folder = tmp_path_factory.mktemp("certificates")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, stderr=subprocess.DEVNULL)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority", "-days", "2")
    for name in ("isnad.example", "reader.example"):
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        (folder / "names").write_text(f"subjectAltName=DNS:{name}\n")
        files = ["-in", f"{name}.csr", "-out", f"{name}.pem", "-extfile", "names"]
        openssl("x509", "-req", *files, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
    return folder


def test_tls_and_mtls(binary: Path, certificates: Path, tmp_path: Path) -> None:
    def file(name: str) -> str:
        return str(certificates / name)

    own = ["--tls-cert", file("isnad.example.pem"), "--tls-key", file("isnad.example.key"), "--tls-client-ca", file("ca.pem")]
    server = Server(binary, tmp_path, *own)
    try:
        known = Tls(
            ca=file("ca.pem"),
            cert=file("reader.example.pem"),
            key=file("reader.example.key"),
            server_name="isnad.example",
        )
        with isnad.Client(server.target, tls=known) as client:
            assert len(client.analyze(ARTICLE).quotes) == 7

        async def called() -> int:
            async with aio.Client(server.target, tls=known) as client:
                return len((await client.analyze(ARTICLE)).quotes)

        assert asyncio.run(called()) == 7
        nobody = Tls(ca=file("ca.pem"), server_name="isnad.example")
        for tls in (nobody, None, Tls(server_name="isnad.example")):
            with pytest.raises(isnad.Unavailable):
                isnad.Client(server.target, tls=tls, connect_timeout=1)
    finally:
        server.stop()
    with pytest.raises(ValueError, match="both"):
        Tls(cert=file("reader.example.pem")).credentials()


class Stub(grpc.GenericRpcHandler):  # type: ignore[misc]
    """A server that answers as a test wants."""

    def __init__(self, method: str, handler: Any) -> None:
        self._handlers = {
            f"/{SERVICE}/{method}": handler,
            "/grpc.health.v1.Health/Check": grpc.unary_unary_rpc_method_handler(lambda request, context: b"\x08\x01"),
        }

    def service(self, details: Any) -> Any:
        return self._handlers.get(details.method)


@pytest.fixture
def stub() -> Iterator[Callable[[str, Any], str]]:
    servers = []

    def start(method: str, handler: Any) -> str:
        server = grpc.server(futures.ThreadPoolExecutor(8))
        server.add_generic_rpc_handlers([Stub(method, handler)])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        servers.append(server)
        return f"127.0.0.1:{port}"

    yield start
    for server in servers:
        server.stop(None)


def test_a_call_that_is_put_off_is_made_again_when_the_server_wants_it(stub: Callable[[str, Any], str]) -> None:
    times: list[float] = []
    answer = isnad.analyze(ARTICLE)._answer.wire()

    def handle(request: bytes, context: Any) -> bytes:
        times.append(time.monotonic())
        if len(times) < 3:
            context.set_trailing_metadata([("grpc-retry-pushback-ms", "300")])
            context.abort(grpc.StatusCode.UNAVAILABLE, "full")
        return answer

    with isnad.Client(stub("Analyze", grpc.unary_unary_rpc_method_handler(handle))) as client:
        assert client.analyze(ARTICLE) == isnad.analyze(ARTICLE)
    assert len(times) == 3 and all(later - earlier >= 0.28 for earlier, later in zip(times, times[1:], strict=False))


def test_a_wrong_request_is_made_once(stub: Callable[[str, Any], str]) -> None:
    times = []

    def handle(request: bytes, context: Any) -> bytes:
        times.append(request)
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, "text: is odd")
        return b""

    with isnad.Client(stub("Analyze", grpc.unary_unary_rpc_method_handler(handle))) as client:
        with pytest.raises(isnad.InvalidArgument, match="text: is odd"):
            client.analyze(ARTICLE)
    assert len(times) == 1


def _broken(times: list[int]) -> Callable[[Iterator[bytes], Any], Iterator[bytes]]:
    """Answers three documents of each stream, and then breaks it."""
    analysis = isnad.analyze("نعم.")._answer.wire()
    # The field `analysis` of AnalyzeStreamResponse.
    length = len(analysis)
    answer = b"\x12" + bytes([length & 0x7F | 0x80, length >> 7]) + analysis if length > 127 else b"\x12" + bytes([length]) + analysis

    def handle(requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
        times.append(0)
        for _ in requests:
            times[-1] += 1
            yield answer
            if times[-1] == 3:
                context.abort(grpc.StatusCode.UNAVAILABLE, "shutting down")

    return handle


def test_a_stream_that_breaks_goes_on_with_what_has_no_answer(stub: Callable[[str, Any], str]) -> None:
    times: list[int] = []
    target = stub("AnalyzeStream", grpc.stream_stream_rpc_method_handler(_broken(times)))
    with isnad.Client(target) as client:
        results = list(client.analyze_many((f"{at}", "نعم.") for at in range(10)))
    assert [result.id for result in results] == [str(at) for at in range(10)]
    assert all(result.error is None for result in results) and times == [3, 3, 3, 1]

    async def streamed() -> list[str]:
        async with aio.Client(target) as client:
            return [result.id async for result in client.analyze_many((f"{at}", "نعم.") for at in range(10))]

    assert asyncio.run(streamed()) == [str(at) for at in range(10)]


def test_a_stream_that_never_gets_on_ends_with_its_error(stub: Callable[[str, Any], str]) -> None:
    times = []

    def handle(requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
        times.append(next(requests))
        context.abort(grpc.StatusCode.UNAVAILABLE, "full")
        yield b""

    with isnad.Client(stub("AnalyzeStream", grpc.stream_stream_rpc_method_handler(handle))) as client:
        with pytest.raises(isnad.Unavailable, match="full"):
            list(client.analyze_many(["نعم."]))
    assert len(times) == 5


def test_no_more_is_sent_than_may_be_in_flight(server: Server) -> None:
    taken = 0

    def source() -> Iterator[str]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield "نعم."

    with isnad.Client(server.target) as client:
        for count, _ in enumerate(client.analyze_many(source(), in_flight=8)):
            assert taken <= count + 8
    assert taken == 100


def test_threads_of_a_stream_end_with_it(server: Server) -> None:
    before = threading.active_count()
    with isnad.Client(server.target) as client:
        results = client.analyze_many(["نعم."] * 100)
        next(results)
        results.close()
    for _ in range(100):
        if threading.active_count() <= before:
            break
        time.sleep(0.02)
    assert threading.active_count() <= before
