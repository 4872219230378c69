"""Results across texts: pairs of quotes, claims about a text, utterances in many documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from isnad import _native
from isnad._errors import Error, of_message
from isnad._results import Answer, Json, Span, maybe, named, span, spans

Relation = Literal["same", "part", "different"]
EditKind = Literal[
    "polarity", "number", "name", "hedge", "quantifier", "changed", "dropped", "added", "moved", "form", "spelling",
]  # fmt: skip
Presence = Literal["verbatim", "near", "partial", "not-found"]
Attribution = Literal["same", "variant", "other", "nobody"]
Polarity = Literal["affirmed", "denied", "reversed"]
Setting = Literal["outside", "quote", "quotes"]


class Document(NamedTuple):
    """A text with its metadata. A ``str`` or an ``(id, text)`` is accepted wherever documents are."""

    id: str
    text: str
    outlet: str | None = None
    """Who published it. Documents of one outlet are never treated as taken from each other."""
    published: str | None = None
    """The time of publication: an ISO 8601 day or time."""


class Quotation(NamedTuple):
    """A quote to compare."""

    text: str
    speaker: str | None = None
    published: str | None = None
    """The day, as ISO 8601."""


class Claim(NamedTuple):
    """Words that a text is claimed to contain."""

    words: str
    speaker: str | None = None
    """The claimed speaker."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A difference between two quotes. A side that lacks words has an empty span at their place."""

    kind: EditKind
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two quotes relate to each other."""

    relation: Relation
    part: Literal["a", "b"] | None
    """The quote that reports only a part, if the relation is ``part``."""
    kind: str
    """``utterance``, ``formula`` or ``scripture``."""
    similarity: float
    """How far their words agree, 0 to 1."""
    confidence: float
    """The probability that they report one utterance or a part of it, 0 to 1."""
    edits: tuple[Edit, ...]
    """The most harmful first."""


def comparison(found: str) -> Comparison:
    """Builds the comparison from the core's JSON."""
    answer = json.loads(found)
    edits = tuple(Edit(edit["kind"], span(edit["a"]), span(edit["b"])) for edit in answer["edits"])
    return Comparison(**{**answer, "edits": edits})


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a text has words of a claim."""

    spans: tuple[Span, ...]
    setting: Setting
    """Whether it is inside one quote, inside several, or outside quotes."""
    speaker: str | None
    """The speaker to whom the text attributes the words."""
    in_article: bool
    """Whether the place is in the article, rather than in the page around it."""


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A difference between a claim and the text."""

    kind: EditKind
    claim: Span
    """The span in the words of the claim."""
    text: Span
    """The span in the text."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for one claim."""

    presence: Presence
    places: tuple[Place, ...]
    exact: int
    """How many places have it word for word; possibly not all are listed."""
    coverage: float
    """The share of its words that the text has."""
    edits: tuple[WordEdit, ...]
    more_edits: int
    """The number of differences that are not listed."""
    attribution: Attribution | None
    """Whether the text attributes the words to the claimed speaker; None if no speaker was claimed."""
    polarity: Polarity | None


def _place(found: Json) -> Place:
    setting = named(found["setting"], "SETTING_")
    return Place(spans(found["spans"]), setting, found["speaker"] or None, found["inArticle"])


def _word_edit(found: Json) -> WordEdit:
    return WordEdit(named(found["kind"], "EDIT_KIND_"), span(found["claim"]), span(found["text"]))


def _verdict(found: Json) -> Verdict:
    return Verdict(
        presence=named(found["presence"], "PRESENCE_"),
        places=tuple(map(_place, found["places"])),
        exact=found["exact"],
        coverage=found["coverage"],
        edits=tuple(map(_word_edit, found["edits"])),
        more_edits=found["moreEdits"],
        attribution=named(found["attribution"], "ATTRIBUTION_"),
        polarity=named(found["polarity"], "POLARITY_"),
    )


class Verification(Answer):
    """The verdicts on claims about a text, in their order."""

    _call = "Verify"

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """A verdict for each claim."""
        return tuple(map(_verdict, self._found["verdicts"]))

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def __getitem__(self, index: int) -> Verdict:
        return self.verdicts[index]

    def __repr__(self) -> str:
        return f"<isnad.Verification: {', '.join(verdict.presence for verdict in self)}>"


@dataclass(frozen=True, slots=True)
class Member:
    """One report of an utterance."""

    id: str
    outlet: str | None
    published: str | None
    quote: int
    """The index among the quotes of the document."""
    content: tuple[Span, ...]
    sentence: Span | None
    words: str
    type: str | None
    cue: str | None
    cue_class: str | None
    speaker: str | None
    titles: tuple[str, ...]
    speaker_confidence: float
    speaker_relation: str | None
    """How its speaker's name relates to the speaker of the utterance."""
    relays: tuple[str, ...]
    coverage: str | None
    """Whether it has the whole utterance, a part, or an overlap."""
    similarity: float
    stance: str | None
    """Whether the report affirms, denies, doubts or asks."""
    confidence: float


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The earliest reports."""

    members: tuple[int, ...]
    """The earliest members; several if their times tie."""
    published: str
    precision: str | None
    undated: int
    """The number of members without a time, which may be earlier."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from a member to the one it took the words from, with the evidence."""

    taker: int
    source: int
    evidence: str | None
    strength: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class DriftPlace:
    """Where a member differs. Spans are over the words of the base and of the member."""

    member: int
    base: Span | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Drift:
    """A difference from the base, and where it occurs."""

    kind: str | None
    base: str
    text: str
    places: tuple[DriftPlace, ...]


