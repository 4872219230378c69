//! The rules that make quotes.

use crate::quotes::clause::Opening;
use crate::quotes::cue::Cue;

/// Which rule made a quote; the names are part of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A verb, its subject after it, a complementizer: "قال X إن".
    VerbClause,
    /// A verb and a colon: "قال X:".
    VerbColon,
    /// A verb and quotation marks: `قال X "…"`.
    VerbMark,
    /// A verb and a noun complement with a quoted fragment.
    VerbNoun,
    /// A verb and a question.
    VerbQuestion,
    /// A participle: "مضيفا أن".
    Participle,
    /// A verbal noun: "قوله إن".
    Nominal,
    /// Marks or clause first, then the verb and its subject.
    ContentFirst,
    /// "بحسب X، …".
    SourceBefore,
    /// "…، بحسب X".
    SourceAfter,
    /// A headline's "X: …".
    Headline,
    /// A quotation that continues without a cue.
    Continued,
}

impl Rule {
    /// Every rule.
    pub const ALL: &'static [Self] = &[
        Self::VerbClause,
        Self::VerbColon,
        Self::VerbMark,
        Self::VerbNoun,
        Self::VerbQuestion,
        Self::Participle,
        Self::Nominal,
        Self::ContentFirst,
        Self::SourceBefore,
        Self::SourceAfter,
        Self::Headline,
        Self::Continued,
    ];

    /// The name in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VerbClause => "verb-clause",
            Self::VerbColon => "verb-colon",
            Self::VerbMark => "verb-mark",
            Self::VerbNoun => "verb-noun",
            Self::VerbQuestion => "verb-question",
            Self::Participle => "participle",
            Self::Nominal => "nominal",
            Self::ContentFirst => "content-first",
            Self::SourceBefore => "source-before",
            Self::SourceAfter => "source-after",
            Self::Headline => "headline",
            Self::Continued => "continued",
        }
    }

    /// The rule of a cue and what introduces its content.
    pub fn of(cue: &Cue, opening: Opening) -> Self {
        if cue.is_participle() {
            return Self::Participle;
        }
        if cue.is_nominal() {
            return Self::Nominal;
        }
        match opening {
            Opening::Clause(_) => Self::VerbClause,
            Opening::Colon(_) => Self::VerbColon,
            Opening::Mark(_) => Self::VerbMark,
            Opening::Noun(_) => Self::VerbNoun,
            Opening::Question(_) => Self::VerbQuestion,
        }
    }
}
