//! The noun phrase before the relative clause that contains the cue.

use super::{Found, Sayer};
use crate::lexicon::{Flags, Gender, Number, VerbForm, preposition_frame};
use crate::quotes::cue::Cue;
use crate::quotes::phrase;
use crate::quotes::words::{Sentence, Word, sets};
use crate::tokens::TokenRange;

/// Returns the noun phrase before a relative pronoun that comes before the cue.
pub fn antecedent(sentence: &Sentence, cue: &Cue) -> Option<Sayer> {
    let before = sentence.before(cue.tokens.start())?;
    if !before.is(Flags::RELATIVE) && says_in_it(sentence, cue) {
        return speech_giver(sentence, before);
    }
    let relative = relative_pronoun(before)?;
    if disagrees(relative, cue) {
        return None;
    }
    let comma = usize::from(sentence.follows_comma(relative.at));
    phrase_ending(sentence, relative.at - comma).map(|noun| Found::Antecedent.sayer(noun))
}

/// "قال فيها": the pronoun refers to the noun before the cue, in which the words were said.
fn says_in_it(sentence: &Sentence, cue: &Cue) -> bool {
    let after = sentence.scene.word(cue.tokens.end());
    after.is(Flags::VENUE_PRONOUN) && preposition_frame(after.whole()) == 0 && cue.is_finite()
}

/// "كلمة للوزير قال فيها": an indefinite noun is not followed by a relative pronoun.
fn speech_giver(sentence: &Sentence, before: Word) -> Option<Sayer> {
    const SPEECH: Flags = Flags::OCCASION.with(Flags::DOCUMENT);
    const PERSON: Flags = Flags::TITLE.with(Flags::PERSONAL_NAME);
    if before.is(SPEECH) && !before.is_definite() {
        return None;
    }
    let phrase = phrase_ending(sentence, before.at + 1)?;
    // A text with a complement belongs to somebody.
    let heads = if phrase.len() > 1 { PERSON.with(Flags::DOCUMENT) } else { PERSON };
    let person = sentence.scene.is(phrase.start(), heads);
    person.then(|| Found::Venue.sayer(phrase))
}

/// The relative pronoun right before the cue, or before "had" and the particle of the perfect.
fn relative_pronoun<'s, 't>(before: Word<'s, 't>) -> Option<Word<'s, 't>> {
    let particle = before.is(Flags::QAD.with(Flags::AUXILIARY));
    [Some(before), particle.then(|| before.prev())].into_iter().flatten().find(|w| w.is(Flags::RELATIVE))
}

/// "السلطات، التي قال إنها": the pronoun is part of the content and not its speaker.
fn disagrees(relative: Word, cue: &Cue) -> bool {
    let one_man = |form: VerbForm| form.gender == Gender::Masculine && form.number != Number::Plural;
    relative.is(Flags::FEMININE) && cue.form().is_some_and(one_man)
}

/// The longest noun phrase that ends right before `end`.
fn phrase_ending(sentence: &Sentence, end: usize) -> Option<TokenRange> {
    const REACH: usize = 14;
    let first = end.saturating_sub(REACH).max(sentence.range.start());
    (first..end).find_map(|start| phrase_between(sentence, start, end))
}

/// The noun phrase from `start`, if it ends at `end` and can be a speaker.
fn phrase_between(sentence: &Sentence, start: usize, end: usize) -> Option<TokenRange> {
    phrase::read(sentence.scene, start, end, false)
        .filter(|phrase| phrase.end() == end && starts_phrase(sentence, start))
        .filter(|phrase| phrase::can_speak(sentence.scene, *phrase))
}

/// Whether a noun phrase may begin here and not inside another one.
fn starts_phrase(sentence: &Sentence, start: usize) -> bool {
    const BEFORE: Flags = Flags::PREPOSITION
        .with(Flags::ADJUNCT)
        .with(Flags::CONJUNCTION)
        .with(Flags::COMPLEMENTIZER)
        .with(Flags::BUT)
        .with(Flags::AUXILIARY);
    let Some(before) = sentence.before(start) else { return true };
    if sentence.scene.is(start, sets::SOURCE) || before.is(BEFORE) {
        return true;
    }
    !before.is_wordlike() || before.verb().is_some()
}
