//! Guesses the encoding of bytes that are not UTF-8, as a hint for converting them.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// The number of bytes examined.
const LOOKED_AT: usize = 1 << 16;

/// The minimum number of non-ASCII bytes for a guess.
const ENOUGH: usize = 8;

/// The name of the encoding of `bytes`, which are not UTF-8. None if only a few of them are not, or if there
/// are too few to guess.
pub fn guess(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let foreign = start.iter().filter(|byte| !byte.is_ascii()).count();
    let telling = foreign >= ENOUGH && !is_damaged_utf8(start, foreign);
    utf16(start).or_else(|| telling.then(|| of_bytes(start)))
}

/// The name of the UTF-16 variant that the text seems to have. Arabic in UTF-16 without a byte order mark is
/// valid UTF-8: letters and control characters.
pub fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some("UTF-16LE"),
        [0xFE, 0xFF, ..] => return Some("UTF-16BE"),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let pairs = start.chunks_exact(2);
    // The high bytes of Latin and Arabic letters: nine in ten of a text's high bytes, and none of its low
    // bytes.
    let upper = |at: usize| pairs.clone().filter(|pair| matches!(pair[at], 0x00 | 0x06)).count();
    let most = |count: usize| pairs.len() >= 4 && count * 10 >= pairs.len() * 9;
    match (most(upper(0)), most(upper(1))) {
        (true, false) => Some("UTF-16BE"),
        (false, true) => Some("UTF-16LE"),
        _ => None,
    }
}

/// Whether nine in ten of the `foreign` bytes that are not ASCII make letters in UTF-8.
fn is_damaged_utf8(bytes: &[u8], foreign: usize) -> bool {
    let bad: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    bad * 10 <= foreign
}

fn of_bytes(bytes: &[u8]) -> &'static str {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny).name()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of our own in windows-1256.
    const WINDOWS: &[u8] = b"\xDE\xC7\xE1 \xC7\xE1\xE6\xD2\xED\xD1 \xD3\xE1\xED\xE3 \xC7\xE1\xD1\xC7\xE6\xED \xC5\xE4 \xC7\xE1\xCC\xD3\xD1 \xD3\xED\xDD\xCA\xCD \xE3\xE4 \xCC\xCF\xED\xCF";

    #[test]
    fn what_arabic_comes_in_is_named() {
        let text = "قال الوزير إن الجسر سيفتح.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((utf16(&little), utf16(&big)), (Some("UTF-16LE"), Some("UTF-16BE")));
        assert_eq!(guess(WINDOWS), Some("windows-1256"));
    }

    #[test]
    fn a_text_with_a_bad_byte_is_utf8() {
        let damaged = [text().as_bytes(), &[0xFF]].concat();
        assert_eq!(guess(&damaged), None);
        assert_eq!(utf16(text().as_bytes()), None);
    }

    fn text() -> String {
        "قال الوزير إن الجسر سيفتح من جديد.".to_owned()
    }
}
