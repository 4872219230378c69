//! Whether a verb may take what follows it.

use crate::lexicon::{Flags, Form, PhraseClass, Prefix, frame, preposition_frame};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::cue::{self, Cue};
use crate::quotes::words::{Scene, Sentence};
use crate::tokens::TokenKind;

/// Says whether the verb may take what follows it.
pub fn licensed(sentence: &Sentence, reading: &Reading, opening: Opening) -> Result<(), Refusal> {
    let (scene, cue) = (sentence.scene, &reading.cue);
    let distance = distance(reading, opening);
    if cue.is_nominal() {
        licensed_noun(scene, cue, opening, distance)?;
    }
    if is_impersonal(scene, cue) {
        return Err(Refusal::Impersonal);
    }
    if !takes(scene, reading, opening) {
        return Err(Refusal::NotItsFrame);
    }
    if is_short_mark(scene, cue, opening) {
        return Err(Refusal::ShortMarks);
    }
    let everyday = cue.takes(frame::STRICT);
    if everyday && distance > reach(scene, cue, opening) { Err(Refusal::TooFar) } else { Ok(()) }
}

/// Tokens between the cue, or its subject at hand, and the content.
fn distance(reading: &Reading, opening: Opening) -> usize {
    let cue = reading.cue.tokens.end;
    let at_hand = reading.clause.subject.filter(|subject| subject.start <= cue + 1);
    opening.start().saturating_sub(at_hand.map_or(cue, |subject| subject.end))
}

/// A verbal noun has its clause right after it.
fn licensed_noun(scene: &Scene, cue: &Cue, opening: Opening, distance: usize) -> Result<(), Refusal> {
    /// Tokens that may be between a verbal noun with a pronoun and its clause.
    const REACH: usize = 3;
    let bare = cue.form().is_some_and(|form| form.form == Form::Masdar);
    if bare && is_apart_mark(scene, cue, opening) {
        return Err(Refusal::NotItsFrame);
    }
    let far = if bare { is_far_from_masdar(scene, cue, distance) } else { distance > REACH };
    if far || is_cut_off(scene, cue, opening) { Err(Refusal::TooFar) } else { Ok(()) }
}

/// Whether the content is a quotation that neither follows the noun nor a colon.
fn is_apart_mark(scene: &Scene, cue: &Cue, opening: Opening) -> bool {
    let Opening::Mark(open) = opening else { return false };
    open > cue.tokens.end && !follows_colon(scene, open)
}

/// Whether neither a complementizer nor a subject with one follows the verbal noun.
fn is_far_from_masdar(scene: &Scene, cue: &Cue, distance: usize) -> bool {
    let at = cue.tokens.start;
    if distance <= 1 || cue::brings_clause(scene, at) {
        return false;
    }
    cue.form().and_then(|form| cue::subject_of_masdar(scene, at, form)).is_none()
}

/// "دعوته، فلولا أنها": a comma ends the phrase of a verbal noun.
fn is_cut_off(scene: &Scene, cue: &Cue, opening: Opening) -> bool {
    if matches!(opening, Opening::Colon(_) | Opening::Mark(_)) {
        return false;
    }
    (cue.tokens.end..opening.start()).any(|at| scene.kind(at) == TokenKind::Comma)
}

/// "يذكر أن", "يشار إلى أن": the verb of a reminder right before its complementizer.
fn is_impersonal(scene: &Scene, cue: &Cue) -> bool {
    let verb = cue.tokens.start;
    let ends = |at: usize| {
        scene.phrase(at).filter(|(phrase, _)| phrase.class == PhraseClass::Impersonal).map(|(_, end)| end)
    };
    // A phrase that begins at the verb, or the word before it and holds it.
    ends(verb).is_some() || verb > 0 && ends(verb - 1).is_some_and(|end| end >= verb)
}

