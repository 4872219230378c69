//! What each character is, and the folded key of a word.
//!
//! The standard library's property look-ups are an order of magnitude slower on Arabic than one
//! table over U+0000–07FF, so there is one table, made at compile time. `build.rs` includes this
//! file, too: the keys in the lexicon's tables and the keys of a text's words come from one place.

/// What a character is to the tokenizer. Values 1 to 31 are the letters of the folded alphabet.
pub type Class = u8;

/// Not a character of a word: the value 0 never is a class.
pub const NONE: Class = 0;
/// The ligature lam-alef (presentation forms U+FEF5–FEFC): two letters in one character.
pub const LAM_ALEF: Class = 32;
/// Diacritics, joiners, variation selectors: part of the character before.
pub const EXTEND: Class = 40;
/// An invisible sign that stands for itself: bidi marks, zero-width space, byte order mark. Inside a
/// word it is passed over; at a word's end it is outside.
pub const FORMAT: Class = 47;
/// A space.
pub const SPACE: Class = 41;
/// A line end.
pub const NEWLINE: Class = 42;
/// A digit, Western, Arabic-Indic or Persian.
pub const DIGIT: Class = 43;
/// A letter of another script, or any character that is none of the others.
pub const OTHER: Class = 44;
/// Tatweel: stretches a word, or stands as a dash.
pub const TATWEEL: Class = 45;
/// A sign that belongs to the character behind it (U+0600–0605, U+06DD).
pub const PREPEND: Class = 46;
/// A quotation mark of any style.
pub const QUOTE: Class = 50;
/// An apostrophe, single quotation mark or backtick: a mark when doubled or paired.
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

/// Letters that fold to another: hamza on or under alef, alef maqsura, taa marbuta, and the
/// letters that Persian, Urdu and Kurdish keyboards put in their place.
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

/// What two bytes are to a run of letters, by the first byte and the low six bits of the second: a letter's class,
/// [`ON_LETTER`] or [`APART`].
static PAIRS: [Class; 1 << 14] = pairs();

/// Bits of the classes of letters.
const LETTERS: u64 = 31;
/// Sits on a letter or stretches it.
const ON_LETTER: Class = 0x40;
/// Ends a run of letters.
const APART: Class = 0x80;

const fn pairs() -> [Class; 1 << 14] {
    let mut table = [APART; 1 << 14];
    let mut point = 0x600;
    while point < 0x700 {
        let pair = (0xC0 | point >> 6) << 6 | point & 0x3F;
        match LOW[point] {
            class @ 1..=31 => table[pair] = class,
            EXTEND | TATWEEL => table[pair] = ON_LETTER,
            _ => {}
        }
        point += 1;
    }
    table
}

/// A run of letters of U+0600–06FF with what sits on them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// The folded letters.
    pub key: Key,
    /// How many letters there are.
    pub letters: u32,
    /// How many bytes the run has.
    pub bytes: usize,
}

impl Run {
    /// The run at the start of `bytes`; empty where no letter stands there.
    #[inline]
    #[must_use]
    pub fn at_start(bytes: &[u8]) -> Self {
        let mut run = Self::default();
        // Most words are letters without marks: four at a time, while the key takes them.
        while run.letters + 4 <= KEY_LETTERS
            && let Some(four) = bytes.get(run.bytes..).and_then(<[u8]>::first_chunk)
        {
            let (letters, count, behind) = letters_of(*four);
            run.key.0 |= letters << (5 * run.letters);
            run.letters += count;
            run.bytes += 2 * count as usize;
            if count < 4 {
                if behind == ON_LETTER && run.letters > 0 {
                    break;
                }
                return run;
            }
        }
        run.go_on(bytes);
        run
    }

    /// The same, pair by pair.
    fn go_on(&mut self, bytes: &[u8]) {
        for &[first, second] in bytes.get(self.bytes..).unwrap_or_default().as_chunks().0 {
            match PAIRS[usize::from(first) << 6 | usize::from(second & 0x3F)] {
                // Nothing sits on nothing.
                ON_LETTER if self.letters > 0 => {}
                class @ 1..=31 => {
                    self.key = self.key.push(class, self.letters);
                    self.letters += 1;
                }
                _ => break,
            }
            self.bytes += 2;
        }
    }
}

