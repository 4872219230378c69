"""In-process calls. The client has the same calls, with the same arguments and answers."""

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
    """Analyzes a page's text: the article, its sentences, who said what to whom, through whom.

    Raises :class:`InvalidArgument` for an empty text. Releases the GIL.

    >>> text = "قالت وزيرة المياه هالة المرزوقي للصحفيين إن سد الوادي الأخضر آمن."
    >>> for quote in analyze(text).quotes:
    ...     print(quote.speaker.name, "|", quote.text)
    هالة المرزوقي | سد الوادي الأخضر آمن
    """
    return _run(Analysis, text, options)


def clean(text: str, options: Options | None = None) -> Cleaning:
    """Extracts the article from a page: clean text, the kind of each line, title, byline, dates."""
    return _run(Cleaning, text, options)


def segment(text: str, options: Options | None = None) -> Segmentation:
    """Splits any text into sentences. Nothing is dropped."""
    return _run(Segmentation, text, options)


def extract_quotes(text: str, options: Options | None = None) -> Extraction:
    """Finds the quotes and their speakers in an article without the page around it."""
    return _run(Extraction, text, options)


def verify(text: str, claimed: Iterable[AnyClaim]) -> Verification:
    """Checks whether a text contains claimed quotations, and who said them.

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
    """Compares two quotes: whether they report one utterance, and how they differ. Offsets are over the words of
    each quote.

    >>> a = Quotation("سيفتح الطريق قبل 25 نيسان المقبل ولن يغلق الجسر", published="2024-03-05")
    >>> b = Quotation("سيفتح الطريق قبل 20 نيسان المقبل ولن يغلق الجسر", published="2024-03-05")
    >>> found = compare(a, b)
    >>> found.relation, [edit.kind for edit in found.edits]
    ('same', ['number'])
    """
    one, other = (Quotation(it) if isinstance(it, str) else it for it in (a, b))
    return comparison(_native.compare((*one,), (*other,)))


def signature(words: str) -> tuple[int, ...]:
    """Numbers for looking up quotes with the same words. Such quotes share at least one number."""
    return tuple(_native.signature(words))


def analyze_many(
    given: Iterable[AnyDocument], options: Options | None = None, *, workers: int | None = None
) -> Iterator[Result]:
    """Analyzes many documents on worker threads, and yields a result for each in input order.

    A document that fails has a result with an error; the others are still processed. At most 16 documents per
    worker are taken from ``given`` ahead of their results, so memory is bounded. ``workers`` defaults to one per
    core.
    """
    pairs = ((document, document.text) for document in documents(given))
    for document, answer, fault in _native.Many(job(options), "Analyze", pairs, _workers(workers)):
        if fault is None:
            yield Result(document.id, Analysis(document.text, answer))
        else:
            yield Result(document.id, error=of_bytes(fault))


_TRACED = Options(parts=("sentences", "quotes"))


def trace(given: Iterable[AnyDocument], *, workers: int | None = None) -> Trace:
    """Traces the utterances that several documents report: who had each first, from whom, and what changed.

    A document that fails is listed in ``errors``; the others are still traced. The texts are not kept.
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
