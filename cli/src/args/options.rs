//! The options of the stages.

use std::sync::LazyLock;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use isnad::server::wire::AlignmentForm;
use isnad::{CleanOptions, CleanProfile, QuoteOptions, SegmentOptions, Step};

/// How clean text is written.
#[derive(Debug, Args)]
pub struct CleanArgs {
    /// Which changes to characters make the clean text
    #[arg(long, value_enum, default_value_t = Profile::Display)]
    profile: Profile,

    /// Make this change to characters, too; may be given again
    #[arg(long, value_enum, value_name = "STEP")]
    with: Vec<CleanStep>,

    /// Do not make this change of the profile; may be given again; the names are those of --with
    #[arg(long, value_enum, value_name = "STEP", hide_possible_values = true)]
    without: Vec<CleanStep>,

    /// Make the repairs that findings suggest in the clean text
    #[arg(long)]
    apply_repairs: bool,

    /// How answers as JSON give the alignment of the clean text
    #[arg(long, value_enum, default_value_t = Runs::List)]
    alignment: Runs,
}

impl CleanArgs {
    /// As the core takes them.
    pub fn options(&self) -> CleanOptions {
        let options = CleanOptions::new().with_profile(self.profile.into()).with_repairs(self.apply_repairs);
        let options = self.with.iter().fold(options, |options, step| options.with_step(step.0));
        self.without.iter().fold(options, |options, step| options.without_step(step.0))
    }

    /// How answers as JSON give the alignment.
    pub fn alignment(&self) -> AlignmentForm {
        self.alignment.into()
    }

    /// A step that is asked for and left out at once.
    pub fn contradiction(&self) -> Option<Step> {
        self.with.iter().find(|step| self.without.contains(step)).map(|step| step.0)
    }
}

/// A change to characters, under the name that the core gives it.
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

/// A named list of changes to characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// None: only blocks are dropped
    AsIs,
    /// Safe ones: spaces, invisible marks, presentation forms, tatweel that only stretches
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

/// How the alignment is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Runs {
    /// A list of runs
    List,
    /// The same in few bytes, as the field compact_alignment of the contract says
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
    /// Only a blank line ends a paragraph; by default every line end does but those that wrap text at a column
    #[arg(long)]
    no_line_breaks: bool,

    /// Leave out sentence ends inside a quotation
    #[arg(long)]
    keep_quotations_whole: bool,

    /// The text is not wrapped: join no lines, even where all of them end at one column or at a link
    #[arg(long)]
    keep_lines: bool,
}

impl SegmentArgs {
    /// As the core takes them.
    pub fn options(&self) -> SegmentOptions {
        SegmentOptions::new()
            .with_line_breaks(!self.no_line_breaks)
            .with_quotations_whole(self.keep_quotations_whole)
            .with_lines_kept(self.keep_lines)
    }
}

/// Which quotes are given, and which of their speakers by name.
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
    /// As the core takes them.
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
