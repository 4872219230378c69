//! What is found of a claim.

use super::super::changes::EditKind;
use crate::text::{Span, kinds};

kinds! {
    /// How much of a claim's words a text holds.
    #[derive(Default)]
    pub enum Presence {
        /// All of them, word for word and in a row. `docs/across.md` lists the spellings that count as one.
        Verbatim "verbatim",
        /// Most of them in one place. The edits list every difference.
        Near "near",
        /// A part of them in one place, or all of them in places that are far apart.
        Partial "partial",
        /// None, or so few that chance explains them.
        #[default]
        NotFound "not-found",
    }
}

kinds! {
    /// Whether the text attributes the words to the claimed speaker.
    pub enum Attribution {
        /// The text attributes them to the claimed speaker, by the same name.
        Same "same",
        /// By another form of the name: another spelling, a part of it, or a title alone.
        Variant "variant",
        /// The text attributes them to somebody else.
        Other "other",
        /// The text attributes them to nobody.
        Nobody "nobody",
    }
}

kinds! {
    /// Whether the text states what the claim states.
    pub enum Polarity {
        /// It does.
        Affirmed "affirmed",
        /// The text denies or negates the words, by words next to them that the claim does not have.
        Denied "denied",
        /// Claim and text say the opposite: a negation, or up for down, is among the edits.
        Reversed "reversed",
    }
}

kinds! {
    /// Where a place is.
    #[derive(Default)]
    pub enum Setting {
        /// Outside of all quotes.
        #[default]
        Outside "outside",
        /// In one quote, or in quotes inside one another.
        Quote "quote",
        /// In several quotes, one after the other.
        Quotes "quotes",
    }
}

/// One difference between a claim and a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct WordEdit {
    /// What it is. [`EditKind::Dropped`] words are in the text alone, [`EditKind::Added`] ones in the claim alone.
    pub kind: EditKind,
    /// The words in the claim; an empty span, where they are missing, if it has none.
    pub claim: Span,
    /// The words in the text; an empty span, where they are missing, if it has none.
    pub text: Span,
}

/// A place in the text that holds words of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Place {
    /// Its bytes; several spans if words that are not part of the article interrupt it.
    pub spans: Vec<Span>,
    /// Whether it is in a quote.
    pub setting: Setting,
    /// Index of its quote in [`Extraction::quotes`](crate::Extraction::quotes): the innermost one that holds most of it.
    pub quote: Option<u32>,
    /// Index of its speaker in [`Extraction::entities`](crate::Extraction::entities); none if the text names nobody.
    pub speaker: Option<u32>,
    /// The bytes of the speaker's name; [`words`](crate::words()) gives it for reading.
    pub name: Option<Span>,
    /// Whether it is in the article, and not in the page around it.
    pub in_article: bool,
}

/// What a text says of a [`Claim`](crate::Claim).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Verdict {
    /// How much of the words it holds.
    pub presence: Presence,
    /// Where: at most 8 places. If the presence is [`Presence::Verbatim`] each place holds the whole claim, and the first one fits the speaker
    /// best; otherwise they hold its parts, in the order of the claim.
    pub places: Vec<Place>,
    /// How many places hold the whole claim word for word.
    pub exact: u32,
    /// The share of the claim's words that are in these places, from 0 to 1.
    pub coverage: f32,
    /// The differences: the most harmful first, those of one kind in the order of the text; at most 64.
    pub edits: Vec<WordEdit>,
    /// Differences beyond the 64 that are listed.
    pub more_edits: u32,
    /// Whose words they are, if a speaker was claimed and words were found.
    pub attribution: Option<Attribution>,
    /// Whether the text states them, if they were found.
    pub polarity: Option<Polarity>,
}
