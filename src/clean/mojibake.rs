//! Recognises and repairs text that was decoded with the wrong encoding.
//!
//! Three errors are common: UTF-8 read as Windows-1252 ("Ø§Ù„"), UTF-8 read as Windows-1256 (each letter becomes a
//! pair that starts with ta or za), and Windows-1256 read as Windows-1252 ("ÇáÓáÇã").

use crate::text::letter::{self, class};

/// Characters 0x80 to 0xFF of Windows-1256.
const ARABIC: [char; 128] = [
    '€', 'پ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'ٹ', '‹', 'Œ', 'چ', 'ژ', 'ڈ', 'گ', '‘', '’', '“', '”',
    '•', '–', '—', 'ک', '™', 'ڑ', '›', 'œ', '\u{200C}', '\u{200D}', 'ں', '\u{A0}', '،', '¢', '£', '¤', '¥',
    '¦', '§', '¨', '©', 'ھ', '«', '¬', '\u{AD}', '®', '¯', '°', '±', '²', '³', '´', 'µ', '¶', '·', '¸', '¹',
    '؛', '»', '¼', '½', '¾', '؟', 'ہ', 'ء', 'آ', 'أ', 'ؤ', 'إ', 'ئ', 'ا', 'ب', 'ة', 'ت', 'ث', 'ج', 'ح', 'خ',
    'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', '×', 'ط', 'ظ', 'ع', 'غ', 'ـ', 'ف', 'ق', 'ك', 'à', 'ل', 'â', 'م',
    'ن', 'ه', 'و', 'ç', 'è', 'é', 'ê', 'ë', 'ى', 'ي', 'î', 'ï', 'ً', 'ٌ', 'ٍ', 'َ', 'ô', 'ُ', 'ِ', '÷', 'ّ', 'ù',
    'ْ', 'û', 'ü', '\u{200E}', '\u{200F}', 'ے',
];
/// Characters 0x80 to 0x9F of Windows-1252. Undefined ones map to themselves.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The intended text, if reversing the wrong decoding yields Arabic.
pub(super) fn repaired(text: &str) -> Option<String> {
    let western = bytes(text, western_byte);
    western
        .as_deref()
        .and_then(|bytes| std::str::from_utf8(bytes).ok().map(str::to_owned))
        .or_else(|| bytes(text, arabic_byte).and_then(|bytes| String::from_utf8(bytes).ok()))
        .or_else(|| western.map(|bytes| bytes.iter().map(|&byte| arabic_char(byte)).collect()))
        .filter(|repaired| repaired != text && is_arabic(repaired))
}

fn bytes(text: &str, byte: impl Fn(char) -> Option<u8>) -> Option<Vec<u8>> {
    text.chars().map(byte).collect()
}

fn western_byte(c: char) -> Option<u8> {
    match c {
        '\0'..='\x7F' | '\u{A0}'..='\u{FF}' => u8::try_from(c as u32).ok(),
        _ => WESTERN.iter().position(|&known| known == c).and_then(|at| u8::try_from(at + 0x80).ok()),
    }
}

fn arabic_byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c as u32).ok();
    }
    ARABIC.iter().position(|&known| known == c).and_then(|at| u8::try_from(at + 0x80).ok())
}

fn arabic_char(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|at| ARABIC.get(usize::from(at)).copied()).unwrap_or(char::from(byte))
}

/// Returns whether most of the text is Arabic letters in words longer than those of mojibake.
fn is_arabic(text: &str) -> bool {
    let (mut arabic, mut other) = (0_u32, 0_u32);
    for c in text.chars() {
        match class(c) {
            1..=letter::LAM_ALEF => arabic += 1,
            letter::OTHER | letter::CONTROL => other += 1,
            _ => {}
        }
    }
    arabic >= 3 && arabic > other * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_accident_is_undone() {
        let meant = "قال الوزير إن العمل مستمر";
        let misread = |byte: u8| {
            let odd = byte.checked_sub(0x80).and_then(|at| WESTERN.get(usize::from(at)));
            odd.copied().unwrap_or(char::from(byte))
        };
        let western: String = meant.bytes().map(misread).collect();
        let eastern: String = meant.bytes().map(arabic_char).collect();
        let swapped: String =
            bytes(meant, arabic_byte).unwrap_or_default().into_iter().map(misread).collect();
        for broken in [western, eastern, swapped] {
            assert_eq!(repaired(&broken).as_deref(), Some(meant), "{broken}");
        }
    }

    #[test]
    fn good_text_is_left_alone() {
        for text in ["قال الوزير إن العمل مستمر", "L'été à Genève", "a word", "Öffentlich"]
        {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
