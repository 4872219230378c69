//! A page to look at: one file with the texts, their analyses, and the scripts that draw them.

use isnad::page;
use isnad::server::wire;
use isnad::{Analysis, OffsetEncoding};
use serde::Serialize;

use crate::document::Id;
use crate::fault::Fault;

/// What the scripts draw. They count in UTF-16.
#[derive(Serialize)]
struct Shown<'a, A> {
    id: &'a Id,
    text: &'a str,
    analysis: A,
}

/// A document, as data of the page.
pub fn document(id: &Id, text: &str, analysis: Analysis) -> Result<Vec<u8>, Fault> {
    let analysis = wire::analyze_response(text, analysis, OffsetEncoding::Utf16);
    let json = serde_json::to_string(&Shown { id, text, analysis })
        .map_err(|error| Fault::internal(format!("the answer does not fit JSON: {error}")))?;
    Ok(page::data(&json).into_bytes())
}
