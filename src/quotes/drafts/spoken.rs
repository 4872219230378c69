//! Decides whether somebody says the content of a verb, or the verb only describes what things show.

use crate::lexicon::{CueClass, Flags, Form, Gender, Number, frame};
use crate::quotes::clause::Opening;
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::refusal::Refusal;
use crate::quotes::cue::{Cue, is_said_thing};
use crate::quotes::mention::Who;
use crate::quotes::words::{Scene, Sentence, Word, sets, shape};
use crate::tokens::{TokenKind, TokenRange};

/// Nouns and names that head the phrase for a speaker.
const SOMEBODY: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::FATHERHOOD);

/// Checks whether somebody speaks.
pub fn spoken(sentence: &Sentence, reading: &Reading, opening: Opening, who: &Who) -> Result<(), Refusal> {
    let scene = sentence.scene;
    let nobody = who.speaks().is_none();
    if nobody && sentence.nested {
        return Err(Refusal::NoSpeaker);
    }
    if is_prayer(scene, reading, opening) {
        return Err(Refusal::Prayer);
    }
    if is_hearsay(scene, reading, opening, nobody) {
        return Err(Refusal::Hearsay);
    }
    if is_silent(sentence, &reading.cue, who) && describes_noun(sentence, &reading.cue) {
        return Err(Refusal::DescribesNoun);
    }
    if reading.cue.takes(frame::EVIDENCE) && !is_source(scene, &reading.cue, who) {
        return Err(Refusal::Evidence);
    }
    Ok(())
}

/// Whether the cue is a prayer to God.
fn is_prayer(scene: &Scene, reading: &Reading, opening: Opening) -> bool {
    let after = reading.cue.tokens.end();
    let subject = reading.clause.subject.is_some_and(|subject| scene.is(subject.start(), Flags::DEITY));
    // "داعيا الله أن", "متمنيا من الله أن"
    let in_subject = |at: usize| reading.clause.subject.is_some_and(|subject| subject.contains(at));
    let object = (after..opening.start()).any(|at| scene.is(at, Flags::DEITY) && !in_subject(at));
    let asks = |class| matches!(class, CueClass::Demand | CueClass::Question | CueClass::Forecast);
    (subject || object) && reading.cue.verb().is_some_and(|verb| asks(verb.class))
}

/// "يتوقع أن", "يعتقد أن" without a subject, the passive of common expectation; or "تبين أن", the middle voice.
fn is_hearsay(scene: &Scene, reading: &Reading, opening: Opening, nobody: bool) -> bool {
    let cue = &reading.cue;
    // "ويرى أن": the previous speaker continues.
    let nobody = nobody && !goes_on(scene, cue);
    let middle = cue.takes(frame::MIDDLE);
    match cue.form().filter(|_| is_singular_imperfect(cue)).map(|form| form.gender) {
        Some(Gender::Feminine) => middle && reading.clause.subject.is_none(),
        Some(Gender::Masculine) => (nobody || middle) && expects(cue, opening),
        _ => false,
    }
}

/// Whether a conjunction joins the verb, which is rarely passive, to what was said before.
fn goes_on(scene: &Scene, cue: &Cue) -> bool {
    cue.takes(frame::ACTIVE) && scene.word(cue.tokens.start()).is_conjoined()
}

/// Whether a verb of belief has its clause right after it.
fn expects(cue: &Cue, opening: Opening) -> bool {
    let Opening::Clause(start) = opening else { return false };
    let belief = cue.verb().is_some_and(|v| matches!(v.class, CueClass::Forecast | CueClass::Opinion));
    belief && start <= cue.tokens.end() + 1
}

/// Whether the verb is in the imperfect and singular.
fn is_singular_imperfect(cue: &Cue) -> bool {
    cue.form().is_some_and(|form| form.form == Form::Imperfect && form.number == Number::Singular)
}

/// Whether no speaker is named, or the phrase right before the verb is not a source.
fn is_silent(sentence: &Sentence, cue: &Cue, who: &Who) -> bool {
    if who.speaks().is_none() || sentence.follows(cue.tokens.start(), Flags::THAT_WHICH) {
        return true;
    }
    let before = who.mention.map(|mention| mention.tokens).filter(|m| m.end() == cue.tokens.start());
    before.is_some_and(|mention| is_thing(sentence.scene, mention))
}

/// "استنتاج قاطع يفيد بأن": an indefinite abstract noun that is not a source.
fn is_thing(scene: &Scene, phrase: TokenRange) -> bool {
    let head = scene.word(phrase.start());
    !head.is_definite()
        && !head.is(SOMEBODY.with(Flags::QUANTIFIER))
        && shape::is_abstract(scene, phrase.start())
}

/// "إشارة تؤكد أن", "مما يؤكد أن": the verb describes what the noun before it shows.
fn describes_noun(sentence: &Sentence, cue: &Cue) -> bool {
    let verb = cue.tokens.start();
    let Some(noun) = sentence.before(verb) else { return false };
    is_singular_imperfect(cue)
        && !sentence.scene.word(verb).is_conjoined()
        && (takes_up_clause(sentence.scene.word(verb)) || !follows_source(noun))
        && is_described(noun)
}

/// "مما يؤكد أن": the verb refers to the preceding clause. In "ما تقول إنها" somebody speaks about a thing.
fn takes_up_clause(verb: Word) -> bool {
    verb.prev().is(Flags::THAT_WHICH) && !is_said_thing(verb)
}

/// Whether a verb can describe the word: an indefinite noun that is not a source, a quotation, or "that which".
fn is_described(noun: Word) -> bool {
    const OTHERS: Flags = sets::PARTICLES
        .with(Flags::DEMONSTRATIVE)
        .with(Flags::FUTURE)
        .with(Flags::PREPOSITION)
        .with(Flags::VERB)
        .with(sets::SOURCE)
        .with(Flags::PERSONAL_NAME);
    if noun.is(Flags::THAT_WHICH) || noun.scene.marks.closes(noun.at) {
        return true;
    }
    noun.kind() == TokenKind::Word && !noun.is_definite() && !noun.is(OTHERS)
}

/// Whether a source noun or name is one or two words before this word.
fn follows_source(word: Word) -> bool {
    const SOURCES: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME);
    (word.at.saturating_sub(2)..word.at).any(|at| word.scene.is(at, SOURCES))
}

/// Whether the speaker is a source or a person. Without a speaker, only a perfect passes.
fn is_source(scene: &Scene, cue: &Cue, who: &Who) -> bool {
    match who.speaks() {
        Some(phrase) => is_somebody(scene, phrase),
        None => cue.form().is_some_and(|form| form.form == Form::Perfect),
    }
}

/// Whether a source noun or a name heads the phrase, perhaps after a demonstrative.
fn is_somebody(scene: &Scene, phrase: TokenRange) -> bool {
    let first = scene.word(phrase.start());
    let head = if first.is(Flags::DEMONSTRATIVE) { first.next() } else { first };
    if head.is(SOMEBODY) || head.kind() != TokenKind::Word {
        return true;
    }
    let next = head.next();
    if head.is(Flags::QUANTIFIER) && next.is(sets::SOURCE) {
        return true;
    }
    shape::is_possessed(scene, head.at) || begins_full_name(head)
}

/// Whether this word and the next may be names.
fn begins_full_name(word: Word) -> bool {
    word.fits(shape::is_name_word) && word.next().fits(shape::is_name_word)
}
