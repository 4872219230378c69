//! Reads dates as pages write them, and returns them in ISO 8601 if they are unambiguous.

use super::phrase::id;
use crate::lexicon::{PageClass, PhraseHash, month, page_phrase};
use crate::text::letter::{self, class};
use crate::tokens::{Token, TokenKind};

/// The date, or date and time, in the tokens. `None` if there is none, or more than one.
pub(super) fn iso(text: &str, tokens: &[Token]) -> Option<String> {
    let tokens: Vec<Part> = parts(text, tokens);
    let (year, month, day) = named(&tokens).or_else(|| numeric(&tokens))?;
    let valid = (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = valid.then(|| format!("{year:04}-{month:02}-{day:02}"))?;
    Some(match time(&tokens) {
        Some(time) => format!("{date}T{time}"),
        None => date,
    })
}

/// The role of a token in a date.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A number with its number of digits.
    Number(u32, usize),
    /// Numbers joined by one sign.
    Joined(char, Vec<u32>),
    /// A Gregorian month.
    Month(u32),
    /// Whether the time is before noon, or after it.
    Half(bool),
    /// A time zone, such as GMT.
    Zone(String),
    /// A sign.
    Sign(char),
    /// A word.
    Word,
}

fn parts(text: &str, tokens: &[Token]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut tokens = tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        let word = token.span.slice(text);
        let part = match token.kind {
            TokenKind::Number => number(word),
            kind if kind != TokenKind::Symbol && token.is_wordlike() => {
                let hash = PhraseHash::default().then(id(text, token));
                let both = tokens.peek().and_then(|next| month(hash.then(id(text, next))));
                if both.is_some() {
                    tokens.next();
                }
                both.or_else(|| month(hash))
                    .map_or_else(|| named_part(word, hash), |number| Part::Month(u32::from(number)))
            }
            _ => word.chars().next().map_or(Part::Word, Part::Sign),
        };
        parts.push(part);
    }
    parts
}

fn named_part(word: &str, hash: PhraseHash) -> Part {
    match page_phrase(hash) {
        Some((PageClass::Morning, _)) => Part::Half(false),
        Some((PageClass::Evening, _)) => Part::Half(true),
        _ if word
            .get(..3)
            .is_some_and(|zone| zone.eq_ignore_ascii_case("GMT") || zone.eq_ignore_ascii_case("UTC")) =>
        {
            Part::Zone(word.get(3..).unwrap_or_default().to_owned())
        }
        _ => Part::Word,
    }
}

fn number(word: &str) -> Part {
    let value = |digits: &str| {
        digits.chars().filter_map(digit).fold(0, |sum: u32, d| sum.saturating_mul(10).saturating_add(d))
    };
    match word.chars().find(|&c| digit(c).is_none() && !matches!(class(c), letter::EXTEND | letter::FORMAT)) {
        Some(sign) => Part::Joined(sign, word.split(sign).map(value).collect()),
        None => Part::Number(value(word), word.chars().filter(|&c| digit(c).is_some()).count()),
    }
}

/// The value of a Western, Arabic-Indic or Persian digit.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

/// A date with the name of a month: day, month (or two names of it), year; or month, day, year.
fn named(parts: &[Part]) -> Option<(u32, u32, u32)> {
    let at = parts.iter().position(|part| matches!(part, Part::Month(_)))?;
    let (before, after) = parts.split_at_checked(at)?;
    let &Part::Month(month) = after.first()? else { return None };
    // The names of two different months mean two dates.
    if after.iter().any(|part| matches!(part, Part::Month(other) if *other != month)) {
        return None;
    }
    let year = numbers(after).chain(numbers(before)).find(|&(year, digits)| digits == 4 && year >= 1900)?;
    let mut near = numbers(before).rev().chain(numbers(after).take(1));
    let day = near.find(|&(day, digits)| digits <= 2 && day >= 1)?;
    Some((year.0, month, day.0))
}

/// The numbers among the parts, each with its number of digits.
fn numbers(parts: &[Part]) -> impl DoubleEndedIterator<Item = (u32, usize)> {
    parts.iter().filter_map(|part| match part {
        Part::Number(value, digits) => Some((*value, *digits)),
        _ => None,
    })
}

