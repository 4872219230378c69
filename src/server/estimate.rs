//! What memory and time an analysis may take, from a look at its text.
//!
//! Ordinary news takes an eighth of the estimate: it has to hold for any text, and `tests/memory.rs` looks for one for which it
//! does not. What takes most is a line of a letter, a colon and a letter, 70 times itself.

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
const BYTE: usize = 80;

/// The same where the answer is JSON, which is longer: a line of one letter takes 171.
const BYTE_IN_JSON: usize = 180;

/// The most memory that working on a text of so many bytes may take, its answer included.
#[must_use]
pub const fn work_memory(length: usize, in_json: bool) -> usize {
    let each = if in_json { BYTE_IN_JSON } else { BYTE };
    length.saturating_mul(each).saturating_add(DOCUMENT)
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
