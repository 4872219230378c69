//! Colons and quotation marks: they introduce the content, or enclose a name or title.

use super::Opening;
use super::complementizer::belongs_to_relative;
use super::walk::{Step, Walk};
use crate::lexicon::{Flags, Prefix, frame};
use crate::quotes::cue::Kind;
use crate::quotes::phrase;
use crate::quotes::words::{Scene, Word, sets};
use crate::text::letter::proclitic::{BA, LAM};
use crate::tokens::{TokenKind, TokenRange};

/// Reads a colon: it introduces the content, unless the cue does not take one.
pub fn colon(walk: &mut Walk, colon: Word) -> Step {
    if belongs_to_relative(walk, colon) || is_no_opening(walk, colon) {
        return Step::Done;
    }
    let next = after_line(walk, colon.next());
    walk.open(match next.kind() {
        TokenKind::Quote | TokenKind::Apostrophe if walk.scene.marks.opens(next.at) => Opening::Mark(next.at),
        _ => Opening::Colon(next.at),
    })
}

/// Skips a line break if the next line opens with a quotation that belongs to the sentence.
fn after_line<'s, 't>(walk: &Walk<'s, 't>, token: Word<'s, 't>) -> Word<'s, 't> {
    let next = token.next();
    let opens = token.kind() == TokenKind::Newline && next.at < walk.limit && walk.scene.marks.opens(next.at);
    if opens { next } else { token }
}

/// Whether nothing follows the colon, or the cue is a verbal noun that does not take one.
fn is_no_opening(walk: &Walk, colon: Word) -> bool {
    let next = after_line(walk, colon.next());
    match next.kind() {
        TokenKind::Newline if next.at >= walk.limit => true,
        _ => walk.cue.is_nominal() && !walk.cue.takes(frame::COLON),
    }
}

/// A quotation in the clause.
struct Marked<'s, 't> {
    /// Its opening mark.
    open: Word<'s, 't>,
    /// The number of words.
    words: usize,
    /// Whether its closing mark is missing or was inferred.
    recovered: bool,
    /// What follows its closing mark.
    after: Word<'s, 't>,
}

/// The role of a quotation.
#[derive(Clone, Copy)]
enum Meaning {
    /// A title, which is skipped.
    Title,
    /// The addressee.
    Addressee,
    /// The medium named after a conjunction of source.
    Medium,
    /// A name, title or term in the subject or an adjunct; it may begin the subject.
    Name,
    /// The content, or part of it.
    Content,
}

/// A test for the role of a quotation.
type Fact = fn(&Walk<'_, '_>, &Marked<'_, '_>) -> bool;

/// The roles of a quotation right after the cue, in the order of testing; if no test holds, it is content.
const FIRST: &[(Fact, Meaning)] = &[
    (is_medium, Meaning::Medium),
    (is_complement, Meaning::Content),
    (is_body, Meaning::Name),
    (is_short_name, Meaning::Name),
];

/// The roles of a later quotation.
const LATER: &[(Fact, Meaning)] = &[
    (is_after_naming, Meaning::Title),
    (is_addressee, Meaning::Addressee),
    (is_of_lam, Meaning::Title),
    (is_unnamed_source, Meaning::Title),
    (is_transcribed, Meaning::Title),
    (is_name_of_source, Meaning::Name),
    (is_complement, Meaning::Content),
    (is_title_before_clause, Meaning::Name),
    (is_after_source, Meaning::Name),
    (is_name_before_opening, Meaning::Name),
    (is_title_in_adjunct, Meaning::Title),
];

/// Reads a quotation mark.
pub fn mark(walk: &mut Walk, open: Word) -> Step {
    let Some(quotation) = open.scene.marks.opened_at(open.at) else { return Step::past(open) };
    let marked = Marked {
        open,
        words: open.scene.words(quotation.inside()),
        recovered: quotation.recovered,
        after: open.scene.word(quotation.close + 1),
    };
    match meaning(walk, &marked) {
        Meaning::Title => Step::On(marked.after.at),
        Meaning::Addressee => address(walk, &marked),
        Meaning::Medium => walk.name_subject(TokenRange::new(open.at, marked.after.at)),
        Meaning::Name => name(walk, &marked),
        Meaning::Content => content(walk, &marked),
    }
}

