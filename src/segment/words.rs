//! Decides whether a sentence can end or start at a word next to a mark.

use crate::lexicon::{Flags, Form, Prefix};
use crate::text::letter::proclitic::{ALEF, LAM, WAW};
use crate::tokens::{Token, TokenKind};

/// Returns whether a word of Arabic letters is an initial or abbreviation, with or without an attached و.
pub(super) fn is_abbreviation(word: &Token) -> bool {
    let joined = word.length == 2 && word.key().first() == WAW && !word.word.is_known();
    let letter = word.kind == TokenKind::Word && (word.length == 1 || joined);
    letter || word.word.flags().any(Flags::ABBREVIATION)
}

/// Returns whether the word is single Latin letters separated by full stops. A lone letter must be a capital.
pub(super) fn is_initials(word: &str) -> bool {
    let single = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_alphabetic());
    word.split('.').all(single) && (word.len() > 1 || word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Returns whether the token is a form of a verb, reporting or not.
pub(super) fn is_verb(token: &Token) -> bool {
    token.word.flags().any(Flags::VERB.with(Flags::ACT))
}

/// Returns whether a sentence can start with `next`.
pub(super) fn begins_sentence(next: &Token) -> bool {
    !matches!(
        next.kind,
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Close | TokenKind::Newline
    )
}

/// Returns whether the word is "and so on", whose full stop may be that of an abbreviation. "And others" is not an abbreviation.
pub(super) fn is_et_cetera(word: &Token) -> bool {
    word.word.flags().any(Flags::ET_CETERA) && !word.word.flags().any(Flags::PRONOUN_SUFFIX)
}

/// Returns whether the word is a relative pronoun. It belongs to the noun before it, so the full stop between them acts as a comma.
pub(super) fn hangs_on_noun(next: &Token) -> bool {
    next.word.flags().any(Flags::RELATIVE) && !next.word.prefix.has(Prefix::CONJUNCTION)
}

/// Returns whether `next` continues the sentence before dots, so that they only trail off.
pub(super) fn hangs(next: &Token) -> bool {
    const GOES_ON: Flags = Flags::PREPOSITION
        .with(Flags::ADJUNCT)
        .with(Flags::ADVERB)
        .with(Flags::CONJUNCTION)
        .with(Flags::RELATIVE);
    match next.kind {
        TokenKind::Dash | TokenKind::Quote | TokenKind::Query => true,
        // "And in" and "and after" start a sentence, like "and".
        _ if is_joined(next) => joins(next, Flags::RELATIVE.with(Flags::ET_CETERA)),
        _ => joins(next, GOES_ON.with(Flags::ET_CETERA)) || has_lam(next) || is_participle(next),
    }
}

/// Returns whether the word has one of these flags and connects the next words to the previous ones, unlike "but".
fn joins(word: &Token, flags: Flags) -> bool {
    word.word.flags().any(flags) && !word.word.flags().any(Flags::BUT)
}

/// Returns whether "and" is attached to the word.
fn is_joined(word: &Token) -> bool {
    word.whole.first() == WAW && word.word.prefix.has(Prefix::CONJUNCTION)
}

/// Returns whether the preposition ل is attached to the word.
fn has_lam(word: &Token) -> bool {
    word.kind == TokenKind::Word && word.key().first() == LAM && word.word.prefix.has(Prefix::LAM)
}

/// Returns whether a sentence starts after a question. "Or" continues the sentence ("؟ أو ذلك"), and after a
/// closing mark so does a dependent of the speaker's verb: a participle, a preposition.
pub(super) fn begins_after_question(next: &Token, closed: bool) -> bool {
    let joins = joins(next, Flags::CONJUNCTION) && next.key().len() <= 2 && next.key().first() == ALEF;
    let glued = !next.spaced && next.kind == TokenKind::Foreign;
    let goes_on = joins || glued || (closed && hangs_on_speech(next));
    begins_sentence(next) && !goes_on
}

/// Returns whether the word is, or depends on, a verb whose object is the preceding speech.
fn hangs_on_speech(next: &Token) -> bool {
    let flags = next.word.flags();
    let free = !next.word.prefix.has(Prefix::CONJUNCTION);
    is_participle(next) || (free && flags.any(Flags::VERB.with(Flags::PREPOSITION)))
}

/// Returns whether the token is a participle in the accusative, which depends on the preceding verb.
fn is_participle(token: &Token) -> bool {
    token.word.entry().verb.is_some_and(|verb| verb.form == Form::Participle)
}
