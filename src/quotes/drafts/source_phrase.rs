//! The phrase after a preposition or conjunction of source: whether it names a source, and what follows it.

use crate::lexicon::{CueClass, Flags, Form, PhraseClass, frame, preposition_frame};
use crate::quotes::clause::reading::Reading;
use crate::quotes::cue::{Cue, Kind};
use crate::quotes::words::{Scene, Sentence, sets, shape};
use crate::quotes::{clause, phrase};
use crate::text::letter::proclitic::{FA, LAM};
use crate::tokens::{TokenKind, TokenRange};

/// Whether the verb only states something, and does not demand or deny anything.
fn says_something(cue: &Cue) -> bool {
    use CueClass::{Assertion, Explanation, Remark, Statement};
    let says =
        cue.verb().is_some_and(|verb| matches!(verb.class, Statement | Explanation | Assertion | Remark));
    says && cue.takes(frame::MARK) && !cue.takes(frame::STRICT)
}

/// Returns whether a phrase of source names a source: a source noun, a name, or a noun set off by a comma. "حسب الظروف"
/// does not name a source, and neither does "كما نص" in the middle of a sentence.
pub fn names_source(sentence: &Sentence, reading: &Reading) -> bool {
    match reading.cue.kind {
        Kind::Source(phrase) => {
            let apart = phrase.class == PhraseClass::SourceApart;
            (!apart || is_set_off(sentence, reading)) && names_somebody(sentence, reading)
        }
        Kind::SourceClause(phrase, _) => {
            // "على ما ذكرت", but "على ما حدث".
            let sure = !phrase.rest.is_empty() && !reading.cue.takes(frame::STRICT);
            let compares = phrase.class == PhraseClass::Comparison && !sure;
            !is_object(sentence, reading) && (!compares || attributes(sentence, reading))
        }
        Kind::SourceSelf(_) | Kind::Verb(_) => true,
    }
}

/// Whether a sign comes before the words that belong to the cue, or the sentence begins there.
fn is_set_off(sentence: &Sentence, reading: &Reading) -> bool {
    begins(sentence, reading) || !sentence.scene.is_wordlike(reading.head - 1)
}

/// Returns whether the cue is at the head of the sentence.
pub fn begins(sentence: &Sentence, reading: &Reading) -> bool {
    reading.head <= sentence.range.start() + 1
}

/// Whether a source follows the preposition, or another noun in a position where only a source can be.
fn names_somebody(sentence: &Sentence, reading: &Reading) -> bool {
    let (scene, at) = (sentence.scene, reading.cue.tokens.end());
    if is_name_like_verb(scene, at) {
        return true;
    }
    if shape::is_possessed(scene, at) || is_manner(scene, at) {
        return false;
    }
    let last = is_last(sentence, at);
    if is_source(scene, at, last) || is_speech(sentence, reading) {
        return true;
    }
    is_noun(scene, at) && (is_apposed(sentence, reading, last) || content_start(sentence, reading).is_some())
}

/// "، وفق تأكيدات شهود عيان": a verbal noun of speech, followed by the speaker.
fn is_speech(sentence: &Sentence, reading: &Reading) -> bool {
    names_speaker(sentence.scene, reading.cue.tokens.end()) && is_set_off(sentence, reading)
}

/// Whether a verbal noun of speech is at the token, followed by the speaker.
fn names_speaker(scene: &Scene, at: usize) -> bool {
    const SPEAKERS: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME);
    let masdar = scene.verb(at).is_some_and(|form| form.form == Form::Masdar);
    masdar && scene.is(at + 1, SPEAKERS)
}

/// Whether a noun phrase begins at the token, perhaps with a proclitic ل.
fn is_noun(scene: &Scene, at: usize) -> bool {
    phrase::can_start(scene, at) || scene.is_lam_phrase(at)
}

/// Whether the noun is set off and not abstract. The last noun of a sentence may be abstract if it has a definite
/// complement.
fn is_apposed(sentence: &Sentence, reading: &Reading, last: bool) -> bool {
    let (scene, at) = (sentence.scene, reading.cue.tokens.end());
    if !is_set_off(sentence, reading) {
        return false;
    }
    !is_abstraction(scene, at) || last && is_defined(scene, at)
}

