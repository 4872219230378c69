//! Complementizers: they introduce the content, unless they belong to another word.

use super::Opening;
use super::walk::{Step, Walk};
use crate::lexicon::{CueClass, Flags, Form, frame};
use crate::quotes::cue::{self, Cue};
use crate::quotes::words::{Scene, Word, sets};
use crate::text::letter::proclitic::{NUN, TA, YA};
use crate::tokens::{TokenKind, TokenRange};

/// The role of a complementizer.
#[derive(Clone, Copy)]
enum Role {
    /// A name with the same spelling.
    Name,
    /// Governed by another word.
    Governed,
    /// A conditional particle with the same spelling.
    Condition,
    /// Governed by a reporting verb of the relative clause: the cue has no content.
    OfRelative,
    /// Introduces what somebody wants, not what somebody says.
    Wanting,
    /// Introduces the content.
    Content,
}

/// A test for a role.
type Fact = fn(&Walk<'_, '_>, Word<'_, '_>) -> bool;

/// The roles, in the order of testing; if no test holds, the complementizer introduces the content.
const ROLES: &[(Fact, Role)] = &[
    (is_name, Role::Name),
    (is_of_verb_before, Role::Governed),
    (belongs_to_relative, Role::OfRelative),
    (is_governed, Role::Governed),
    (is_condition, Role::Condition),
    (means_wanting, Role::Wanting),
];

/// Reads a complementizer.
pub fn complementizer(walk: &mut Walk, word: Word) -> Step {
    let role = ROLES.iter().find(|(holds, _)| holds(walk, word)).map_or(Role::Content, |&(_, role)| role);
    match role {
        Role::Name => walk.name_subject(TokenRange::new(word.at, word.at + 1)),
        Role::Governed | Role::Condition => Step::past(word),
        Role::OfRelative | Role::Wanting => Step::Done,
        Role::Content => walk.open(opening(walk, word)),
    }
}

/// What the complementizer introduces: its clause, or a clause together with the noun before it.
fn opening(walk: &Walk, word: Word) -> Opening {
    match walk.preposition {
        Some(start) if is_part_of_content(walk.scene.word(start), word) => Opening::Noun(start),
        _ if word.is(Flags::PRONOUN_SUFFIX) => Opening::Clause(word.at),
        _ => Opening::Clause(word.at + 1),
    }
}

/// "شدد على ضرورة أن": the noun before the complementizer is part of the content.
fn is_part_of_content(noun: Word, complementizer: Word) -> bool {
    let near = matches!(complementizer.at.checked_sub(noun.at), Some(1 | 2));
    near && noun.is_wordlike() && !noun.is(sets::SOURCE)
}

/// "قال بان إن": the first of the two is a name.
fn is_name(walk: &Walk, word: Word) -> bool {
    walk.is_first(word) && word.next().is(Flags::COMPLEMENTIZER)
}

/// Whether, in a relative clause, the complementizer belongs to the verb before it.
fn is_of_verb_before(walk: &Walk, word: Word) -> bool {
    let in_relative = walk.relative && walk.commas == 0 && !walk.is_first(word);
    in_relative && word.prev().finite().is_some_and(|form| form.verb().takes(frame::CLAUSE))
}

/// "نشر بيانا قال فيه إن", "القائمة التي أفيد أنها": a complementizer right after a reporting verb of the relative
/// clause belongs to that verb.
pub fn belongs_to_relative(walk: &Walk, word: Word) -> bool {
    const NEAR: usize = 4;
    const LIGHT: Flags = Flags::PRONOUN_SUFFIX.with(Flags::TIME).with(Flags::ADVERB).with(Flags::THAT_WHICH);
    if !walk.relative {
        return false;
    }
    let first = word.at.saturating_sub(NEAR).max(walk.cue.tokens.end());
    let at_once = |&at: &usize| at + 1 == word.at || walk.scene.is(at + 1, LIGHT);
    (first..word.at).rev().take_while(at_once).any(|at| is_saying(walk.scene.word(at)))
}

/// Whether the word is a finite verb of saying.
fn is_saying(word: Word) -> bool {
    match cue::judge(word.scene, word.at) {
        Some(Ok(cue)) if cue.is_finite() => takes_speech(&cue) && !word.is(sets::SOURCE),
        _ => false,
    }
}

fn takes_speech(cue: &Cue) -> bool {
    cue.takes_freely(frame::COLON) || cue.takes(frame::COLON) && cue.takes(frame::VENUE)
}

/// "حتى إن", "لولا أن", "هو أنه": governed by another word.
fn is_governed(walk: &Walk, word: Word) -> bool {
    const GOVERNING: Flags =
        Flags::ADJUNCT.with(Flags::CONJUNCTION).with(Flags::BUT).with(Flags::QUANTIFIER).with(Flags::WHETHER);
    if walk.is_first(word) {
        return false;
    }
    let before = word.prev();
    match before.flags() {
        flags if flags.any(Flags::MODAL) => true,
        flags if flags.any(GOVERNING) => !flags.any(Flags::PREPOSITION),
        flags => flags == Flags::PRONOUN_SUFFIX && is_short(before),
    }
}

fn is_short(word: Word) -> bool {
    const LETTERS: u32 = 3;
    !word.whole().is_longer_than(LETTERS)
}

/// "قرر إن كانت …": the conditional particle with the same spelling.
fn is_condition(_: &Walk, word: Word) -> bool {
    const HAMZA_BELOW: char = '\u{625}';
    let bare = word.written().starts_with(HAMZA_BELOW) && !word.is(Flags::PRONOUN_SUFFIX);
    bare && word.next().is(Flags::AUXILIARY)
}

/// "decided, wanted, refused to": أن and a present-tense verb, after a verb with a frame for this.
fn means_wanting(walk: &Walk, word: Word) -> bool {
    if !walk.cue.takes(frame::SUBJUNCTIVE) || is_hope(walk.cue) {
        return false;
    }
    !word.is(Flags::PRONOUN_SUFFIX) && is_imperfect(word.scene, word.at + 1)
}

/// Whether what the subject of the cue wants is also what they say: a hope or demand.
fn is_hope(cue: &Cue) -> bool {
    cue.verb().is_some_and(|verb| matches!(verb.class, CueClass::Forecast | CueClass::Demand))
}

/// Returns whether the word looks like a present-tense verb (يفعل، تفعل، نفعل) and is not a known noun.
pub fn is_imperfect(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    match word.finite() {
        Some(form) if form.form == Form::Imperfect => true,
        _ => has_imperfect_prefix(word) && is_unknown(word),
    }
}

fn has_imperfect_prefix(word: Word) -> bool {
    const LETTERS: u32 = 2;
    let key = word.whole();
    matches!(key.first(), YA | TA | NUN) && key.is_longer_than(LETTERS)
}

fn is_unknown(word: Word) -> bool {
    word.kind() == TokenKind::Word && !word.is_known()
}
