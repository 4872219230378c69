"""The options of calls."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from isnad import _native
from isnad._errors import Violation, invalid

Profile = Literal["as-is", "display", "search"]
Step = Literal[
    "line-ends", "spaces", "doubled-spaces", "bidi-marks", "zero-width", "controls", "presentation-forms", "tatweel",
    "all-tatweel", "diacritics", "alef", "hamza", "alef-maksura", "taa-marbuta", "farsi-letters", "digits", "punctuation",
]  # fmt: skip
Part = Literal["clean_text", "blocks", "sentences", "quotes", "entities", "alignment", "findings", "metadata"]
AlignmentForm = Literal["list", "compact", "none"]


@dataclass(frozen=True)
class Options:
    """The options of an analysis. The defaults suit a scraped news page; each call uses the options that apply to it.

    >>> Options(min_confidence=0.5, parts=["quotes", "entities"])
    Options(min_confidence=0.5, parts=('quotes', 'entities'))
    """

    profile: Profile = "display"
    """The form of the clean text: ``as-is``, ``display`` (for readers), ``search`` (letters folded)."""
    apply_repairs: bool = False
    """Whether the clean text applies the repairs that findings suggest."""
    with_steps: Iterable[Step] = ()
    """Cleaning steps in addition to the profile's."""
    without_steps: Iterable[Step] = ()
    """Steps of the profile to leave out."""
    alignment: AlignmentForm = "list"
    """The form in which answers map the clean text to the text."""
    line_breaks: bool = True
    """Whether a line end ends a sentence."""
    keep_quotations_whole: bool = False
    """Whether sentence ends inside quotation marks are left out."""
    keep_lines: bool = False
    """Whether lines are never joined, because the text is not wrapped."""
    min_confidence: float = 0.0
    """Quotes below this confidence are left out; 0 to 1."""
    min_speaker_confidence: float = 0.0
    """Speakers below this confidence are not named; 0 to 1."""
    parts: Iterable[Part] | None = None
    """The parts of answers; None for all. Stages that only other parts need are not run."""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "with_steps", tuple(self.with_steps))
        put(self, "without_steps", tuple(self.without_steps))
        put(self, "parts", None if self.parts is None else tuple(self.parts))
        violations = tuple(self._violations())
        if violations:
            raise invalid(*violations)

    def __repr__(self) -> str:
        default = Options.__dataclass_fields__
        told = ((name, getattr(self, name)) for name in default)
        return f"Options({', '.join(f'{name}={value!r}' for name, value in told if value != default[name].default)})"

    def _violations(self) -> Iterable[Violation]:
        yield from _known("clean.profile", [self.profile], get_args(Profile))
        yield from _known("clean.alignment", [self.alignment], get_args(AlignmentForm))
        yield from _known("clean.with_steps", self.with_steps, get_args(Step))
        yield from _known("clean.without_steps", self.without_steps, get_args(Step))
        yield from _known("read_mask", self.parts or (), get_args(Part))
        if set(self.with_steps) & set(self.without_steps):
            description = "names a step that is also in clean.with_steps"
            yield Violation("clean.without_steps", description, "CONTRADICTION")
        for name in ("min_confidence", "min_speaker_confidence"):
            share = getattr(self, name)
            if not 0.0 <= share <= 1.0:
                yield Violation(f"quotes.{name}", f"is {share}, outside 0 to 1", "OUT_OF_RANGE")

    def _json(self) -> str:
        """The options of the core."""
        parts = {} if self.parts is None else {"parts": self.parts}
        clean = {"profile": self.profile, "apply_repairs": self.apply_repairs, "with": self.with_steps, "without": self.without_steps}
        lines = {"line_breaks": self.line_breaks, "keep_quotations_whole": self.keep_quotations_whole, "keep_lines": self.keep_lines}
        shares = {"min_confidence": self.min_confidence, "min_speaker_confidence": self.min_speaker_confidence}
        return json.dumps({"clean": clean, "segment": lines, "quotes": shares, **parts})


def _known(name: str, values: Iterable[object], known: tuple[object, ...]) -> Iterable[Violation]:
    wrong = [value for value in values if value not in known]
    if wrong:
        yield Violation(name, f"has no value {wrong[0]!r}", "UNKNOWN_VALUE")


@lru_cache(maxsize=64)
def job(options: Options | None) -> _native.Job:
    """The core's prepared options; created once."""
    options = options or Options()
    return _native.Job(options._json(), options.alignment)
