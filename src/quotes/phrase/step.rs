//! What happens to the next token: the phrase includes it or ends.

use super::barrier::Barrier;
use super::builder::{Next, Part};
use super::{after_name, complement, grammar, preposition};
use crate::lexicon::Flags;
use crate::quotes::words::Word;
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_name_word, is_particle_name};
use crate::tokens::TokenKind;

/// Whether the phrase includes the next token or ends.
pub enum Step {
    /// The phrase includes the tokens before this index.
    Takes(Part, usize),
    /// The phrase ends before the token.
    Ends(Barrier),
}

/// Decides whether the phrase includes the next token. It ends at `limit` at the latest.
pub fn step(next: &Next, limit: usize) -> Step {
    let one = next.word.at + 1;
    let (part, end) = match next.word.kind() {
        TokenKind::Word => return word(next),
        TokenKind::Comma => return Step::Ends(Barrier::Comma),
        TokenKind::Foreign | TokenKind::Mixed => (Part::Name, Some(one)),
        TokenKind::Quote | TokenKind::Apostrophe => (Part::Marked, marked(next, limit)),
        // A sign before the first word cannot belong to the phrase.
        _ if next.place() == 0 => (Part::Sign, None),
        TokenKind::Number => (Part::Sign, next.prev().is(SOURCE).then_some(one)),
        TokenKind::Stop => (Part::Sign, is_initial(next.prev()).then_some(one)),
        TokenKind::Open => (Part::Sign, bracket(next.word, limit)),
        _ => (Part::Sign, None),
    };
    end.map_or(Step::Ends(Barrier::Sign), |end| Step::Takes(part, end))
}

/// Decides about a word. The order matters: grammar takes precedence over what looks like a name.
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

/// Decides about a word that does not belong to the verb.
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

/// "بن أبي بردة", "عبد الحميد": a word after these is part of the name, whatever it is elsewhere.
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

/// Whether the bracket that opens here contains only a number.
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
        // Marks that end the sentence enclose speech, unless the whole phrase is in them: "بحسب «الجريدة»."
        TokenKind::Stop | TokenKind::Newline | TokenKind::Query if next.place() > 0 => 1,
        _ if mark.prev().is(SOURCE) => 6,
        _ => 4,
    };
    (end <= limit && (1..=most).contains(&words)).then_some(end)
}
