"""The player of this package: does the steps of clients/README.md with the client, a line each."""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import isnad
from isnad import _native, _wire

Step = dict[str, Any]
CALLS = {"Analyze": "analyze", "Clean": "clean", "Segment": "segment", "ExtractQuotes": "extract_quotes"}


class Unsupported(Exception):
    """The client cannot express the step; says why."""


def seconds(step: Step, name: str) -> float | None:
    return step[name] / 1000 if name in step else None


def options(request: Step) -> isnad.Options | None:
    """The options of a request, as far as the package has them."""
    if not request:
        return None
    match request:
        case {"quotes": {"minConfidence": least}, **others} if not others and least <= 1:
            return isnad.Options(min_confidence=least)
        case {"readMask": mask, **others} if not others:
            return isnad.Options(parts=mask.split(","))
    raise Unsupported("options check themselves when they are made, before there is a call")


def quotes(answer: isnad.Analysis | isnad.Extraction, text: str) -> list[Step]:
    """The quotes, cut with the package's own spans."""
    return [
        {
            "speaker": quote.speaker.name,
            "mention": quote.speaker.mention.of(text) if quote.speaker.mention else None,
            "content": [part.of(text) for part in quote.content],
        }
        for quote in answer.quotes
    ]


def told(error: isnad.Error) -> Step:
    """An error as the steps tell it."""
    return {
        "code": error.code,
        "message": error.message,
        "reason": error.reason,
        "violations": [{"field": it.field, "description": it.description, "reason": it.reason} for it in error.violations],
        "retryAfterMs": None if error.retry_after is None else round(1000 * error.retry_after),
        "requestId": error.request_id,
    }


class Player:
    """One client, and what steps do with it."""

    def __init__(self) -> None:
        self._before = threading.active_count()
        self._target = ""
        self._client: isnad.Client

    def does(self, step: Step) -> Step:
        done: Callable[[Step], Step] = getattr(self, step["op"])
        try:
            return {"ok": done(step)}
        except Unsupported as why:
            return {"unsupported": str(why)}
        except isnad.Error as error:
            return {"error": told(error)}

    def connect(self, step: Step) -> Step:
        tls = step.get("tls")
        if tls is not None:
            tls = isnad.Tls(ca=tls.get("ca"), cert=tls.get("cert"), key=tls.get("key"), server_name=tls.get("serverName"))
        self._target = step["target"]
        self._client = isnad.Client(
            step["target"],
            timeout=seconds(step, "timeoutMs") or 10.0,
            connect_timeout=seconds(step, "connectTimeoutMs") or 5.0,
            tls=tls,
            metadata=tuple(step.get("metadata", {}).items()),
        )
        return {}

    def call(self, step: Step) -> Step:
        if "cancelAfterMs" in step:
            raise Unsupported("calls of the client that waits are not cancelled; those of isnad.aio are, with their task")
        if "metadata" in step:
            raise Unsupported("metadata belong to a client")
        timeout, request = seconds(step, "timeoutMs"), dict(step["request"])
        if step["method"] == "GetInfo":
            return {"response": self._client.info(timeout=timeout).to_dict()}
        text = request.pop("text")
        if step["method"] == "Verify":
            claims = [isnad.Claim(it["words"], it.get("speaker")) for it in request["claims"]]
            return {"response": self._client.verify(text, claims, timeout=timeout).to_dict()}
        answer = getattr(self._client, CALLS[step["method"]])(text, options(request), timeout=timeout)
        found: Step = {"response": answer.to_dict()}
        if isinstance(answer, (isnad.Analysis, isnad.Extraction)):
            found["quotes"] = quotes(answer, text)
        return found

    def trace(self, step: Step) -> Step:
        documents = [isnad.Document(it["id"], it["text"], it.get("outlet"), it.get("published")) for it in step["documents"]]
        return {"response": self._client.trace(documents).to_dict()}

    def stream(self, step: Step) -> Step:
        given, taken, found, ahead = step["documents"], 0, [], 0

        def source() -> Iterator[isnad.Document]:
            nonlocal taken, ahead
            for it in given:
                taken += 1
                ahead = max(ahead, taken - len(found))
                yield isnad.Document(it["id"], it["text"])

        results = self._client.analyze_many(source(), in_flight=step.get("inFlight"))
        for result, it in zip(results, given):
            found.append({"id": result.id, **self._result(result, it["text"])})
            time.sleep(step.get("consumeDelayMs", 0) / 1000)
            if len(found) == step.get("cancelAfter"):
                break
        results.close()  # type: ignore[attr-defined]
        return {"results": found, "readAhead": ahead}

    @staticmethod
    def _result(result: isnad.Result, text: str) -> Step:
        return {"error": told(result.error)} if result.error else {"quotes": quotes(result.unwrap(), text)}

    def close(self, step: Step) -> Step:
        self._client.close()
        until = time.monotonic() + 1
        while threading.active_count() > self._before and time.monotonic() < until:
            time.sleep(0.01)
        return {"leftover": threading.active_count() - self._before}

    def overhead(self, step: Step) -> Step:
        """The client beside gRPC's own call, which hands over the message as it came, read by the core."""
        import grpc

        text, times = step["text"], ([], [])  # type: tuple[str, tuple[list[float], list[float]]]
        channel = grpc.insecure_channel(self._target)
        bare = channel.unary_unary(_wire.path("Analyze"))
        both: tuple[Callable[[], object], ...] = (
            lambda: self._client.analyze(text),
            lambda: _native.decode("Analyze", bare(_wire.request(isnad.Analysis, text, None)), None),
        )
        for turn in range(-50, step["calls"]):
            for call, taken in zip(both, times):
                began = time.perf_counter()
                call()
                if turn >= 0:
                    taken.append(1e6 * (time.perf_counter() - began))
        channel.close()
        client, stub = map(statistics.median, times)
        return {"client": client, "stub": stub, "ratio": client / stub}


def main() -> None:
    player = Player()
    print(json.dumps({"player": "python", "unit": "utf32"}), flush=True)
    for line in sys.stdin:
        print(json.dumps(player.does(json.loads(line)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
