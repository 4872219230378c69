//! A subject that only its position shows.
//!
//! The words between a verb of saying and whatever introduces its content are its subject, whatever other words they
//! are spelt like:
//! "قال أردوغان إن" (spelt like a verb), "وأشار لافروف إلى أن" (like a word with ل), "أكد نبيه بري أن" (like one with a
//! pronoun).

use super::walk::Walk;
use crate::lexicon::{Flags, frame, is_common};
use crate::quotes::words::{Word, sets};
use crate::text::letter::proclitic::{BA, KAF, LAM};
use crate::tokens::{TokenKind, TokenRange};

/// The most words that such a subject has.
const WORDS: usize = 4;

/// Words that are never part of a name here.
const GRAMMAR: Flags = sets::PARTICLES
    .with(Flags::BECAUSE)
    .with(Flags::WHETHER)
    .with(Flags::MODAL)
    .with(Flags::FUTURE)
    .with(Flags::BUT)
    .with(Flags::PREPOSITION)
    .with(Flags::DEMONSTRATIVE)
    .with(Flags::QUANTIFIER)
    .with(Flags::EMPHASIS)
    .with(Flags::VOCATIVE)
    .with(Flags::OCCASION);

/// Returns the name between the cue and whatever introduces the content, starting from the word after the cue. Each word must be listed as a name
/// in the lexicon or not be in the lexicon at all.
pub fn plain_name(walk: &Walk, word: Word) -> Option<TokenRange> {
    // "أبلغ فلانا أن": such a verb may have its object in this position.
    if walk.cue.takes(frame::OBJECT) { None } else { subject_of(walk, word, is_only_a_name, introduces) }
}

/// Returns a subject right after the cue that only its position shows: any words before whatever introduces the content, or a name before a
/// pause or an adjunct.
pub fn bare_subject(walk: &Walk, word: Word) -> Option<TokenRange> {
    let words = if walk.cue.takes(frame::OBJECT) { is_only_a_name } else { is_name_like };
    subject_of(walk, word, words, introduces)
        .or_else(|| subject_of(walk, word, is_only_a_name, |_, after| ends_name(after)))
}

/// The words from the cue up to the token at which `ends` holds, if each of them fits.
fn subject_of(
    walk: &Walk,
    word: Word,
    fits: fn(Word<'_, '_>) -> bool,
    ends: fn(&Walk<'_, '_>, Word<'_, '_>) -> bool,
) -> Option<TokenRange> {
    if !introduces_speech(walk) || joins_preposition(word) {
        return None;
    }
    let after = (1..=WORDS).map(|words| walk.scene.word(word.at + words));
    let end = after.take_while(|after| fits(after.prev())).find(|after| ends(walk, *after))?;
    let name = TokenRange::new(word.at, end.at);
    let accusative = name.iter().all(|at| is_accusative(walk.scene.word(at)));
    (!accusative).then_some(name)
}

/// Whether the cue is a verb of saying that may report anything, and its subject may follow.
fn introduces_speech(walk: &Walk) -> bool {
    walk.cue.is_finite() && walk.cue.takes_freely(frame::CLAUSE | frame::COLON | frame::MARK)
}

/// Whether the token introduces the content: a complementizer (perhaps after the verb's own preposition), a colon or a
/// mark.
fn introduces(walk: &Walk, token: Word) -> bool {
    match token.kind() {
        TokenKind::Colon => true,
        // "…، قال سلامة.": the content is before it.
        TokenKind::Stop | TokenKind::Newline => walk.is_first(token.prev()),
        TokenKind::Quote => walk.scene.marks.opens(token.at),
        TokenKind::Word if token.is(Flags::PREPOSITION) => token.next().is(Flags::COMPLEMENTIZER),
        TokenKind::Word => token.is(Flags::COMPLEMENTIZER),
        _ => false,
    }
}

/// Whether a pause or an adjunct follows a name: "وأكد وهبة، في تصريحات", "ولفت لافروف في المقابل".
fn ends_name(after: Word) -> bool {
    const ADJUNCT: Flags = Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::TIME).with(Flags::RELATIVE);
    matches!(after.kind(), TokenKind::Comma | TokenKind::Dash) || after.is(ADJUNCT)
}

/// Whether the word may be part of a name, as far as grammar goes.
fn is_name_like(word: Word) -> bool {
    match word.kind() {
        TokenKind::Word if word.is(sets::GIVEN) => true,
        TokenKind::Word => !word.is(GRAMMAR),
        TokenKind::Mixed | TokenKind::Foreign => true,
        _ => false,
    }
}

/// Whether the word is a name, or unknown and so not the spelling of any other word.
fn is_only_a_name(word: Word) -> bool {
    const NAME: Flags = sets::GIVEN.with(Flags::DEITY);
    if word.kind() != TokenKind::Word || word.is(NAME) {
        return word.is(NAME);
    }
    word.whole().is_longer_than(1) && !word.is_known() && !word.is_common() && !is_common(word.whole().rest())
}

/// Whether the word ends like an accusative and is not a known name.
fn is_accusative(word: Word) -> bool {
    const ALEF: &str = "\u{627}";
    let written = word.ends_with(ALEF) || word.scene.has_tanween(word.at);
    written && !word.is(Flags::PERSONAL_NAME)
}

/// Whether the word has a proclitic preposition: it then says how, or to whom.
fn joins_preposition(word: Word) -> bool {
    let noun = || matches!(word.first(), BA | KAF | LAM) && is_common(word.whole().rest());
    word.has_proclitic_preposition() || word.scene.is_lam_phrase(word.at) || noun()
}
