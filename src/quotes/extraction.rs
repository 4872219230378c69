//! The quotes of a text and their speakers.

use super::result::{Entity, Quote};
use super::view::{EntityView, Joined, QuoteView};

/// Quotes and entities: the result of [`extract_quotes`](crate::extract_quotes()).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Extraction {
    /// The quotes, in the order of their content.
    pub quotes: Vec<Quote>,
    /// The entities, in the order of their first mention.
    pub entities: Vec<Entity>,
}

impl Extraction {
    /// Returns the quotes with their words and speakers. `text` must be the text of the call; with another text, words are
    /// missing or wrong.
    pub fn quotes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = QuoteView<'a>> {
        self.joined(text).quotes()
    }

    /// Returns the entities with their names and quotes. `text` must be the text of the call; with another text, words are
    /// missing or wrong.
    pub fn entities<'a>(&'a self, text: &'a str) -> impl Iterator<Item = EntityView<'a>> {
        self.joined(text).entities()
    }

    fn joined<'a>(&'a self, text: &'a str) -> Joined<'a> {
        Joined { text, quotes: &self.quotes, entities: &self.entities }
    }
}
