//! What a set of steps does with one character. These tables are character classes, so Arabic letters appear in them, as
//! in `text::letter`.

use super::steps::{Step, Steps};
use crate::text::bytes::find;
use crate::text::letter::{self, class, plain_letters};

/// The change to a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The character stays.
    Keep,
    /// The character is removed.
    Drop,
    /// The character is replaced.
    To(&'static str),
}

/// The context of a character.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// The last character of the clean text.
    pub before: Option<char>,
    /// The next character of the text that no step removes.
    pub behind: Option<char>,
    /// Whether the clean line so far is empty or ends in a space.
    pub spaced: bool,
}

/// The number of bytes at the start of `bytes` whose characters certainly stay as they are.
pub(super) fn dull(bytes: &[u8], steps: Steps) -> usize {
    let lossy = !steps.and(Steps::of(Step::LOSSY)).is_empty();
    if lossy {
        find(bytes, |_, _| true, |byte, behind| may_lose_nothing(byte, behind) || may_lose(byte, behind))
    } else {
        find(bytes, is_rare, may_lose_nothing)
    }
}

/// A quick test: returns whether the byte may start a character that a lossless step changes. It has false positives.
#[inline]
fn is_rare(byte: u8, behind: u8) -> bool {
    let doubled = byte.max(behind) <= b' ';
    // Bytes from E1 up or below 20.
    let far = byte.wrapping_sub(0xE1) < 0x20_u8.wrapping_sub(0xE1);
    // The second bytes of tatweel and of U+061C.
    let arabic = (behind == 0x80) | (behind == 0x9C);
    doubled | far | arabic | (byte == 0x7F) | (byte == 0xC2)
}

/// Returns whether a lossless step may change the character that starts with these bytes.
#[inline]
fn may_lose_nothing(byte: u8, behind: u8) -> bool {
    match byte {
        b' ' => matches!(behind, b' ' | b'\n'),
        0x00..0x20 | 0x7F | 0xEF => true,
        // U+0080–00A0 and U+00AD.
        0xC2 => behind <= 0xA0 || behind == 0xAD,
        // U+061C and tatweel.
        0xD8 => behind == 0x9C,
        0xD9 => behind == 0x80,
        // U+1680, U+2000–207F and U+3000–303F.
        0xE1..=0xE3 => matches!(behind, 0x80 | 0x81 | 0x9A),
        _ => false,
    }
}

/// Returns whether a lossy step may change the character.
#[inline]
fn may_lose(byte: u8, behind: u8) -> bool {
    match byte {
        // U+060C, 061B, 061F, and the letters with hamza, madda and taa marbuta.
        0xD8 => matches!(behind, 0x8C | 0x9B | 0x9F | 0xA2..=0xA6 | 0xA9),
        // U+0649, diacritics, digits and number signs up to U+066C, U+0670, 0671 and 067E.
        0xD9 => matches!(behind, 0x89 | 0x8B..=0xAC | 0xB0 | 0xB1 | 0xBE),
        0xC2 => matches!(behind, 0xAB | 0xBB),
        // Dashes and quotation marks; letters of Persian and Urdu.
        0xE2 | 0xDA | 0xDB => true,
        _ => false,
    }
}

/// The change that the steps make to `c`.
pub(super) fn change(c: char, around: Around, steps: Steps) -> Change {
    let lossless = lossless(c, around, steps);
    if lossless == Change::Keep { lossy(c, around, steps) } else { again(lossless, steps) }
}

/// Applies the lossy steps to the letter of a presentation form too.
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
        _ => by_class(c, around, steps),
    }
}

/// The change to a character that depends on its class or form.
fn by_class(c: char, around: Around, steps: Steps) -> Change {
    let when = |step: Step, change: Change| if steps.has(step) { change } else { Change::Keep };
    match class(c) {
        letter::SPACE if around.spaced && steps.has(Step::Spaces) => {
            if steps.has(Step::DoubledSpaces) {
                Change::Drop
            } else {
                Change::To(" ")
            }
        }
        letter::SPACE => when(Step::Spaces, Change::To(" ")),
        letter::CONTROL => when(Step::Controls, Change::Drop),
        _ if steps.has(Step::PresentationForms) => form(c).map_or(Change::Keep, Change::To),
        _ => Change::Keep,
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

/// Returns whether the character combines with the one before it.
pub(super) fn is_mark(c: char) -> bool {
    class(c) == letter::EXTEND
}

/// Returns whether the character is a letter, or a diacritic on one.
pub(super) fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| match class(c) {
        1..=letter::LAM_ALEF | letter::TATWEEL => true,
        letter::EXTEND => ('\u{64B}'..='\u{65F}').contains(&c) || c == '\u{670}' || form(c).is_some(),
        _ => form(c).is_some(),
    })
}

/// Returns whether the change to the character depends on the next one.
pub(super) fn looks_ahead(c: char) -> bool {
    matches!(c, 'ـ' | '\r' | '\u{200C}' | '\u{200D}')
}

/// Returns whether the steps remove the character regardless of its context.
pub(super) fn goes(c: char, steps: Steps) -> bool {
    match c {
        '\u{200C}' | '\u{200D}' => steps.has(Step::ZeroWidth),
        _ => lossless(c, Around::default(), steps) == Change::Drop,
    }
}

fn beside_arabic(around: Around) -> bool {
    is_letter(around.before) || is_letter(around.behind)
}

/// The letters or diacritics that a presentation form represents.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_what_no_step_changes() {
        let around = [
            Around::default(),
            Around { before: Some('ب'), behind: Some('ب'), spaced: false },
            Around { before: Some('ب'), behind: Some('\n'), spaced: true },
        ];
        for steps in [Steps::of(Step::LOSSLESS), Steps::of(Step::ALL)] {
            for c in ('\0'..='\u{FFFF}').filter(|&c| c != ' ') {
                let changes = around.iter().any(|&around| change(c, around, steps) != Change::Keep);
                let text = format!("{}{c}ب", "x".repeat(31));
                let passed = dull(text.as_bytes(), steps);
                assert!(!changes || passed <= 31, "{c:?} is passed over");
            }
            assert_eq!(dull("بيت  كبير".as_bytes(), steps), 6, "a doubled space");
        }
    }

    #[test]
    fn few_comparisons_miss_nothing() {
        for (byte, behind) in (0..=u8::MAX).flat_map(|byte| (0..=u8::MAX).map(move |behind| (byte, behind))) {
            assert!(is_rare(byte, behind) || !may_lose_nothing(byte, behind), "{byte:#x} {behind:#x}");
        }
    }
}
