//! What a phrase does with the token that it comes to.

use super::barrier::Barrier;
use super::builder::{Next, Part};
use super::{after_name, complement, grammar, preposition};
use crate::lexicon::Flags;
use crate::quotes::words::Word;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_name_word, is_particle_name};
use crate::tokens::TokenKind;

/// What a phrase does with the token that it comes to.
pub enum Step {
    /// Takes in what ends before the token at this index.
    Takes(Part, usize),
    /// Ends before it.
    Ends(Barrier),
}

/// What the phrase, which ends at `limit` at the latest, does with the next token.
pub fn step(next: &Next, limit: usize) -> Step {
    let one = next.word.at + 1;
    let (part, end) = match next.word.kind() {
        TokenKind::Word => return word(next),
        TokenKind::Comma => return Step::Ends(Barrier::Comma),
        TokenKind::Foreign | TokenKind::Mixed => (Part::Name, Some(one)),
        TokenKind::Quote | TokenKind::Apostrophe => (Part::Marked, marked(next, limit)),
        // Before the first word there is nothing to which a sign could belong.
        _ if next.place() == 0 => (Part::Sign, None),
        TokenKind::Number => (Part::Sign, next.prev().is(SOURCE).then_some(one)),
        TokenKind::Stop => (Part::Sign, is_initial(next.prev()).then_some(one)),
        TokenKind::Open => (Part::Sign, bracket(next.word, limit)),
        _ => (Part::Sign, None),
    };
    end.map_or(Step::Ends(Barrier::Sign), |end| Step::Takes(part, end))
}

/// What it does with a word. The order matters: what is certain by grammar comes before what names look like.
fn word(next: &Next) -> Step {
    let takes = |part| Step::Takes(part, next.word.at + 1);
    if next.place() == 0 {
        return takes(Part::Head);
    }
    if is_after_father(next) {
        return takes(Part::Father);
    }
    if let Some(barrier) = grammar::barrier(next) {
        return Step::Ends(barrier);
    }
    if next.flags.any(Flags::NAMING) {
        let name = next.word.next().fits(is_name_word);
        return if name { takes(Part::Name) } else { Step::Ends(Barrier::NamesNobody) };
    }
    complement::barrier(next).map_or_else(|| inner(next), Step::Ends)
}

/// The same of a word that does not belong to the verb.
fn inner(next: &Next) -> Step {
    let (part, barrier) = if next.word.fits(is_particle_name) {
        (Part::Name, None)
    } else if next.word.has_proclitic_preposition() {
        (Part::Joined, preposition::barrier(next))
    } else if next.flags.any(Flags::PREPOSITION) {
        (Part::Preposition, preposition::barrier(next))
    } else {
        (Part::Noun, after_name::barrier(next))
    };
    barrier.map_or(Step::Takes(part, next.word.at + 1), Step::Ends)
}

/// "بن أبي بردة", "عبد الحميد": whatever it is elsewhere.
fn is_after_father(next: &Next) -> bool {
    next.prev().is(Flags::FATHERHOOD) && !next.flags.any(grammar::PARTICLES.with(Flags::PREPOSITION))
}

/// An initial: "د. فلان", "هـ. فلان".
fn is_initial(word: Word) -> bool {
    let token = word.scene.tokens.get(word.at);
    token.is_some_and(|token| token.kind == TokenKind::Word && token.length == 1)
}

/// One past an aside in brackets that opens here, if the phrase continues after it.
fn bracket(open: Word, limit: usize) -> Option<usize> {
    const WORDS: usize = 6;
    let scene = open.scene;
    let end = scene.behind_bracket(open.at, limit)?;
    if open.prev().is(SOURCE) && is_number(open, end) {
        return Some(end);
    }
    let short = scene.words(open.at..end) <= WORDS;
    (short && continues(scene.word(end))).then_some(end)
}

/// Whether the bracket that opens here contains one number.
fn is_number(open: Word, end: usize) -> bool {
    end == open.at + 3 && open.next().kind() == TokenKind::Number
}

/// Whether a phrase can continue with the word after an aside.
fn continues(word: Word) -> bool {
    if word.is_definite() {
        return word.kind() == TokenKind::Word;
    }
    word.fits(is_name_word) && word.verb().is_none()
}

/// One past a name in marks: "the envoy «…»".
fn marked(next: &Next, limit: usize) -> Option<usize> {
    let mark = next.word;
    let scene = mark.scene;
    let quotation = scene.marks.opened_at(mark.at).filter(|quotation| !quotation.recovered)?;
    let words = scene.words(quotation.inside());
    let end = quotation.close + 1;
    let most = match scene.kind(end) {
        // Marks that end the sentence hold what was said, unless the whole phrase is in them: "بحسب «الجريدة»."
        TokenKind::Stop | TokenKind::Newline | TokenKind::Query if next.place() > 0 => 1,
        _ if mark.prev().is(SOURCE) => 6,
        _ => 4,
    };
    (end <= limit && (1..=most).contains(&words)).then_some(end)
}
