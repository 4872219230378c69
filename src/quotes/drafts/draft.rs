//! A quote in the making, in token positions.

use crate::quotes::content::Content;
use crate::quotes::cue::Cue;
use crate::quotes::mention::Sayer;
use crate::quotes::result::QuoteType;
use crate::tokens::TokenRange;

/// A quote before its speaker is resolved.
#[derive(Clone, Debug)]
pub struct Draft {
    pub kind: QuoteType,
    /// Token ranges of the content, marks not included at its ends.
    pub content: Vec<TokenRange>,
    /// The cue; none for headlines and quotations that stand alone.
    pub cue: Option<Cue>,
    /// The speaker's noun phrase.
    pub mention: Option<Sayer>,
    /// The noun phrase before a relative cue ("X, who said"): not a mention in the cue's clause,
    /// but the one who speaks.
    pub antecedent: Option<Sayer>,
    /// The subject of a clause around or before the cue, which speaks if there is neither of these.
    pub actor: Option<Sayer>,
    /// Who passed it on.
    pub relays: Vec<RelayDraft>,
    pub addressee: Option<TokenRange>,
    pub rule: Rule,
    pub recovered: bool,
    /// Paragraph in which the cue stands.
    pub paragraph: usize,
    /// Whether it lies inside the content of another quote.
    pub nested: bool,
    /// Whether the subject is that of the main verb before it (participles, verbal nouns).
    pub dependent: bool,
}

impl Draft {
    /// A quote with nothing but its content.
    pub fn new(content: Content, rule: Rule, paragraph: usize) -> Self {
        Self {
            kind: content.kind,
            content: content.pieces,
            cue: None,
            mention: None,
            antecedent: None,
            actor: None,
            relays: Vec::new(),
            addressee: None,
            rule,
            recovered: content.recovered,
            paragraph,
            nested: false,
            dependent: false,
        }
    }
}

/// Who passed words on.
#[derive(Clone, Debug)]
pub struct RelayDraft {
    pub tokens: TokenRange,
    pub cue: Option<Cue>,
}

/// Which rule made a quote; the names are part of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A verb, its subject behind it, a complementizer: "قال X إن".
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
    /// A quotation that goes on without a cue.
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
}
