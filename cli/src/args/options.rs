//! The options of the stages.

use std::sync::LazyLock;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use isnad::server::wire::AlignmentForm;
use isnad::{CleanOptions, CleanProfile, QuoteOptions, SegmentOptions, Step};

/// How clean text is written.
#[derive(Debug, Args)]
pub struct CleanArgs {
    /// The character changes made in the clean text
    #[arg(long, value_enum, default_value_t = Profile::Display)]
    profile: Profile,

    /// Make this character change, too; can be given several times
    #[arg(long, value_enum, value_name = "STEP")]
    with: Vec<CleanStep>,

    /// Leave out this change of the profile; can be given several times; same names as for --with
    #[arg(long, value_enum, value_name = "STEP", hide_possible_values = true)]
    without: Vec<CleanStep>,

    /// Apply the repairs that findings suggest to the clean text
    #[arg(long)]
    apply_repairs: bool,

    /// How JSON answers encode the alignment of the clean text
    #[arg(long, value_enum, default_value_t = Runs::List)]
    alignment: Runs,
}

impl CleanArgs {
    /// The same options, as the core's type.
    pub fn options(&self) -> CleanOptions {
        let options = CleanOptions::new().with_profile(self.profile.into()).with_repairs(self.apply_repairs);
        let options = self.with.iter().fold(options, |options, step| options.with_step(step.0));
        self.without.iter().fold(options, |options, step| options.without_step(step.0))
    }

    /// How JSON answers encode the alignment.
    pub fn alignment(&self) -> AlignmentForm {
        self.alignment.into()
    }

    /// A step that is both requested and excluded.
    pub fn contradiction(&self) -> Option<Step> {
        self.with.iter().find(|step| self.without.contains(step)).map(|step| step.0)
    }
}

/// A character change, by its name in the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CleanStep(Step);

impl ValueEnum for CleanStep {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<CleanStep>> =
            LazyLock::new(|| Step::ALL.iter().map(|&step| CleanStep(step)).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()).help(self.0.meaning().trim_end_matches('.')))
    }
}

/// A named list of character changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// None: only blocks are dropped
    AsIs,
    /// Keeps the meaning: spaces, invisible marks, presentation forms, decorative tatweel
    Display,
    /// For matching: also diacritics, forms of alef and hamza, final yaa, taa marbuta, digits
    Search,
}

impl From<Profile> for CleanProfile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::AsIs => Self::AsIs,
            Profile::Display => Self::Display,
            Profile::Search => Self::Search,
        }
    }
}

/// How the alignment is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Runs {
    /// A list of runs
    List,
    /// The same runs in few bytes, as in the API's field compact_alignment
    Compact,
    /// Not at all
    None,
}

impl From<Runs> for AlignmentForm {
    fn from(runs: Runs) -> Self {
        match runs {
            Runs::List => Self::List,
            Runs::Compact => Self::Compact,
            Runs::None => Self::None,
        }
    }
}

/// Where sentences may end.
#[derive(Debug, Args)]
pub struct SegmentArgs {
    /// End paragraphs at blank lines only; by default every line end ends one, unless it wraps text at a
    /// column
    #[arg(long)]
    no_line_breaks: bool,

    /// Leave out sentence ends inside a quotation
    #[arg(long)]
    keep_quotations_whole: bool,

    /// Never join lines, even if all of them end at one column or at a link: the text is not wrapped
    #[arg(long)]
    keep_lines: bool,
}

impl SegmentArgs {
    /// The same options, as the core's type.
    pub fn options(&self) -> SegmentOptions {
        SegmentOptions::new()
            .with_line_breaks(!self.no_line_breaks)
            .with_quotations_whole(self.keep_quotations_whole)
            .with_lines_kept(self.keep_lines)
    }
}

/// Which quotes are returned, and which of their speakers are named.
#[derive(Debug, Args)]
pub struct QuoteArgs {
    /// Leave out quotes below this confidence, from 0 to 1
    #[arg(long, default_value_t = 0.0, value_name = "SHARE", value_parser = share)]
    min_confidence: f32,

    /// Do not name speakers below this confidence, from 0 to 1; their quotes stay
    #[arg(long, default_value_t = 0.0, value_name = "SHARE", value_parser = share)]
    min_speaker_confidence: f32,
}

impl QuoteArgs {
    /// The same options, as the core's type.
    pub fn options(&self) -> QuoteOptions {
        QuoteOptions::new()
            .with_min_confidence(self.min_confidence)
            .with_min_speaker_confidence(self.min_speaker_confidence)
    }
}

fn share(word: &str) -> Result<f32, String> {
    let outside = || "not a number from 0 to 1".to_owned();
    word.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_outside_are_refused() {
        assert_eq!(share("0.25"), Ok(0.25));
        for word in ["-0.1", "1.1", "NaN", "inf", "much"] {
            assert!(share(word).is_err(), "{word}");
        }
    }
}
