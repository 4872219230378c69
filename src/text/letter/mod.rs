//! Character classes, and the folded key of a word.
//!
//! The standard library's property look-ups are an order of magnitude slower on Arabic than one
//! table over U+0000–07FF, so there is one table, built at compile time. `build.rs` includes this
//! folder too, so that keys in the lexicon's tables and keys of a text's words come from the same code.

mod forms;
mod key;
mod run;
mod stem;

pub use forms::plain_letters;
pub use key::{KEY_LETTERS, Key};
pub use run::Run;
pub use stem::{HAMZAS, is_article, spelling, stem, without_article};

/// The class of a character for the tokenizer. Values 1 to 31 are the letters of the folded alphabet.
pub type Class = u8;

/// Not a character of a word. No character has the class 0.
pub const NONE: Class = 0;
/// The ligature lam-alef (presentation forms U+FEF5–FEFC): two letters in one character.
pub const LAM_ALEF: Class = 32;
/// Diacritics, joiners, variation selectors: part of the preceding character.
pub const EXTEND: Class = 40;
/// An invisible, independent sign: bidi marks, zero-width space, byte order mark. It is
/// ignored inside a word, and is not part of the word at its end.
pub const FORMAT: Class = 47;
/// A space.
pub const SPACE: Class = 41;
/// A line end.
pub const NEWLINE: Class = 42;
/// A digit, Western, Arabic-Indic or Persian.
pub const DIGIT: Class = 43;
/// A letter of another script, or any character of no other class.
pub const OTHER: Class = 44;
/// Tatweel: stretches a word, or is used as a dash.
pub const TATWEEL: Class = 45;
/// A sign that belongs to the following character (U+0600–0605, U+06DD).
pub const PREPEND: Class = 46;
/// A quotation mark of any style.
pub const QUOTE: Class = 50;
/// An apostrophe, single quotation mark or backtick: a quotation mark if doubled or paired.
pub const APOSTROPHE: Class = 51;
/// An opening bracket.
pub const OPEN: Class = 52;
/// A closing bracket.
pub const CLOSE: Class = 53;
/// A full stop.
pub const STOP: Class = 54;
/// A question or exclamation mark.
pub const QUERY: Class = 55;
/// An ellipsis.
pub const ELLIPSIS: Class = 56;
/// A comma.
pub const COMMA: Class = 57;
/// A semicolon.
pub const SEMICOLON: Class = 58;
/// A colon.
pub const COLON: Class = 59;
/// A dash.
pub const DASH: Class = 60;
/// Any other punctuation or symbol.
pub const SYMBOL: Class = 61;
/// A control character that does not belong in text.
pub const CONTROL: Class = 62;

/// Letters of the folded alphabet in the order of their codes, from 1.
const ALPHABET: [char; 31] = [
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق',
    'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي', 'ء', 'ؤ', 'ئ',
];

/// Letters that fold to another letter: hamza on or under alef, alef maqsura, taa marbuta, and the
/// letters that Persian, Urdu and Kurdish keyboards use instead.
const FOLDED: [(char, char); 15] = [
    ('آ', 'ا'),
    ('أ', 'ا'),
    ('إ', 'ا'),
    ('ٱ', 'ا'),
    ('ة', 'ه'),
    ('ى', 'ي'),
    ('ی', 'ي'),
    ('ک', 'ك'),
    ('گ', 'ك'),
    ('پ', 'ب'),
    ('چ', 'ج'),
    ('ڤ', 'ف'),
    ('ژ', 'ز'),
    ('ہ', 'ه'),
    ('ھ', 'ه'),
];

/// Classes of U+0000–07FF.
static LOW: [Class; 0x800] = low_table();

const fn low_table() -> [Class; 0x800] {
    let mut table = [NONE; 0x800];
    let mut point = 0;
    while point < 0x800 {
        table[point] = low_class(point as u32);
        point += 1;
    }
    let mut i = 0;
    while i < ALPHABET.len() {
        table[ALPHABET[i] as usize] = i as Class + 1;
        i += 1;
    }
    i = 0;
    while i < FOLDED.len() {
        table[FOLDED[i].0 as usize] = table[FOLDED[i].1 as usize];
        i += 1;
    }
    table
}

