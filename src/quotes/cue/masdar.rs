//! Verbal nouns: their subject, the clause that may follow them, and participles with the same spelling.

use crate::lexicon::{Flags, Prefix, VerbForm, frame};
use crate::quotes::phrase;
use crate::quotes::words::{Scene, Word, sets, shape};
use crate::text::letter::proclitic::{ALEF, HA, LAM, MEEM};
use crate::tokens::{TokenKind, TokenRange};

/// Returns whether a complementizer follows the word, perhaps after a preposition.
pub fn brings_clause(scene: &Scene, at: usize) -> bool {
    let next = scene.word(at + 1);
    let after = if next.is(Flags::PREPOSITION) { next.next() } else { next };
    after.is(Flags::COMPLEMENTIZER)
}

/// "تصريح الوزير بأن", "وصف الرئيس بأنه": the noun phrase between a bare verbal noun and its complementizer.
pub fn subject_of_masdar(scene: &Scene, at: usize, form: VerbForm) -> Option<TokenRange> {
    if scene.is_definite(at) || !form.verb().takes(frame::CLAUSE | frame::BI) {
        return None;
    }
    let opening = complementizer_after(scene, at).or_else(|| quotation_after(scene, at, form))?;
    let subject = phrase::read(scene, at + 1, opening, false)?;
    let adjacent = matches!(opening.checked_sub(subject.end()), Some(0 | 1));
    (adjacent && is_source(scene.word(subject.start()), subject.len() == 1)).then_some(subject)
}

/// The complementizer that follows a word, with at least one word between them and no sign except commas.
fn complementizer_after(scene: &Scene, at: usize) -> Option<usize> {
    const REACH: usize = 12;
    let goes_on = |&at: &usize| {
        matches!(scene.kind(at), TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign | TokenKind::Comma)
    };
    (at + 2..at + REACH).take_while(goes_on).find(|&at| scene.is(at, Flags::COMPLEMENTIZER))
}

/// `جاء رد الوزير: "…"`: a colon before a quotation that follows the word, with only words between them.
fn quotation_after(scene: &Scene, at: usize, form: VerbForm) -> Option<usize> {
    const REACH: usize = 8;
    let reach = at + 2..at + REACH;
    let colon = reach.into_iter().find(|&at| scene.kind(at) != TokenKind::Word)?;
    let opens = scene.kind(colon) == TokenKind::Colon && scene.marks.opens(colon + 1);
    // "إعلان النتائج": the thing announced.
    let text = scene.is(at + 1, Flags::DOCUMENT);
    (opens && !text && form.verb().takes(frame::COLON)).then_some(colon)
}

/// Whether a noun phrase with this head names a speaker.
fn is_source(head: Word, alone: bool) -> bool {
    const SOURCES: Flags = sets::SOURCE.with(Flags::PERSONAL_NAME).with(Flags::QUANTIFIER);
    match alone {
        _ if is_addressee(head) => false,
        true if is_adjective(head) => false,
        true if is_unknown_name(head) => true,
        _ => head.is(SOURCES) || head.kind() != TokenKind::Word,
    }
}

/// "في تصريح لصحيفة": ل introduces the addressee.
fn is_addressee(head: Word) -> bool {
    head.whole().first() == LAM && !head.is_known()
}

/// "في تصريح صحفي أن": an adjective.
fn is_adjective(head: Word) -> bool {
    shape::is_nisba(head.scene, head.at) && !head.is_definite() && !head.is(Flags::PERSONAL_NAME)
}

fn is_unknown_name(head: Word) -> bool {
    shape::is_name_word(head.scene, head.at) && !shape::is_abstract(head.scene, head.at)
}

/// Returns whether a form of a participle is a different noun here: a verbal noun, or "ومقره" (and its seat), which
/// folds to "مقرة".
pub fn is_noun_like(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    is_seat(word) || is_masdar_like(word)
}

/// Whether the word ends in the pronoun "his", unless only a comma comes before it.
fn is_seat(word: Word) -> bool {
    const HIS: char = '\u{647}';
    let after_comma = word.prev().kind() == TokenKind::Comma && !word.prefix().has(Prefix::CONJUNCTION);
    word.written().ends_with(HIS) && !after_comma
}

/// A feminine participle of the third stem has the same spelling as its verbal noun (مطالبة، مناقشة). It is read as the
/// verbal noun unless a comma or conjunction sets it off or it introduces a clause.
fn is_masdar_like(word: Word) -> bool {
    let key = word.stem();
    let letters = (key.len(), key.first(), key.letter(2), key.letter(5));
    letters == (6, MEEM, ALEF, HA)
        && !is_set_off(word)
        && (is_governed(word) || !brings_clause(word.scene, word.at))
}

/// "مع ملاحظة أن", "يمكن ملاحظة أن": a preposition or a modal comes before the word.
fn is_governed(word: Word) -> bool {
    word.prev().is(Flags::PREPOSITION.with(Flags::ADJUNCT).with(Flags::MODAL))
}

/// Returns whether a comma or conjunction, or nothing at all, comes before the word.
pub fn is_set_off(word: Word) -> bool {
    word.at == 0 || word.is_conjoined() || word.prev().kind() == TokenKind::Comma
}