/// Whether the verb takes such content at all.
fn takes(scene: &Scene, reading: &Reading, opening: Opening) -> bool {
    const CLAUSES: u32 = frame::CLAUSE | frame::BI | frame::ILA | frame::ALA | frame::MIN | frame::AN;
    let cue = &reading.cue;
    match opening {
        Opening::Clause(start) => cue.takes(CLAUSES) && is_own_complement(scene, reading, start),
        _ if cue.takes(frame::VENUE) && !has_venue(scene, cue) => false,
        Opening::Colon(_) => cue.takes(frame::COLON | frame::MARK),
        Opening::Mark(_) => cue.takes(frame::COLON | frame::MARK | frame::CLAUSE),
        Opening::Noun(_) => true,
        Opening::Question(_) => cue.takes(frame::WHETHER),
    }
}

/// "جاء في": whether the verb's source follows its preposition.
fn has_venue(scene: &Scene, cue: &Cue) -> bool {
    const REACH: usize = 3;
    let after = cue.tokens.end;
    (after..after + REACH).any(|at| is_in(scene, at))
}

/// Whether the word is "in", or a preposition with a pronoun.
fn is_in(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    if preposition_frame(word.whole()) == frame::FI {
        return true;
    }
    word.is(Flags::PREPOSITION) && word.is(Flags::PRONOUN_SUFFIX)
}

/// Whether the complementizer before the clause belongs to the verb, as far as that is in question:
/// with an everyday verb.
fn is_own_complement(scene: &Scene, reading: &Reading, start: usize) -> bool {
    if !reading.cue.takes(frame::STRICT) {
        return true;
    }
    let clause = scene.word(start);
    let complementizer = if clause.is(Flags::COMPLEMENTIZER) { clause } else { clause.prev() };
    !is_governed(scene, &reading.cue, complementizer.at)
        && !is_new_sentence(scene, reading, complementizer.at)
}

/// "يعد دليلا على أن": another word's preposition is before the complementizer.
fn is_governed(scene: &Scene, cue: &Cue, complementizer: usize) -> bool {
    let frame = preposition_frame(scene.word(complementizer).prev().whole());
    frame != 0 && !cue.takes(frame)
}

/// "سيتوصل إليها، إنه رجل رائع": a new sentence after a comma.
fn is_new_sentence(scene: &Scene, reading: &Reading, complementizer: usize) -> bool {
    const HAMZA_BELOW: char = '\u{625}';
    let word = scene.word(complementizer);
    let comma = word.prev();
    let apposed = reading.clause.subject.is_some_and(|subject| subject.end == comma.at);
    comma.kind() == TokenKind::Comma && !apposed && word.written().starts_with(HAMZA_BELOW)
}

/// Whether the marks hold fewer words than what the verb quotes: a name, title or term.
fn is_short_mark(scene: &Scene, cue: &Cue, opening: Opening) -> bool {
    let Opening::Mark(open) = opening else { return false };
    if follows_colon(scene, open) {
        return false;
    }
    let words = scene.marks.opened_at(open).map_or(0, |quotation| scene.words(quotation.inside()));
    match cue.takes(frame::STRICT) {
        false => words < 2,
        true => words < 4 || !cue.takes(frame::MARK),
    }
}

/// Tokens that may be between an everyday verb and its content.
fn reach(scene: &Scene, cue: &Cue, opening: Opening) -> usize {
    match opening {
        Opening::Clause(start) if is_marked(scene, cue, start) => 40,
        Opening::Clause(_) | Opening::Colon(_) => 12,
        Opening::Mark(open) if follows_colon(scene, open) => usize::MAX,
        Opening::Mark(_) => 12,
        Opening::Noun(_) if cue.takes(frame::NOUN) => usize::MAX,
        Opening::Noun(start) if start > 0 && scene.is(start - 1, Flags::PREPOSITION) => 10,
        Opening::Noun(_) => 2,
        Opening::Question(_) => usize::MAX,
    }
}

/// "وصف X … بأنه": the object may be long, and ب shows the clause to be the verb's.
fn is_marked(scene: &Scene, cue: &Cue, start: usize) -> bool {
    let before = start.saturating_sub(1);
    let object = cue.takes(frame::OBJECT) && scene.prefix(before).has(Prefix::BA);
    object || scene.prefix(start).has(Prefix::BA)
}

/// Whether a colon is right before the token.
fn follows_colon(scene: &Scene, at: usize) -> bool {
    at > 0 && scene.kind(at - 1) == TokenKind::Colon
}
