//! Estimates the memory and time of an analysis from its text.
//!
//! Ordinary news takes an eighth of the estimate, which must hold for any text; `tests/memory.rs` searches for a text that exceeds it. The
//! worst known text has lines of one letter, each preceded by a control character: it takes 82 times its own size.

use crate::trace::{TraceDocument, TraceQuote};

/// The parts of a request beside the analysis that take memory and time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The number of claims.
    pub(super) claims: usize,
    /// The size of the claims, in bytes.
    pub(super) bytes: usize,
}

/// The fixed memory of a document, in bytes.
const DOCUMENT: usize = 32 << 10;

/// The memory per byte of text, including words, quotes and the answer.
const BYTE: usize = 90;

/// The same with a JSON answer, which is longer. Lines of one letter with a control character between them take 209.
const BYTE_IN_JSON: usize = 225;

/// The most memory that processing a text of this many bytes can take, including its answer.
#[must_use]
pub const fn work_memory(length: usize, in_json: bool) -> usize {
    let each = if in_json { BYTE_IN_JSON } else { BYTE };
    length.saturating_mul(each).saturating_add(DOCUMENT)
}

/// The memory of a document waiting to be traced, without its strings.
const KEPT: usize = 512;

/// The memory of a quote waiting to be traced, without its strings.
const KEPT_QUOTE: usize = 512;

/// The memory of a document's error, with its id and details, in the state and again in the answer.
pub(super) const KEPT_ERROR: usize = 4 << 10;

/// The memory of tracing per byte of quoted words: parsed words, the comparison table, differences, the answer.
const TRACED: usize = 48;

/// The memory that a document keeps until all documents are traced.
#[must_use]
pub fn kept_memory(document: &TraceDocument) -> usize {
    let strings = |quote: &TraceQuote| -> usize {
        let speaker = quote.speaker.as_ref();
        let titles = speaker.map_or(0, |speaker| lengths(&speaker.titles) + speaker.name.len());
        quote.words.len() + titles + lengths(&quote.relays) + 8 * quote.content.len()
    };
    KEPT + document.quotes.iter().map(|quote| KEPT_QUOTE + strings(quote)).sum::<usize>()
}

fn lengths(strings: &[String]) -> usize {
    strings.iter().map(|string| string.len() + 24).sum()
}

/// The most memory that tracing can take, including the answer.
#[must_use]
pub fn trace_memory(documents: &[TraceDocument], errors: usize) -> usize {
    let words =
        |document: &TraceDocument| document.quotes.iter().map(|quote| quote.words.len()).sum::<usize>();
    let traced: usize =
        documents.iter().map(|document| TRACED * words(document) + 2 * kept_memory(document)).sum();
    DOCUMENT + traced + KEPT_ERROR * errors
}

/// The most memory of a claim with its verdict: 64 edits, and 8 places with a name each. JSON is longer.
const CLAIM: usize = 16 << 10;
const CLAIM_IN_JSON: usize = 32 << 10;

/// The memory per byte of a claim: its words and the alignment table.
const BYTE_OF_CLAIM: usize = 160;

/// The most memory that claims with this many bytes in total can take, beside the analysis of their text.
#[must_use]
pub const fn claims_memory(claims: usize, bytes: usize, in_json: bool) -> usize {
    let each = if in_json { CLAIM_IN_JSON } else { CLAIM };
    claims.saturating_mul(each).saturating_add(bytes.saturating_mul(BYTE_OF_CLAIM))
}

/// The cost of claims about a text of this many bytes, in bytes of news. Each claim is compared with each word of the text, and each word
/// of a claim is aligned several times.
pub(super) const fn asked_cost(length: usize, asked: Asked) -> usize {
    asked.claims * (length / 16) + 4 * asked.bytes
}

/// The cost of processing a text, in bytes of news. Characters that begin lines and quotes count more. Words alone can cost six times as
/// much, if every word is one of attribution.
pub(super) fn work_cost(text: &str) -> usize {
    text.bytes().map(|byte| 1 + cost_beside(byte)).sum()
}

/// The cost of a byte beyond 1.
const fn cost_beside(byte: u8) -> usize {
    match byte {
        b':' => 16,
        // The second is the first byte of « and ».
        b'"' | 0xC2 => 12,
        b'\n' => 6,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_costs() {
        assert_eq!(work_memory(0, false), DOCUMENT);
        assert_eq!(work_memory(2, false), DOCUMENT + 2 * BYTE);
    }

    #[test]
    fn a_text_of_signs_costs_several_times_its_length() {
        assert_eq!(work_cost("خبر"), 6);
        for dense in ["1\n", "قال: \"ا\" ", "«ا» "] {
            assert!(work_cost(dense) > 3 * dense.len(), "{dense}");
        }
    }
}
