//! The result of checking a claim.

use super::super::changes::EditKind;
use crate::text::{Span, kinds};

kinds! {
    /// How much of a claim's words a text contains.
    #[derive(Default)]
    pub enum Presence {
        /// All of them, word for word and in a row. `docs/across.md` lists the spellings that count as equal.
        Verbatim "verbatim",
        /// Most of them, in one place. The edits list every difference.
        Near "near",
        /// A part of them in one place, or all of them in places that are far apart.
        Partial "partial",
        /// None, or so few that they may be there by chance.
        #[default]
        NotFound "not-found",
    }
}

kinds! {
    /// Whether the text attributes the words to the claimed speaker.
    pub enum Attribution {
        /// The text attributes them to the claimed speaker, by the same name.
        Same "same",
        /// The text attributes them to another form of the name: another spelling, a part of it, or a title alone.
        Variant "variant",
        /// The text attributes them to someone else.
        Other "other",
        /// The text does not name a speaker for them.
        Nobody "nobody",
    }
}

kinds! {
    /// Whether the text states what the claim states.
    pub enum Polarity {
        /// The text states it.
        Affirmed "affirmed",
        /// The text denies or negates the words, by words next to them that the claim does not have.
        Denied "denied",
        /// Claim and text say the opposite: the edits contain a negation, or opposites such as up and down.
        Reversed "reversed",
    }
}

kinds! {
    /// The position of a place relative to quotes.
    #[derive(Default)]
    pub enum Setting {
        /// Outside all quotes.
        #[default]
        Outside "outside",
        /// In one quote, or in nested quotes.
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
    /// The kind of difference. [`EditKind::Dropped`] words are only in the text, [`EditKind::Added`] words only in the claim.
    pub kind: EditKind,
    /// The words in the claim. If it has none, the empty span at the place where they are missing.
    pub claim: Span,
    /// The words in the text. If it has none, the empty span at the place where they are missing.
    pub text: Span,
}

/// A place in the text that contains words of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Place {
    /// The spans of the place. There are several if words that are not part of the article interrupt it.
    pub spans: Vec<Span>,
    /// Whether the place is in a quote.
    pub setting: Setting,
    /// The index of its quote in [`Extraction::quotes`](crate::Extraction::quotes): the innermost quote that contains most of the place.
    pub quote: Option<u32>,
    /// The index of the speaker in [`Extraction::entities`](crate::Extraction::entities); `None` if the text names no one.
    pub speaker: Option<u32>,
    /// The span of the speaker's name. [`words`](crate::words()) returns it in readable form.
    pub name: Option<Span>,
    /// Whether the place is in the article rather than in the surrounding page.
    pub in_article: bool,
}

/// The result of checking a [`Claim`](crate::Claim) against a text.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Verdict {
    /// How much of the claim's words the text contains.
    pub presence: Presence,
    /// At most 8 places. If the presence is [`Presence::Verbatim`], each place contains the whole claim, and the place that fits the claimed
    /// speaker best is first. Otherwise the places contain parts of the claim, in the order of the claim.
    pub places: Vec<Place>,
    /// The number of places that contain the whole claim word for word.
    pub exact: u32,
    /// The share of the claim's words that are in these places, from 0 to 1.
    pub coverage: f32,
    /// The differences, most harmful first. Differences of one kind are in the order of the text. At most 64 are listed.
    pub edits: Vec<WordEdit>,
    /// The number of differences beyond the 64 that are listed.
    pub more_edits: u32,
    /// How the text attributes the words, if a speaker was claimed and words were found.
    pub attribution: Option<Attribution>,
    /// Whether the text states the words, if they were found.
    pub polarity: Option<Polarity>,
}