/// "وفق المعايير", "وفقا لنظام البطاقة", "حسب كل فئة": what something conforms to.
fn is_manner(scene: &Scene, at: usize) -> bool {
    let each = scene.is(at, Flags::QUANTIFIER) && !scene.is_definite(at + 1) && scene.verb(at).is_none();
    (each || scene.is(at, Flags::MANNER)) && !scene.is(at + 1, sets::SOURCE)
}

/// Whether only signs follow the phrase of source in the sentence.
fn is_last(sentence: &Sentence, at: usize) -> bool {
    if sentence.nested {
        return false;
    }
    source_phrase(sentence, at).is_some_and(|phrase| closes(sentence, phrase.end()))
}

/// Whether only signs are left of the sentence.
fn closes(sentence: &Sentence, from: usize) -> bool {
    sentence.scene.trim(from..sentence.range.end().max(from)).is_empty()
}

/// Whether a source noun, a name or a quotation is at the token. A law or plan in the middle of a sentence is part of
/// the content.
fn is_source(scene: &Scene, at: usize, last: bool) -> bool {
    let speaks = if last { sets::SOURCE } else { sets::SOURCE.without(Flags::DOCUMENT) };
    if scene.is(at, speaks) && !scene.is(at, Flags::OCCASION) {
        return true;
    }
    is_named(scene, at) || scene.marks.opens(at)
}

/// Whether a word that is not in the lexicon is a name ("بحسب فلان") and not a noun with its complement ("وفق معايير
/// الجهة", "وفق أسلوب يجمع").
fn is_named(scene: &Scene, at: usize) -> bool {
    // "وفقا للوردي": a surname.
    if shape::is_surname_like(scene, at) && shape::is_nisba(scene, at) && scene.is_lam_phrase(at) {
        return true;
    }
    if !shape::is_name_word(scene, at) && !shape::is_ali(scene, at) {
        return false;
    }
    scene.is(at, Flags::PERSONAL_NAME) || !shape::is_possessed(scene, at) && !is_complement(scene, at + 1)
}

/// Whether the word completes the noun before it.
fn is_complement(scene: &Scene, at: usize) -> bool {
    const COMPLEMENTS: Flags = Flags::QUANTIFIER.with(Flags::RELATIVE).with(Flags::ACT);
    if scene.is(at, COMPLEMENTS) || clause::is_imperfect(scene, at) {
        return true;
    }
    match scene.is_definite(at) {
        true => !shape::is_nisba(scene, at),
        // "وفق نهج علمي"
        false => shape::is_nisba(scene, at) && !scene.is(at, Flags::PERSONAL_NAME),
    }
}

/// Whether the word is an indefinite or abstract noun that is not a source.
fn is_abstraction(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    if word.kind() != TokenKind::Word || word.is(sets::SOURCE.with(Flags::PERSONAL_NAME)) {
        return false;
    }
    !word.is_definite() || shape::is_plural_abstract(scene, at)
}

/// Whether a definite word completes the noun, which is not a plural of things.
fn is_defined(scene: &Scene, at: usize) -> bool {
    scene.is_definite(at + 1) && !shape::is_plural_abstract(scene, at)
}

/// "وفقا لما نص عليه القانون": the conjunction is the verb's object in the middle of a sentence.
fn is_object(sentence: &Sentence, reading: &Reading) -> bool {
    let after = sentence.scene.word(reading.cue.tokens.end());
    let pronoun = after.is(Flags::PREPOSITION) && after.is(Flags::PRONOUN_SUFFIX);
    pronoun && reading.cue.takes(frame::STRICT) && !is_set_off(sentence, reading)
}

/// Whether a comparison attributes: at the start or end of the sentence, in an aside, or with content.
fn attributes(sentence: &Sentence, reading: &Reading) -> bool {
    if reading.clause.opening.is_some() || begins(sentence, reading) {
        return true;
    }
    let end = reading.clause.subject.map_or(reading.cue.tokens.end(), |subject| subject.end());
    closes(sentence, end) || is_parenthetical(sentence, reading, end) || is_comment(sentence, reading, end)
}

