//! The result of cleaning. Every span is in bytes of the caller's text.

use std::fmt;

use super::rules::BlockRule;
use crate::text::{Span, kinds};

/// The result of cleaning one text.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cleaned {
    /// The blocks of the text. Concatenated, they are the whole text.
    pub blocks: Vec<Block>,
    /// The kept blocks, one paragraph a line, written in the requested profile.
    pub clean_text: String,
    /// The mapping between `clean_text` and the text: in order in both, without gaps in `clean_text`.
    pub alignment: Vec<Alignment>,
    /// Doubtful places in the text, in order.
    pub findings: Vec<Finding>,
    /// What the page says about the article: title, byline, dates and the like.
    pub metadata: Metadata,
}

impl Cleaned {
    /// Returns the span of `text`, the text that was cleaned, from which the span `clean` of `clean_text` comes, or `None` if none of `clean`
    /// comes from the text. A run that does not map position by position is returned whole. A mark that cleaning removed after the last
    /// letter is not included. See [`fold`](crate::fold) for an example.
    #[must_use]
    pub fn raw(&self, text: &str, clean: Span) -> Option<Span> {
        let first = self.alignment.partition_point(|run| run.clean.end <= clean.start);
        let last = self.alignment.partition_point(|run| run.clean.start < clean.end);
        let runs = self.alignment.get(first..last)?;
        let place = |run: &Alignment| run.part(clean, run.is_linear(&self.clean_text, text));
        let raw = Span::new(place(runs.first()?).start, place(runs.last()?).end);
        (!raw.is_empty()).then_some(raw)
    }
}

/// A run of the text that belongs to one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Block {
    /// The span of the block. White space between two blocks belongs to the first.
    pub span: Span,
    /// The kind of the block.
    pub kind: BlockKind,
    /// Whether the block is part of the article.
    pub kept: bool,
    /// The rule that chose the kind.
    pub rule: BlockRule,
}

kinds! {
    /// The kind of a block.
    pub enum BlockKind {
        /// The headline. At most one block has this kind.
        Title "title",
        /// A sub-headline or summary under the title.
        Deck "deck",
        /// A sub-heading inside the body.
        Heading "heading",
        /// The article's own text.
        Body "body",
        /// A repetition of the title or of a teaser.
        Repeat "repeat",
        /// Author, agency or dateline on its own line.
        Byline "byline",
        /// A date or time on its own line.
        Timestamp "timestamp",
        /// The caption of a picture.
        Caption "caption",
        /// "Source: …" on its own line.
        Source "source",
        /// Links to other stories, and their headings.
        Related "related",
        /// Readers' comments, their names and dates.
        Comments "comments",
        /// Boilerplate: navigation, forms, sharing, terms, copyright, tags, counters, advertising.
        Ui "ui",
    }
}

impl BlockKind {
    /// Whether blocks of this kind are part of the article.
    #[must_use]
    pub const fn is_article(self) -> bool {
        matches!(self, Self::Title | Self::Deck | Self::Heading | Self::Body)
    }
}

/// A run of `clean_text` and the run of the text that it corresponds to.
///
/// Runs of the same length map position by position: they are copies, or have one character replaced by another. In runs of
/// different length only the ends correspond. If `raw` is empty, cleaning inserted the text (a line end between paragraphs).
/// Text that cleaning removed lies between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Alignment {
    /// Span in the clean text, in bytes.
    pub clean: Span,
    /// Span in the caller's text, in bytes.
    pub raw: Span,
}

impl Alignment {
    /// Returns whether the run maps byte by byte: the character boundaries are the same on both sides.
    pub(crate) fn is_linear(self, clean: &str, raw: &str) -> bool {
        fn lengths(text: &str) -> impl Iterator<Item = usize> {
            text.chars().map(char::len_utf8)
        }
        lengths(self.clean.slice(clean)).eq(lengths(self.raw.slice(raw)))
    }

    /// The part of `raw` that corresponds to the part of `clean` within this run.
    fn part(self, clean: Span, is_linear: bool) -> Span {
        if !is_linear {
            return self.raw;
        }
        let at = |offset: u32| {
            self.raw.start + (offset.clamp(self.clean.start, self.clean.end) - self.clean.start)
        };
        Span::new(at(clean.start), at(clean.end))
    }
}

/// A doubtful place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Finding {
    /// The kind of problem.
    pub kind: FindingKind,
    /// The place of the problem.
    pub span: Span,
    /// The correct text for the span, where it is known.
    pub repair: Option<String>,
}

/// The kind of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// A word of Arabic and Latin letters (`تستكشfan`).
    MixedScript,
    /// Text decoded with the wrong encoding.
    Mojibake,
    /// Arabic presentation forms (U+FB50–FDFF, U+FE70–FEFF) instead of letters.
    PresentationForms,
    /// A quotation mark without a partner.
    UnbalancedMark,
    /// A control character that does not belong in text.
    ControlCharacter,
    /// The text is not Arabic.
    NotArabic,
    /// The text is HTML with tags. isnad read what a reader sees of it.
    Markup,
    /// A character reference (`&quot;`, `#187;`) in plain text. isnad read the character it refers to.
    CharacterReference,
    /// A question mark, or several, that a wrong charset put in place of letters or of a percent sign.
    LostCharacter,
    /// The text is longer than the 4 GiB that spans can address. The span of the finding is the end of the part that was read.
    Truncated {
        /// The number of bytes after that place.
        unread: usize,
    },
}

impl FindingKind {
    /// The name, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MixedScript => "mixed-script",
            Self::Mojibake => "mojibake",
            Self::PresentationForms => "presentation-forms",
            Self::UnbalancedMark => "unbalanced-mark",
            Self::ControlCharacter => "control-character",
            Self::NotArabic => "not-arabic",
            Self::Markup => "markup",
            Self::CharacterReference => "character-reference",
            Self::LostCharacter => "lost-character",
            Self::Truncated { .. } => "truncated",
        }
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The name alone. The number of unread bytes follows from the start of the finding's span.
#[cfg(feature = "serde")]
impl serde::Serialize for FindingKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What the page says about the article, as spans of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Metadata {
    /// The headline.
    pub title: Option<Span>,
    /// The sub-headline or summary.
    pub deck: Option<Span>,
    /// Author lines.
    pub bylines: Vec<Span>,
    /// Agencies or outlets named as the source.
    pub sources: Vec<Span>,
    /// The place of the dateline.
    pub place: Option<Span>,
    /// Dates and times of the page.
    pub timestamps: Vec<Timestamp>,
}

/// A date or time as it is written on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Timestamp {
    /// The span of the date or time.
    pub span: Span,
    /// The date or time in ISO 8601, if the notation is unambiguous; never set for Hijri dates.
    pub iso: Option<String>,
}

/// How the title was chosen among the lines above the text.
#[derive(Clone, Debug)]
pub struct TitleChoice {
    /// The situation, that is, what surrounds the text. It selects the column of weights in `lexicon/titles.tsv`.
    pub situation: &'static str,
    /// "No title" first, then the lines that may be the title, from the top.
    pub candidates: Vec<TitleCandidate>,
    /// The index of the chosen candidate.
    pub taken: usize,
}

/// A line that may be the title.
#[derive(Clone, Debug)]
pub struct TitleCandidate {
    /// The line, or `None` for "no title".
    pub line: Option<Span>,
    /// The facts that hold for the line: name, meaning and weight of each. A weight is in hundredths of the natural logarithm of
    /// the odds.
    pub facts: Vec<(&'static str, &'static str, i16)>,
    /// The sum of the weights.
    pub sum: i32,
}
