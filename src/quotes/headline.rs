//! Headlines: "X: …".

use crate::quotes::content;
use crate::quotes::phrase;
use crate::quotes::words::sets;
use std::collections::HashSet;

use crate::clean::BlockKind;
use crate::lexicon::Flags;
use crate::quotes::drafts::{Draft, Rule};
use crate::quotes::mention::Found;
use crate::quotes::speakers::Speakers;
use crate::quotes::words::scene::Scene;
use crate::segment::Paragraph;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

/// Words that a headline's source has at most.
const WORDS: usize = 8;
/// Quotes of the body, and headlines, that are compared with each other.
const COMPARED: usize = 200;
const HEADLINES: usize = 8;

/// What the headlines of a text are read with.
pub struct Headlines<'s, 't> {
    pub scene: &'s Scene<'t>,
    pub speakers: &'s Speakers<'s, 't>,
    /// Content of the body's quotes.
    pub said: Vec<Vec<TokenRange>>,
}

impl Headlines<'_, '_> {
    /// The quotes of titles, decks and headings that name their source before a colon.
    pub fn quotes(&self, paragraphs: &[Paragraph]) -> Vec<Draft> {
        let heads = paragraphs.iter().enumerate().filter(|(index, p)| {
            matches!(p.kind, BlockKind::Title | BlockKind::Deck | BlockKind::Heading)
                || (*index == 0 && self.scene.words(p.start..p.end) < 30)
        });
        let mut compared = 0..HEADLINES;
        heads.filter_map(|(index, paragraph)| self.quote(paragraph, index, &mut compared)).collect()
    }

    fn quote(
        &self,
        paragraph: &Paragraph,
        index: usize,
        compared: &mut std::ops::Range<usize>,
    ) -> Option<Draft> {
        let scene = self.scene;
        let colon = (paragraph.start..paragraph.end)
            .take(WORDS * 2 + 4)
            .find(|&at| scene.kind(at) == TokenKind::Colon)?;
        let source = self.source(paragraph.start, colon)?;
        let known = self.speakers.names_known(source) || self.is_named(source, colon);
        let content = content::clause(scene, colon + 1, paragraph.end, false)?;
        if !known && (compared.next().is_none() || !self.is_said(&content)) {
            return None;
        }
        Some(Draft {
            mention: Some(Found::Headline.sayer(source)),
            ..Draft::new(content, Rule::Headline, index)
        })
    }

    /// The noun phrase before the colon, where nothing but its adjuncts stands there.
    fn source(&self, start: usize, colon: usize) -> Option<TokenRange> {
        let scene = self.scene;
        let start =
            start + usize::from(scene.kind(start) == TokenKind::Apostrophe && !scene.marks.opens(start));
        let verbs = (start..colon).any(|at| scene.finite(at).is_some() && !scene.is(at, sets::SOURCE));
        let range = phrase::read(scene, start, colon, false)?;
        (!verbs && scene.words(start..colon) <= WORDS).then_some(range)
    }

    /// Whether the source is a person's title, or a name of several words.
    fn is_named(&self, source: TokenRange, colon: usize) -> bool {
        let scene = self.scene;
        let titled = scene.is(source.start, Flags::TITLE) && source.end == colon;
        let given = scene.is(source.start, Flags::PERSONAL_NAME) && !scene.is(source.start, sets::SOURCE);
        let family = source.iter().skip(1).any(|at| scene.is(at, Flags::FATHERHOOD));
        titled || (given || family) && scene.words(source) >= 2
    }

    /// Whether most words of the headline are those of one quote: it tells the same in short.
    fn is_said(&self, headline: &content::Content) -> bool {
        let keys = |ranges: &[TokenRange]| -> HashSet<Key> {
            let words = ranges.iter().flat_map(Clone::clone);
            words
                .filter(|&at| self.scene.kind(at) == TokenKind::Word)
                .map(|at| self.scene.stem(at))
                .filter(|k| k.len() > 2)
                .collect()
        };
        let told = keys(&headline.pieces);
        let shared = |quote: &Vec<TokenRange>| keys(quote).intersection(&told).count();
        told.len() >= 2 && self.said.iter().take(COMPARED).any(|quote| 5 * shared(quote) >= 3 * told.len())
    }
}
