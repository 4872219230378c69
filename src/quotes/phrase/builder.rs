//! A noun phrase under construction, and the word that follows it.

use crate::lexicon::Flags;
use crate::quotes::words::sets::{GOVERNING, SOURCE};
use crate::quotes::words::shape::{is_joined_noun, is_surname_like};
use crate::quotes::words::{Scene, Word};

/// A noun phrase under construction.
#[derive(Clone, Copy)]
pub struct PhraseBuilder {
    /// Its first token.
    pub start: usize,
    /// One past its last token so far.
    pub end: usize,
    /// Whether it is a single name: the subject of a verb that takes an object.
    pub single: bool,
    /// The flags of its first word.
    pub head: Flags,
    /// Whether it has a word that may be a personal name; prepositions after such a word are outside the phrase.
    pub named: bool,
    /// Whether it has a noun that governs prepositions.
    pub governs: bool,
    /// Whether it has had a free preposition since that noun; a second one is outside the phrase.
    pub has_preposition: bool,
    /// The number of words of a personal name so far.
    pub names: u8,
}

/// The role of a token that the phrase includes.
#[derive(Clone, Copy)]
pub enum Part {
    /// The first word.
    Head,
    /// A word after "son of" or "servant of".
    Father,
    /// A word that is certainly a name, or announces one.
    Name,
    /// A free preposition.
    Preposition,
    /// A noun with a proclitic preposition.
    Joined,
    /// Another noun.
    Noun,
    /// A name in quotation marks.
    Marked,
    /// A number, an initial's full stop, an aside in brackets.
    Sign,
}

impl PhraseBuilder {
    /// An empty phrase at `start`.
    pub fn new(scene: &Scene, start: usize, single: bool) -> Self {
        Self {
            start,
            end: start,
            single,
            head: scene.flags(start),
            named: false,
            governs: false,
            has_preposition: false,
            names: 0,
        }
    }

    /// Returns whether its first word has one of the properties in `flags`, and none of those in `unless`.
    pub const fn is_headed(&self, flags: Flags, unless: Flags) -> bool {
        self.head.any(flags) && !self.head.any(unless)
    }

    /// Returns whether a preposition may still belong to it: a noun governs the preposition, and no name has occurred.
    pub const fn takes_preposition(&self) -> bool {
        self.governs && !self.named
    }

    /// Includes the tokens up to `end`.
    pub fn take(&mut self, scene: &Scene, part: Part, end: usize) {
        let word = scene.word(self.end);
        match part {
            Part::Head => self.begin(word),
            Part::Father => {
                self.named = true;
                self.names += 1;
            }
            Part::Name => self.named = true,
            Part::Preposition => self.has_preposition = true,
            Part::Noun => self.noun(word),
            // The name of a body may continue after it: "the agency «…» for news".
            Part::Marked => {
                self.named = !self.is_headed(Flags::ORGANISATION.with(Flags::MEDIUM), Flags::TITLE);
            }
            Part::Joined | Part::Sign => {}
        }
        self.end = end;
    }

    fn begin(&mut self, head: Word) {
        self.governs = head.is(GOVERNING);
        self.named = match head.is_definite() {
            // "الجسمي": a word that the press uses only as a name.
            true => head.fits(is_surname_like) && !head.next().is_definite(),
            false => !head.is(SOURCE),
        };
        self.names = u8::from(self.named);
    }

    fn noun(&mut self, noun: Word) {
        let flags = noun.flags();
        let title = flags.any(Flags::TITLE.with(Flags::UNNAMED));
        // A title after the name starts a new name: "X, the spokesman for …".
        if title && !noun.prev().is(Flags::FATHERHOOD) {
            (self.named, self.has_preposition, self.names) = (false, false, 0);
        }
        self.governs |= flags.any(GOVERNING);
        self.named |= self.reads_as_name(noun);
        self.named &= !flags.any(Flags::EMPHASIS);
        self.names += u8::from(self.named && !flags.any(SOURCE));
    }

    /// Whether the noun may be a word of a personal name.
    fn reads_as_name(&self, noun: Word) -> bool {
        let flags = noun.flags();
        if flags.any(SOURCE) || noun.is_definite() {
            return false;
        }
        if !flags.any(Flags::PERSONAL_NAME) && self.reads_as_other(noun) {
            return false;
        }
        !noun.is_common()
    }

    /// Whether it is a verb, an adjective, the complement of a title, or a time expression.
    fn reads_as_other(&self, noun: Word) -> bool {
        if noun.verb().is_some() || noun.is(Flags::TIME) || noun.fits(is_joined_noun) {
            return true;
        }
        self.takes_adjective(noun.scene) || is_construct(noun)
    }

    /// Whether its head is an unnamed indefinite source: an indefinite word after it is its adjective.
    fn takes_adjective(&self, scene: &Scene) -> bool {
        self.is_headed(Flags::UNNAMED.with(Flags::DOCUMENT), Flags::TITLE) && !scene.is_definite(self.start)
    }
}

/// "وزير حقوق الإنسان", "مدير عام إدارة": the complement of a title in the construct state.
fn is_construct(noun: Word) -> bool {
    if !noun.prev().is_indefinite(SOURCE) {
        return false;
    }
    noun.next().is_definite() || noun.next().is(SOURCE)
}

/// The word that follows a phrase: its first word, or one that may belong to it.
#[derive(Clone, Copy)]
pub struct Next<'s, 't> {
    /// The word.
    pub word: Word<'s, 't>,
    /// The flags of the word.
    pub flags: Flags,
    /// The phrase before it.
    pub phrase: &'s PhraseBuilder,
}

impl<'s, 't> Next<'s, 't> {
    /// The word after `phrase`.
    #[inline]
    pub fn after(phrase: &'s PhraseBuilder, scene: &'s Scene<'t>) -> Self {
        let word = scene.word(phrase.end);
        Self { word, flags: word.flags(), phrase }
    }

    /// Returns the token before the word.
    #[inline]
    pub const fn prev(&self) -> Word<'s, 't> {
        self.word.prev()
    }

    /// Returns how many tokens of the phrase come before the word.
    #[inline]
    pub const fn place(&self) -> usize {
        self.word.at - self.phrase.start
    }

    /// Returns the first word of the phrase.
    #[inline]
    pub const fn head(&self) -> Word<'s, 't> {
        Word { at: self.phrase.start, ..self.word }
    }

    /// Returns whether the word can head the name of a source.
    #[inline]
    pub const fn is_source(&self) -> bool {
        self.flags.any(SOURCE)
    }
}
