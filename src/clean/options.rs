//! The options of cleaning.

use super::{Step, Steps};
use crate::text::kinds;

/// How the clean text is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
#[non_exhaustive]
pub struct CleanOptions {
    /// The profile: the character steps that are applied.
    pub profile: CleanProfile,
    /// Whether the repairs that findings suggest are applied to the clean text. Default: no.
    pub apply_repairs: bool,
    /// Steps in addition to those of the profile. Default: none.
    pub with: Steps,
    /// Steps of the profile that are skipped. Default: none.
    pub without: Steps,
}

impl CleanOptions {
    /// The default options: the profile [`CleanProfile::Display`] without repairs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`profile`](Self::profile).
    #[must_use]
    pub const fn with_profile(mut self, profile: CleanProfile) -> Self {
        self.profile = profile;
        self
    }

    /// Sets [`apply_repairs`](Self::apply_repairs).
    #[must_use]
    pub const fn with_repairs(mut self, apply: bool) -> Self {
        self.apply_repairs = apply;
        self
    }

    /// Adds a step to those of the profile.
    #[must_use]
    pub const fn with_step(mut self, step: Step) -> Self {
        self.with = self.with.with(step);
        self
    }

    /// Skips a step of the profile.
    #[must_use]
    pub const fn without_step(mut self, step: Step) -> Self {
        self.without = self.without.with(step);
        self
    }

    /// Returns the resulting steps: those of the profile, plus the added steps, minus the skipped steps.
    #[must_use]
    pub fn steps(&self) -> Steps {
        self.profile.steps().or(self.with).except(self.without)
    }
}

kinds! {
    /// A named list of character steps for the clean text.
    #[derive(Default)]
    pub enum CleanProfile {
        /// Characters stay as they are; only blocks are dropped.
        AsIs "as-is",
        /// Preserves the meaning: normalises spaces, line ends and presentation forms, and removes bidi and zero-width marks
        /// and tatweel that only stretches a word. The default.
        #[default]
        Display "display",
        /// Lossy, for matching: every [`Step`]. [`fold`](crate::fold) normalises a search term in the same way.
        Search "search",
    }
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
