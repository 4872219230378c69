//! Finds where content starts and ends, and determines its type.

mod fragments;
mod gloss;

use smallvec::{SmallVec, smallvec};

use crate::lexicon::{Flags, PhraseClass, Prefix};
use crate::quotes::result::QuoteType;
use crate::quotes::words::{Scene, Word};
use crate::segment::Quotation;
use crate::text::letter::proclitic::{BA, LAM};
use crate::tokens::{TokenKind, TokenRange};

pub use fragments::{counts_as_fragment, quoted};
use gloss::gloss;

/// The pieces of a content; rarely more than one.
pub type Pieces = SmallVec<[TokenRange; 2]>;

/// Content with its type.
#[derive(Clone, Debug)]
pub struct Content {
    pub pieces: Pieces,
    pub kind: QuoteType,
    pub recovered: bool,
}

/// The most tokens in a reported clause; sentences in readable text are shorter.
pub(super) const MAX_TOKENS: usize = 600;

/// Returns the content of a clause that starts at `start` and extends to `end` at most.
pub fn clause(scene: &Scene, start: usize, end: usize, colon: bool) -> Option<Content> {
    let end = gloss(scene, start, end.min(start + MAX_TOKENS));
    let range = scene.trim(start..end);
    if range.is_empty() {
        return None;
    }
    let whole = wholly_marked(scene, range).or_else(|| coordinated(scene, range));
    Some(whole.unwrap_or_else(|| reported(scene, range, colon)))
}

/// Content that may contain quotations.
fn reported(scene: &Scene, range: TokenRange, colon: bool) -> Content {
    let has_fragments = || scene.marks.outermost(range).any(|q| counts_as_fragment(scene, q));
    let kind = match colon {
        true => QuoteType::Direct,
        false if has_fragments() => QuoteType::Mixed,
        false => QuoteType::Indirect,
    };
    Content { pieces: smallvec![range], kind, recovered: false }
}

/// Content that is one quotation from end to end, apart from a complementizer before it.
fn wholly_marked(scene: &Scene, range: TokenRange) -> Option<Content> {
    const WORDS: usize = 2;
    let lead = usize::from(scene.is(range.start(), Flags::COMPLEMENTIZER));
    let quotation = scene.marks.opened_at(range.start() + lead)?;
    let inside = scene.trim(quotation.inside());
    if scene.words(inside) < WORDS || !after(scene, quotation, range.end()).is_empty() {
        return None;
    }
    Some(Content { pieces: smallvec![inside], kind: QuoteType::Direct, recovered: quotation.recovered })
}

/// The tokens after a quotation.
fn after(scene: &Scene, quotation: &Quotation, end: usize) -> TokenRange {
    let start = quotation.close + 1;
    scene.trim(start..end.max(start))
}

/// `أنه "…"، وأن هناك "…"`: coordinated clauses, each of which is a quotation with at most one word before it.
fn coordinated(scene: &Scene, range: TokenRange) -> Option<Content> {
    let mut pieces = Pieces::new();
    let mut recovered = false;
    let mut at = range.start();
    while at < range.end() {
        let (quotation, has_complementizer) = clause_of_quotation(scene, at, range.end())?;
        if !pieces.is_empty() && !has_complementizer {
            return None;
        }
        pieces.push(scene.trim(quotation.inside()));
        recovered |= quotation.recovered;
        at = after(scene, quotation, range.end()).start();
    }
    (pieces.len() > 1).then_some(Content { pieces, kind: QuoteType::Direct, recovered })
}

/// The next quotation, with at most one word before it, and whether a complementizer comes before it.
fn clause_of_quotation<'s>(scene: &'s Scene, start: usize, end: usize) -> Option<(&'s Quotation, bool)> {
    const REACH: usize = 4;
    let lead = start..(start..end.min(start + REACH)).find(|&at| scene.marks.opens(at))?;
    let quotation = scene.marks.opened_at(lead.end)?;
    let words = scene.words(lead.clone());
    let complementizers = lead.filter(|&at| scene.is(at, Flags::COMPLEMENTIZER)).count();
    (words <= complementizers + 1).then_some((quotation, complementizers > 0))
}

/// Returns a quotation as direct content, together with what follows it up to `end` if that belongs to it.
pub fn quotation(scene: &Scene, open: usize, end: usize, colon: bool) -> Option<Content> {
    let quotation = scene.marks.opened_at(open)?;
    let inside = scene.trim(quotation.inside());
    if inside.is_empty() {
        return None;
    }
    let recovered = quotation.recovered;
    let tail = quotation.close + 1;
    if !colon && tail < end && completes_clause(scene.word(tail)) {
        let range = scene.trim(inside.start()..gloss(scene, tail, end));
        return Some(Content { pieces: smallvec![range], kind: QuoteType::Mixed, recovered });
    }
    let pieces = std::iter::once(inside).chain(joined(scene, tail, end)).collect();
    Some(Content { pieces, kind: QuoteType::Direct, recovered })
}

/// `"…"، لكن "…"`: quotations that a conjunction joins to the one before `start`.
fn joined(scene: &Scene, start: usize, end: usize) -> impl Iterator<Item = TokenRange> {
    let first = joined_at(scene, start, end);
    let quotations = std::iter::successors(first, move |q| joined_at(scene, q.close + 1, end));
    quotations.map(|quotation| scene.trim(quotation.inside()))
}

fn joined_at<'s>(scene: &'s Scene, at: usize, end: usize) -> Option<&'s Quotation> {
    const WORDS: usize = 3;
    let word = scene.word(at);
    let link = if word.kind() == TokenKind::Comma { word.next() } else { word };
    let quotation = scene.marks.opened_at(link.at + 1).filter(|q| q.close < end)?;
    let long = scene.words(scene.trim(quotation.inside())) >= WORDS;
    (long && is_conjunction(link)).then_some(quotation)
}

/// A conjunction; it may be a single letter.
fn is_conjunction(word: Word) -> bool {
    match word.kind() {
        TokenKind::Word if word.whole().len() == 1 => true,
        _ => word.is(Flags::BUT.with(Flags::CONJUNCTION)),
    }
}

/// `"…" for the fight against terror.`: the writer completes the speaker's clause in their own words, with a
/// preposition or an adjunct.
fn completes_clause(word: Word) -> bool {
    let spaced = word.scene.tokens.get(word.at).is_some_and(|token| token.spaced);
    spaced && !is_source_phrase(word) && (word.is_preposition() || has_preposition(word))
}

/// A phrase of the lexicon, such as "according to", which begins something else.
fn is_source_phrase(word: Word) -> bool {
    match word.scene.phrase(word.at) {
        Some((phrase, _)) => !matches!(phrase.class, PhraseClass::Whether | PhraseClass::Turn),
        None => false,
    }
}

/// Whether the word has a proclitic preposition, judging by its first letter.
fn has_preposition(word: Word) -> bool {
    const LETTERS: u32 = 3;
    let key = word.whole();
    match key.first() {
        _ if word.kind() != TokenKind::Word => false,
        _ if word.prefix().has(Prefix::PREPOSITIONS) => true,
        LAM | BA => key.is_longer_than(LETTERS) && !word.is_known(),
        _ => false,
    }
}
