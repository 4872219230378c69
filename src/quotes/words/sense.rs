//! What each word is where it stands: the lexicon's word, told apart from what is spelt like it.
//!
//! One pass over the tokens, from the last to the first: what a word is depends on the words behind it, and on what the
//! lexicon alone says of those before it.

use crate::lexicon::CueClass;
use crate::lexicon::{Entry, Flags, Form, Prefix, VerbForm};
use crate::text::Key;
use crate::text::letter::{proclitic, spelling};
use crate::tokens::Token;

/// What a word is where it stands. Sixteen bytes: every step of the extraction looks at it.
#[derive(Clone, Copy, Default)]
pub struct Sense {
    /// Its properties.
    pub flags: Flags,
    /// The form of a reporting verb that it is.
    pub verb: Option<VerbForm>,
    /// Its proclitics, where the lexicon knows it.
    pub prefix: Prefix,
    /// What else is so.
    traits: u8,
}

const _: () = assert!(size_of::<Sense>() == 16);

/// Bits of `traits`.
const DEFINITE: u8 = 1;
const OPENS_PHRASE: u8 = 1 << 1;
const MAY_ATTRIBUTE: u8 = 1 << 2;

impl Sense {
    /// Whether nothing is known of it but whether it is definite.
    #[inline]
    pub fn says_nothing(&self) -> bool {
        self.flags.0 == 0 && self.traits & !DEFINITE == 0 && self.prefix == Prefix::default()
    }

    /// Whether it begins with the article, also behind و ف ب ل ك.
    #[inline]
    pub const fn is_definite(&self) -> bool {
        self.traits & DEFINITE != 0
    }

    /// Whether phrases of the lexicon begin with it that the next word may go on.
    #[inline]
    pub const fn opens_phrase(&self) -> bool {
        self.traits & OPENS_PHRASE != 0
    }

    /// Whether it is of a kind that can be or begin a cue.
    #[inline]
    pub const fn may_attribute(&self) -> bool {
        self.traits & MAY_ATTRIBUTE != 0
    }
}

/// Properties that no word with the article has.
const PARTICLES: Flags = Flags::CONJUNCTION
    .with(Flags::PREPOSITION)
    .with(Flags::ADJUNCT)
    .with(Flags::NEGATION)
    .with(Flags::COMPLEMENTIZER)
    .with(Flags::FATHERHOOD)
    .with(Flags::ACT);

/// Whether a word with these properties may be spelt like another.
const fn is_ambiguous(flags: Flags) -> bool {
    // Without branches: every known word is asked.
    flags.any(Flags::LETTER.with(Flags::COMPLEMENTIZER))
        | flags.any(Flags::ADJUNCT) & flags.any(Flags::TITLE)
        | flags.any(Flags::PREPOSITION) & flags.any(Flags::PERSONAL_NAME)
}

const MADDA: &str = "\u{622}";
const HAMZA: &str = "\u{623}";
const HAMZA_BELOW: &str = "\u{625}";

/// The senses of the tokens, each in its token's place.
pub fn senses(text: &str, tokens: &[Token]) -> Vec<Sense> {
    let mut senses = vec![Sense::default(); tokens.len()];
    let mut next = Key::default();
    for (at, token) in tokens.iter().enumerate().rev() {
        let Some((_, [sense, behind @ ..])) = senses.split_at_mut_checked(at) else { break };
        let second = std::mem::replace(&mut next, token.whole);
        if token.word.is_known() {
            *sense = plain(token, second)
                .unwrap_or_else(|| Place { text, tokens, behind, at }.known(token, second));
        } else if begins_definite(token.whole) && has_article(text, token) {
            sense.traits = DEFINITE;
        }
    }
    senses
}

/// The sense of a known word that no other is spelt like and that is no verb, wherever it stands.
#[inline(always)]
fn plain(token: &Token, next: Key) -> Option<Sense> {
    let entry = token.word.entry();
    let prefix = token.word.prefix;
    let article = prefix.has(Prefix::ARTICLE);
    let simple = entry.verb.is_none() & !is_ambiguous(entry.flags);
    if !simple || !article && begins_definite(token.whole) {
        return None;
    }
    let flags = as_noun(entry.flags, prefix);
    Some(Sense { flags, verb: None, prefix, traits: traits(article, opens_phrase(entry, next), flags) })
}

/// Whether what looks like the article is it: its alef never has a hamza ("أليكسي").
fn has_article(text: &str, token: &Token) -> bool {
    let written = text.as_bytes().get(token.span.start as usize..).unwrap_or_default();
    ![MADDA, HAMZA, HAMZA_BELOW].iter().any(|alef| written.starts_with(alef.as_bytes()))
}

