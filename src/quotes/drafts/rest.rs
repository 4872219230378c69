//! The remainder of a clause, after the words that attribute it.

use crate::lexicon::Flags;
use crate::quotes::content::{self, Content};
use crate::quotes::result::QuoteType;
use crate::quotes::words::{Scene, Sentence, Word};
use crate::tokens::TokenKind;

/// `هذه الخطة، وفق X، ترمي إلى …`: adds the remainder of the clause, which continues after the source. Direct content
/// is already complete.
pub fn with_rest(sentence: &Sentence, mut content: Content, after: usize, end: usize) -> Content {
    if content.kind == QuoteType::Direct {
        return content;
    }
    if let Some(rest) = rest(sentence.scene, after, end) {
        if rest.kind == QuoteType::Mixed {
            content.kind = QuoteType::Mixed;
        }
        content.pieces.extend(rest.pieces);
    }
    content
}

/// The remainder of the clause after its source.
fn rest(scene: &Scene, after: usize, end: usize) -> Option<Content> {
    const WORDS: usize = 3;
    let set_off = matches!(scene.kind(after), TokenKind::Comma | TokenKind::Dash);
    let start = scene.word(after + usize::from(set_off));
    if !start.is_wordlike() || starts_other(start) || !set_off && starts_complement(start) {
        return None;
    }
    let rest = content::clause(scene, start.at, end.max(start.at), false)?;
    let words: usize = rest.pieces.iter().map(|piece| scene.words(*piece)).sum();
    (words >= WORDS).then_some(rest)
}

/// Whether the word starts a separate clause or describes the source: "فيلم بثته القناة".
fn starts_other(word: Word) -> bool {
    const OTHERS: Flags = Flags::RELATIVE.with(Flags::CONJUNCTION).with(Flags::BUT);
    word.describes() || word.is_conjoined() || word.is(OTHERS) || word.scene.phrase(word.at).is_some()
}

/// Whether the word is a preposition or has a proclitic preposition: a complement of the source.
fn starts_complement(word: Word) -> bool {
    word.is(Flags::PREPOSITION) || word.has_proclitic_preposition()
}
