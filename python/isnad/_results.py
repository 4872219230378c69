"""The results of calls: frozen views of the core's answer, with spans that index the text as a ``str``."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias

from isnad import _native

Json: TypeAlias = dict[str, Any]

BlockKind = Literal[
    "title", "deck", "heading", "body", "repeat", "byline", "timestamp", "caption", "source", "related", "comments", "ui",
]  # fmt: skip
FindingKind = Literal[
    "mixed-script", "mojibake", "presentation-forms", "unbalanced-mark", "control-character", "not-arabic", "truncated",
    "markup", "character-reference", "lost-character",
]  # fmt: skip
QuoteType = Literal["direct", "indirect", "mixed"]
CueClass = Literal[
    "statement", "continuation", "explanation", "remark", "assertion", "opinion", "forecast", "claim", "denial", "admission",
    "promise", "warning", "demand", "question", "answer", "judgement", "manner", "relay", "source",
]  # fmt: skip
EntityKind = Literal["person", "organisation", "document", "unnamed"]
Gender = Literal["masculine", "feminine"]
Number = Literal["singular", "dual", "plural"]


def named(value: str, prefix: str) -> Any:
    """The name of an enum value without its prefix; None for the unspecified value."""
    name = value.removeprefix(prefix).lower().replace("_", "-")
    return None if name == "unspecified" else name


class Span(NamedTuple):
    """A half-open range of a text, ``[start, end)``, in code points like ``str`` indexes.

    >>> Span(0, 3).of("سد الوادي")
    'سد '
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text under the span."""
        return text[self.start : self.end]

    @property
    def slice(self) -> slice:
        """The span as a slice, for ``text[span.slice]``."""
        return slice(self.start, self.end)


def span(found: Json) -> Span:
    """A span of an answer."""
    return Span(found["start"], found["end"])


def maybe(found: Json | None) -> Span | None:
    """An optional span of an answer."""
    return None if found is None else span(found)


def spans(found: list[Json]) -> tuple[Span, ...]:
    """Spans of an answer."""
    return tuple(map(span, found))


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text of one kind."""

    span: Span
    kind: BlockKind
    kept: bool
    """Whether it belongs to the article."""
    rule: str
    """The rule that determined its kind."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A run of the clean text and its source in the text. ``clean`` is over the clean text."""

    clean: Span
    raw: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A possible defect of the text."""

    kind: FindingKind
    span: Span
    repair: str | None
    """The correct text, if known."""
    unread_bytes: int | None
    """How many bytes were not read, if the text is too long for cleaning."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A date or time on the page."""

    span: Span
    iso: str | None
    """The same in ISO 8601, if unambiguous."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The article's metadata as given on the page."""

    title: Span | None
    deck: Span | None
    bylines: tuple[Span, ...]
    sources: tuple[Span, ...]
    place: Span | None
    timestamps: tuple[Timestamp, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence."""

    span: Span
    inside_quote: bool
    """Whether it begins inside quotation marks."""
    block: int
    """The index of its block."""
    paragraph: int
    _source: str = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """Its text."""
        return self.span.of(self._source)


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute a quote."""

    span: Span
    lemma: str
    """Its dictionary form."""
    cue_class: CueClass


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it."""

    name: str | None
    """The fullest name in the text; None if unknown or below the minimum confidence."""
    mention: Span | None
    """Where the cue's clause names the speaker."""
    entity: int | None
    """The index among the entities."""
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Relay:
    """A source that passed the words on."""

    name: str
    span: Span
    cue: Cue | None
    entity: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the text attributes to a source."""

    type: QuoteType
    content: tuple[Span, ...]
    """The words; several spans if the text interrupts them."""
    quoted: tuple[Span, ...]
    """The parts in quotation marks, of a mixed quote."""
    cue: Cue | None
    speaker: Speaker
    relays: tuple[Relay, ...]
    """Nearest to the author first."""
    addressee: Span | None
    addressee_name: str | None
    confidence: float
    rule: str
    recovered: bool
    """Whether a quotation mark had to be supplied or reinterpreted."""
    fingerprint: str
    signature: tuple[int, ...]
    """Numbers for looking up quotes with the same words."""
    _source: str = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The words, with parts joined by `` … ``."""
        return " … ".join(part.of(self._source) for part in self.content)


@dataclass(frozen=True, slots=True)
class Entity:
    """A source that speaks or passes words on."""

    name: str
    name_span: Span
    titles: tuple[str, ...]
    kind: EntityKind | None
    """None if the text does not reveal it."""
    gender: Gender | None
    number: Number | None
    mentions: tuple[Span, ...]
    quotes: tuple[int, ...]
    """The indexes of its quotes."""
    members: tuple[Span, ...]
    """The spans of the individual names if several sources speak as one."""


def _blocks(found: Json) -> tuple[Block, ...]:
    blocks = found.get("blocks", ())
    return tuple(Block(span(it["span"]), named(it["kind"], "BLOCK_KIND_"), it["kept"], it["rule"]) for it in blocks)


def _finding(found: Json) -> Finding:
    unread = found.get("unreadBytes")
    kind = named(found["kind"], "FINDING_KIND_")
    # proto3 JSON encodes 64-bit integers as strings.
    return Finding(kind, span(found["span"]), found.get("repair"), None if unread is None else int(unread))


def _metadata(found: Json | None) -> Metadata | None:
    if found is None:
        return None
    timestamps = tuple(Timestamp(span(it["span"]), it.get("iso")) for it in found["timestamps"])
    title, deck, place = (maybe(found.get(name)) for name in ("title", "deck", "place"))
    return Metadata(title, deck, spans(found["bylines"]), spans(found["sources"]), place, timestamps)


def _cue(found: Json | None) -> Cue | None:
    return None if found is None else Cue(span(found["span"]), found["lemma"], named(found["class"], "CUE_CLASS_"))


def _speaker(found: Json) -> Speaker:
    mention = maybe(found.get("mention"))
    return Speaker(found["name"] or None, mention, found.get("entity"), found["confidence"], found["rule"])


def _relay(found: Json) -> Relay:
    return Relay(found["name"], span(found["span"]), _cue(found.get("cue")), found.get("entity"))


def _quote(found: Json, source: str) -> Quote:
    return Quote(
        type=named(found["type"], "QUOTE_TYPE_"),
        content=spans(found["content"]),
        quoted=spans(found["quoted"]),
        cue=_cue(found.get("cue")),
        speaker=_speaker(found["speaker"]),
        relays=tuple(map(_relay, found["relays"])),
        addressee=maybe(found.get("addressee")),
        addressee_name=found["addresseeName"] or None,
        confidence=found["confidence"],
        rule=found["rule"],
        recovered=found["recovered"],
        fingerprint=found["fingerprint"],
        signature=tuple(found["signature"]),
        _source=source,
    )


def _entity(found: Json) -> Entity:
    return Entity(
        name=found["name"],
        name_span=span(found["nameSpan"]),
        titles=tuple(found["titles"]),
        kind=named(found["kind"], "ENTITY_KIND_"),
        gender=named(found["gender"], "GENDER_"),
        number=named(found["number"], "NUMBER_"),
        mentions=spans(found["mentions"]),
        quotes=tuple(found["quotes"]),
        members=spans(found["members"]),
    )


class Answer:
    """The base of all answers. Answers are equal if text and results are equal."""

    __slots__ = ("__dict__", "_answer", "text")
    _call = ""

    text: str
    """The analyzed text."""
    _answer: _native.Answer

    def __init__(self, text: str, answer: _native.Answer) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_answer", answer)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"answers are frozen: {name!r} cannot be set")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Answer)
        return self.text == other.text and bool(self._answer == other._answer)

    def __hash__(self) -> int:
        return hash((self._call, self.text))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (type(self), self.text, self._answer.wire()))

    @cached_property
    def _found(self) -> Json:
        found: Json = json.loads(self._answer.json())
        return found

    def to_dict(self) -> Json:
        """The answer as proto3 JSON, as printed by ``isnad … --format jsonl --offsets utf32``. A copy that you can
        modify."""
        found: Json = json.loads(self._answer.json())
        return found

    @property
    def lexicon_version(self) -> str:
        """A hash of the tables that produced it. Answers are comparable if it is the same."""
        version: str = self._found["lexiconVersion"]
        return version


