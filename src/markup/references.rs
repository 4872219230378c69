//! Character references: `&quot;`, `&#187;`, and references that have lost their ampersand.

/// The names that pages use, and their characters.
const NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("bdquo", '„'),
    ("bull", '•'),
    ("cent", '¢'),
    ("copy", '©'),
    ("deg", '°'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euro", '€'),
    ("frac12", '½'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lrm", '\u{200E}'),
    ("lsaquo", '‹'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("percnt", '%'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rlm", '\u{200F}'),
    ("rsaquo", '›'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("shy", '\u{AD}'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
];
/// The names that browsers also accept without a semicolon.
const BARE: [&str; 7] = ["amp", "gt", "laquo", "lt", "nbsp", "quot", "raquo"];
/// The length of the longest name, and the maximum number of digits.
const LONGEST: usize = 8;

/// The reference at the start of `rest`: its length and its character. `glued` says whether an ASCII letter or digit or an
/// ampersand precedes it.
pub(super) fn reference(rest: &str, glued: bool) -> Option<(usize, char)> {
    match rest.as_bytes().first()? {
        b'&' => {
            // "&amp;quot;" was escaped twice.
            let twice = rest.strip_prefix("&amp;").and_then(|rest| after_ampersand(rest, true));
            let (length, c) = match twice {
                Some((length, c)) => (length + "&amp;".len(), c),
                None => after_ampersand(rest.get(1..)?, false).map(|(length, c)| (length + 1, c))?,
            };
            Some((length, c))
        }
        b'#' if !glued => number(rest, true),
        _ => None,
    }
}

/// The part of a reference after its ampersand. If `strict`, the semicolon is required.
fn after_ampersand(rest: &str, strict: bool) -> Option<(usize, char)> {
    if rest.starts_with('#') {
        return number(rest, false);
    }
    let length = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let name = rest.get(..length)?;
    let c = NAMES.binary_search_by_key(&name, |row| row.0).ok().and_then(|at| NAMES.get(at))?.1;
    match rest.as_bytes().get(length) {
        Some(b';') => Some((length + 1, c)),
        Some(b'=') => None,
        _ if strict || !BARE.contains(&name) => None,
        _ => Some((length, c)),
    }
}

/// A number with its semicolon, starting at the `#`. If the ampersand was lost, only numbers of marks and letters that occur in
/// news are accepted.
fn number(rest: &str, lost: bool) -> Option<(usize, char)> {
    let body = rest.strip_prefix('#')?;
    let (digits, radix) = match body.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (body, 10),
    };
    let length = digits.bytes().take(LONGEST).take_while(|&byte| char::from(byte).is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let c = char::from_u32(code).filter(|&c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))?;
    let usual =
        || matches!(c, '"' | '\'' | '\u{A0}'..='\u{FF}' | '\u{600}'..='\u{6FF}' | '\u{2010}'..='\u{203A}');
    let closed = digits.as_bytes().get(length) == Some(&b';');
    (closed && (!lost || usual())).then_some((rest.len() - digits.len() + length + 1, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_none_is_longer_than_is_read() {
        assert!(NAMES.is_sorted_by_key(|row| row.0));
        assert!(NAMES.iter().all(|row| row.0.len() <= LONGEST));
        assert!(BARE.iter().all(|bare| NAMES.iter().any(|row| row.0 == *bare)));
    }
}
