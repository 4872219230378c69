//! The publication time of a document, as precise as it is given.

use crate::text::kinds;

kinds! {
    /// The precision of a time.
    #[derive(PartialOrd, Ord)]
    pub enum Precision {
        /// To the day.
        Day "day",
        /// To the minute.
        Minute "minute",
        /// To the second.
        Second "second",
    }
}

/// A day, or a time of day on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// Days since 1 March of the year 0.
    pub day: i64,
    /// The second of the day, if a time is given.
    pub second: Option<u32>,
    /// The precision.
    pub precision: Precision,
}

impl Published {
    /// Reads ISO 8601: "2024-03-05", "2024-03-05T16:00", "2024-03-05T16:00:30Z", "2024-03-05 16:00+03:00". A time with a zone is converted
    /// to UTC; a time without a zone is not converted. Returns `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let day = day(text.get(..10)?)?;
        let rest = text.get(10..)?;
        if rest.is_empty() {
            return Some(Self { day, second: None, precision: Precision::Day });
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (clock, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
        let (seconds, precision) = clock_of(clock)?;
        let moment = day * DAY + i64::from(seconds) - zone_of(zone)?;
        let second = u32::try_from(moment.rem_euclid(DAY)).ok();
        Some(Self { day: moment.div_euclid(DAY), second, precision })
    }

    /// Returns whether the time is certainly earlier than the other.
    pub fn is_before(self, other: Self) -> bool {
        let unit = if self.precision.min(other.precision) == Precision::Second { 1 } else { 60 };
        let moments = self.second.zip(other.second);
        let earlier = moments.is_some_and(|(one, other)| one / unit < other / unit);
        self.day < other.day || self.day == other.day && earlier
    }
}

/// Returns whether [`trace`](crate::trace()) accepts the text as a day or a time.
#[must_use]
pub fn is_time(text: &str) -> bool {
    Published::read(text).is_some()
}

/// Seconds in a day.
const DAY: i64 = 86_400;

fn day(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(number);
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| day_number(year.into(), month.into(), day.into()))
}

/// Parses a number that consists of digits only; `parse` would accept a sign.
fn number(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Days since 1 March of the year 0.
const fn day_number(year: i64, month: i64, day: i64) -> i64 {
    // If the year begins in March, the leap day is at its end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

/// The seconds of "16:00" or "16:00:30". Fractions of a second are ignored.
fn clock_of(clock: &str) -> Option<(u32, Precision)> {
    let whole = clock.split(['.', ',']).next()?;
    let mut parts = whole.split(':').map(number);
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next();
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    let second = second.map_or(Some(0), |second| second)?;
    let valid = hour < 24 && minute < 60 && second < 61 && parts.next().is_none();
    valid.then_some((hour * 3600 + minute * 60 + second, precision))
}

/// The offset of a zone from UTC, in seconds.
fn zone_of(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.as_bytes() {
        [] | [b'Z' | b'z'] => return Some(0),
        [b'+', ..] => (1, zone.get(1..)?),
        _ => (-1, zone.get(1..)?),
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then(|| sign * i64::from(hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_read_and_nothing_else() {
        let of = |text| Published::read(text).map(|it| (it.day, it.second, it.precision));
        let day = of("2024-03-05").expect("a day").0;
        assert_eq!(of("2024-03-06").map(|it| it.0), Some(day + 1));
        assert_eq!(of("2024-03-05T16:00"), Some((day, Some(57_600), Precision::Minute)));
        assert_eq!(of("2024-03-05T16:00:30.5Z"), Some((day, Some(57_630), Precision::Second)));
        assert_eq!(of("2024-03-05 01:00+03:00"), Some((day - 1, Some(79_200), Precision::Minute)));
        for wrong in [
            "",
            "2024",
            "2024-13-05",
            "2024-03-05T",
            "2024-03-05T25:00",
            "2024-03-0512",
            "+024-03-05",
            "5 آذار 2024",
            "2024-03-05T10:00+3",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_alone_is_not_before_a_time_of_it() {
        let of = |text| Published::read(text).expect("a time");
        assert!(of("2024-03-05").is_before(of("2024-03-06T00:00")));
        assert!(!of("2024-03-05").is_before(of("2024-03-05T10:00")));
        assert!(of("2024-03-05T09:00").is_before(of("2024-03-05T10:00")));
        assert!(
            !of("2024-03-05T10:00").is_before(of("2024-03-05T10:00:30")),
            "it may be later in the minute"
        );
    }
}
