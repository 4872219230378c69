//! Decides whether a form of a reporting verb can attribute where it occurs.

use super::masdar::{brings_clause, is_noun_like, is_set_off, subject_of_masdar};
use super::refusal::Refusal;
use crate::lexicon::{Flags, Form, Gender, Number, Prefix, VerbForm, frame};
use crate::quotes::words::{Word, sets, shape};
use crate::tokens::TokenKind;

/// A test on a word that is this form of a verb.
type Fact = fn(Word<'_, '_>, VerbForm) -> bool;

/// Why a finite verb cannot attribute, in the order of testing.
const FINITE: &[(Fact, Refusal)] = &[
    (is_noun_after_preposition, Refusal::AfterPreposition),
    (is_between, Refusal::AfterPreposition),
    (is_first_person, Refusal::FirstPerson),
    (is_complement_of_verb, Refusal::AfterVerb),
    (is_expected, Refusal::Speculation),
    (is_denied, Refusal::Negated),
    (is_governed_masdar, Refusal::BareMasdar),
    (has_article, Refusal::WithArticle),
];

/// Why a participle cannot attribute.
const PARTICIPLE: &[(Fact, Refusal)] = &[
    (only_carries, Refusal::OnlyCarries),
    (has_article, Refusal::WithArticle),
    (is_other_noun, Refusal::Noun),
];

/// Why a verbal noun cannot attribute: it does so only as "القول" or "بالقول", or with its subject.
const MASDAR: &[(Fact, Refusal)] =
    &[(is_possibility, Refusal::Speculation), (is_without_subject, Refusal::BareMasdar)];

/// Checks whether the form can attribute here at all; what must follow it is checked later.
pub fn fits(word: Word, form: VerbForm) -> Result<(), Refusal> {
    let reasons = match form.form {
        Form::Perfect | Form::Imperfect => FINITE,
        Form::Participle => PARTICIPLE,
        Form::MasdarSuffixed => return Ok(()),
        // "which he said": this form attributes only after a conjunction of source.
        Form::PerfectObject => return Err(Refusal::WithObject),
        Form::Masdar => MASDAR,
    };
    reasons.iter().find(|(holds, _)| holds(word, form)).map_or(Ok(()), |&(_, refusal)| Err(refusal))
}

/// "بيننا وبين العالم": the second occurrence of the preposition that is spelt like the verb.
fn is_between(word: Word, form: VerbForm) -> bool {
    const REACH: usize = 4;
    const BETWEEN: &str = "\u{628}\u{64A}\u{646}";
    let lemma = form.verb().lemma == BETWEEN && form.form == Form::Perfect;
    let first =
        || (word.at.saturating_sub(REACH)..word.at).any(|at| word.scene.written(at).starts_with(BETWEEN));
    lemma && word.is_conjoined() && first()
}

/// "the statement that he made": a title or noun spelt like the verb.
fn is_noun_after_preposition(word: Word, form: VerbForm) -> bool {
    word.prev().is_preposition() || form.verb().takes(frame::STRICT) && is_second_name(word)
}

/// "في سالم بارك": the second word of a name after a preposition.
fn is_second_name(word: Word) -> bool {
    let first = word.prev();
    if !first.prev().is_preposition() || is_marked_as_verb(word) {
        return false;
    }
    shape::is_name_word(first.scene, first.at)
}

/// Whether a conjunction before the word, or a complementizer after it, marks it as a verb.
fn is_marked_as_verb(word: Word) -> bool {
    word.is_conjoined() || brings_clause(word.scene, word.at)
}

/// "نعتقد", or "أعتقد" if the perfect has no hamza: first person, so the speaker's own words.
fn is_first_person(word: Word, form: VerbForm) -> bool {
    const HAMZA: char = '\u{623}';
    const ALEF: char = '\u{627}';
    const MADDA: char = '\u{622}';
    let lemma = form.verb().lemma;
    let first = word.written().chars().nth(usize::from(word.is_conjoined()));
    match (form.form, form.number, form.gender) {
        (Form::Imperfect, Number::Plural, Gender::Unknown) => true,
        _ if first == Some(MADDA) => !lemma.starts_with(MADDA),
        (Form::Perfect, ..) if first == Some(HAMZA) => lemma.starts_with(ALEF),
        _ => false,
    }
}

/// "refused to mention": the verbal noun after another verb.
fn is_complement_of_verb(word: Word, _: VerbForm) -> bool {
    let governs = |before: VerbForm| !before.verb().takes(frame::LIGHT | frame::PRODROP);
    !word.is_conjoined() && word.prev().finite().is_some_and(governs)
}

