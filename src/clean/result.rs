//! What cleaning produces. Every span is in bytes of the caller's text.

use std::fmt;

use super::rules::BlockRule;
use crate::text::{Span, kinds};

/// What cleaning finds in one text.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cleaned {
    /// The parts of the text; put end to end they give the text.
    pub blocks: Vec<Block>,
    /// The kept blocks, one paragraph a line, in the profile asked for.
    pub clean_text: String,
    /// How `clean_text` maps to the text: in order in both, complete.
    pub alignment: Vec<Alignment>,
    /// What is doubtful about the text, in order.
    pub findings: Vec<Finding>,
    /// What the page says about the article.
    pub metadata: Metadata,
}

impl Cleaned {
    /// The place in `text`, the text that was cleaned, from which a place in `clean_text` comes; `None` if nothing of it does. Of a run that
    /// does not map position by position it is the whole run. A mark that cleaning took away after the last letter is not included. [`fold`](crate::fold) has an example.
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

/// A run of the text that is one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Block {
    /// Where it stands. White space between blocks belongs to the block before it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Whether it is part of the article.
    pub kept: bool,
    /// The rule that decided.
    pub rule: BlockRule,
}

kinds! {
    /// What a block is.
    pub enum BlockKind {
        /// The headline, once.
        Title "title",
        /// A sub-headline or summary under the title.
        Deck "deck",
        /// A sub-heading inside the body.
        Heading "heading",
        /// The article's own text.
        Body "body",
        /// The title or a teaser again.
        Repeat "repeat",
        /// Author, agency or dateline on a line of its own.
        Byline "byline",
        /// A date or time on its own.
        Timestamp "timestamp",
        /// The caption of a picture.
        Caption "caption",
        /// "Source: …" on its own.
        Source "source",
        /// Links to other stories, and their headings.
        Related "related",
        /// Readers' comments, their names and dates.
        Comments "comments",
        /// Page furniture: navigation, forms, sharing, terms, copyright, tags, counters, advertising.
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

/// A run of `clean_text` and the run of the text that it stands for.
///
/// Where the two have the same length they map position by position: copied, or one character put for one. Where
/// they differ only the ends correspond. An empty `raw` is text that cleaning put in (a line end between
/// paragraphs); what cleaning took out lies between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Alignment {
    /// Bytes of the clean text.
    pub clean: Span,
    /// Bytes of the caller's text.
    pub raw: Span,
}

impl Alignment {
    /// Whether it maps byte by byte: no character of the one begins inside a character of the other.
    pub(crate) fn is_linear(self, clean: &str, raw: &str) -> bool {
        fn lengths(text: &str) -> impl Iterator<Item = usize> {
            text.chars().map(char::len_utf8)
        }
        lengths(self.clean.slice(clean)).eq(lengths(self.raw.slice(raw)))
    }

    /// The part of `raw` that corresponds to what of `clean` is in this run.
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

/// Something doubtful about the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where it is.
    pub span: Span,
    /// What should stand there instead, where that is known.
    pub repair: Option<String>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// A word of Arabic and Latin letters (`تستكشfan`).
    MixedScript,
    /// Text decoded with the wrong encoding.
    Mojibake,
    /// Arabic presentation forms (U+FB50–FDFF, U+FE70–FEFF) instead of letters.
    PresentationForms,
    /// A quotation mark without its partner.
    UnbalancedMark,
    /// A control character that does not belong in text.
    ControlCharacter,
    /// The text is not Arabic.
    NotArabic,
    /// The text is HTML with its tags; what a reader sees of it was read.
    Markup,
    /// A character reference (`&quot;`, `#187;`) in plain text; the character was read.
    CharacterReference,
    /// A question mark, or several, that a wrong charset left of letters or of a percent sign.
    LostCharacter,
    /// The text is longer than the 4 GiB that spans can reach; the finding is where the answer ends.
    Truncated {
        /// Bytes of the text after that place.
        unread: usize,
    },
}

impl FindingKind {
    /// The name, in small letters.
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

/// The name alone; how much of a truncated text was not read is where its span begins.
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

/// A date or time as written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Timestamp {
    /// Where it is written.
    pub span: Span,
    /// ISO 8601, where the writing is unambiguous; never for Hijri dates.
    pub iso: Option<String>,
}

/// The choice of the title among the lines above the text.
#[derive(Clone, Debug)]
pub struct TitleChoice {
    /// By what surrounds the text: the column of the weights in `lexicon/titles.tsv`.
    pub situation: &'static str,
    /// "No title", then the lines that may be the title, from the top.
    pub candidates: Vec<TitleCandidate>,
    /// The index of the one taken.
    pub taken: usize,
}

/// A line that may be the title.
#[derive(Clone, Debug)]
pub struct TitleCandidate {
    /// The line; none for "no title".
    pub line: Option<Span>,
    /// What is known of it: the name of each fact, its meaning, and how much it counts, in hundredths of the natural
    /// logarithm of the odds.
    pub facts: Vec<(&'static str, &'static str, i16)>,
    /// The sum of what the facts count.
    pub sum: i32,
}