def _restored(kind: type[Answer], text: str, wire: bytes) -> Answer:
    return kind(text, _native.decode(kind._call, wire, None))


class _HasSentences(Answer):
    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        found = self._found.get("sentences", ())
        return tuple(
            Sentence(span(it["span"]), it["insideQuote"], it["block"], it["paragraph"], self.text) for it in found
        )


class _HasQuotes(Answer):
    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes, in the order of the text."""
        return tuple(_quote(found, self.text) for found in self._found.get("quotes", ()))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The sources that speak or pass words on."""
        return tuple(map(_entity, self._found.get("entities", ())))


class _HasArticle(Answer):
    @property
    def clean_text(self) -> str:
        """The article without the page around it."""
        text: str = self._found.get("cleanText", "")
        return text

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the text, each with its kind."""
        return _blocks(self._found)

    @cached_property
    def alignment(self) -> tuple[Alignment, ...]:
        """How the clean text maps to the text; empty for forms other than ``list``."""
        found = self._found.get("alignment", ())
        return tuple(Alignment(span(it["clean"]), span(it["raw"])) for it in found)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Possible defects of the text."""
        return tuple(map(_finding, self._found.get("findings", ())))

    @cached_property
    def metadata(self) -> Metadata | None:
        """Title, bylines, dates; None if not requested."""
        return _metadata(self._found.get("metadata"))


