//! Where a personal name ends.

use crate::lexicon::{Flags, spelling};
use crate::quotes::words::sets::SOURCE;
use crate::quotes::words::shape::{is_abstract, is_feminine, is_name_word, is_nisba, is_particle_name};
use crate::quotes::words::{Scene, Word};
use crate::text::named;
use crate::tokens::{TokenKind, TokenRange};

named! {
    /// Why a name ends before a word. The bar in an example marks the end.
    pub enum NameEnd {
        Indefinite "indefinite" "An indefinite word after a surname with the article.";
        /// "سامر الراوي | الحكومة".
        Object "object" "The verb's object after a surname with the article.";
        Feminine "feminine" "A word with the article that ends in taa marbuta.";
        Preposition "preposition" "A preposition.";
        Sign "sign" "A comma or bracket.";
        Title "title" "A title after the name.";
    }
}

/// A test on a word after the start of a name.
type Fact = fn(&Next<'_, '_>) -> bool;

/// What ends any name, by grammar.
const GRAMMAR: [(NameEnd, Fact); 2] = [(NameEnd::Preposition, is_preposition), (NameEnd::Sign, is_sign)];

/// What ends a name of two words or more.
const LATER: [(NameEnd, Fact); 3] = [
    (NameEnd::Indefinite, is_indefinite),
    (NameEnd::Object, is_object),
    (NameEnd::Feminine, is_definite_feminine),
];

/// What ends any name, if nothing else does.
const ANY: [(NameEnd, Fact); 1] = [(NameEnd::Title, is_title)];

/// A word that may belong to the name before it.
struct Next<'s, 't> {
    word: Word<'s, 't>,
    /// The tokens that contain the name.
    tokens: TokenRange,
}

/// Returns where a name ends: at a comma, at a title after it, or at another [`NameEnd`].
pub fn name_end(scene: &Scene, tokens: TokenRange) -> usize {
    first_end(scene, tokens).map_or(tokens.end(), |(at, _)| at)
}

/// Returns the word before which the name at the start of these tokens ends, and why; `None` if the name is all of
/// them.
pub fn first_end(scene: &Scene, tokens: TokenRange) -> Option<(usize, NameEnd)> {
    let words = tokens.start() + 1..tokens.end();
    words.into_iter().find_map(|at| Some((at, end(&Next { word: scene.word(at), tokens })?)))
}

/// Why the name ends before the word; `None` if it does not.
fn end(next: &Next) -> Option<NameEnd> {
    if next.word.prev().is(Flags::FATHERHOOD) || is_second_name(next) {
        return None;
    }
    let later: &[(NameEnd, Fact)] = if next.place() > 1 { &LATER } else { &[] };
    let mut ends = GRAMMAR.iter().chain(later).chain(&ANY);
    ends.find(|(_, holds)| holds(next)).map(|&(end, _)| end)
}

impl<'s, 't> Next<'s, 't> {
    /// The number of tokens of the name before this word.
    const fn place(&self) -> usize {
        self.word.at - self.tokens.start()
    }

    /// The token before this word.
    const fn prev(&self) -> Word<'s, 't> {
        self.word.prev()
    }

    /// Whether at least this many tokens follow this word.
    const fn is_followed_by(&self, more: usize) -> bool {
        self.word.at + more < self.tokens.end()
    }

    /// Whether "son of" or "servant of" comes two words before this word.
    fn is_after_servant(&self) -> bool {
        self.prev().prev().is(Flags::FATHERHOOD)
    }
}

/// A title that is the second word of a name (مصطفى سيد قادر) is not followed by a complement.
fn is_second_name(next: &Next) -> bool {
    if !next.word.is_indefinite(Flags::TITLE) || !next.is_followed_by(1) {
        return false;
    }
    if next.word.stem().is_longer_than(4) && !next.word.next().fits(is_name_word) {
        return false;
    }
    !has_complement(next)
}

/// Whether a complement of the title follows, or an adjective and the noun it belongs to.
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

/// "عصمت الله عليزاي", "بدر الدين بلحوجة": after a given name of two words the surname is still missing.
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

/// Whether another word follows, and it does not introduce a clause.
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

/// A trade as a surname (النجار، مجاهد): the last word, right after a single given name.
fn is_surname(next: &Next) -> bool {
    next.place() == 1 && (is_last(next) || is_after_titled_name(next))
}

fn is_last(next: &Next) -> bool {
    !next.is_followed_by(1) || matches!(next.word.next().kind(), TokenKind::Comma | TokenKind::Open)
}

/// "النائب سامر الراوي | الحكومة": after a title, the given name alone is not the whole name.
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
