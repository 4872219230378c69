//! The HTML page: one file with the texts, their analyses, and the scripts that render them.

use isnad::page::{self, Report};
use isnad::server::wire;
use isnad::trace::{Trace, TraceDocument};
use isnad::{Analysis, OffsetEncoding};
use serde::Serialize;

use crate::document::Id;
use crate::fault::Fault;

/// The data that the scripts render. Offsets are in UTF-16.
#[derive(Serialize)]
struct Shown<'a, A> {
    id: &'a Id,
    text: &'a str,
    analysis: A,
}

/// The summary of a trace. It tells the scripts that utterances follow, not documents.
#[derive(Serialize)]
struct Counted {
    traced: Counts,
}

#[derive(Serialize)]
struct Counts {
    documents: usize,
    quotes: usize,
}

/// An utterance.
#[derive(Serialize)]
struct Uttered<C> {
    cluster: C,
}

/// A document, as data of the page.
pub fn document(id: &Id, text: &str, analysis: Analysis) -> Result<Vec<u8>, Fault> {
    let analysis = wire::analyze_response(text, analysis, OffsetEncoding::Utf16);
    data(&Shown { id, text, analysis })
}

/// A page of utterances, in pieces, because a trace of many documents is long.
pub fn trace(documents: &[TraceDocument], traced: Trace) -> impl Iterator<Item = Result<Vec<u8>, Fault>> {
    let Report { head, tail } = Report::new();
    let counts = Counts { documents: documents.len(), quotes: traced.quotes };
    let clusters = traced.clusters.into_iter().map(move |found| {
        let cluster = wire::cluster(documents, found, OffsetEncoding::Utf16);
        data(&Uttered { cluster })
    });
    let front = [Ok(head.into_bytes()), data(&Counted { traced: counts })];
    front.into_iter().chain(clusters).chain([Ok(tail.into_bytes())])
}

fn data(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let json = serde_json::to_string(value)
        .map_err(|error| Fault::internal(format!("the answer does not fit JSON: {error}")))?;
    Ok(page::data(&json).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_of_no_documents_is_a_whole_page() {
        let pieces: Result<Vec<_>, _> = trace(&[], isnad::trace(&[])).collect();
        let page = String::from_utf8(pieces.expect("JSON").concat()).expect("UTF-8");
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
        assert!(page.contains(">{\"traced\":{\"documents\":0,\"quotes\":0}}</script>"), "{page}");
    }
}
