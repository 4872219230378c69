//! Enums whose variants have a name, or a name and a meaning.

/// Makes an enum from its variants: the name of each in answers, what it means in a sentence, and before it an example.
macro_rules! named {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$example:meta])* $variant:ident $name:literal $meaning:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $type { $(#[doc = $meaning] $(#[$example])* $variant),* }

        impl $type {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name, as answers give it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        /// The name in quotation marks.
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.name(), f)
            }
        }
    };
}

/// Makes an enum from its variants, each with its name. Unlike the decisions of [`named`], they need no sentence.
macro_rules! kinds {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$doc:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$doc])* $variant),* }

        impl $type {
            /// The name, in small letters.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

pub(crate) use {kinds, named};
