//! The comparison of two quotes.

use isnad::{OffsetIndex, Quotation, Span};
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::calls::UNIT;

/// The words of a quote, its speaker, and the day.
type Side = (String, Option<String>, Option<String>);

fn quotation(side: &Side) -> Quotation<'_> {
    let (words, speaker, published) = side;
    let quotation = Quotation::new(words);
    let quotation = speaker.as_deref().map_or(quotation, |speaker| quotation.with_speaker(speaker));
    published.as_deref().map_or(quotation, |day| quotation.with_published(day))
}

fn range(index: &OffsetIndex<'_>, span: Span) -> Value {
    let range = index.range(span);
    json!({"start": range.start, "end": range.end})
}

/// Whether two quotes report one utterance, and how they differ: JSON, with offsets in code points of either quote.
#[pyfunction]
pub fn compare(py: Python<'_>, a: Side, b: Side) -> String {
    let found = py.detach(|| isnad::compare(&quotation(&a), &quotation(&b)));
    let (of_a, of_b) = (OffsetIndex::new(&a.0, UNIT), OffsetIndex::new(&b.0, UNIT));
    let edit = |edit: &isnad::Edit| json!({"kind": edit.kind.as_str(), "a": range(&of_a, edit.a), "b": range(&of_b, edit.b)});
    json!({
        "relation": found.relation.as_str(),
        "part": found.part.map(isnad::QuoteSide::as_str),
        "kind": found.kind.as_str(),
        "similarity": found.similarity,
        "confidence": found.confidence,
        "edits": found.edits.iter().map(edit).collect::<Vec<_>>(),
    })
    .to_string()
}
