//! Where a personal name ends.

use crate::lexicon::{Flags, spelling};
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_abstract, is_feminine, is_name_word, is_nisba, is_particle_name};
use crate::quotes::words::{Scene, Word};
use crate::tokens::{TokenKind, TokenRange};

/// Why a name ends before a word. The bar in an example is where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// After a surname with the article nothing indefinite belongs to a name.
    Indefinite,
    /// "سامر الراوي | الحكومة": after a surname with the article the verb's object.
    Object,
    /// A word with the article that ends in taa marbuta.
    Feminine,
    /// A preposition.
    Preposition,
    /// A comma or bracket.
    Sign,
    /// A title after the name.
    Title,
}

/// A fact of a word after the start of a name.
type Fact = fn(&Next<'_, '_>) -> bool;

/// What ends a name that has two words or more.
const LATER: [(End, Fact); 3] =
    [(End::Indefinite, is_indefinite), (End::Object, is_object), (End::Feminine, is_definite_feminine)];

/// What ends any name.
const ANY: [(End, Fact); 3] =
    [(End::Preposition, is_preposition), (End::Sign, is_sign), (End::Title, is_title)];

/// A word that may belong to the name before it.
struct Next<'s, 't> {
    word: Word<'s, 't>,
    /// All tokens in which the name is.
    tokens: TokenRange,
}

/// Where a name ends: at a comma or at a title after it.
pub fn name_end(scene: &Scene, tokens: TokenRange) -> usize {
    let ends = |&at: &usize| why_ends(&Next { word: scene.word(at), tokens }).is_some();
    (tokens.start + 1..tokens.end).find(ends).unwrap_or(tokens.end)
}

/// Why the name ends before the word; nothing if it does not.
fn why_ends(next: &Next) -> Option<End> {
    if next.word.prev().is(Flags::FATHERHOOD) || is_second_name(next) {
        return None;
    }
    let holds = |(_, fact): &&(End, Fact)| fact(next);
    let later = if next.place() > 1 { LATER.iter().find(holds) } else { None };
    later.or_else(|| ANY.iter().find(holds)).map(|&(end, _)| end)
}

impl<'s, 't> Next<'s, 't> {
    /// How many tokens the name has before it.
    const fn place(&self) -> usize {
        self.word.at - self.tokens.start
    }

    /// The token before it.
    const fn prev(&self) -> Word<'s, 't> {
        self.word.prev()
    }

    /// Whether this many tokens follow it, too.
    const fn is_followed_by(&self, more: usize) -> bool {
        self.word.at + more < self.tokens.end
    }

    /// Whether "son of" or "servant of" precedes the word before it.
    fn is_after_servant(&self) -> bool {
        self.prev().prev().is(Flags::FATHERHOOD)
    }
}

/// A title as a name's second word (مصطفى سيد قادر) has no complement after it.
fn is_second_name(next: &Next) -> bool {
    if !next.word.is_indefinite(Flags::TITLE) || !next.is_followed_by(1) {
        return false;
    }
    if next.word.stem().is_longer_than(4) && !next.word.next().fits(is_name_word) {
        return false;
    }
    !has_complement(next)
}

/// Whether a complement of the title follows, or an adjective and what it belongs to.
fn has_complement(next: &Next) -> bool {
    let after = next.word.next();
    if after.is_definite() || after.is(SOURCE.with(Flags::PREPOSITION)) {
        return true;
    }
    next.is_followed_by(2) && (after.is(Flags::TIME) || after.next().is_definite())
}

fn is_indefinite(next: &Next) -> bool {
    if next.word.is_definite() || !next.prev().is_definite() {
        return false;
    }
    if next.word.is(Flags::FATHERHOOD) || next.is_after_servant() {
        return false;
    }
    !is_after_compound(next)
}

/// "عصمت الله عليزاي", "بدر الدين بلحوجة": of two words, and no surname yet.
fn is_after_compound(next: &Next) -> bool {
    match next.place() {
        2 => next.prev().is(Flags::DEITY) || spelling::RELIGION.contains(&next.prev().written()),
        _ => false,
    }
}

fn is_object(next: &Next) -> bool {
    if !next.prev().is_definite() || next.is_after_servant() {
        return false;
    }
    is_act(next.word) && is_followed(next.word)
}

/// Whether the word is a verbal noun with the article.
fn is_act(word: Word) -> bool {
    if !word.is_definite() || word.fits(is_nisba) {
        return false;
    }
    word.fits(is_abstract)
}

/// Whether another word follows that does not introduce a clause.
fn is_followed(word: Word) -> bool {
    word.next().is_wordlike() && !word.next().is(Flags::COMPLEMENTIZER)
}

fn is_definite_feminine(next: &Next) -> bool {
    if !next.word.is_definite() || next.is_after_servant() {
        return false;
    }
    next.word.fits(is_feminine)
}

fn is_preposition(next: &Next) -> bool {
    next.word.is(Flags::PREPOSITION) && !next.word.fits(is_particle_name)
}

fn is_sign(next: &Next) -> bool {
    matches!(next.word.kind(), TokenKind::Comma | TokenKind::Open | TokenKind::Close)
}

fn is_title(next: &Next) -> bool {
    let other = Flags::PLACE.with(Flags::FATHERHOOD);
    if !next.word.is_unless(SOURCE, other) || is_surname(next) {
        return false;
    }
    next.word.is_definite() || next.word.is(Flags::TITLE)
}

/// A trade that is a surname (النجار، مجاهد): right after one given name, and last.
fn is_surname(next: &Next) -> bool {
    next.place() == 1 && (is_last(next) || is_after_titled_name(next))
}

fn is_last(next: &Next) -> bool {
    !next.is_followed_by(1) || matches!(next.word.next().kind(), TokenKind::Comma | TokenKind::Open)
}

/// "النائب سامر الراوي | الحكومة": after a title a given name is not the whole name.
fn is_after_titled_name(next: &Next) -> bool {
    let (given, after) = (next.prev(), next.word.next());
    if !given.is(Flags::PERSONAL_NAME) || !given.prev().is(Flags::TITLE) {
        return false;
    }
    if after.fits(is_nisba) {
        return false;
    }
    next.word.is_definite() || after.is_indefinite(Flags::TITLE)
}
