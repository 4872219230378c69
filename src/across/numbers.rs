//! The values of numbers in digits and in words.

pub use crate::text::letter::digit;

/// Values are in thousandths, so that "2.5" has a value.
pub const ONE: u64 = 1000;

/// A part of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A value, in thousandths.
    Value(u64),
    /// A thousand or a power of it. It multiplies the part before it.
    Scale(u64),
}

/// The value in thousandths of a number in digits; `None` for a date, a time or a range.
pub fn value(text: &str) -> Option<u64> {
    let mut whole = 0_u64;
    let mut part: Option<(u64, u32)> = None;
    for c in text.chars() {
        match (digit(c), &mut part) {
            (Some(digit), None) => whole = whole.saturating_mul(10).saturating_add(u64::from(digit)),
            (Some(digit), Some((so_far, digits))) => {
                *so_far = so_far.saturating_mul(10).saturating_add(u64::from(digit));
                *digits += 1;
            }
            // Three digits after a separator are thousands.
            (None, Some((so_far, 3))) if is_separator(c) => {
                whole = whole.saturating_mul(1000).saturating_add(*so_far);
                part = Some((0, 0));
            }
            (None, None) if is_separator(c) => part = Some((0, 0)),
            (None, _) => return None,
        }
    }
    match part {
        None => Some(whole.saturating_mul(ONE)),
        Some((so_far, 3)) => Some(whole.saturating_mul(1000).saturating_add(so_far).saturating_mul(ONE)),
        Some((so_far, digits @ 1..=2)) => {
            Some(whole.saturating_mul(ONE).saturating_add(so_far * ONE / 10_u64.pow(digits)))
        }
        _ => None,
    }
}

const fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '،' | '٫' | '٬')
}

/// A number that is being assembled: "five and twenty thousand".
#[derive(Clone, Copy, Debug)]
pub struct Count {
    total: u64,
    group: u64,
    last: u64,
}

impl Count {
    /// Starts a number with `part`.
    pub const fn begin(part: Part) -> Self {
        match part {
            Part::Value(value) => Self { total: 0, group: value, last: value },
            Part::Scale(scale) => {
                Self { total: scale.saturating_mul(ONE), group: 0, last: scale.saturating_mul(ONE) }
            }
        }
    }

    /// Appends another part, `joined` by "and" if set. Returns `None` if that part is a number of its own.
    pub fn then(self, part: Part, joined: bool) -> Option<Self> {
        match part {
            Part::Value(value) if self.takes(value, joined) => {
                Some(Self { group: self.group.saturating_add(value), last: value, ..self })
            }
            Part::Scale(scale) if !joined && self.group > 0 => {
                let total = self.total.saturating_add(self.group.saturating_mul(scale));
                Some(Self { total, group: 0, last: scale.saturating_mul(ONE) })
            }
            _ => None,
        }
    }

    /// Returns whether `value` can follow: three, ten; five and twenty; a hundred and five; a thousand and two hundred.
    const fn takes(self, value: u64, joined: bool) -> bool {
        let unit = self.last < 10 * ONE;
        if !joined {
            return unit && value == 10 * ONE;
        }
        let tens = unit && value >= 20 * ONE && value < 100 * ONE;
        let smaller = value < self.last && (self.last >= 1000 * ONE || value < 100 * ONE);
        tens || self.last >= 100 * ONE && smaller
    }

    /// The value, in thousandths.
    pub const fn value(self) -> u64 {
        self.total.saturating_add(self.group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_a_value() {
        for (text, expected) in [
            ("25", Some(25_000)),
            ("٢٥", Some(25_000)),
            ("1,500", Some(1_500_000)),
            ("2.5", Some(2_500)),
            ("1,250,000", Some(1_250_000_000)),
            ("12/3", None),
            ("10:30", None),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn parts_make_a_number() {
        use Part::{Scale, Value};
        let read = |parts: &[(Part, bool)]| {
            let mut parts = parts.iter();
            let first = Count::begin(parts.next().expect("a part").0);
            parts.try_fold(first, |count, &(part, joined)| count.then(part, joined)).map(Count::value)
        };
        let of = |value: u64| Value(value * ONE);
        assert_eq!(read(&[(of(5), false), (of(20), true)]), Some(25_000));
        assert_eq!(read(&[(of(3), false), (of(10), false)]), Some(13_000));
        assert_eq!(read(&[(of(5), false), (Scale(1000), false), (of(200), true)]), Some(5_200_000));
        assert_eq!(read(&[(Scale(1000), false), (of(500), true), (of(7), true)]), Some(1_507_000));
        assert_eq!(read(&[(of(5), false), (of(6), true)]), None, "two numbers");
    }
}
