//! What memory and time an analysis may take, from a look at its text.
//!
//! Ordinary news takes a tenth of the estimate: it has to hold for any text, and `tests/memory.rs` looks for one for which it
//! does not. What takes most is a line of one letter, 148 times itself, and a quote of three words, 90 times.

/// What any document takes.
const DOCUMENT: usize = 32 << 10;

/// What a byte takes, with the words, quotes and the answer that it is part of.
const BYTE: usize = 100;

/// What it takes beside that.
const fn beside(byte: u8) -> usize {
    match byte {
        // Unit, block, paragraph and sentence of a line.
        b'\n' => 250,
        // Who speaks before it, and what is said.
        b':' => 400,
        // A finding of its own.
        0..=0x1F | 0x7F => 300,
        _ => 0,
    }
}

/// The most memory that working on a text may take, its answer included.
#[must_use]
pub fn work_memory(text: &str) -> usize {
    let bytes = text.bytes().fold(0, |sum: usize, byte| sum.saturating_add(BYTE + beside(byte)));
    bytes.saturating_add(DOCUMENT)
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
    fn lines_and_colons_are_what_costs() {
        assert_eq!(work_memory(""), DOCUMENT);
        assert!(work_memory("1\n1\n") > 3 * work_memory("11") - 2 * DOCUMENT);
    }

    #[test]
    fn a_text_of_signs_costs_several_times_its_length() {
        assert_eq!(work_cost("خبر"), 6);
        for dense in ["1\n", "قال: \"ا\" ", "«ا» "] {
            assert!(work_cost(dense) > 3 * dense.len(), "{dense}");
        }
    }
}
