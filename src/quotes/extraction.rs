//! All quotes of a text with those who speak in them.

use super::result::{Entity, Quote};
use super::view::{EntityView, Joined, QuoteView};

/// Quotes and those who speak in them: the result of [`extract_quotes`](crate::extract_quotes()).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Extraction {
    /// In the order of their content.
    pub quotes: Vec<Quote>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
}

impl Extraction {
    /// The quotes with their words and speakers. `text` is the text of the call; over another one, words are missing or wrong.
    pub fn quotes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = QuoteView<'a>> {
        self.joined(text).quotes()
    }

    /// The entities with their names and quotes. `text` is the text of the call; over another one, words are missing or wrong.
    pub fn entities<'a>(&'a self, text: &'a str) -> impl Iterator<Item = EntityView<'a>> {
        self.joined(text).entities()
    }

    fn joined<'a>(&'a self, text: &'a str) -> Joined<'a> {
        Joined { text, quotes: &self.quotes, entities: &self.entities }
    }
}