def _member(found: Json) -> Member:
    return Member(
        id=found["id"],
        outlet=found["outlet"] or None,
        published=found["published"] or None,
        quote=found["quote"],
        content=spans(found["content"]),
        sentence=maybe(found.get("sentence")),
        words=found["words"],
        type=named(found["type"], "QUOTE_TYPE_"),
        cue=found["cue"] or None,
        cue_class=named(found["cueClass"], "CUE_CLASS_"),
        speaker=found["speaker"] or None,
        titles=tuple(found["titles"]),
        speaker_confidence=found["speakerConfidence"],
        speaker_relation=named(found["speakerRelation"], "SPEAKER_RELATION_"),
        relays=tuple(found["relays"]),
        coverage=named(found["coverage"], "COVERAGE_"),
        similarity=found["similarity"],
        stance=named(found["stance"], "STANCE_"),
        confidence=found["confidence"],
    )


def _first_seen(found: Json | None) -> FirstSeen | None:
    if found is None:
        return None
    precision = named(found["precision"], "PRECISION_")
    return FirstSeen(tuple(found["members"]), found["published"], precision, found["undated"])


def _edge(found: Json) -> Edge:
    evidence, strength = named(found["evidence"], "EDGE_EVIDENCE_"), named(found["strength"], "EDGE_STRENGTH_")
    return Edge(found["taker"], found["source"], evidence, strength, found["name"] or None)


def _drift(found: Json) -> Drift:
    places = (DriftPlace(it["member"], maybe(it.get("base")), maybe(it.get("span"))) for it in found["places"])
    return Drift(named(found["kind"], "DRIFT_KIND_"), found["base"], found["text"], tuple(places))


class Cluster:
    """One utterance with all its reports."""

    __slots__ = ("_found", "base", "documents", "drift", "edges", "first_seen", "kind", "members", "speaker")

    _found: Json
    kind: str | None
    """``utterance``, ``formula`` or ``scripture``."""
    speaker: str | None
    members: tuple[Member, ...]
    documents: int
    base: int
    """The member that the others are compared with."""
    first_seen: FirstSeen | None
    edges: tuple[Edge, ...]
    drift: tuple[Drift, ...]
    """The differences, the most harmful first."""

    def __init__(self, found: Json) -> None:
        values = {
            "_found": found,
            "kind": named(found["kind"], "UTTERANCE_KIND_"),
            "speaker": found["speaker"] or None,
            "members": tuple(map(_member, found["members"])),
            "documents": found["documents"],
            "base": found["base"],
            "first_seen": _first_seen(found.get("firstSeen")),
            "edges": tuple(map(_edge, found["edges"])),
            "drift": tuple(map(_drift, found["drift"])),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"clusters are frozen: {name!r} cannot be set")

    def __eq__(self, other: object) -> bool:
        return self._found == other._found if isinstance(other, Cluster) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.speaker, self.members))

    def __reduce__(self) -> tuple[type[Cluster], tuple[Json]]:
        return (Cluster, (self._found,))

    def __repr__(self) -> str:
        return f"<isnad.Cluster: {len(self.members)} reports of {self.speaker or 'nobody'}>"

    def to_dict(self) -> Json:
        """The cluster as printed by ``isnad trace --format jsonl --offsets utf32``, with defaults. A copy that you
        can modify."""
        return deepcopy(self._found)


class Trace(Answer):
    """The utterances that several documents report."""

    _call = "Trace"

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The utterances, one cluster each."""
        return tuple(map(Cluster, self._found["clusters"]))

    @property
    def documents(self) -> int:
        """How many documents were traced."""
        count: int = self._found["documents"]
        return count

    @property
    def quotes(self) -> int:
        """How many quotes the traced documents have."""
        count: int = self._found["quotes"]
        return count

    @cached_property
    def errors(self) -> Mapping[int, Error]:
        """The errors of documents that were not traced, by index."""
        return {error["index"]: of_message(error["error"]) for error in self._found["errors"]}

    def __repr__(self) -> str:
        return f"<isnad.Trace: {len(self.clusters)} clusters of {self.quotes} quotes in {self.documents} documents>"


def traced(answer: _native.Answer, faults: list[tuple[int, str, bytes]]) -> Trace:
    """A trace with added errors for documents that were not sent: index, id and status of each."""
    return Trace("", answer.with_faults(faults) if faults else answer)