/// With the article it is a noun, whatever particle is spelt like it (الأم).
#[inline]
const fn as_noun(flags: Flags, prefix: Prefix) -> Flags {
    if prefix.has(Prefix::ARTICLE) { flags.without(PARTICLES) } else { flags }
}

/// Whether phrases of the lexicon begin with a word of this entry, and one of them may go on with the next word.
#[inline]
fn opens_phrase(entry: &Entry, next: Key) -> bool {
    entry.flags.any(Flags::PHRASE) && entry.may_go_on(next)
}

/// The traits of a known word and its properties where it stands.
#[inline]
const fn traits(definite: bool, phrase: bool, flags: Flags) -> u8 {
    let definite = if definite { DEFINITE } else { 0 };
    let phrase = if phrase { OPENS_PHRASE | MAY_ATTRIBUTE } else { 0 };
    let verb = if flags.any(Flags::VERB) { MAY_ATTRIBUTE } else { 0 };
    definite | phrase | verb
}

/// Whether the lexicon has "باسم", which is a name and "in the name of".
pub fn is_in_the_name_of(token: &Token) -> bool {
    let raw = token.word.flags();
    raw.any(Flags::PREPOSITION) && raw.any(Flags::PERSONAL_NAME)
}

/// A word among its neighbours; of those behind it the senses are known.
struct Place<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// The senses of the words behind it.
    behind: &'t [Sense],
    at: usize,
}

