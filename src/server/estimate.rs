//! What memory and time an analysis may take, from a look at its text.
//!
//! Ordinary news takes an eighth of the estimate: it has to hold for any text, and `tests/memory.rs` looks for one for which it
//! does not. What takes most is a line of a letter, each with a control character before it, 82 times itself.

use crate::trace::{TraceDocument, TraceQuote};

/// What a request asks of its document beside an analysis, as far as it takes memory and time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Claims.
    pub(super) claims: usize,
    /// Their bytes.
    pub(super) bytes: usize,
}

/// What any document takes.
const DOCUMENT: usize = 32 << 10;

/// What a byte takes, with the words, quotes and the answer that it is part of.
const BYTE: usize = 90;

/// The same where the answer is JSON, which is longer: lines of one letter with a control character
/// between them take 209.
const BYTE_IN_JSON: usize = 225;

/// The most memory that working on a text of so many bytes may take, its answer included.
#[must_use]
pub const fn work_memory(length: usize, in_json: bool) -> usize {
    let each = if in_json { BYTE_IN_JSON } else { BYTE };
    length.saturating_mul(each).saturating_add(DOCUMENT)
}

/// What a document that waits to be traced takes, beside its strings.
const KEPT: usize = 512;

/// What a quote takes that waits to be traced, beside its strings.
const KEPT_QUOTE: usize = 512;

/// What the error of a document takes, with its id and details, and once more in the answer.
pub(super) const KEPT_ERROR: usize = 4 << 10;

/// What tracing takes for each byte of the words of all quotes: read words, the table in which they are compared, differences, the answer.
const TRACED: usize = 48;

/// The memory that is kept of a document until all are traced.
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

/// The most memory that tracing documents may take, the answer included.
#[must_use]
pub fn trace_memory(documents: &[TraceDocument], errors: usize) -> usize {
    let words =
        |document: &TraceDocument| document.quotes.iter().map(|quote| quote.words.len()).sum::<usize>();
    let traced: usize =
        documents.iter().map(|document| TRACED * words(document) + 2 * kept_memory(document)).sum();
    DOCUMENT + traced + KEPT_ERROR * errors
}

/// What a claim takes at most with its verdict: 64 edits, and 8 places with a name each. In JSON they are longer.
const CLAIM: usize = 16 << 10;
const CLAIM_IN_JSON: usize = 32 << 10;

/// What a byte of a claim takes: its words, and the table by which they are aligned.
const BYTE_OF_CLAIM: usize = 160;

/// The most memory that claims of so many bytes together may take beside the analysis of their text.
#[must_use]
pub const fn claims_memory(claims: usize, bytes: usize, in_json: bool) -> usize {
    let each = if in_json { CLAIM_IN_JSON } else { CLAIM };
    claims.saturating_mul(each).saturating_add(bytes.saturating_mul(BYTE_OF_CLAIM))
}

/// What claims about a text of so many bytes cost, in bytes of news: each is compared with each word of the text, and each of its own words
/// is aligned several times.
pub(super) const fn asked_cost(length: usize, asked: Asked) -> usize {
    asked.claims * (length / 16) + 4 * asked.bytes
}

/// What working on a text costs, in bytes of news: signs that begin lines and quotes count more. Words alone can cost six
/// times as much, where each is one of attribution.
pub(super) fn work_cost(text: &str) -> usize {
    text.bytes().map(|byte| 1 + cost_beside(byte)).sum()
}

/// What a byte costs beside itself.
const fn cost_beside(byte: u8) -> usize {
    match byte {
        b':' => 16,
        // The second is that of « and ».
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
