//! What a token tells, as keys of the table and by name.

use crate::clean::BlockKind;
use crate::lexicon::{self, Flags};
use crate::text::{Key, Span};
use crate::tokens::{Token, TokenKind};

/// Something that weights stand on: a word's end, its shape, what the lexicon says of it.
#[derive(Clone, Copy, Debug)]
pub enum Fact<'t> {
    /// The first letters of a word.
    Start(Key),
    /// The last letters of a word.
    End(Key),
    /// Whether a word has the article, and how many letters.
    Shape(bool, u8),
    /// What the lexicon says of a word.
    Sense(&'t Token),
    /// What is no Arabic word.
    Sign(&'t Token),
}

/// Bits of a key that say what it is the key of; a folded word has none of them.
const KIND_SHIFT: u32 = 60;

/// The key of what is before and behind a paragraph.
pub const EDGE: u64 = 6 << KIND_SHIFT;

/// Letters above which lengths are not told apart.
const LONG: u8 = 9;

/// What a token is to the table: of a known word one key that stands for all its facts.
#[must_use]
pub fn whole(token: &Token) -> u64 {
    if token.kind == TokenKind::Word { token.whole.0 } else { Fact::Sign(token).key() }
}

/// The facts of a token, from which the weights of an unknown word are added up: of those of one kind the first counts
/// that has weights.
pub fn facts(token: &Token) -> impl Iterator<Item = Fact<'_>> {
    let facts = if token.kind == TokenKind::Word {
        of_word(token)
    } else {
        [Some(Fact::Sign(token)), None, None, None, None, None, None]
    };
    facts.into_iter().flatten()
}

/// Those of a word.
fn of_word(token: &Token) -> [Option<Fact<'_>>; 7] {
    let key = token.whole;
    let length = key.len();
    let first = |letters| (letters <= length).then(|| Fact::Start(start(key, letters)));
    let last = |letters| (letters <= length).then(|| Fact::End(end(key, letters)));
    let shape = Fact::Shape(has_article(key), token.length.min(LONG));
    [first(3), first(2), last(3), last(2), last(1), Some(shape), Some(Fact::Sense(token))]
}

/// The first letters of a key.
const fn start(key: Key, letters: u32) -> Key {
    Key(key.0 & ((1 << (5 * letters)) - 1))
}

/// The last letters of a key.
const fn end(key: Key, letters: u32) -> Key {
    key.behind(key.len().saturating_sub(letters))
}

/// Whether the word begins with the article, behind a proclitic or not.
fn has_article(key: Key) -> bool {
    use crate::text::letter::proclitic::{ALEF, BA, FA, KAF, LAM, WAW};
    let article = |key: Key| key.first() == ALEF && key.letter(1) == LAM;
    match key.first() {
        WAW | FA | BA | KAF => article(key.rest()),
        LAM => key.letter(1) == LAM,
        _ => article(key),
    }
}

impl Fact<'_> {
    /// Its key in the table.
    #[must_use]
    pub fn key(self) -> u64 {
        let value = match self {
            Self::Start(letters) | Self::End(letters) => letters.0,
            Self::Shape(article, length) => u64::from(article) << 8 | u64::from(length),
            Self::Sense(token) => sense(token),
            Self::Sign(token) => sign(token),
        };
        self.kind() << KIND_SHIFT | value
    }

    /// What is told apart in its key.
    pub const fn kind(self) -> u64 {
        match self {
            Self::Start(_) => 1,
            Self::End(_) => 2,
            Self::Shape(..) => 3,
            Self::Sense(_) => 4,
            Self::Sign(_) => 5,
        }
    }

    /// The names of what the weights are learned for. Behind a full stop: not for the tokens beside it.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        match self {
            Self::Start(letters) => (2..=letters.len()).map(|n| end_name('s', start(letters, n))).collect(),
            Self::End(letters) => (1..=letters.len()).map(|n| end_name('e', end(letters, n))).collect(),
            Self::Shape(article, length) => vec![format!("al={article}"), format!(".length={length}")],
            Self::Sense(token) => senses(token),
            Self::Sign(token) => vec![signs(token)],
        }
    }
}

/// The name of a word's end or start. Of three letters there are too many for those beside.
fn end_name(side: char, letters: Key) -> String {
    let own = if letters.len() > 2 { "." } else { "" };
    format!("{own}{side}{}={}", letters.len(), letters.spelt())
}

/// What the lexicon says, as a number.
fn sense(token: &Token) -> u64 {
    let entry = token.word.entry();
    let verb = entry.verb.map_or(0, |form| 1 + form.form as u64 + ((form.verb().class as u64) << 3));
    let common = u64::from(lexicon::is_common(token.key()));
    let rest = verb << 16 | u64::from(token.word.proclitics) << 4 | common;
    let mixed = entry.flags.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ rest.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (mixed ^ mixed >> 32) >> (64 - KIND_SHIFT)
}

/// What the lexicon says, by name.
fn senses(token: &Token) -> Vec<String> {
    let entry = token.word.entry();
    let mut names: Vec<String> = Vec::new();
    let flags = Flags::NAMES.iter().filter(|(_, flag)| entry.flags.any(*flag));
    names.extend(flags.map(|(name, _)| format!("is={name}")));
    if let Some(form) = entry.verb {
        names.push(format!("form={}", form.form.name()));
        names.push(format!("class={}", form.verb().class.as_str()));
    }
    if lexicon::is_common(token.key()) {
        names.push("is=common".to_owned());
    }
    names.push(format!(".proclitics={}", token.word.proclitics));
    names
}

/// A sign, as a number: what it is, whether white space is before it, and how long a number is.
fn sign(token: &Token) -> u64 {
    token.kind as u64 | u64::from(token.spaced) << 8 | u64::from(digits(token)) << 16
}

fn signs(token: &Token) -> String {
    format!("sign={}{}{}", token.kind.as_str(), if token.spaced { "" } else { "-" }, digits(token))
}

fn digits(token: &Token) -> u8 {
    if token.kind == TokenKind::Number { token.length.min(5) } else { 0 }
}

/// A token with its facts, for learning.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its bytes.
    pub span: Span,
    /// Its key in the table.
    pub key: u64,
    /// The key of each of its facts, with its names.
    pub facts: Vec<(u64, Vec<String>)>,
    /// What its place tells, by name.
    pub place: Vec<String>,
}

impl Seen {
    /// A token of a block of that kind, whose word the text has so often.
    #[must_use]
    pub fn of(token: &Token, kind: BlockKind, level: usize) -> Self {
        let facts = facts(token).map(|fact| (fact.key(), fact.names())).collect();
        let place = vec![format!(".often={level}"), format!(".block={}", kind.as_str())];
        Self { span: token.span, key: whole(token), facts, place }
    }
}