impl Place<'_> {
    #[inline(never)]
    fn known(&self, token: &Token, next: Key) -> Sense {
        let flags = self.flags(token);
        let ban = token.word.prefix.has(Prefix::BA) && self.is_ban();
        let prefix = if ban { Prefix::default() } else { token.word.prefix };
        let verb = token
            .word
            .entry()
            .verb
            .filter(|verb| !self.is_preposition_like(flags, prefix) && !self.is_called(*verb));
        let definite = self.is_definite(token, prefix, flags);
        let phrase = opens_phrase(token.word.entry(), next);
        Sense { flags, verb, prefix, traits: traits(definite, phrase, flags) }
    }

    /// What the lexicon says of the word so many places on; nothing outside the text.
    fn raw(&self, at: usize) -> Flags {
        self.tokens.get(at).map_or(Flags::default(), |t| t.word.flags())
    }

    /// What the word so many places behind this one is.
    fn behind(&self, places: usize) -> Sense {
        self.behind.get(places - 1).copied().unwrap_or_default()
    }

    fn written(&self) -> &str {
        self.tokens.get(self.at).map_or("", |t| t.span.slice(self.text))
    }

    fn flags(&self, token: &Token) -> Flags {
        let flags = as_noun(token.word.flags(), token.word.prefix);
        if is_ambiguous(flags) { self.told_apart(token, flags) } else { flags }
    }

    fn told_apart(&self, token: &Token, flags: Flags) -> Flags {
        let begins = |letter: &str| self.written().starts_with(letter);
        if flags.any(Flags::LETTER) && flags != Flags::LETTER && !begins(MADDA) {
            return if self.is_spelt() { Flags::LETTER } else { flags.without(Flags::LETTER) };
        }
        // "ألا" (that not) folds to "إلا" (except).
        if flags.any(Flags::COMPLEMENTIZER) && flags.any(Flags::ADJUNCT) {
            let that = Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX);
            return if begins(HAMZA) { that } else { flags.without(that) };
        }
        // "أمام" (before) folds to "إمام" (imam), which keeps its hamza below.
        if flags.any(Flags::ADJUNCT) && flags.any(Flags::TITLE) && token.length == 4 {
            let title = self.written().contains(HAMZA_BELOW);
            return flags.without(if title { Flags::ADJUNCT } else { Flags::TITLE });
        }
        // "باسم" is a name right behind a verb, "in the name of" behind a spokesman or before a body.
        if flags.any(Flags::PREPOSITION) && flags.any(Flags::PERSONAL_NAME) {
            return flags.without(if self.is_name_behind_verb() {
                Flags::PREPOSITION
            } else {
                Flags::PERSONAL_NAME
            });
        }
        // "آن" is a name or "time", never the complementizer it folds to.
        if flags.any(Flags::COMPLEMENTIZER) && (self.is_ban() || begins(MADDA)) {
            return Flags::default();
        }
        flags
    }

    /// Whether a particle is the name of a letter: among such names ("سي إن إن", but "بي بي سي إن"), and "كي"
    /// (in order that) where no verb follows it.
    fn is_spelt(&self) -> bool {
        let at = self.at;
        let letter = |i: usize| self.raw(i).any(Flags::LETTER);
        let before = |back: usize| at >= back && letter(at - back);
        if !self.raw(at).any(Flags::COMPLEMENTIZER) {
            let name = self.written() == spelling::IN_ORDER_THAT && !self.looks_imperfect(1);
            return before(1) || letter(at + 1) || name;
        }
        let twice = |i: usize| self.raw(i).any(Flags::COMPLEMENTIZER);
        letter(at + 1) && (!twice(at + 1) || before(1)) || before(2) && before(1) && twice(at - 1)
    }

    /// Whether a word stands where a verb's subject does, and nothing that it could govern follows.
    fn is_name_behind_verb(&self) -> bool {
        const BODIES: Flags = Flags::TITLE.with(Flags::ORGANISATION).with(Flags::MEDIUM).with(Flags::PLACE);
        let before = self.at.checked_sub(1).map(|before| self.raw(before));
        let verb = before.is_none_or(|it| it.any(Flags::VERB.with(Flags::ACT)) && !it.any(BODIES));
        // "الدكتور باسم وهبة", but "المتحدث باسم الوزارة".
        let titled = before.is_some_and(|it| it.any(Flags::TITLE) && !it.any(Flags::UNNAMED));
        (verb || titled) && !self.raw(self.at + 1).any(BODIES)
    }

    /// "بان كي مون": spelt like the complementizer with ب.
    fn is_ban(&self) -> bool {
        let next = self.raw(self.at + 1);
        let letter =
            next.any(Flags::LETTER) && next != Flags::LETTER && self.behind(1).flags == Flags::LETTER;
        letter && self.raw(self.at).any(Flags::COMPLEMENTIZER) && !self.behind(2).flags.any(Flags::LETTER)
    }

    /// "شاب يدعى سامر", "ويدعى أبو علي": a claim's imperfect in the passive, with final yaa without dots and
    /// a name behind it.
    fn is_called(&self, form: VerbForm) -> bool {
        const UNDOTTED: char = '\u{649}';
        const OTHERS: Flags =
            Flags::COMPLEMENTIZER.with(Flags::TITLE).with(Flags::ORGANISATION).with(Flags::UNNAMED);
        form.form == Form::Imperfect
            && form.verb().class == CueClass::Claim
            && self.written().ends_with(UNDOTTED)
            && self.tokens.get(self.at + 1).is_some_and(Token::is_wordlike)
            && !self.behind(1).flags.any(OTHERS)
    }

    /// A preposition or adverb spelt like a verb (بين، عقب، حسب): the verb only behind و or ف, or
    /// right before its complementizer.
    fn is_preposition_like(&self, flags: Flags, prefix: Prefix) -> bool {
        const SHADDA: char = '\u{651}';
        // "here" folds to "congratulated", which keeps its hamza.
        if flags.any(Flags::DEMONSTRATIVE) {
            return !self.written().ends_with(HAMZA);
        }
        if !flags.any(Flags::PREPOSITION.with(Flags::ADJUNCT)) || prefix.has(Prefix::CONJUNCTION) {
            return false;
        }
        let clause = self.behind(1).flags.any(Flags::COMPLEMENTIZER) && !self.looks_imperfect(2);
        // "عبّر" is written with its doubled letter where it is the verb.
        !clause && !self.written().contains(SHADDA)
    }

    /// Whether the word so many places on begins like a present-tense verb.
    fn looks_imperfect(&self, places: usize) -> bool {
        let first = self.tokens.get(self.at + places).map_or(0, |t| t.whole.first());
        matches!(first, proclitic::YA | proclitic::TA | proclitic::NUN) && !self.behind(places).is_definite()
    }

    #[inline]
    fn is_definite(&self, token: &Token, prefix: Prefix, flags: Flags) -> bool {
        // إلياس begins like a word with the article.
        let article = || !flags.any(Flags::PERSONAL_NAME) && has_article(self.text, token);
        prefix.has(Prefix::ARTICLE) || begins_definite(token.whole) && article()
    }
}

/// Whether the letters are those of the article, also behind و ف ب ل ك.
const fn begins_definite(key: Key) -> bool {
    const fn article(key: Key) -> bool {
        key.first() == proclitic::ALEF && key.letter(1) == proclitic::LAM && key.is_longer_than(3)
    }
    match key.first() {
        proclitic::ALEF => article(key),
        proclitic::WAW | proclitic::FA | proclitic::BA | proclitic::KAF => article(key.rest()),
        proclitic::LAM => key.letter(1) == proclitic::LAM,
        _ => false,
    }
}