fn meaning(walk: &Walk, marked: &Marked) -> Meaning {
    let meanings = if walk.is_first(marked.open) { FIRST } else { LATER };
    meanings.iter().find(|(holds, _)| holds(walk, marked)).map_or(Meaning::Content, |&(_, meaning)| meaning)
}

fn address(walk: &mut Walk, marked: &Marked) -> Step {
    walk.clause.addressee = Some(TokenRange::new(marked.open.at - 1, marked.after.at));
    walk.adjunct = false;
    walk.preposition = None;
    Step::On(marked.after.at)
}

fn name(walk: &mut Walk, marked: &Marked) -> Step {
    let phrase = || phrase::read(walk.scene, marked.open.at, walk.limit, false);
    let subject = is_subject_due(walk).then(phrase).flatten();
    subject.map_or(Step::On(marked.after.at), |range| walk.name_subject(range))
}

/// Whether the subject of a verb is still expected.
fn is_subject_due(walk: &Walk) -> bool {
    let cue = walk.cue;
    if cue.is_participle() || cue.is_nominal() {
        return false;
    }
    walk.clause.subject.is_none() && !walk.adjunct
}

fn content(walk: &mut Walk, marked: &Marked) -> Step {
    let open = marked.open.at;
    let takes_noun = walk.cue.form().is_some() && !walk.cue.is_nominal();
    match walk.preposition.or(walk.object) {
        Some(start) if takes_noun && start <= open => walk.open(Opening::Noun(start)),
        _ if marked.words >= 2 || walk.is_first(marked.open) => walk.open(Opening::Mark(open)),
        _ => Step::On(marked.after.at),
    }
}

/// "تحت عنوان «…»".
fn is_after_naming(_: &Walk, marked: &Marked) -> bool {
    let before = marked.open.prev();
    before.is(Flags::NAMING) || is_letter(before, BA) && before.prev().is(Flags::NAMING)
}

/// `قال لـ"الجريدة" فلان`: a medium in marks after ل is the addressee; the subject may follow.
fn is_addressee(walk: &Walk, marked: &Marked) -> bool {
    if walk.cue.takes(frame::LI) || walk.clause.addressee.is_some() {
        return false;
    }
    let lam = marked.open.prev();
    marked.words <= 4 && walk.is_first(lam) && is_letter(lam, LAM)
}

/// `المستشار القانوني لـ«الجيش الحر»`, `في تصريحات لـ«الجريدة»`: a few words that ل attaches to the subject or an adjunct.
fn is_of_lam(walk: &Walk, marked: &Marked) -> bool {
    const WORDS: usize = 4;
    let lam = marked.open.prev();
    let complement = walk.preposition.is_some() || walk.object.is_some();
    marked.words <= WORDS && is_letter(lam, LAM) && !walk.is_first(lam) && !complement
}

/// `نقل عن "مصدر مسؤول" قوله إن`: an unnamed source, after which the clause continues to the content.
fn is_unnamed_source(walk: &Walk, marked: &Marked) -> bool {
    const WORDS: usize = 3;
    let source = marked.words <= WORDS && marked.open.next().is(sets::SOURCE);
    source && is_opening_ahead(walk, marked.after.at)
}

/// `من نوع "فولت" (Volt)`: a name that is repeated in Latin letters.
fn is_transcribed(walk: &Walk, marked: &Marked) -> bool {
    const WORDS: usize = 4;
    let bracket = marked.after.kind() == TokenKind::Open && walk.cue.is_finite();
    marked.words <= WORDS && bracket && marked.after.next().kind() == TokenKind::Foreign
}

/// Whether the word is only this letter.
fn is_letter(word: Word, letter: u8) -> bool {
    let key = word.whole();
    (key.len(), key.first()) == (1, letter)
}

/// "وفق ما نقلت «فرانس برس»": after a conjunction of source a short quotation is not content.
fn is_medium(walk: &Walk, marked: &Marked) -> bool {
    match walk.cue.kind {
        Kind::SourceClause(..) if !marked.recovered => matches!(marked.words, 1..=4),
        _ => false,
    }
}

