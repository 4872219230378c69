"""The calls in process. The client has the same, with the same arguments and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from isnad import _native
from isnad._across import Comparison, Document, Quotation, Trace, Verification, comparison, traced
from isnad._documents import AnyClaim, AnyDocument, Result, claims, documents
from isnad._documents import workers as _workers
from isnad._errors import of_bytes
from isnad._options import Options, job
from isnad._results import Analysis, Answer, Cleaning, Extraction, Segmentation

_A = TypeVar("_A", bound=Answer)


def _run(kind: type[_A], text: str, options: Options | None) -> _A:
    try:
        return kind(text, job(options).run(kind._call, text))
    except _native.Fault as fault:
        raise of_bytes(fault.args[0]) from None


def analyze(text: str, options: Options | None = None) -> Analysis:
    """Everything that is found in a page's text: the article, its sentences, who said what to whom, through whom.

    Raises :class:`InvalidArgument` for an empty text. Other threads run meanwhile.

    >>> text = "قالت وزيرة المياه هالة المرزوقي للصحفيين إن سد الوادي الأخضر آمن."
    >>> for quote in analyze(text).quotes:
    ...     print(quote.speaker.name, "|", quote.text)
    هالة المرزوقي | سد الوادي الأخضر آمن
    """
    return _run(Analysis, text, options)


def clean(text: str, options: Options | None = None) -> Cleaning:
    """The article out of a page: clean text, the kind of each line, title, byline, dates."""
    return _run(Cleaning, text, options)


def segment(text: str, options: Options | None = None) -> Segmentation:
    """The sentences of any text; nothing is dropped."""
    return _run(Segmentation, text, options)


def extract_quotes(text: str, options: Options | None = None) -> Extraction:
    """The quotes of an article without the page around it, and those who speak."""
    return _run(Extraction, text, options)


def verify(text: str, claimed: Iterable[AnyClaim]) -> Verification:
    """Whether a text holds claimed quotations, and whose words they are.

    >>> text = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن."
    >>> [verdict] = verify(text, [("سد الوادي الأخضر غير آمن", "هالة المرزوقي")])
    >>> verdict.presence, verdict.attribution, verdict.polarity
    ('near', 'same', 'reversed')
    """
    try:
        return Verification(text, _native.verify(text, claims(claimed)))
    except _native.Fault as fault:
        raise of_bytes(fault.args[0]) from None


def compare(a: str | Quotation, b: str | Quotation) -> Comparison:
    """Whether two quotes report one utterance, and how they differ. Offsets are over the words of either.

    >>> a = Quotation("سيفتح الطريق قبل 25 نيسان المقبل ولن يغلق الجسر", published="2024-03-05")
    >>> b = Quotation("سيفتح الطريق قبل 20 نيسان المقبل ولن يغلق الجسر", published="2024-03-05")
    >>> found = compare(a, b)
    >>> found.relation, [edit.kind for edit in found.edits]
    ('same', ['number'])
    """
    one, other = (Quotation(it) if isinstance(it, str) else it for it in (a, b))
    return comparison(_native.compare((*one,), (*other,)))


def signature(words: str) -> tuple[int, ...]:
    """The numbers by which a store finds quotes with the same words: such quotes share at least one."""
    return tuple(_native.signature(words))


def analyze_many(
    given: Iterable[AnyDocument], options: Options | None = None, *, workers: int | None = None
) -> Iterator[Result]:
    """Analyses many documents on threads of their own, and gives a result for each in the order of the input.

    A document that fails has a result with an error, and the rest goes on. At most 16 documents a worker are taken from ``given``
    before their results are: memory is bounded, however long it is. ``workers`` is one a core if not said.
    """
    pairs = ((document, document.text) for document in documents(given))
    for document, answer, fault in _native.Many(job(options), "Analyze", pairs, _workers(workers)):
        if fault is None:
            yield Result(document.id, Analysis(document.text, answer))
        else:
            yield Result(document.id, error=of_bytes(fault))


_TRACED = Options(parts=("sentences", "quotes"))


def trace(given: Iterable[AnyDocument], *, workers: int | None = None) -> Trace:
    """Which utterances several documents report, who had each first, from whom, and what changed.

    A document that fails is in ``errors``, and the rest is traced. The texts are not kept.
    """
    read: list[_native.Reported] = []
    faults: list[tuple[int, str, bytes]] = []
    for index, (document, reported, fault) in enumerate(_reported(given, workers)):
        try:
            if reported is not None:
                read.append(reported.known(document.id, document.outlet, document.published))
        except _native.Fault as wrong:
            fault = wrong.args[0]
        if fault is not None:
            faults.append((index, document.id, fault))
    return traced(_native.trace(read), faults)


def _reported(
    given: Iterable[AnyDocument], workers: int | None
) -> Iterator[tuple[Document, _native.Reported | None, bytes | None]]:
    pairs = ((document, document.text) for document in documents(given))
    return _native.Many(job(_TRACED), None, pairs, _workers(workers))
