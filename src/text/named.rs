//! Enums whose variants have a name, or a name and a meaning.

/// Makes an enum from its variants: the name of each in answers, what it means in a sentence, and before it an example.
macro_rules! named {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$example:meta])* $variant:ident $name:literal $meaning:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type { $(#[doc = $meaning] $(#[$example])* $variant),* }

        impl $type {
            /// What it means, in a sentence.
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

/// Makes an enum from its variants, each with its name. Unlike the decisions of [`named`], they need no sentence.
macro_rules! kinds {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$doc:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type { $($(#[$doc])* $variant),* }

        $crate::text::names!($type { $($variant $name)* });
    };
}

/// The names of an enum's variants: in `as_str`, `Display` and, with the feature `serde`, in serialised form.
macro_rules! names {
    ($type:ident { $($variant:ident $name:literal)* }) => {
        impl $type {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name, in small letters.
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