/// A date of numbers only: the year is first, or the day is too large to be a month.
fn numeric(parts: &[Part]) -> Option<(u32, u32, u32)> {
    let joined = parts.iter().find_map(|part| match part {
        Part::Joined('/' | '-' | '.', numbers) => <[u32; 3]>::try_from(numbers.as_slice()).ok(),
        _ => None,
    });
    let spaced = || {
        parts.windows(5).find_map(|five| match five {
            [
                Part::Number(a, _),
                Part::Sign(x @ ('/' | '-')),
                Part::Number(b, _),
                Part::Sign(y),
                Part::Number(c, _),
            ] if x == y => Some([*a, *b, *c]),
            _ => None,
        })
    };
    let [first, middle, last] = joined.or_else(spaced)?;
    match (first, middle, last) {
        (1900.., ..) => Some((first, middle, last)),
        (13..=31, 1..=12, 1900..) => Some((last, middle, first)),
        (1..=12, 13..=31, 1900..) => Some((last, first, middle)),
        // The day and the month are the same number.
        (1..=12, _, 1900..) if first == middle => Some((last, middle, first)),
        _ => None,
    }
}

/// The time, with its zone if one is written.
fn time(parts: &[Part]) -> Option<String> {
    let (at, clock) = parts.iter().enumerate().find_map(|(at, part)| match part {
        Part::Joined(':', clock) if (2..=3).contains(&clock.len()) => Some((at, clock)),
        _ => None,
    })?;
    let (hour, minute) = (*clock.first()?, *clock.get(1)?);
    let half = parts.get(at + 1..).unwrap_or_default().iter().take(2).find_map(|part| match part {
        Part::Half(evening) => Some(*evening),
        _ => None,
    });
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    let second =
        clock.get(2).filter(|&&second| second < 60).map(|second| format!(":{second:02}")).unwrap_or_default();
    Some(format!("{hour:02}:{minute:02}{second}{}", zone(parts)))
}

fn zone(parts: &[Part]) -> String {
    let written =
        parts.iter().find_map(|part| if let Part::Zone(offset) = part { Some(offset) } else { None });
    let Some(offset) = written else { return String::new() };
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    match (offset.chars().next(), digits.get(..2), digits.get(2..4)) {
        (Some(sign @ ('+' | '-')), Some(hours), Some(minutes)) if digits.len() == 4 => {
            format!("{sign}{hours}:{minutes}")
        }
        (None, ..) => "Z".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenize;

    #[test]
    fn dates_are_read_where_they_can_be_read_in_one_way() {
        for (written, read) in [
            ("الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", Some("2020-04-24T21:22")),
            ("الإثنين، 24 أغسطس 2020 09:23 ص", Some("2020-08-24T09:23")),
            ("٢٤ تشرين الأول ٢٠٠٩", Some("2009-10-24")),
            ("الثلاثاء ١ / ١٢ / ٢٠٢٠", None),
            ("الثلاثاء ١٣ / ١٢ / ٢٠٢٠", Some("2020-12-13")),
            ("2016-02-19 11:15:08 PM", Some("2016-02-19T23:15:08")),
            ("2020/12/25 - 1:59 صباحًا", Some("2020-12-25T01:59")),
            ("28 جويلية 2012", Some("2012-07-28")),
            ("السبت 28 يوليوز 2012 آخر تحديث 01:40:21", Some("2012-07-28T01:40:21")),
            ("Fri, 11 Aug 2017 15:17:37 GMT", Some("2017-08-11T15:17:37Z")),
            ("25 شوال 1436هـ الموافق 10 اغسطس 2015م", Some("2015-08-10")),
            ("25 شوال 1436هـ", None),
            ("1433-08-03 06:28 AM", None),
            ("12/11/2013", None),
            ("11/11/2013", Some("2013-11-11")),
            ("ديسمبر 24, 2020", Some("2020-12-24")),
            ("الساعة 10:39", None),
        ] {
            assert_eq!(iso(written, &tokenize(written)).as_deref(), read, "{written}");
        }
    }
}