/// "حسبما أفادت وكالة الأنباء «س»": the same, after the subject.
fn is_name_of_source(walk: &Walk, marked: &Marked) -> bool {
    walk.is_after_subject(marked.open) && is_medium(walk, marked)
}

/// `اتهم إيران بـ"السعي إلى …"`: the complement of the verb.
fn is_complement(walk: &Walk, marked: &Marked) -> bool {
    walk.preposition == Some(marked.open.at)
}

/// "in a talk on «…», that …": a title in an adjunct.
fn is_title_before_clause(walk: &Walk, marked: &Marked) -> bool {
    let Marked { open, after, .. } = *marked;
    let clause = if after.kind() == TokenKind::Comma { after.next() } else { after };
    let complement = walk.preposition.is_some_and(|start| start + 1 >= open.at);
    clause.is(Flags::COMPLEMENTIZER) && !complement
}

/// A body's name as the subject of a finite verb; the clause continues after it.
fn is_body(walk: &Walk, marked: &Marked) -> bool {
    let body = marked.words <= 5 && marked.open.next().is(sets::SOURCE);
    let goes_on = || match marked.after.kind() {
        TokenKind::Word => true,
        TokenKind::Comma => is_opening_ahead(walk, marked.after.at),
        _ => false,
    };
    body && walk.cue.is_finite() && goes_on()
}

/// A noun that takes names comes before the quotation.
fn is_after_source(_: &Walk, marked: &Marked) -> bool {
    let before = marked.open.prev();
    marked.words <= 3 && (before.is(sets::SOURCE) || before.prev().is(Flags::MEDIUM))
}

/// At most three words, and the clause continues to its complementizer or colon.
fn is_short_name(walk: &Walk, marked: &Marked) -> bool {
    marked.words <= 3 && is_opening_ahead(walk, marked.after.at)
}

/// At most six words later in the clause, which continues to its complementizer or colon.
fn is_name_before_opening(walk: &Walk, marked: &Marked) -> bool {
    marked.words <= 6 && is_opening_ahead(walk, marked.after.at)
}

/// Whether a complementizer or colon follows in this clause.
fn is_opening_ahead(walk: &Walk, from: usize) -> bool {
    const REACH: usize = 24;
    let scene = walk.scene;
    let opens = |at: usize| scene.kind(at) == TokenKind::Colon || scene.is(at, Flags::COMPLEMENTIZER);
    let mut ahead = (from..walk.limit.min(from + REACH)).take_while(|&at| !ends_clause(scene, from, at));
    ahead.any(opens)
}

/// Whether the clause that continues at `from` ends at the token: at a sign, or at another cue's clause (", قائلا إن").
fn ends_clause(scene: &Scene, from: usize, at: usize) -> bool {
    match scene.kind(at) {
        TokenKind::Stop | TokenKind::Newline | TokenKind::Query => true,
        _ if at == from => false,
        _ => scene.kind(at - 1) == TokenKind::Comma && scene.verb(at).is_some(),
    }
}

/// `خلال برنامج "صباح الخير" أمس`: a few words after the noun of an adjunct; the clause continues.
fn is_title_in_adjunct(walk: &Walk, marked: &Marked) -> bool {
    if marked.words > 3 || !is_in_adjunct(walk, marked.open) {
        return false;
    }
    is_governed_noun(marked.open.prev()) && is_plain(marked.after)
}

/// Whether the mark is in an adjunct and not in the subject or the verb's complement.
fn is_in_adjunct(walk: &Walk, open: Word) -> bool {
    let subject_end = walk.clause.subject.map_or(0, |subject| subject.end());
    walk.adjunct && walk.preposition.is_none() && subject_end < open.at
}

/// Whether the word is a noun with a preposition.
fn is_governed_noun(word: Word) -> bool {
    match word.kind() {
        TokenKind::Word if word.prefix().has(Prefix::PREPOSITIONS) => true,
        TokenKind::Word => word.prev().is(Flags::PREPOSITION.with(Flags::ADJUNCT)),
        _ => false,
    }
}

/// Whether the word continues the clause, and is not its complementizer.
fn is_plain(word: Word) -> bool {
    word.kind() == TokenKind::Word && !word.is(Flags::COMPLEMENTIZER)
}
