"""isnad extracts the article, its sentences, and who said what to whom, through whom, from Arabic news text.

>>> import isnad
>>> page = "قالت وزيرة المياه هالة المرزوقي للصحفيين إن سد الوادي الأخضر آمن."
>>> for quote in isnad.analyze(page).quotes:
...     print(f"{quote.speaker.name}: {quote.text}")
هالة المرزوقي: سد الوادي الأخضر آمن

The functions of this module run in process and need no server. :class:`isnad.Client` and
:class:`isnad.aio.Client` make the same calls to an isnad server, with the same answers. :mod:`isnad.arrow`
works on tables.
"""

from isnad._across import (
    Claim,
    Cluster,
    Comparison,
    Document,
    Drift,
    DriftPlace,
    Edge,
    Edit,
    FirstSeen,
    Member,
    Place,
    Quotation,
    Trace,
    Verdict,
    Verification,
    WordEdit,
)
from isnad._client import Client, Info
from isnad._documents import Result
from isnad._errors import (
    Cancelled,
    DeadlineExceeded,
    Error,
    Internal,
    InvalidArgument,
    ResourceExhausted,
    Unavailable,
    Violation,
)
from isnad._local import analyze, analyze_many, clean, compare, extract_quotes, segment, signature, trace, verify
from isnad._native import COMMIT, LEXICON_VERSION, SIGNATURE_VERSION
from isnad._native import VERSION as __version__
from isnad._options import Options
from isnad._results import (
    Alignment,
    Analysis,
    Block,
    Cleaning,
    Cue,
    Entity,
    Extraction,
    Finding,
    Metadata,
    Quote,
    Relay,
    Segmentation,
    Sentence,
    Span,
    Speaker,
    Timestamp,
)
from isnad._tls import Tls

__all__ = [
    "COMMIT", "LEXICON_VERSION", "SIGNATURE_VERSION", "Alignment", "Analysis", "Block", "Cancelled", "Claim", "Cleaning",
    "Client", "Cluster", "Comparison", "Cue", "DeadlineExceeded", "Document", "Drift", "DriftPlace", "Edge", "Edit", "Entity",
    "Error", "Extraction", "Finding", "FirstSeen", "Info", "Internal", "InvalidArgument", "Member", "Metadata", "Options",
    "Place", "Quotation", "Quote", "Relay", "ResourceExhausted", "Result", "Segmentation", "Sentence", "Span", "Speaker",
    "Timestamp", "Tls", "Trace", "Unavailable", "Verdict", "Verification", "Violation", "WordEdit", "__version__", "analyze",
    "analyze_many", "clean", "compare", "extract_quotes", "segment", "signature", "trace", "verify",
]  # fmt: skip
