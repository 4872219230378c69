//! A word and its neighbours.

use super::Scene;
use crate::lexicon::{Flags, Form, Prefix, VerbForm};
use crate::text::Key;
use crate::text::letter::Class;
use crate::tokens::TokenKind;

/// A word in its position: a cursor over the tokens of a scene. Beyond both ends of the text, every token is a line
/// end.
#[derive(Clone, Copy)]
pub struct Word<'s, 't> {
    /// The surrounding text.
    pub scene: &'s Scene<'t>,
    /// The index of the token.
    pub at: usize,
}

impl<'s, 't> Word<'s, 't> {
    /// Returns the next word.
    #[inline]
    #[must_use]
    pub const fn next(self) -> Self {
        Self { at: self.at.wrapping_add(1), ..self }
    }

    /// Returns the previous word.
    #[inline]
    #[must_use]
    pub const fn prev(self) -> Self {
        Self { at: self.at.wrapping_sub(1), ..self }
    }

    /// Returns the kind of the token.
    #[inline]
    pub fn kind(self) -> TokenKind {
        self.scene.kind(self.at)
    }

    /// Returns the properties of the word.
    #[inline]
    pub fn flags(self) -> Flags {
        self.scene.flags(self.at)
    }

    /// Returns whether the word has one of the properties.
    #[inline]
    pub fn is(self, flags: Flags) -> bool {
        self.scene.is(self.at, flags)
    }

    /// Returns its proclitics, if it is in the lexicon.
    #[inline]
    pub fn prefix(self) -> Prefix {
        self.scene.prefix(self.at)
    }

    /// Returns the form of a reporting verb, if it is one.
    #[inline]
    pub fn verb(self) -> Option<VerbForm> {
        self.scene.verb(self.at)
    }

    /// Returns the form of a reporting verb, if it is a finite one.
    pub fn finite(self) -> Option<VerbForm> {
        self.scene.finite(self.at)
    }

    /// Returns whether it is a verb with an object pronoun, which describes the noun before it ("فيلم بثته القناة").
    pub fn describes(self) -> bool {
        self.verb().is_some_and(|form| form.form == Form::PerfectObject)
    }

    /// Returns the folded word with its proclitics.
    #[inline]
    pub fn whole(self) -> Key {
        self.scene.whole(self.at)
    }

    /// Returns the folded word without the proclitics that the lexicon recognized.
    #[inline]
    pub fn stem(self) -> Key {
        self.scene.stem(self.at)
    }

    /// Returns the first letter, whether of a proclitic or of the word itself.
    #[inline]
    pub fn first(self) -> Class {
        self.whole().first()
    }

    /// Returns its first two letters.
    #[inline]
    pub fn letters(self) -> (Class, Class) {
        let key = self.whole();
        (key.first(), key.letter(1))
    }

    /// Returns whether it is not in the lexicon, begins with the letter, and has more than `letters` letters.
    #[inline]
    pub fn is_unknown_with(self, first: Class, letters: u32) -> bool {
        let key = self.whole();
        key.first() == first && key.is_longer_than(letters) && !self.is_known()
    }

    /// Returns whether it has one of the properties and no article.
    #[inline]
    pub fn is_indefinite(self, flags: Flags) -> bool {
        self.is(flags) && !self.is_definite()
    }

    /// Returns whether it has one of the properties and the article.
    #[inline]
    pub fn is_with_article(self, flags: Flags) -> bool {
        self.is(flags) && self.is_definite()
    }

    /// Returns whether it is a word that is not in the lexicon.
    #[inline]
    pub fn is_unknown_word(self) -> bool {
        self.scene.is_unknown_word(self.at)
    }

    /// Returns whether it ends in these letters as written.
    #[inline]
    pub fn ends_with(self, ending: &str) -> bool {
        self.scene.ends_with(self.at, ending)
    }

    /// Returns whether it has a shape: `word.fits(is_nisba)`.
    #[inline]
    pub fn fits(self, shape: impl FnOnce(&Scene<'t>, usize) -> bool) -> bool {
        shape(self.scene, self.at)
    }

    /// Returns whether it has a proclitic preposition that the lexicon recognized.
    #[inline]
    pub fn has_proclitic_preposition(self) -> bool {
        self.prefix().has(Prefix::PREPOSITIONS)
    }

    /// Returns whether it has a proclitic conjunction or preposition that the lexicon recognized.
    #[inline]
    pub fn has_proclitic(self) -> bool {
        self.has_proclitic_preposition() || self.prefix().has(Prefix::CONJUNCTION)
    }

    /// Returns the word as written.
    pub fn written(self) -> &'t str {
        self.scene.written(self.at)
    }

    /// Returns whether it begins with the article, perhaps after و ف ب ل ك.
    #[inline]
    pub fn is_definite(self) -> bool {
        self.scene.is_definite(self.at)
    }

    /// Returns whether it is in the lexicon.
    pub fn is_known(self) -> bool {
        self.scene.is_known(self.at)
    }

    /// Returns whether the press also uses it as a word that is not a name.
    pub fn is_common(self) -> bool {
        self.scene.is_common(self.at)
    }

    /// Returns whether it is read aloud: a word or number.
    #[inline]
    pub fn is_wordlike(self) -> bool {
        self.scene.is_wordlike(self.at)
    }

    /// Returns whether it has a proclitic و or ف.
    #[inline]
    pub fn is_conjoined(self) -> bool {
        self.prefix().has(Prefix::CONJUNCTION)
    }

    /// Returns whether it has one of the properties in `flags`, and none of `others`.
    #[inline]
    pub fn is_unless(self, flags: Flags, others: Flags) -> bool {
        let own = self.flags();
        own.any(flags) && !own.any(others)
    }

    /// Returns whether it and the words after it have these properties, one after another.
    pub fn begins(self, words: &[Flags]) -> bool {
        (self.at..).zip(words).all(|(at, &flags)| self.scene.is(at, flags))
    }

    /// Returns whether it is not in the lexicon and may begin with one of the proclitics.
    pub fn may_begin_with(self, proclitics: &[u8]) -> bool {
        proclitics.contains(&self.whole().first()) && !self.is_known()
    }

    /// Returns whether it has all of the properties.
    #[inline]
    pub fn is_all(self, flags: Flags) -> bool {
        self.flags().0 & flags.0 == flags.0
    }

    /// Returns whether it is a preposition without a pronoun.
    #[inline]
    pub fn is_preposition(self) -> bool {
        self.is_unless(Flags::PREPOSITION, Flags::PRONOUN_SUFFIX)
    }
}