class Analysis(_HasArticle, _HasSentences, _HasQuotes):
    """The full analysis of a text. In a notebook it is displayed as an HTML page."""

    _call = "Analyze"

    def __repr__(self) -> str:
        counts = ((len(getattr(self, name)), name) for name in ("sentences", "quotes", "entities"))
        return f"<isnad.Analysis: {', '.join(f'{count} {name}' for count, name in counts)}>"

    def to_html(self) -> str:
        """The analysis as a self-contained HTML page, as written by ``isnad analyze --format html``."""
        shown = {"id": "", "text": self.text, "analysis": _in_utf16(self.to_dict(), self.text)}
        return _native.page(json.dumps(shown, ensure_ascii=False))

    def _repr_html_(self) -> str:
        # A frame isolates the styles of the page from the notebook's.
        page = html.escape(self.to_html(), quote=True)
        return f'<iframe srcdoc="{page}" style="width: 100%; height: 40em; border: 0" title="isnad"></iframe>'


class Cleaning(_HasArticle):
    """The article of a page."""

    _call = "Clean"

    def __repr__(self) -> str:
        return f"<isnad.Cleaning: {len(self.clean_text)} of {len(self.text)} characters>"


class Segmentation(_HasSentences):
    """The sentences of a text."""

    _call = "Segment"

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def __repr__(self) -> str:
        return f"<isnad.Segmentation: {len(self)} sentences>"


class Extraction(_HasQuotes):
    """The quotes of an article without the page around it."""

    _call = "ExtractQuotes"

    def __repr__(self) -> str:
        return f"<isnad.Extraction: {len(self.quotes)} quotes, {len(self.entities)} entities>"


def _in_utf16(answer: Json, text: str) -> Json:
    """The answer with offsets in UTF-16, the unit of browsers."""
    of_text, of_clean = _utf16_offsets(text), _utf16_offsets(answer.get("cleanText", ""))
    if of_text is None and of_clean is None:
        return answer
    runs = answer.get("alignment", ())
    alignment = [{"clean": _moved(run["clean"], of_clean), "raw": _moved(run["raw"], of_text)} for run in runs]
    rest = {name: _moved(value, of_text) for name, value in answer.items() if name != "alignment"}
    return {**rest, "alignment": alignment}


def _utf16_offsets(text: str) -> list[int] | None:
    """The UTF-16 offset of each code point and of the end; None if these are the same as in ``str``."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return None
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character >= "\U00010000" else 1))
    return offsets


def _moved(value: Any, offsets: list[int] | None) -> Any:
    if offsets is None:
        return value
    if isinstance(value, list):
        return [_moved(item, offsets) for item in value]
    if not isinstance(value, Mapping):
        return value
    if value.keys() == {"start", "end"}:
        return {"start": offsets[value["start"]], "end": offsets[value["end"]]}
    return {name: _moved(item, offsets) for name, item in value.items()}
