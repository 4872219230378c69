//! The facts about a token, as keys of the table and by name.

use crate::clean::BlockKind;
use crate::lexicon::{self, Flags};
use crate::text::{Key, Span};
use crate::tokens::{Token, TokenKind};

/// A fact that has weights: a word's first or last letters, its shape, its entry in the lexicon.
#[derive(Clone, Copy, Debug)]
pub enum Fact<'t> {
    /// The first letters of a word.
    Start(Key),
    /// The last letters of a word.
    End(Key),
    /// Whether a word has the article, and the number of its letters.
    Shape(bool, u8),
    /// The entry of a word in the lexicon.
    Sense(&'t Token),
    /// A token that is not an Arabic word.
    Sign(&'t Token),
}

/// The position of the bits that identify the kind of a key. They are zero in the key of a folded word.
const KIND_SHIFT: u32 = 60;

/// The key of the edges of a paragraph.
pub const EDGE: u64 = 6 << KIND_SHIFT;

/// The number of letters from which lengths are not distinguished.
const LONG: u8 = 9;

/// The key of a token in the table. For a known word, its row combines all facts.
#[must_use]
pub fn whole(token: &Token) -> u64 {
    if token.kind == TokenKind::Word { token.whole.0 } else { Fact::Sign(token).key() }
}

/// The facts of a token, whose weights are added up for an unknown word. Among facts of one kind, only the first one
/// with weights counts.
pub fn facts(token: &Token) -> impl Iterator<Item = Fact<'_>> {
    let facts = if token.kind == TokenKind::Word {
        of_word(token)
    } else {
        [Some(Fact::Sign(token)), None, None, None, None, None, None]
    };
    facts.into_iter().flatten()
}

/// The facts of a word.
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

/// Returns whether the word starts with the article, possibly after a proclitic.
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
    /// The key in the table.
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

    /// The kind of the fact, which is part of its key.
    pub const fn kind(self) -> u64 {
        match self {
            Self::Start(_) => 1,
            Self::End(_) => 2,
            Self::Shape(..) => 3,
            Self::Sense(_) => 4,
            Self::Sign(_) => 5,
        }
    }

    /// The names of the features that the weights are learned for. A name with a leading full stop does not apply to neighbouring tokens.
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

/// The name of a word's last or first letters. Combinations of three letters are too many to apply to neighbouring tokens.
fn end_name(side: char, letters: Key) -> String {
    let own = if letters.len() > 2 { "." } else { "" };
    format!("{own}{side}{}={}", letters.len(), letters.spelt())
}

/// The properties in the lexicon, as a number.
fn sense(token: &Token) -> u64 {
    let entry = token.word.entry();
    let verb = entry.verb.map_or(0, |form| 1 + form.form as u64 + ((form.verb().class as u64) << 3));
    let common = u64::from(lexicon::is_common(token.key()));
    let rest = verb << 16 | u64::from(token.word.proclitics) << 4 | common;
    let mixed = entry.flags.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ rest.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (mixed ^ mixed >> 32) >> (64 - KIND_SHIFT)
}

/// The properties in the lexicon, by name.
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

/// A sign as a number: its kind, whether white space precedes it, and the length of a number.
fn sign(token: &Token) -> u64 {
    token.kind as u64 | u64::from(token.spaced) << 8 | u64::from(digits(token)) << 16
}

fn signs(token: &Token) -> String {
    format!("sign={}{}{}", token.kind.as_str(), if token.spaced { "" } else { "-" }, digits(token))
}

fn digits(token: &Token) -> u8 {
    if token.kind == TokenKind::Number { token.length.min(5) } else { 0 }
}

/// A token with its facts, for training.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The bytes of the token.
    pub span: Span,
    /// The key in the table.
    pub key: u64,
    /// The key of each fact, with its names.
    pub facts: Vec<(u64, Vec<String>)>,
    /// The facts about its place, by name.
    pub place: Vec<String>,
}

impl Seen {
    /// Collects the facts of a token in a block of this kind. `level` says how often the text has its word.
    #[must_use]
    pub fn of(token: &Token, kind: BlockKind, level: usize) -> Self {
        let facts = facts(token).map(|fact| (fact.key(), fact.names())).collect();
        let place = vec![format!(".often={level}"), format!(".block={}", kind.as_str())];
        Self { span: token.span, key: whole(token), facts, place }
    }
}
