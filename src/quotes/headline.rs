//! Headlines: "X: …".

use std::ops::Range;

use super::content;
use super::draft::{Draft, Rule};
use super::noun;
use super::scene::Scene;
use super::speakers::Speakers;
use crate::analysis::BlockKind;
use crate::segment::Paragraph;
use crate::text::TokenKind;

/// Words that a headline's source has at most.
const WORDS: usize = 8;

/// The quotes of titles, decks and headings that name their source before a colon.
pub fn quotes(scene: &Scene, paragraphs: &[Paragraph], speakers: &Speakers) -> Vec<Draft> {
    let heads = paragraphs.iter().enumerate().filter(|(index, p)| {
        matches!(p.kind, BlockKind::Title | BlockKind::Deck | BlockKind::Heading)
            || (*index == 0 && scene.words(p.start..p.end) < 30)
    });
    heads.filter_map(|(index, paragraph)| headline(scene, paragraph, index, speakers)).collect()
}

fn headline(scene: &Scene, paragraph: &Paragraph, index: usize, speakers: &Speakers) -> Option<Draft> {
    let colon = (paragraph.start..paragraph.end)
        .take(WORDS * 2 + 4)
        .find(|&at| scene.kind(at) == TokenKind::Colon)?;
    let source = source(scene, paragraph.start, colon)?;
    let known = speakers.names_known(source.clone());
    let named = scene.is(source.start, crate::lexicon::Flags::TITLE) && source.end == colon;
    if !known && !named {
        return None;
    }
    let content = content::clause(scene, colon + 1, paragraph.end, false)?;
    Some(Draft { mention: Some(source), ..Draft::new(content, Rule::Headline, index) })
}

/// The noun phrase before the colon, where nothing but its adjuncts stands there.
fn source(scene: &Scene, start: usize, colon: usize) -> Option<Range<usize>> {
    let verbs = (start..colon).any(|at| scene.finite(at).is_some() && !scene.is(at, noun::SOURCE));
    let range = noun::phrase(scene, start, colon, false)?;
    (!verbs && scene.words(start..colon) <= WORDS).then_some(range)
}
