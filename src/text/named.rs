//! Macros for enums whose variants have a name, or a name and a meaning.

/// Defines an enum. Each variant has the name used in answers and a sentence that gives its meaning, and may be preceded by an example.
macro_rules! named {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$example:meta])* $variant:ident $name:literal $meaning:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type { $(#[doc = $meaning] $(#[$example])* $variant),* }

        impl $type {
            /// The meaning of the variant, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }
        }

        /// The name in quotation marks.
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        $crate::text::names!($type { $($variant $name)* });
    };
}

/// Defines an enum whose variants have a name each. Unlike the decisions of [`named`], the variants have no meaning.
macro_rules! kinds {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$doc:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type { $($(#[$doc])* $variant),* }

        $crate::text::names!($type { $($variant $name)* });
    };
}

/// Implements the names of an enum's variants: `as_str`, `Display` and, with the feature `serde`, serialisation.
macro_rules! names {
    ($type:ident { $($variant:ident $name:literal)* }) => {
        impl $type {
            /// All variants, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name, in lower case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const NAMES: &[&str] = &[$($name),*];
                let name = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                let named = Self::ALL.iter().copied().find(|it| it.as_str() == name);
                named.ok_or_else(|| serde::de::Error::unknown_variant(&name, NAMES))
            }
        }
    };
}

pub(crate) use {kinds, named, names};
