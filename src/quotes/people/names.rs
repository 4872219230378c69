//! Names of people in the text around a mention.

use super::NAME_WORDS;
use crate::lexicon::Flags;
use crate::quotes::clause;
use crate::quotes::name::{self, Mention};
use crate::quotes::words::sets::{GIVEN, SOURCE};
use crate::quotes::words::shape::{is_abstract, is_name_word, may_be_named};
use crate::quotes::words::{Scene, Word};
use crate::segment::Paragraph;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

/// Returns the words that are the whole subject of a cue somewhere in the text: they are surnames wherever they occur.
/// Sorted.
pub fn lone_subjects(scene: &Scene, paragraphs: &[Paragraph]) -> Vec<Key> {
    let mut alone: Vec<Key> = Vec::new();
    for paragraph in paragraphs {
        let mut at = paragraph.start();
        while at < paragraph.end() {
            at = scene.first(at..paragraph.end(), |sense| sense.verb.is_some());
            alone.extend((at < paragraph.end()).then(|| lone_subject(scene.word(at))).flatten());
            at += 1;
        }
    }
    alone.sort_unstable();
    alone.dedup();
    alone
}

/// The single word between a cue and whatever introduces its content ("قال الراوي إن").
fn lone_subject(verb: Word) -> Option<Key> {
    verb.finite()?;
    let subject = verb.next();
    let after = subject.next();
    let closed = match after.kind() {
        TokenKind::Colon | TokenKind::Quote | TokenKind::Comma => true,
        _ => after.is(Flags::COMPLEMENTIZER),
    };
    (closed && is_surname(subject)).then(|| name::bare(subject.scene, subject.at))
}

/// Whether the word may be a surname.
fn is_surname(word: Word) -> bool {
    const OTHER: Flags = SOURCE.with(Flags::PREPOSITION).with(Flags::DEMONSTRATIVE);
    if word.kind() != TokenKind::Word || word.is(OTHER) {
        return false;
    }
    !word.is_known() || word.is(Flags::PERSONAL_NAME)
}

/// "X, the minister of …", "X the minister": returns the name before a title.
pub fn name_before(scene: &Scene, mention: &Mention) -> Option<TokenRange> {
    let title = scene.word(mention.tokens.start());
    if mention.named || !title.is(Flags::TITLE) {
        return None;
    }
    let end = title.at - usize::from(title.prev().kind() == TokenKind::Comma);
    let mut start = end;
    while start > 0 && end - start < NAME_WORDS {
        let word = scene.word(start - 1);
        let surname = start == end && word.is_definite() && !word.is_known();
        if !surname && !may_be_named(word) {
            break;
        }
        start = word.at;
    }
    // At least two words, none of them a known verb: this is a name, not an object.
    (end - start >= 2 && begins_name(scene.word(start))).then_some(TokenRange::new(start, end))
}

/// Whether a name begins with the word: a given name, or any word after a verb, a sign or a preposition.
fn begins_name(first: Word) -> bool {
    if first.is(Flags::PERSONAL_NAME) || first.next().is(Flags::FATHERHOOD) {
        return true;
    }
    let before = first.prev();
    match before.verb() {
        Some(_) => true,
        None => before.is(Flags::PREPOSITION) || !before.is_wordlike(),
    }
}

/// Returns the fullest personal name that ends in the single word of `name`. The search covers the surrounding text,
/// which for an article is all of it: the full name may occur where it is not a source ("دافع عنه أوليفر مايلز").
pub fn full_name(scene: &Scene, name: TokenRange) -> Option<TokenRange> {
    // This many tokens is about a hundred kilobytes. A larger text is a collection of articles, and each name would
    // search all of it.
    const AROUND: usize = 8192;
    let surname = name.start();
    let wanted = name::bare(scene, surname);
    if wanted.is_empty() {
        return None;
    }
    let start = surname.saturating_sub(AROUND);
    let tokens = scene.tokens.get(start..scene.tokens.len().min(surname + AROUND)).unwrap_or_default();
    // Most words neither begin with the key nor have it after an article; for a number, all words are checked.
    let (letters, begun) = if name::is_number(wanted) { (0, 0) } else { (wanted.letters_mask(), wanted.0) };
    let may_be = |key: Key| key.0 & letters == begun || key.behind(2) == wanted;
    let alike = tokens.iter().enumerate().filter(|(_, token)| may_be(token.key()));
    let same = |&at: &usize| at != surname && name::bare(scene, at) == wanted;
    let found = alike.map(|(at, _)| start + at).filter(same).filter_map(|at| with_given_names(scene, at));
    found.max_by_key(|range| (range.len(), std::cmp::Reverse(range.start())))
}

/// The surname together with the given names before it: words that are given names, or that neither the lexicon nor the
/// press lists.
fn with_given_names(scene: &Scene, surname: usize) -> Option<TokenRange> {
    let first = surname.saturating_sub(NAME_WORDS - 1);
    let given = (first..surname).rev().take_while(|&at| may_be_given_name(scene.word(at)));
    given.last().map(|start| TokenRange::new(start, surname + 1))
}

/// Whether the word may be a given name, or the second part of one: "نور الدين", "فاطمة الزهراء".
fn may_be_given_name(word: Word) -> bool {
    if word.is(GIVEN) || word.is_definite() && word.prev().is_indefinite(GIVEN) && !word.is(SOURCE) {
        return true;
    }
    if !word.fits(is_name_word) || is_verb(word) {
        return false;
    }
    word.stem().is_longer_than(2) && !word.fits(is_abstract)
}

fn is_verb(word: Word) -> bool {
    word.verb().is_some() || word.is(Flags::ACT) || word.fits(clause::is_imperfect)
}
