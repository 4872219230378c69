//! How cleaning is asked for.

use super::{Step, Steps};

/// How the clean text is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Which changes to characters are made.
    pub profile: CleanProfile,
    /// Whether the repairs that findings suggest are made in the clean text. Default: no.
    pub apply_repairs: bool,
    /// Steps besides those of the profile. Default: none.
    pub with: Steps,
    /// Steps of the profile that are left out. Default: none.
    pub without: Steps,
    /// How an answer gives the alignment. [`super::Cleaned`] has its runs in any case. Default: as a list.
    pub alignment: AlignmentForm,
}

/// How an answer gives the alignment of the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlignmentForm {
    /// A list of runs, each with two spans. The default.
    #[default]
    List,
    /// The same runs in few bytes: [`super::compact`].
    Compact,
    /// Not at all.
    None,
}

impl CleanOptions {
    /// The steps that are asked for: the profile's, with those added and those left out.
    #[must_use]
    pub fn steps(&self) -> Steps {
        self.profile.steps().or(self.with).without(self.without)
    }
}

/// A named list of character steps for the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CleanProfile {
    /// Characters stay as they are; only blocks are dropped.
    AsIs,
    /// Safe and meaning-preserving: spaces, bidi and zero-width marks, presentation forms,
    /// tatweel that only stretches, line ends. The default.
    #[default]
    Display,
    /// Lossy, for matching: DISPLAY, then diacritics, alef and hamza forms, final yaa, taa
    /// marbuta, Farsi letters, digits.
    Search,
}

impl CleanProfile {
    /// The steps of the profile.
    fn steps(self) -> Steps {
        match self {
            Self::AsIs => Steps::NONE,
            Self::Display => Steps::of(Step::LOSSLESS),
            Self::Search => Steps::of(Step::ALL),
        }
    }
}
