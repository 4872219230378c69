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
/// A first paragraph with fewer words may be a headline.
const FIRST: usize = 30;
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
        let heads = paragraphs.iter().enumerate().filter(|(index, paragraph)| match paragraph.kind {
            BlockKind::Title | BlockKind::Deck | BlockKind::Heading => true,
            _ => *index == 0 && self.scene.words(paragraph.start..paragraph.end) < FIRST,
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
        let quote = known || compared.next().is_some() && self.is_said(&content);
        let mention = Some(Found::Headline.sayer(source));
        quote.then(|| Draft { mention, ..Draft::new(content, Rule::Headline, index) })
    }

    /// The noun phrase before the colon, if nothing but its adjuncts is there.
    fn source(&self, start: usize, colon: usize) -> Option<TokenRange> {
        let scene = self.scene;
        let stray = scene.kind(start) == TokenKind::Apostrophe && !scene.marks.opens(start);
        let start = start + usize::from(stray);
        let verb = |at: usize| scene.finite(at).is_some() && !scene.is(at, sets::SOURCE);
        if scene.words(start..colon) > WORDS || (start..colon).any(verb) {
            return None;
        }
        phrase::read(scene, start, colon, false)
    }

    /// Whether the source is a person's title, or a name of several words.
    fn is_named(&self, source: TokenRange, colon: usize) -> bool {
        let scene = self.scene;
        let head = source.start;
        if scene.is(head, Flags::TITLE) && source.end == colon {
            return true;
        }
        let given = scene.is(head, Flags::PERSONAL_NAME) && !scene.is(head, sets::SOURCE);
        let family = source.iter().skip(1).any(|at| scene.is(at, Flags::FATHERHOOD));
        scene.words(source) >= 2 && (given || family)
    }

    /// Whether most words of the headline are those of one quote, which it shortens.
    fn is_said(&self, headline: &content::Content) -> bool {
        let keys = |ranges: &[TokenRange]| -> HashSet<Key> {
            let words = ranges.iter().flat_map(Clone::clone);
            words
                .filter(|&at| self.scene.kind(at) == TokenKind::Word)
                .map(|at| self.scene.stem(at))
                .filter(|k| k.len() > 2)
                .collect()
        };
        let words = keys(&headline.pieces);
        let shared = |quote: &Vec<TokenRange>| keys(quote).intersection(&words).count();
        words.len() >= 2 && self.said.iter().take(COMPARED).any(|quote| 5 * shared(quote) >= 3 * words.len())
    }
}
