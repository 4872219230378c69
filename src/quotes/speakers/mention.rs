//! The parts of a mention, as far as the people of the text show them.

use super::Speakers;
use crate::lexicon::Flags;
use crate::quotes::name::{self, Mention};
use crate::quotes::result::EntityKind;
use crate::quotes::words::sets;
use crate::tokens::TokenRange;

/// Splits the mention into its parts. For "X's statements", where X is a surname in the text, these are the parts of X.
pub fn read(speakers: &Speakers, tokens: TokenRange) -> Mention {
    let mention = name::read(speakers.scene, tokens);
    let next = tokens.start() + 1;
    let text = matches!((mention.kind, mention.named), (EntityKind::Document, false));
    if text && next < tokens.end() && speakers.is_surname(next) {
        return name::read(speakers.scene, TokenRange::new(next, tokens.end()));
    }
    mention
}

/// Cuts a mention that begins with a surname of the text after that surname: the rest belongs to the clause.
pub fn cut(speakers: &Speakers, tokens: TokenRange) -> TokenRange {
    let scene = speakers.scene;
    let (first, next) = (tokens.start(), tokens.start() + 1);
    let heads = |at: usize| scene.is(at, sets::SOURCE);
    if tokens.len() < 2 || heads(next) || !scene.is_wordlike(next) {
        return tokens;
    }
    // "قسيس متشائما" after "نبيل قسيس": a title without the article that is a surname in this text.
    let title = heads(first) && scene.is_definite(first);
    let alone = !title && speakers.is_surname(first) && !speakers.is_surname(next);
    if alone { TokenRange::new(first, next) } else { tokens }
}

/// "رسول الله", "شقيق سامر الراوي": returns whether the last word is somebody else's name.
pub fn ends_in_another(speakers: &Speakers, mention: &Mention) -> bool {
    let scene = speakers.scene;
    let last = mention.tokens.end().saturating_sub(1);
    scene.is(last, Flags::DEITY) || scene.is(mention.tokens.start(), Flags::KIN)
}