/// The particle of the perfect before an imperfect: something that somebody may say.
fn is_expected(word: Word, form: VerbForm) -> bool {
    form.form == Form::Imperfect && word.prev().is(Flags::QAD)
}

/// A negated perfect: it was not said.
fn is_denied(word: Word, form: VerbForm) -> bool {
    form.form == Form::Perfect && word.prev().is(Flags::NEGATION) && !is_said_thing(word)
}

/// "بسبب ما قالت إنه …": an assertion about what something is, with "that which" and not a negation.
pub fn is_said_thing(word: Word) -> bool {
    word.prev().is(Flags::THAT_WHICH) && word.next().is_all(Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX))
}

/// "جرى نقاش طلب العضوية": a verbal noun that is spelt like the perfect, governed by the noun before it.
fn is_governed_masdar(word: Word, form: VerbForm) -> bool {
    if !form.verb().takes(frame::STRICT) || !is_homograph(word, form) || is_marked_as_verb(word) {
        return false;
    }
    let before = word.prev();
    is_construct_head(before) && !before.fits(shape::is_possessed) && word.next().is_definite()
}

/// Whether the word is an indefinite noun, which may govern the next word.
fn is_construct_head(word: Word) -> bool {
    const OTHER: Flags = sets::PARTICLES.with(Flags::PERSONAL_NAME);
    word.kind() == TokenKind::Word && !word.is_definite() && !word.is(OTHER)
}

/// Whether the word is a perfect that is spelt like its verbal noun.
pub fn is_homograph(word: Word, form: VerbForm) -> bool {
    if form.form != Form::Perfect || !form.verb().takes(frame::HOMOGRAPH) {
        return false;
    }
    word.written().chars().count() == form.verb().lemma.chars().count()
}

fn has_article(word: Word, _: VerbForm) -> bool {
    word.prefix().has(Prefix::ARTICLE)
}

/// "متوجها إلى": carries another cue and reports nothing itself.
fn only_carries(_: Word, form: VerbForm) -> bool {
    form.verb().takes(frame::LIGHT)
}

/// Tests that show that a participle is an ordinary noun here.
const NOUN_SIGNS: &[fn(Word<'_, '_>) -> bool] =
    &[is_feminine_plural, is_person, is_counted, |word| is_noun_like(word.scene, word.at), is_short];

fn is_other_noun(word: Word, _: VerbForm) -> bool {
    NOUN_SIGNS.iter().any(|sign| sign(word))
}

/// The plural of things: "مطالبات".
fn is_feminine_plural(word: Word) -> bool {
    word.written().ends_with("\u{627}\u{62A}") && !is_set_off(word)
}

/// Somebody's office or trade, not followed by a clause.
fn is_person(word: Word) -> bool {
    word.is(Flags::TITLE.with(Flags::UNNAMED)) && !brings_clause(word.scene, word.at)
}

/// "42 مركزا": a noun that a number counts.
fn is_counted(word: Word) -> bool {
    word.prev().kind() == TokenKind::Number
}

fn is_short(word: Word) -> bool {
    const LETTERS: u32 = 3;
    !word.stem().is_longer_than(LETTERS)
}

/// Whether a verbal noun is like "القول": with the article, and able to introduce a clause.
fn is_the_saying(word: Word, form: VerbForm) -> bool {
    word.prefix().has(Prefix::ARTICLE) && form.verb().takes(frame::CLAUSE)
}

/// "يمكن القول إن", "يحق لنا القول".
fn is_possibility(word: Word, form: VerbForm) -> bool {
    // "عقب عليه بالقول": with ب the noun says how something was done.
    let instrument = word.prefix().has(Prefix::BA);
    is_the_saying(word, form) && !instrument && (is_after_modal(word) || is_after_pronoun(word))
}

/// Whether a modal is among the words just before it.
fn is_after_modal(word: Word) -> bool {
    const REACH: usize = 3;
    (word.at.saturating_sub(REACH)..word.at).any(|at| word.scene.is(at, Flags::MODAL))
}

/// Whether a preposition with a pronoun comes before it: "لنا".
fn is_after_pronoun(word: Word) -> bool {
    word.prev().is_all(Flags::PREPOSITION.with(Flags::PRONOUN_SUFFIX))
}

fn is_without_subject(word: Word, form: VerbForm) -> bool {
    !is_the_saying(word, form) && subject_of_masdar(word.scene, word.at, form).is_none()
}
