//! What a chosen set of steps makes of one character. These tables are character classes: Arabic stands here as it
//! does in `text::letter`.

use super::steps::{Step, Steps};
use crate::text::letter::{self, class, plain_letters};

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It stays.
    Keep,
    /// It goes.
    Drop,
    /// It is this instead.
    To(&'static str),
}

/// The characters around the one that is judged.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// The last character of the clean text.
    pub before: Option<char>,
    /// The next character of the text that no step takes out.
    pub behind: Option<char>,
    /// Whether the clean line so far is empty or ends in a space.
    pub spaced: bool,
}

/// Bytes that need no look: the characters that begin with them stay as they are.
pub(super) struct Dull {
    /// What each first byte asks of the byte behind it: 0 nothing, else an index into `seconds`.
    firsts: [u8; 256],
    /// Bits of the low six bits of second bytes that need a look.
    seconds: [u64; 8],
}

impl Dull {
    /// The table for a set of steps.
    pub fn new(steps: Steps) -> Self {
        const NONE: u8 = 0;
        const SPACE: u8 = 1;
        const ALWAYS: u8 = 7;
        let lossy = Step::LOSSY.iter().any(|&step| steps.has(step));
        let bits = |points: &[u32]| points.iter().fold(0_u64, |set, point| set | 1 << (point & 63));
        let mut dull = Self { firsts: [NONE; 256], seconds: [0; 8] };
        // U+0600–063F, U+0640–067F, U+0080–00BF and U+2000–206F.
        let mut arabic = bits(&[0x61C]);
        let mut marks = bits(&[0x640]);
        let mut latin = bits(&[0xA0, 0xAD]) | 0xFFFF_FFFF;
        if lossy {
            arabic |= bits(&[0x60C, 0x61B, 0x61F, 0x622, 0x623, 0x624, 0x625, 0x626, 0x629]);
            marks |=
                bits(&[0x649, 0x66A, 0x66B, 0x66C, 0x670, 0x671]) | ((1 << 0x1F) - 1) << 0xB | 0x3FF << 0x20;
            latin |= bits(&[0xAB, 0xBB]);
        }
        dull.seconds = [
            0,
            bits(&[u32::from(b' '), u32::from(b'\n')]),
            arabic,
            marks,
            latin,
            bits(&[0x80, 0x81, 0x9A]),
            0,
            u64::MAX,
        ];
        for (byte, first) in (0_u8..=255).zip(dull.firsts.iter_mut()) {
            *first = match byte {
                b' ' => SPACE,
                0x00..0x20 | 0x7F | 0xEF => ALWAYS,
                0xDA | 0xDB if lossy => ALWAYS,
                0xD8 => 2,
                0xD9 => 3,
                0xC2 => 4,
                0xE1..=0xE3 => 5,
                _ => NONE,
            };
        }
        dull
    }

    /// Bytes at the start of `bytes` that need no look.
    pub fn run(&self, bytes: &[u8]) -> usize {
        let second =
            |first: u8| self.firsts.get(usize::from(first)).and_then(|&at| self.seconds.get(usize::from(at)));
        let needs = |first: u8, behind: u8| second(first).is_some_and(|set| set >> (behind & 63) & 1 == 1);
        let found =
            bytes.windows(2).position(|pair| matches!(pair, &[first, behind] if needs(first, behind)));
        // The last byte has none behind it: as if a line ended there.
        let last = bytes.last().is_none_or(|&last| needs(last, b'\n'));
        found.unwrap_or(bytes.len() - usize::from(last && !bytes.is_empty()))
    }
}

/// What becomes of `c`.
pub(super) fn change(c: char, around: Around, steps: Steps) -> Change {
    let lossless = lossless(c, around, steps);
    if lossless == Change::Keep { lossy(c, around, steps) } else { again(lossless, steps) }
}

/// A letter that a presentation form stands for goes through the lossy steps, too.
fn again(change: Change, steps: Steps) -> Change {
    let Change::To(letters) = change else { return change };
    let mut all = letters.chars();
    match (all.next(), all.next()) {
        (Some(first), None) => match lossy(first, Around::default(), steps) {
            Change::Keep => change,
            other => other,
        },
        (Some('ل'), Some('آ' | 'أ' | 'إ')) if steps.has(Step::Alef) => Change::To("لا"),
        (Some('ص'), Some('ل')) if steps.has(Step::AlefMaksura) => Change::To("صلي الله عليه وسلم"),
        _ => change,
    }
}

fn lossless(c: char, around: Around, steps: Steps) -> Change {
    let when = |step: Step, change: Change| if steps.has(step) { change } else { Change::Keep };
    match c {
        ' ' if around.spaced => when(Step::DoubledSpaces, Change::Drop),
        ' '..='~' => Change::Keep,
        '\n' => Change::Keep,
        '\r' if around.behind == Some('\n') => when(Step::LineEnds, Change::Drop),
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            when(Step::LineEnds, Change::To("\n"))
        }
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            when(Step::BidiMarks, Change::Drop)
        }
        '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => when(Step::ZeroWidth, Change::Drop),
        '\u{200C}' | '\u{200D}' if beside_arabic(around) => when(Step::ZeroWidth, Change::Drop),
        'ـ' if is_letter(around.before) && is_letter(around.behind) => when(Step::Tatweel, Change::Drop),
        _ => {
            match class(c) {
                letter::SPACE if around.spaced && steps.has(Step::Spaces) => {
                    if steps.has(Step::DoubledSpaces) { Change::Drop } else { Change::To(" ") }
                }
                letter::SPACE => when(Step::Spaces, Change::To(" ")),
                letter::CONTROL => when(Step::Controls, Change::Drop),
                _ if steps.has(Step::PresentationForms) => form(c).map_or(Change::Keep, Change::To),
                _ => Change::Keep,
            }
        }
    }
}

