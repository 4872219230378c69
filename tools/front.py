"""A gRPC server in front of a real one. It forwards calls as bytes and, as a test case asks, refuses, delays, cuts or
changes them. It records what it saw."""
import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, duration_pb2, message_factory

from project import ROOT

SERVICE = "isnad.v1.TextService"
HEALTH = "grpc.health.v1.Health"
# Additions of a newer server to an AnalyzeResponse: a block of an unknown kind, and an unknown field.
NEWER = bytes([0x1A, 0x02, 0x10, 0x63]) + bytes([0xFA, 0x7C, 0x03]) + b"new"
# The unknown field that holds padding.
PADDING = bytes([0x82, 0x7D])
A_YEAR = 365 * 86400
NOT_SERVING = bytes([0x08, 0x02])


def status_messages():
    """The classes of google.rpc, from the contract's own baseline."""
    files = descriptor_pb2.FileDescriptorSet.FromString((ROOT / "proto/baseline.binpb").read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for known in (any_pb2, duration_pb2):
        pool.AddSerializedFile(known.DESCRIPTOR.serialized_pb)
    for file in files.file:
        if file.name.startswith("google/rpc/"):
            pool.Add(file)
    of = lambda name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"google.rpc.{name}"))
    return {name: of(name) for name in ("Status", "ErrorInfo", "RetryInfo", "RequestInfo")}


MESSAGES = status_messages()


def varint(number):
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def details(refusal):
    """The trailers of a refusal, as the service sends them."""
    status = MESSAGES["Status"](code=grpc.StatusCode[refusal["code"]].value[0], message=refusal.get("message", "refused"))
    if reason := refusal.get("reason"):
        status.details.add().Pack(MESSAGES["ErrorInfo"](reason=reason, domain="isnad"))
    if (after := refusal.get("retryAfterMs")) is not None:
        info = MESSAGES["RetryInfo"]()
        info.retry_delay.FromMilliseconds(after)
        status.details.add().Pack(info)
    if request := refusal.get("requestId"):
        status.details.add().Pack(MESSAGES["RequestInfo"](request_id=request))
    trailers = [("grpc-status-details-bin", status.SerializeToString())]
    pushback = refusal.get("pushbackMs", refusal.get("retryAfterMs"))
    if pushback is not None:
        trailers.append(("grpc-retry-pushback-ms", str(pushback)))
    return trailers


class Seen:
    """The front's record of one call."""

    def __init__(self, method, metadata):
        self.method, self.metadata, self.began = method, metadata, time.monotonic()
        self.refused = self.began
        self.taken = self.answered = self.unanswered = 0
        self.cancelled = False

    def takes(self, messages):
        for message in messages:
            self.taken += 1
            self.unanswered = max(self.unanswered, self.taken - self.answered)
            yield message


class Front(grpc.GenericRpcHandler):
    """The server. `plan` has the faults that a case of clients/behaviour.json asks for."""

    def __init__(self, target, plan):
        self._plan, self._seen, self._lock = plan, [], threading.Lock()
        self._refusals = list(plan.get("refusals", ()))
        self._cuts = plan.get("cut", {}).get("times", 0)
        self._channel = grpc.insecure_channel(target, [("grpc.max_receive_message_length", -1), ("grpc.enable_retries", 0)])
        # Each connected client watches the server's health all the time.
        self._server = grpc.server(ThreadPoolExecutor(64), [self], options=[("grpc.max_receive_message_length", -1)])
        self.target = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def stop(self):
        self._server.stop(0.2).wait()
        self._channel.close()

    def service(self, call):
        return grpc.stream_stream_rpc_method_handler(lambda messages, context: self._answer(call, messages, context))

    def _answer(self, call, messages, context):
        _, service, method = call.method.split("/")
        if service == HEALTH:
            yield from self._health(call.method, messages, context)
            return
        seen = Seen(method, {key: value for key, value in call.invocation_metadata if isinstance(value, str)})
        self._seen.append(seen)
        context.add_callback(lambda: setattr(seen, "cancelled", not context.code()))
        self._refuse(seen, context)
        if hold := self._plan.get("holdMs"):
            self._hold(hold / 1000, context)
        yield from self._passed_on(call.method, seen, messages, context)

    def _health(self, path, messages, context):
        if self._plan.get("health") == "NOT_SERVING":
            yield NOT_SERVING
            return
        yield from self._forward(path, messages, context)

    def _refuse(self, seen, context):
        if seen.method in self._plan.get("unimplemented", ()):
            context.abort(grpc.StatusCode.UNIMPLEMENTED, "unknown method")
        with self._lock:
            refusal = self._refusals.pop(0) if self._refusals else self._plan.get("always")
        if refusal:
            self._ends(seen, refusal, context)

    @staticmethod
    def _ends(seen, refusal, context):
        seen.refused = time.monotonic()
        context.set_trailing_metadata(details(refusal))
        context.abort(grpc.StatusCode[refusal["code"]], refusal.get("message", "refused"))

    @staticmethod
    def _hold(seconds, context):
        until = time.monotonic() + seconds
        while time.monotonic() < until and context.is_active():
            time.sleep(0.01)

    def _forward(self, path, messages, context):
        """The answers of the real server, and its status."""
        left = context.time_remaining()
        # Without a deadline, the time remaining is the largest float.
        call = self._channel.stream_stream(path)(messages, timeout=left if left is not None and left < A_YEAR else None)
        context.add_callback(call.cancel)
        try:
            yield from call
        except grpc.RpcError as failed:
            context.set_trailing_metadata(failed.trailing_metadata() or ())
            context.abort(failed.code(), failed.details())
        context.set_trailing_metadata(call.trailing_metadata() or ())

    def _passed_on(self, path, seen, messages, context):
        cut = self._cut(seen.method)
        for answer in self._forward(path, seen.takes(messages), context):
            if cut is not None and seen.answered == cut["afterAnswers"]:
                self._ends(seen, cut, context)
            seen.answered += 1
            yield self._changed(answer)

    def _cut(self, method):
        """How this stream is cut, or nothing."""
        with self._lock:
            if method != "AnalyzeStream" or not self._cuts:
                return None
            self._cuts -= 1
            return self._plan["cut"]

    def _changed(self, answer):
        if self._plan.get("newer"):
            answer += NEWER
        if bytes_more := self._plan.get("padBytes"):
            answer += PADDING + varint(bytes_more) + bytes(bytes_more)
        return answer

    def seen(self):
        """The record of the service's calls, to compare with expectations."""
        calls = {}
        for it in self._seen:
            calls.setdefault(it.method, []).append(it)
        # The time between each attempt and the end of the previous one.
        gaps = {name: [round(1000 * (b.began - a.refused)) for a, b in zip(all_, all_[1:])] for name, all_ in calls.items()}
        return {
            "calls": {name: len(all_) for name, all_ in calls.items()},
            "gapsMs": gaps,
            "metadata": [it.metadata for it in self._seen],
            "unanswered": max((it.unanswered for it in self._seen), default=0),
            "cancelled": sum(it.cancelled for it in self._seen),
        }


@contextlib.contextmanager
def front(target, plan):
    """A front while a case needs it."""
    it = Front(target, plan)
    try:
        yield it
    finally:
        it.stop()