/// "…، كما ذكرت منصة س (X) أمس", "…، كما قال خبير في الشركة": whether a verb of saying and its subject, which ends at the
/// token, are set off and followed only by details about them, not by content.
fn is_comment(sentence: &Sentence, reading: &Reading, end: usize) -> bool {
    const DETAILS: Flags = Flags::ADJUNCT.with(Flags::RELATIVE).with(Flags::TIME).with(Flags::ADVERB);
    if !says_something(&reading.cue)
        || reading.clause.subject.is_none()
        || !sentence.follows_comma(reading.head)
    {
        return false;
    }
    let scene = sentence.scene;
    let after = scene.word(scene.behind_bracket(end, sentence.range.end()).unwrap_or(end));
    let place = preposition_frame(after.whole()) == frame::FI && !reading.cue.takes(frame::FI);
    after.describes() || place || after.is(DETAILS) || closes(sentence, after.at)
}

/// "…، كما لاحظ الكاتب، …", "وكما يقول المركز فإن".
fn is_parenthetical(sentence: &Sentence, reading: &Reading, end: usize) -> bool {
    let after = sentence.scene.word(end);
    if after.is(Flags::THEN) {
        return true;
    }
    let commas = sentence.follows_comma(reading.head) && after.kind() == TokenKind::Comma;
    commas && reading.clause.subject.is_some()
}

/// "حسب زعمه", "وفق تقديره": returns whether a verbal noun with a pronoun follows the preposition of source.
pub fn is_own_words(scene: &Scene, cue: &Cue) -> bool {
    scene.verb(cue.tokens.end()).is_some_and(|form| form.form == Form::MasdarSuffixed)
}

/// Returns the noun phrase after a preposition of source.
pub fn source_phrase(sentence: &Sentence, start: usize) -> Option<TokenRange> {
    let (scene, end) = (sentence.scene, sentence.range.end());
    let read = phrase::read(scene, start, end, false).or_else(|| joined_phrase(scene, start, end));
    read.or_else(|| name_like_verb(scene, start, end)).or_else(|| speaker_of(scene, start, end))
}

/// "وفق تأكيدات شهود عيان": the speaker of the verbal noun.
fn speaker_of(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    if names_speaker(scene, start) { phrase::read(scene, start + 1, end, false) } else { None }
}

/// "بحسب فورد": a preposition does not govern a verb with a conjunction, so this is a name with the same spelling.
fn name_like_verb(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    if !is_name_like_verb(scene, start) {
        return None;
    }
    let rest = (start + 1..end).take_while(|&at| shape::is_name_word(scene, at) && scene.verb(at).is_none());
    Some(TokenRange::new(start, start + 1 + rest.count()))
}

fn is_name_like_verb(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    word.is_conjoined() && word.finite().is_some()
}

/// The noun after a proclitic preposition: وفقا لـX.
fn joined_phrase(scene: &Scene, start: usize, end: usize) -> Option<TokenRange> {
    const OCCASIONS: Flags = Flags::OCCASION.with(Flags::DEMONSTRATIVE);
    let word = scene.word(start);
    let occasion = word.is(OCCASIONS) && !word.is(sets::SOURCE);
    if occasion || word.whole().first() != LAM {
        return None;
    }
    phrase::headed(scene, start, end)
}

/// "وبحسب X فإن", "وفقا لـX فقد": for a source right before its content, anywhere in the sentence, returns the first
/// token of the content.
pub fn content_start(sentence: &Sentence, reading: &Reading) -> Option<usize> {
    let scene = sentence.scene;
    let after = source_phrase(sentence, reading.cue.tokens.end())?.end();
    let comma = usize::from(scene.kind(after) == TokenKind::Comma);
    let word = scene.word(after + comma);
    if word.kind() != TokenKind::Word || word.whole().first() != FA {
        return None;
    }
    // "فقد", "فمن المتوقع"
    if word.is(Flags::QAD) || word.is_conjoined() && word.is(Flags::PREPOSITION) {
        return Some(word.at);
    }
    if word.is(Flags::THEN) {
        return Some(word.at + 1);
    }
    let suffixed = word.is(Flags::PRONOUN_SUFFIX);
    word.is(Flags::COMPLEMENTIZER).then_some(word.at + usize::from(!suffixed))
}
