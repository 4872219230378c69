//! Headlines: "X: …".

use std::collections::HashSet;

use crate::clean::BlockKind;
use crate::lexicon::Flags;
use crate::quotes::content;
use crate::quotes::drafts::Draft;
use crate::quotes::mention::Found;
use crate::quotes::phrase;
use crate::quotes::rule::Rule;
use crate::quotes::speakers::Speakers;
use crate::quotes::words::{Scene, sets};
use crate::segment::Paragraph;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

/// The most quotes of the body with which a headline is compared.
pub const QUOTES: usize = 200;

/// The most words in a headline's source.
const WORDS: usize = 8;

/// The fewest words of a title after the name of a place and its colon.
const SAYS: usize = 4;

/// Returns the quotes of titles, decks and headings that name their source before a colon. `said` is the content of the
/// body's quotes.
pub fn quotes(
    scene: &Scene,
    paragraphs: &[Paragraph],
    speakers: &Speakers,
    said: &[&[TokenRange]],
) -> Vec<Draft> {
    /// The most headlines to compare with the body's quotes.
    const COMPARED: usize = 8;
    let heads = paragraphs.iter().enumerate().filter(|(index, it)| is_head(scene, it, *index));
    let headlines = heads.filter_map(|(index, paragraph)| headline(scene, paragraph, index));
    let (known, others): (Vec<Headline>, Vec<Headline>) =
        headlines.partition(|it| speakers.names_known(it.source) || is_named(scene, it));
    let said_before = others.into_iter().take(COMPARED).filter(|it| is_said(scene, &it.draft.content, said));
    let mut quotes: Vec<Draft> = known.into_iter().chain(said_before).map(|it| it.draft).collect();
    quotes.sort_by_key(|draft| draft.paragraph);
    quotes
}

/// Whether the paragraph may be a headline: by its kind, or as a short first one.
fn is_head(scene: &Scene, paragraph: &Paragraph, index: usize) -> bool {
    /// A first paragraph with fewer words may be a headline.
    const FIRST: usize = 30;
    match paragraph.kind {
        BlockKind::Title | BlockKind::Deck | BlockKind::Heading => true,
        _ => index == 0 && scene.words(paragraph.start()..paragraph.end()) < FIRST,
    }
}

/// A candidate for the quote of a headline.
struct Headline {
    source: TokenRange,
    colon: usize,
    /// Whether this is a title that says more than a label.
    says_much: bool,
    draft: Draft,
}

fn headline(scene: &Scene, paragraph: &Paragraph, index: usize) -> Option<Headline> {
    let mut reach = (paragraph.start()..paragraph.end()).take(WORDS * 2 + 4);
    let colon = reach.find(|&at| scene.kind(at) == TokenKind::Colon)?;
    let source = source(scene, paragraph.start(), colon)?;
    let content = content::clause(scene, colon + 1, paragraph.end(), false)?;
    let mention = Some(Found::Headline.sayer(source));
    let words = scene.words(colon + 1..paragraph.end());
    let says_much = paragraph.kind == BlockKind::Title && words >= SAYS;
    Some(Headline {
        source,
        colon,
        says_much,
        draft: Draft { mention, ..Draft::new(content, Rule::Headline, index) },
    })
}

/// The noun phrase before the colon, if only its adjuncts are there with it.
fn source(scene: &Scene, start: usize, colon: usize) -> Option<TokenRange> {
    let stray = scene.kind(start) == TokenKind::Apostrophe && !scene.marks.opens(start);
    let start = start + usize::from(stray);
    let verb = |at: usize| scene.finite(at).is_some() && !scene.is(at, sets::SOURCE);
    if scene.words(start..colon) > WORDS || (start..colon).any(verb) {
        return None;
    }
    phrase::read(scene, start, colon, false)
}

/// Whether the source is a person's title or a name of several words.
fn is_named(scene: &Scene, headline: &Headline) -> bool {
    let source = headline.source;
    let head = scene.word(source.start());
    if head.is(Flags::TITLE) && source.end() == headline.colon {
        return true;
    }
    // "واشنطن: لا نية لدينا للانسحاب".
    if head.is(Flags::PLACE) && source.len() == 1 && source.end() == headline.colon {
        return headline.says_much;
    }
    let given = head.is_unless(Flags::PERSONAL_NAME, sets::SOURCE);
    let family = source.iter().skip(1).any(|at| scene.is(at, Flags::FATHERHOOD));
    scene.words(source) >= 2 && (given || family)
}

/// Whether most words of the headline occur in one quote, which it shortens.
fn is_said(scene: &Scene, headline: &[TokenRange], said: &[&[TokenRange]]) -> bool {
    let words = keys(scene, headline);
    let shared = |quote: &[TokenRange]| keys(scene, quote).intersection(&words).count();
    words.len() >= 2 && said.iter().any(|quote| 5 * shared(quote) >= 3 * words.len())
}

/// The words that are longer than a particle.
fn keys(scene: &Scene, ranges: &[TokenRange]) -> HashSet<Key> {
    const PARTICLE: u32 = 2;
    let words = ranges.iter().flat_map(|range| range.iter()).filter(|&at| scene.kind(at) == TokenKind::Word);
    words.map(|at| scene.stem(at)).filter(|stem| stem.is_longer_than(PARTICLE)).collect()
}