/// The letters at the start of four pairs of bytes, five bits each; how many they are; what stands behind them.
#[inline]
fn letters_of(bytes: [u8; 8]) -> (u64, u32, Class) {
    /// The same two bytes four times.
    const fn lanes(pair: u64) -> u64 {
        pair * 0x0001_0001_0001_0001
    }
    // In each lane the low byte leads.
    let bytes = u64::from_le_bytes(bytes);
    let pairs = (bytes & lanes(0x00FF)) << 6 | (bytes >> 8) & lanes(0x003F);
    let class = |lane: u32| u64::from(PAIRS[(pairs >> (16 * lane) & 0x3FFF) as usize]);
    let (a, b, c, d) = (class(0), class(1), class(2), class(3));
    let three = a | b << 5 | c << 10;
    let behind = |class: u64| class as Class;
    if (a | b | c | d) & !LETTERS == 0 {
        (three | d << 15, 4, NONE)
    } else if a > LETTERS {
        (0, 0, behind(a))
    } else if b > LETTERS {
        (a, 1, behind(b))
    } else if c > LETTERS {
        (a | b << 5, 2, behind(c))
    } else {
        (three, 3, behind(d))
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
        point @ (0xFB50..=0xFDFF | 0xFE70..=0xFEFC) => presentation(point),
        _ => OTHER,
    }
}

/// The letter that a presentation form stands for, by the order of Unicode's block
/// "Arabic Presentation Forms-B": each letter has its two or four forms in a row.
fn presentation(point: u32) -> Class {
    const FORMS: [(u32, char); 36] = [
        (0xFE80, 'ء'),
        (0xFE81, 'آ'),
        (0xFE83, 'أ'),
        (0xFE85, 'ؤ'),
        (0xFE87, 'إ'),
        (0xFE89, 'ئ'),
        (0xFE8D, 'ا'),
        (0xFE8F, 'ب'),
        (0xFE93, 'ة'),
        (0xFE95, 'ت'),
        (0xFE99, 'ث'),
        (0xFE9D, 'ج'),
        (0xFEA1, 'ح'),
        (0xFEA5, 'خ'),
        (0xFEA9, 'د'),
        (0xFEAB, 'ذ'),
        (0xFEAD, 'ر'),
        (0xFEAF, 'ز'),
        (0xFEB1, 'س'),
        (0xFEB5, 'ش'),
        (0xFEB9, 'ص'),
        (0xFEBD, 'ض'),
        (0xFEC1, 'ط'),
        (0xFEC5, 'ظ'),
        (0xFEC9, 'ع'),
        (0xFECD, 'غ'),
        (0xFED1, 'ف'),
        (0xFED5, 'ق'),
        (0xFED9, 'ك'),
        (0xFEDD, 'ل'),
        (0xFEE1, 'م'),
        (0xFEE5, 'ن'),
        (0xFEE9, 'ه'),
        (0xFEED, 'و'),
        (0xFEEF, 'ى'),
        (0xFEF1, 'ي'),
    ];
    match point {
        0xFE70..=0xFE7F => EXTEND,
        0xFEF5..=0xFEFC => LAM_ALEF,
        0xFE80..=0xFEF4 => {
            let at = FORMS.partition_point(|&(first, _)| first <= point);
            FORMS.get(at.saturating_sub(1)).map_or(OTHER, |&(_, letter)| low(letter as usize))
        }
        0xFBFC..=0xFBFF => low('ي' as usize),
        0xFB8E..=0xFB91 => low('ك' as usize),
        0xFBA6..=0xFBAD => low('ه' as usize),
        _ => OTHER,
    }
}

