"""Runs the cases of clients/behaviour.json with a client's player, and reports results that differ from the expected ones."""
import contextlib
import json
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from queue import Empty, SimpleQueue

import grpc

from front import SERVICE, front
from project import ROOT
from replica import Replica, analyze_request

TABLE = ROOT / "clients/behaviour.json"
UNITS = {"utf8": "OFFSET_ENCODING_UTF8", "utf16": "OFFSET_ENCODING_UTF16", "utf32": "OFFSET_ENCODING_UTF32"}
# The longest time of a step, even if the client fails.
PATIENCE = 60


class Unsupported(Exception):
    """The language cannot express the step. The message gives the reason."""


class Unexpected(Exception):
    """The result differs from the expected one."""


class Player:
    """A client's player: takes a step and returns its result."""

    def __init__(self, command, folder):
        self._process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._lines = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        self.hello = self._answer()

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _answer(self):
        try:
            line = self._lines.get(timeout=PATIENCE)
        except Empty:
            raise Unexpected(f"the player said nothing for {PATIENCE} s") from None
        if line is None:
            raise Unexpected(f"the player ended with {self._process.wait()}")
        return json.loads(line)

    def does(self, step):
        """The result of a step, and its time in milliseconds."""
        began = time.monotonic()
        self._process.stdin.write(json.dumps(step, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        if why := answer.get("unsupported"):
            raise Unsupported(why)
        return answer, round(1000 * (time.monotonic() - began))

    def end(self):
        """Closes the player's input, which ends the player."""
        self._process.stdin.close()
        try:
            code = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            raise Unexpected("the player did not end with its input") from None
        if code:
            raise Unexpected(f"the player ended with {code}")

    def kill(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def expanded(value, names):
    """The value with the table's abbreviations expanded: files, repeated texts, many documents, paths of certificates."""
    if isinstance(value, list):
        return [expanded(it, names) for it in value]
    if not isinstance(value, Mapping):
        return value
    if "$file" in value:
        return (ROOT / value["$file"]).read_text(encoding="utf-8")
    if "$repeat" in value:
        text, times = value["$repeat"]
        return text * times
    if "$documents" in value:
        return [{"id": f"d{index}", "text": value["text"]} for index in range(value["$documents"])]
    if "$name" in value:
        return names[value["$name"]]
    return {key: expanded(it, names) for key, it in value.items()}


OPERATORS = {
    "$matches": lambda wanted, found: isinstance(found, str) and re.search(wanted, found) is not None,
    "$any": lambda wanted, found: found in wanted,
    "$most": lambda wanted, found: found is not None and found <= wanted,
    "$least": lambda wanted, found: found is not None and found >= wanted,
    "$length": lambda wanted, found: len(found or ()) == wanted,
    "$each": lambda wanted, found: bool(found) and not any(differences(wanted, it, "") for it in found),
    "$holds": lambda wanted, found: any(not differences(wanted, it, "") for it in found or ()),
    "$ids": lambda wanted, found: [it.get("id") for it in found] == [f"d{index}" for index in range(wanted)],
}


def differences(wanted, found, path):
    """The places where the result differs from the expected one. Messages may have more fields; lists have the expected length."""
    if isinstance(wanted, Mapping):
        if operator := next((key for key in wanted if key.startswith("$")), None):
            holds = OPERATORS[operator](wanted[operator], found)
            return [] if holds else [f"{path or 'it'} is {short(found)}, wanted {operator[1:]} {short(wanted[operator])}"]
        if not isinstance(found, Mapping):
            return [f"{path or 'it'} is {short(found)}, wanted {short(wanted)}"]
        return [it for key, value in wanted.items() for it in differences(value, found.get(key), f"{path}.{key}".strip("."))]
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [it for index, (a, b) in enumerate(zip(wanted, found)) for it in differences(a, b, f"{path}[{index}]")]
    return [] if wanted == found else [f"{path or 'it'} is {short(found)}, wanted {short(wanted)}"]


def short(value):
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= 300 else told[:300] + "…"


def sliced(text, span, unit):
    """A span cut out of a text, counted in a unit."""
    start, end = span.get("start", 0), span.get("end", 0)
    if unit == "utf32":
        return text[start:end]
    encoding = {"utf8": "utf-8", "utf16": "utf-16-le"}[unit]
    step = {"utf8": 1, "utf16": 2}[unit]
    return text.encode(encoding)[start * step : end * step].decode(encoding)


def wrong_slices(text, answer, unit):
    """The slices of the client's helper that differ from the spans of the answer."""
    response = answer["ok"]["response"]
    if response.get("offsetEncoding") not in (None, UNITS[unit]):
        yield f"offsets are counted in {response['offsetEncoding']}, not in the language's own unit"
    for index, (quote, told) in enumerate(zip(response.get("quotes", ()), answer["ok"].get("quotes", ()), strict=True)):
        cut = [sliced(text, span, unit) for span in quote.get("content", ())]
        if cut != told["content"]:
            yield f"quote {index}: the helper cut {short(told['content'])}, the spans say {short(cut)}"


class Stage:
    """The setup of a case: a server, and the front before it, if any."""

    def __init__(self, binary, case, certificates, stack):
        self.case, self.names, self._front, self._stack = case, {}, None, stack
        for name in ("ca.crt", "other/ca.crt", "server.crt", "server.key", "client.crt", "client.key"):
            self.names[name] = certificates.path(name)
        # The port of the discard service, where nothing listens.
        self.names["nobody"] = "127.0.0.1:9"
        flags = ["--drain-delay", "0s", *expanded(case.get("server", []), self.names)]
        self._replica = Replica(binary, flags=flags)
        stack.callback(self._end)
        self.names["server"] = self.names["target"] = self._replica.address
        if "front" in case:
            self._front = stack.enter_context(front(self._replica.address, case["front"]))
            self.names["target"] = self._front.target

    def _end(self):
        if self._replica.process.poll() is None:
            self._replica.stop(signal.SIGKILL)

    def _again(self, how):
        self._replica.stop(how)
        self._replica.start()

    def acts(self, action):
        """Does something to the server, such as stopping it."""
        time.sleep(action.get("afterMs", 0) / 1000)
        match action["do"]:
            case "kill":
                self._again(signal.SIGKILL)
            case "drain":
                self._again(signal.SIGTERM)
            case "stop":
                self._replica.stop(signal.SIGTERM)
            case "fill":
                self._fill(action["forMs"] / 1000)

    def _fill(self, seconds):
        """Occupies the server's only place for a call, with a call that has sent its headers and no message."""
        begun = threading.Event()

        def slowly():
            begun.set()
            time.sleep(seconds)
            yield analyze_request("قال الوزير.".encode())

        channel = grpc.insecure_channel(self._replica.address, [("grpc.enable_retries", 0)])
        self._stack.callback(channel.close)
        channel.stream_unary(f"/{SERVICE}/Analyze").future(slowly())
        begun.wait()
        time.sleep(0.1)

    def sees(self, wanted):
        """Checks what the front saw, for up to a second: a cancellation takes time to arrive."""
        for _ in range(20):
            if not (wrong := differences(wanted, self._front.seen(), "seen")):
                return
            time.sleep(0.05)
        raise Unexpected("; ".join(wrong))


def play_step(step, player, stage):
    step = expanded(step, stage.names)
    if "seen" in step:
        return stage.sees(step["seen"])
    if "server" in step:
        return stage.acts(step["server"])
    expect, meanwhile = step.pop("expect", {"ok": {}}), step.pop("meanwhile", None)
    if step["op"] == "connect":
        step.setdefault("target", stage.names["target"])
    if meanwhile:
        other = threading.Thread(target=stage.acts, args=[meanwhile])
        other.start()
    answer, took = player.does(step)
    if meanwhile:
        other.join()
    check(step, expect, answer, took, player.hello["unit"])


def check(step, expect, answer, took, unit):
    within, at_least = expect.pop("withinMs", None), expect.pop("atLeastMs", None)
    wrong = differences(expect, answer, "")
    if within is not None and took > within:
        wrong.append(f"it took {took} ms, wanted at most {within}")
    if at_least is not None and took < at_least:
        wrong.append(f"it took {took} ms, wanted at least {at_least}")
    if not wrong and step["op"] == "call" and "quotes" in answer.get("ok", {}):
        wrong += wrong_slices(step["request"]["text"], answer, unit)
    if wrong:
        came = f"; came: {short(answer)}" if "error" in answer else ""
        raise Unexpected(f"{step['op']}: {'; '.join(wrong)}{came}")


def play(case, player, binary, certificates):
    """Runs a case with a player. Raises if a result is not as expected."""
    with contextlib.ExitStack() as stack:
        stage = Stage(binary, case, certificates, stack)
        for step in case["steps"]:
            play_step(step, player, stage)
        player.does({"op": "close"})


def warmed_up(client, binary):
    """A player whose client has made one call. Runtimes load classes and libraries during the first call, which takes long."""
    replica, player = Replica(binary), Player(client.player, client.folder)
    try:
        player.does({"op": "connect", "target": replica.address, "connectTimeoutMs": 1000 * PATIENCE})
        player.does({"op": "call", "method": "Analyze", "request": {"text": "قال الوزير."}, "timeoutMs": 1000 * PATIENCE})
        player.does({"op": "close"})
    finally:
        replica.stop(signal.SIGKILL)
    return player


def table():
    return json.loads(TABLE.read_text(encoding="utf-8"))
