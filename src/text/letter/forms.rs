//! Presentation forms: characters that represent a letter at one position in a word.

use super::{Class, EXTEND, LAM_ALEF, OTHER, class, low};

/// The letter of a presentation form, by the order of Unicode's block
/// "Arabic Presentation Forms-B": the two or four forms of each letter are consecutive.
pub(super) fn presentation(point: u32) -> Class {
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

/// The plain letters of a presentation form, as [`class`] reads it.
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