/// The plain letters that a presentation form stands for, as [`class`] reads it.
#[must_use]
pub fn plain_letters(c: char) -> Option<&'static str> {
    const PLAIN: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءؤئ";
    match c as u32 {
        0xFEF5 | 0xFEF6 => Some("لآ"),
        0xFEF7 | 0xFEF8 => Some("لأ"),
        0xFEF9 | 0xFEFA => Some("لإ"),
        0xFEFB | 0xFEFC => Some("لا"),
        0xFE81 | 0xFE82 => Some("آ"),
        0xFE83 | 0xFE84 => Some("أ"),
        0xFE87 | 0xFE88 => Some("إ"),
        0xFE93 | 0xFE94 => Some("ة"),
        0xFEEF | 0xFEF0 => Some("ى"),
        0xFBFC..=0xFBFF => Some("ی"),
        0xFB8E..=0xFB91 => Some("ک"),
        0xFE80..=0xFEF4 | 0xFBA6..=0xFBAD => {
            let code = usize::from(class(c)).checked_sub(1)?;
            PLAIN.get(code * 2..code * 2 + 2)
        }
        _ => None,
    }
}

/// Letters that a [`Key`] holds.
pub const KEY_LETTERS: u32 = 12;

/// A word folded to letters, five bits each, the first letter lowest: equal for all spellings of a
/// word that differ in diacritics, tatweel, hamza on alef, final yaa or taa marbuta. Exact for up
/// to twelve letters; of longer words it holds the first twelve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

impl Key {
    /// The key with `letter` behind its `length` letters.
    #[inline]
    #[must_use]
    pub const fn push(self, letter: Class, length: u32) -> Self {
        if length < KEY_LETTERS { Self(self.0 | (letter as u64) << (5 * length)) } else { self }
    }

    /// The key of a word's Arabic letters.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let mut key = Self(0);
        let mut length = 0;
        for c in word.chars() {
            match class(c) {
                letter @ 1..=31 => {
                    key = key.push(letter, length);
                    length += 1;
                }
                LAM_ALEF => {
                    key = key.push(low('ل' as usize), length).push(low('ا' as usize), length + 1);
                    length += 2;
                }
                _ => {}
            }
        }
        key
    }

    /// One of 64 bits, by which small sets of keys tell quickly what they do not hold.
    #[inline]
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
    }

    /// The key without its first letter.
    #[inline]
    #[must_use]
    pub const fn rest(self) -> Self {
        self.behind(1)
    }

    /// The key without so many letters at its start.
    #[inline]
    #[must_use]
    pub const fn behind(self, letters: u32) -> Self {
        Self(self.0 >> (5 * letters))
    }

    /// The key without its last letter.
    #[must_use]
    pub const fn without_last(self) -> Self {
        Self(self.0 & !(31 << (5 * self.len().saturating_sub(1))))
    }

    /// The first letter; [`NONE`] for the empty key.
    #[inline]
    #[must_use]
    pub const fn first(self) -> Class {
        (self.0 & 31) as Class
    }

    /// The letter at `index`; [`NONE`] behind the end.
    #[inline]
    #[must_use]
    pub const fn letter(self, index: u32) -> Class {
        if index < KEY_LETTERS { ((self.0 >> (5 * index)) & 31) as Class } else { NONE }
    }

    /// The number of letters, at most twelve.
    #[inline]
    #[must_use]
    pub const fn len(self) -> u32 {
        (64 - self.0.leading_zeros()).div_ceil(5)
    }

    /// Whether there are more letters than so many.
    #[inline]
    #[must_use]
    pub const fn is_longer_than(self, letters: u32) -> bool {
        self.0 >> (5 * letters) != 0
    }

    /// The bits that its letters take.
    #[inline]
    #[must_use]
    pub const fn letters_mask(self) -> u64 {
        (1 << (5 * self.len())) - 1
    }

    /// Whether there are no letters.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Codes of the letters that serve as proclitics, prefixes and endings.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_share_a_key() {
        for (a, b) in [
            ("أكَّد", "اكد"),
            ("إلى", "الي"),
            ("قـــال", "قال"),
            ("مضيفاً", "مضيفا"),
            ("ﻻ", "لا"),
            ("ﻗﺎل", "قال"),
        ] {
            assert_eq!(Key::of(a), Key::of(b), "{a} and {b}");
        }
    }

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

    #[test]
    fn a_key_without_its_first_letter_is_the_key_of_the_rest() {
        assert_eq!(Key::of("وقال").rest(), Key::of("قال"));
        assert_eq!(Key::of("وقال").len(), 4);
    }
}
