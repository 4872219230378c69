//! What the word beside a mark says: whether a sentence can end or begin there.

use crate::lexicon::{Flags, Form, Prefix};
use crate::text::letter::proclitic::{ALEF, LAM, WAW};
use crate::tokens::{Token, TokenKind};

/// Whether a word of Arabic letters is an initial or abbreviation, with و before it or not.
pub(super) fn is_abbreviation(word: &Token) -> bool {
    let joined = word.length == 2 && word.key().first() == WAW && !word.word.is_known();
    let letter = word.kind == TokenKind::Word && (word.length == 1 || joined);
    letter || word.word.flags().any(Flags::ABBREVIATION)
}

/// Single Latin letters with stops between them; one alone is a capital.
pub(super) fn is_initials(word: &str) -> bool {
    let single = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_alphabetic());
    word.split('.').all(single) && (word.len() > 1 || word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// A form of a verb, reporting or not.
pub(super) fn is_verb(token: &Token) -> bool {
    token.word.flags().any(Flags::VERB.with(Flags::ACT))
}

/// Whether a sentence can begin with `next`.
pub(super) fn begins_sentence(next: &Token) -> bool {
    !matches!(
        next.kind,
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Close | TokenKind::Newline
    )
}

/// "And so on", of which the stop may be that of an abbreviation; "and others" is no abbreviation.
pub(super) fn is_et_cetera(word: &Token) -> bool {
    word.word.flags().any(Flags::ET_CETERA) && !word.word.flags().any(Flags::PRONOUN_SUFFIX)
}

/// Whether the word belongs to a noun before it, so that the stop between them is a comma: a relative pronoun.
pub(super) fn hangs_on_noun(next: &Token) -> bool {
    next.word.flags().any(Flags::RELATIVE) && !next.word.prefix.has(Prefix::CONJUNCTION)
}

/// Whether dots before `next` only trail off: it continues the sentence before.
pub(super) fn hangs(next: &Token) -> bool {
    const GOES_ON: Flags = Flags::PREPOSITION
        .with(Flags::ADJUNCT)
        .with(Flags::ADVERB)
        .with(Flags::CONJUNCTION)
        .with(Flags::RELATIVE);
    match next.kind {
        TokenKind::Dash | TokenKind::Quote | TokenKind::Query => true,
        // "And in", "and after" begin a sentence, as "and" does.
        _ if is_joined(next) => joins(next, Flags::RELATIVE.with(Flags::ET_CETERA)),
        _ => joins(next, GOES_ON.with(Flags::ET_CETERA)) || has_lam(next) || is_participle(next),
    }
}

/// A word of these that joins what follows to what is before, as "but" does not.
fn joins(word: &Token, flags: Flags) -> bool {
    word.word.flags().any(flags) && !word.word.flags().any(Flags::BUT)
}

/// A word with "and" written onto it.
fn is_joined(word: &Token) -> bool {
    word.whole.first() == WAW && word.word.prefix.has(Prefix::CONJUNCTION)
}

/// A word with the preposition ل written onto it.
fn has_lam(word: &Token) -> bool {
    word.kind == TokenKind::Word && word.key().first() == LAM && word.word.prefix.has(Prefix::LAM)
}

/// After a question inside a sentence "or" continues it ("؟ أو ذلك"), and after its
/// closing mark what hangs on the speaker's verb: a participle, a preposition.
pub(super) fn begins_after_question(next: &Token, closed: bool) -> bool {
    let joins = joins(next, Flags::CONJUNCTION) && next.key().len() <= 2 && next.key().first() == ALEF;
    let glued = !next.spaced && next.kind == TokenKind::Foreign;
    let goes_on = joins || glued || (closed && hangs_on_speech(next));
    begins_sentence(next) && !goes_on
}

/// Whether the word is, or hangs on, a verb of which the speech before it is the object.
fn hangs_on_speech(next: &Token) -> bool {
    let flags = next.word.flags();
    let free = !next.word.prefix.has(Prefix::CONJUNCTION);
    is_participle(next) || (free && flags.any(Flags::VERB.with(Flags::PREPOSITION)))
}

/// A participle in the accusative, which hangs on the verb before it.
fn is_participle(token: &Token) -> bool {
    token.word.entry().verb.is_some_and(|verb| verb.form == Form::Participle)
}
