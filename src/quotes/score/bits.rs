//! What sets of named bits have in common.

/// Gives a set over an unsigned integer its operations.
macro_rules! bits {
    ($set:ident) => {
        impl $set {
            /// Both sets together.
            #[must_use]
            pub const fn with(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// The set with `other` where `there`.
            #[must_use]
            pub const fn and(self, other: Self, there: bool) -> Self {
                if there { self.with(other) } else { self }
            }

            /// Whether any of `other` is here.
            #[must_use]
            pub const fn any(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// The places of what is here: rows of the weights.
            fn places(self) -> impl Iterator<Item = usize> {
                let mut left = self.0;
                std::iter::from_fn(move || {
                    let place = (left != 0).then(|| left.trailing_zeros() as usize)?;
                    left &= left - 1;
                    Some(place)
                })
            }
        }
    };
}

pub(super) use bits;
