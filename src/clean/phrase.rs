//! Words of a text as phrases of `lexicon/page.tsv`.

use crate::lexicon::{PageClass, PhraseHash, page_phrase, spelling, word_id};
use crate::tokens::{Token, TokenKind};

/// What stands for the word in a phrase: its letters are looked at only where it has no folded ones.
#[inline]
pub(super) fn id(text: &str, token: &Token) -> u64 {
    if token.whole.is_empty() { word_id(0, token.span.slice(text)) } else { token.whole.0 }
}

/// What a phrase of this one word tells.
pub(super) fn class_of(text: &str, token: &Token) -> Option<PageClass> {
    page_phrase(PhraseHash::default().then(id(text, token))).map(|(class, _)| class)
}

/// Whether the tokens name agencies, or the maker of a picture or text.
pub(super) fn is_credit(text: &str, inside: &[Token]) -> bool {
    let sign = |token: &Token| matches!(token.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Symbol);
    inside.split(sign).any(|part| names_maker(text, part))
}

/// Whether words begin with what a picture's or text's maker is called, or are an agency's name.
fn names_maker(text: &str, part: &[Token]) -> bool {
    let mut hash = PhraseHash::default();
    let mut class = None;
    for (at, token) in part.iter().filter(|token| token.is_wordlike()).enumerate() {
        hash = hash.then(id(text, token));
        class = page_phrase(hash).map(|(class, _)| class);
        if at == 0 && matches!(class, Some(PageClass::Caption | PageClass::Byline)) {
            return true;
        }
    }
    matches!(class, Some(PageClass::Agency | PageClass::Caption | PageClass::Byline))
}

/// Whether the second of two tokens is a name that folded is a preposition: nothing else is spelt so behind a sign.
pub(super) fn is_name(text: &str, pair: &[Token]) -> bool {
    let [sign, word] = pair else { return false };
    let behind = matches!(sign.kind, TokenKind::Colon | TokenKind::Dash);
    behind && spelling::ALI.contains(&word.span.slice(text))
}
