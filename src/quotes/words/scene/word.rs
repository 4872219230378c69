//! A word and its neighbours.

use super::Scene;
use crate::lexicon::{Flags, Form, Prefix, VerbForm};
use crate::text::Key;
use crate::text::letter::Class;
use crate::tokens::TokenKind;

/// A word at its place: a cursor over the tokens of a scene. Beyond either end of the text is a line end.
#[derive(Clone, Copy)]
pub struct Word<'s, 't> {
    /// The text around it.
    pub scene: &'s Scene<'t>,
    /// Its index among the tokens.
    pub at: usize,
}

impl<'s, 't> Word<'s, 't> {
    /// The word after it.
    #[inline]
    #[must_use]
    pub const fn next(self) -> Self {
        Self { at: self.at.wrapping_add(1), ..self }
    }

    /// The word before it.
    #[inline]
    #[must_use]
    pub const fn prev(self) -> Self {
        Self { at: self.at.wrapping_sub(1), ..self }
    }

    /// What the token is.
    #[inline]
    pub fn kind(self) -> TokenKind {
        self.scene.kind(self.at)
    }

    /// The properties of the word.
    #[inline]
    pub fn flags(self) -> Flags {
        self.scene.flags(self.at)
    }

    /// Whether the word has one of the properties.
    #[inline]
    pub fn is(self, flags: Flags) -> bool {
        self.scene.is(self.at, flags)
    }

    /// Its proclitics, if it is in the lexicon.
    #[inline]
    pub fn prefix(self) -> Prefix {
        self.scene.prefix(self.at)
    }

    /// The form of a reporting verb that it is.
    #[inline]
    pub fn verb(self) -> Option<VerbForm> {
        self.scene.verb(self.at)
    }

    /// The finite form of a reporting verb that it is.
    pub fn finite(self) -> Option<VerbForm> {
        self.scene.finite(self.at)
    }

    /// Whether it is a verb with an object's pronoun: it describes the noun before it ("فيلم بثته القناة").
    pub fn describes(self) -> bool {
        self.verb().is_some_and(|form| form.form == Form::PerfectObject)
    }

    /// The folded word with its proclitics.
    #[inline]
    pub fn whole(self) -> Key {
        self.scene.whole(self.at)
    }

    /// The folded word without the proclitics that the lexicon took off.
    #[inline]
    pub fn stem(self) -> Key {
        self.scene.stem(self.at)
    }

    /// The first letter, of a proclitic or of the word itself.
    #[inline]
    pub fn first(self) -> Class {
        self.whole().first()
    }

    /// Its first two letters.
    #[inline]
    pub fn letters(self) -> (Class, Class) {
        let key = self.whole();
        (key.first(), key.letter(1))
    }

    /// Whether it is not in the lexicon, and begins with the letter and has more than `letters`.
    #[inline]
    pub fn is_unknown_with(self, first: Class, letters: u32) -> bool {
        let key = self.whole();
        key.first() == first && key.is_longer_than(letters) && !self.is_known()
    }

    /// Whether it has one of the properties and no article.
    #[inline]
    pub fn is_indefinite(self, flags: Flags) -> bool {
        self.is(flags) && !self.is_definite()
    }

    /// Whether it has one of the properties and the article.
    #[inline]
    pub fn is_with_article(self, flags: Flags) -> bool {
        self.is(flags) && self.is_definite()
    }

    /// Whether it is a word that is not in the lexicon.
    #[inline]
    pub fn is_unknown_word(self) -> bool {
        self.scene.is_unknown_word(self.at)
    }

    /// Whether it ends in these letters as written.
    #[inline]
    pub fn ends_with(self, ending: &str) -> bool {
        self.scene.ends_with(self.at, ending)
    }

    /// Whether it has a shape: `word.fits(is_nisba)`.
    #[inline]
    pub fn fits(self, shape: impl FnOnce(&Scene<'t>, usize) -> bool) -> bool {
        shape(self.scene, self.at)
    }

    /// Whether a preposition that the lexicon took off is written onto it.
    #[inline]
    pub fn has_proclitic_preposition(self) -> bool {
        self.prefix().has(Prefix::PREPOSITIONS)
    }

    /// Whether a conjunction or preposition that the lexicon took off is written onto it.
    #[inline]
    pub fn has_proclitic(self) -> bool {
        self.has_proclitic_preposition() || self.prefix().has(Prefix::CONJUNCTION)
    }

    /// The word as written.
    pub fn written(self) -> &'t str {
        self.scene.written(self.at)
    }

    /// Whether it begins with the article, also following و ف ب ل ك.
    #[inline]
    pub fn is_definite(self) -> bool {
        self.scene.is_definite(self.at)
    }

    /// Whether it is in the lexicon.
    pub fn is_known(self) -> bool {
        self.scene.is_known(self.at)
    }

    /// Whether the press uses it for something else than a name.
    pub fn is_common(self) -> bool {
        self.scene.is_common(self.at)
    }

    /// Whether it is read aloud: a word or number.
    #[inline]
    pub fn is_wordlike(self) -> bool {
        self.scene.is_wordlike(self.at)
    }

    /// Whether و or ف is written onto it.
    #[inline]
    pub fn is_conjoined(self) -> bool {
        self.prefix().has(Prefix::CONJUNCTION)
    }

    /// Whether it has one of the properties, and none of the others.
    #[inline]
    pub fn is_unless(self, flags: Flags, others: Flags) -> bool {
        let own = self.flags();
        own.any(flags) && !own.any(others)
    }

    /// Whether it and the words after it have these properties, one after another.
    pub fn begins(self, words: &[Flags]) -> bool {
        (self.at..).zip(words).all(|(at, &flags)| self.scene.is(at, flags))
    }

    /// Whether it is unknown and may begin with one of the proclitics.
    pub fn may_begin_with(self, proclitics: &[u8]) -> bool {
        proclitics.contains(&self.whole().first()) && !self.is_known()
    }

    /// Whether it has all of the properties.
    #[inline]
    pub fn is_all(self, flags: Flags) -> bool {
        self.flags().0 & flags.0 == flags.0
    }

    /// Whether it is a preposition without a pronoun.
    #[inline]
    pub fn is_preposition(self) -> bool {
        self.is_unless(Flags::PREPOSITION, Flags::PRONOUN_SUFFIX)
    }
}