const fn low_class(point: u32) -> Class {
    match point {
        0x0A | 0x0B | 0x0C | 0x0D | 0x85 => NEWLINE,
        0x09 | 0x20 | 0xA0 => SPACE,
        0x22 | 0xAB | 0xBB => QUOTE,
        0x27 | 0x60 | 0xB4 => APOSTROPHE,
        0x28 | 0x5B | 0x7B => OPEN,
        0x29 | 0x5D | 0x7D => CLOSE,
        0x2E | 0x6D4 => STOP,
        0x21 | 0x3F | 0x61F => QUERY,
        0x2C | 0x60C => COMMA,
        0x3B | 0x61B => SEMICOLON,
        0x3A => COLON,
        0x2D => DASH,
        0x640 => TATWEEL,
        0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9 => DIGIT,
        0x41..=0x5A | 0x61..=0x7A => OTHER,
        0x00..=0x1F | 0x7F..=0x9F => CONTROL,
        0xAD | 0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x610..=0x61A => EXTEND,
        0x61C => FORMAT,
        0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7 | 0x6E8 | 0x6EA..=0x6ED => EXTEND,
        0x600..=0x605 | 0x6DD => PREPEND,
        0x21..=0x2F | 0x3A..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E => SYMBOL,
        0xA1..=0xA9 | 0xAC | 0xAE..=0xB4 | 0xB6..=0xB9 | 0xBC..=0xBF | 0xD7 | 0xF7 => SYMBOL,
        0x606..=0x60F | 0x61D | 0x61E | 0x66A..=0x66D | 0x6DE | 0x6E9 => SYMBOL,
        _ => OTHER,
    }
}

/// The class of a character of U+0000–07FF; [`OTHER`] above.
#[inline]
#[must_use]
pub fn low(point: usize) -> Class {
    LOW.get(point).copied().unwrap_or(OTHER)
}

/// The class of any character.
#[must_use]
pub fn class(c: char) -> Class {
    match c as u32 {
        point @ 0..=0x7FF => low(point as usize),
        0x2000..=0x200A | 0x202F | 0x205F | 0x3000 | 0x1680 => SPACE,
        0x2028 | 0x2029 => NEWLINE,
        0x200B | 0x200E | 0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF => FORMAT,
        0x200C | 0x200D | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F => EXTEND,
        0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xE0100..=0xE01EF | 0x08D3..=0x08E1 => EXTEND,
        0x08E3..=0x08FF | 0x302A..=0x302F | 0x3099 | 0x309A | 0x1F3FB..=0x1F3FF | 0xE0020..=0xE007F => EXTEND,
        0x201C..=0x201F | 0x2039 | 0x203A | 0x300C..=0x300F | 0xFD3E | 0xFD3F | 0xFF02 | 0x275D | 0x275E => {
            QUOTE
        }
        0x2018..=0x201B | 0x2032 | 0x2033 | 0xFF07 => APOSTROPHE,
        0x2010..=0x2015 | 0x2212 | 0xFE58 | 0xFF0D => DASH,
        0x2026 => ELLIPSIS,
        0x3002 | 0xFF0E => STOP,
        0xFF01 | 0xFF1F | 0x203C | 0x2047..=0x2049 => QUERY,
        0xFF0C | 0x3001 => COMMA,
        0xFF1A => COLON,
        0x2016 | 0x2017 | 0x2020..=0x2025 | 0x2027 | 0x2030 | 0x2031 | 0x2034..=0x2038 | 0x203B..=0x2046 => {
            SYMBOL
        }
        0x204A..=0x205E | 0x20A0..=0x20CF | 0x2190..=0x23FF | 0x2500..=0x25FF => SYMBOL,
        point @ (0xFB50..=0xFDFF | 0xFE70..=0xFEFC) => forms::presentation(point),
        _ => OTHER,
    }
}

/// Codes of the letters used in proclitics, prefixes and endings.
pub mod proclitic {
    use super::Class;
    /// و and
    pub const WAW: Class = 27;
    /// ف so
    pub const FA: Class = 20;
    /// ب with
    pub const BA: Class = 2;
    /// ل to
    pub const LAM: Class = 23;
    /// ك as
    pub const KAF: Class = 22;
    /// س will
    pub const SIN: Class = 12;
    /// ا of the article
    pub const ALEF: Class = 1;
    /// ي of the imperfect
    pub const YA: Class = 28;
    /// ت of the imperfect
    pub const TA: Class = 3;
    /// ن of the imperfect
    pub const NUN: Class = 25;
    /// ع of the given name that is spelt like "on"
    pub const AIN: Class = 18;
    /// غ and ج, both for a foreign g
    pub const GHAIN: Class = 19;
    /// ج
    pub const JEEM: Class = 5;
    /// د as in "د.", doctor
    pub const DAL: Class = 8;
    /// م of the participle
    pub const MEEM: Class = 24;
    /// ه, and ة folded
    pub const HA: Class = 26;
}

/// The characters of a word without diacritics and tatweel.
pub fn plain(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !matches!(class(*c), EXTEND | FORMAT | TATWEEL))
}

/// The value of a digit: Western, Arabic-Indic or Persian.
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    let point = c as u32;
    match point {
        0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9 if class(c) == DIGIT => Some(point & 15),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proclitic_codes_are_those_of_their_letters() {
        use proclitic::*;
        for (code, letter) in [
            (WAW, 'و'),
            (FA, 'ف'),
            (BA, 'ب'),
            (LAM, 'ل'),
            (KAF, 'ك'),
            (SIN, 'س'),
            (ALEF, 'ا'),
            (YA, 'ي'),
            (TA, 'ت'),
            (NUN, 'ن'),
        ] {
            assert_eq!(code, class(letter), "{letter}");
        }
    }
}
