//! Looks up words of a text as phrases of `lexicon/page.tsv`.

use crate::lexicon::{PageClass, PhraseHash, page_phrase, spelling, word_id};
use crate::tokens::{Token, TokenKind};

/// The identifier of the word in a phrase. Its characters are read only if it has no folded letters.
#[inline]
pub(super) fn id(text: &str, token: &Token) -> u64 {
    if token.whole.is_empty() { word_id(0, token.span.slice(text)) } else { token.whole.0 }
}

/// The class of the phrase that consists of this one word.
pub(super) fn class_of(text: &str, token: &Token) -> Option<PageClass> {
    page_phrase(PhraseHash::default().then(id(text, token))).map(|(class, _)| class)
}

/// Returns whether the tokens name agencies, or the creator of a picture or text.
pub(super) fn is_credit(text: &str, inside: &[Token]) -> bool {
    let sign = |token: &Token| matches!(token.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Symbol);
    inside.split(sign).any(|part| names_maker(text, part))
}

/// Returns whether the words start with a term for the creator of a picture or text, or are an agency's name.
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

/// Returns whether the second of two tokens is a name whose folded form is a preposition. After a sign, that spelling can only be the name.
pub(super) fn is_name(text: &str, pair: &[Token]) -> bool {
    let [sign, word] = pair else { return false };
    let behind = matches!(sign.kind, TokenKind::Colon | TokenKind::Dash);
    behind && spelling::ALI.contains(&word.span.slice(text))
}
