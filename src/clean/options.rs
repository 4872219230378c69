//! How cleaning is asked for.

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
    /// Which changes to characters are made.
    pub profile: CleanProfile,
    /// Whether the repairs that findings suggest are made in the clean text. Default: no.
    pub apply_repairs: bool,
    /// Steps besides those of the profile. Default: none.
    pub with: Steps,
    /// Steps of the profile that are left out. Default: none.
    pub without: Steps,
}

impl CleanOptions {
    /// The defaults: the profile [`CleanProfile::Display`], no repairs.
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

    /// Leaves out a step of the profile.
    #[must_use]
    pub const fn without_step(mut self, step: Step) -> Self {
        self.without = self.without.with(step);
        self
    }

    /// The steps that are asked for: the profile's, with those added and those left out.
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
        /// Safe and meaning-preserving: spaces, bidi and zero-width marks, presentation forms,
        /// tatweel that only stretches, line ends. The default.
        #[default]
        Display "display",
        /// Lossy, for matching: every [`Step`]. [`fold`](crate::fold) writes a word that is searched for in the same way.
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
