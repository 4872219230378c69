//! Sets of named facts, and the tables of their weights.

/// Implements the set operations for a set over an unsigned integer.
macro_rules! bits {
    ($set:ident) => {
        impl $set {
            /// The union of both sets.
            #[must_use]
            pub const fn with(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// The set with `other` added if `there` is true.
            #[must_use]
            pub const fn and(self, other: Self, there: bool) -> Self {
                if there { self.with(other) } else { self }
            }

            /// Returns whether the sets have a fact in common.
            #[must_use]
            pub const fn any(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// The indexes of the facts in the set, which are rows of the weights.
            #[allow(dead_code, reason = "not every set has weights")]
            fn places(self) -> impl Iterator<Item = usize> {
                let all = u128::from(self.0);
                // One half at a time, because the processor has 64 bits.
                $crate::text::places(all as u64)
                    .chain($crate::text::places((all >> 64) as u64).map(|place| place + 64))
            }
        }
    };
}

/// The indexes of the set bits, lowest first.
pub(crate) fn places(mut left: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(place)
    })
}

/// Defines the facts of the set `Facts`, in the order of the rows of their table of weights. Each fact has a constant, a name in the
/// table, and a meaning.
macro_rules! facts {
    ($($constant:ident $name:literal $doc:literal;)*) => {
        /// The index of each fact in the set.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Place { $($constant,)* }

        impl Facts {
            $(#[doc = $doc] pub const $constant: Self = Self(1 << Place::$constant as u8);)*
            /// All facts with their names and meanings, in the order of the table of weights.
            pub const ALL: &'static [(&'static str, &'static str, Self)] =
                &[$(($name, $doc, Self::$constant)),*];

            /// The facts of the set, each with its name, its meaning and its weight in a column of the table.
            fn explained_in<const COLUMNS: usize>(
                self,
                column: usize,
                weights: &[[i16; COLUMNS]],
            ) -> impl Iterator<Item = (&'static str, &'static str, i16)> {
                let weight = move |place: usize| weights.get(place).map_or(0, |row| row[column]);
                let all = Self::ALL.iter().enumerate().filter(move |(_, (.., bit))| self.any(*bit));
                all.map(move |(place, (name, meaning, _))| (*name, *meaning, weight(place)))
            }

            /// The sum of the weights of the set's facts in a column of the table.
            fn weigh_in<const COLUMNS: usize>(self, column: usize, weights: &[[i16; COLUMNS]]) -> i32 {
                let weight = |place: usize| weights.get(place).map_or(0, |row| i32::from(row[column]));
                self.places().map(weight).sum()
            }
        }
    };
}

pub(crate) use {bits, facts};