fn lossy(c: char, around: Around, steps: Steps) -> Change {
    let when = |step: Step, change: Change| if steps.has(step) { change } else { Change::Keep };
    match c {
        '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}'
        | '\u{6E8}'
        | '\u{6EA}'..='\u{6ED}' => when(Step::Diacritics, Change::Drop),
        'ـ' if is_letter(around.before) => when(Step::AllTatweel, Change::Drop),
        'آ' | 'أ' | 'إ' | 'ٱ' => when(Step::Alef, Change::To("ا")),
        'ؤ' => when(Step::Hamza, Change::To("و")),
        'ئ' => when(Step::Hamza, Change::To("ي")),
        'ى' => when(Step::AlefMaksura, Change::To("ي")),
        'ة' => when(Step::TaaMarbuta, Change::To("ه")),
        _ if steps.has(Step::FarsiLetters) && farsi(c).is_some() => farsi(c).map_or(Change::Keep, Change::To),
        _ if steps.has(Step::Digits) && digit(c).is_some() => digit(c).map_or(Change::Keep, Change::To),
        _ if steps.has(Step::Punctuation) => punctuation(c).map_or(Change::Keep, Change::To),
        _ => Change::Keep,
    }
}

/// Whether the character sits on the one before it.
pub(super) fn is_mark(c: char) -> bool {
    class(c) == letter::EXTEND
}

/// Whether the character is a letter, or a mark that sits on one.
pub(super) fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| match class(c) {
        1..=letter::LAM_ALEF | letter::TATWEEL => true,
        letter::EXTEND => ('\u{64B}'..='\u{65F}').contains(&c) || c == '\u{670}' || form(c).is_some(),
        _ => form(c).is_some(),
    })
}

/// Whether what becomes of the character depends on the one behind it.
pub(super) fn looks_ahead(c: char) -> bool {
    matches!(c, 'ـ' | '\r' | '\u{200C}' | '\u{200D}')
}

/// Whether the steps take the character out wherever it stands.
pub(super) fn goes(c: char, steps: Steps) -> bool {
    match c {
        '\u{200C}' | '\u{200D}' => steps.has(Step::ZeroWidth),
        _ => lossless(c, Around::default(), steps) == Change::Drop,
    }
}

fn beside_arabic(around: Around) -> bool {
    is_letter(around.before) || is_letter(around.behind)
}

/// The letters or marks of a presentation form.
pub(super) fn form(c: char) -> Option<&'static str> {
    match c {
        '\u{FE70}'..='\u{FE7F}' => Some(match c {
            '\u{FE70}' | '\u{FE71}' => "\u{64B}",
            '\u{FE72}' => "\u{64C}",
            '\u{FE74}' => "\u{64D}",
            '\u{FE76}' | '\u{FE77}' => "\u{64E}",
            '\u{FE78}' | '\u{FE79}' => "\u{64F}",
            '\u{FE7A}' | '\u{FE7B}' => "\u{650}",
            '\u{FE7C}' | '\u{FE7D}' => "\u{651}",
            '\u{FE7E}' | '\u{FE7F}' => "\u{652}",
            _ => return None,
        }),
        '\u{FDF2}' => Some("الله"),
        '\u{FDFA}' => Some("صلى الله عليه وسلم"),
        '\u{FDFB}' => Some("جل جلاله"),
        '\u{FB56}'..='\u{FB59}' => Some("پ"),
        '\u{FB7A}'..='\u{FB7D}' => Some("چ"),
        '\u{FB6A}'..='\u{FB6D}' => Some("ڤ"),
        '\u{FB92}'..='\u{FB95}' => Some("گ"),
        '\u{FB8A}' | '\u{FB8B}' => Some("ژ"),
        _ => plain_letters(c),
    }
}

fn farsi(c: char) -> Option<&'static str> {
    Some(match c {
        'ی' | 'ې' | 'ے' => "ي",
        'ک' | 'ڪ' | 'گ' => "ك",
        'ہ' | 'ھ' | 'ە' => "ه",
        'پ' => "ب",
        'چ' => "ج",
        'ژ' => "ز",
        'ڤ' => "ف",
        _ => return None,
    })
}

fn digit(c: char) -> Option<&'static str> {
    const DIGITS: &str = "0123456789";
    let value = match c {
        '٠'..='٩' => c as usize - '٠' as usize,
        '۰'..='۹' => c as usize - '۰' as usize,
        '٫' => return Some("."),
        '٬' => return Some(","),
        _ => return None,
    };
    DIGITS.get(value..=value)
}

fn punctuation(c: char) -> Option<&'static str> {
    Some(match c {
        '،' => ",",
        '؛' => ";",
        '؟' => "?",
        '٪' => "%",
        '۔' => ".",
        '«' | '»' | '“' | '”' | '„' | '‟' => "\"",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' => "'",
        '–' | '—' | '―' | '−' | '‐' | '‑' => "-",
        '…' => "...",
        _ => return None,
    })
}
