//! Words, numbers and signs, each with its span and folded key.

use crate::lexicon::{self, Word};
use crate::text::{Key, Span, kinds};

kinds! {
    /// The kind of a token.
    pub enum TokenKind {
        /// A word of Arabic letters.
        Word "word",
        /// A word of Arabic and other letters.
        Mixed "mixed",
        /// A word of another script, an address, a run of unknown characters.
        Foreign "foreign",
        /// A number, date or time, with the signs inside it.
        Number "number",
        /// A quotation mark.
        Quote "quote",
        /// An apostrophe, single quotation mark or backtick.
        Apostrophe "apostrophe",
        /// An opening bracket.
        Open "open",
        /// A closing bracket.
        Close "close",
        /// A full stop or a run of them.
        Stop "stop",
        /// A question or exclamation mark or a run of them.
        Query "query",
        /// An ellipsis.
        Ellipsis "ellipsis",
        /// A comma.
        Comma "comma",
        /// A semicolon.
        Semicolon "semicolon",
        /// A colon.
        Colon "colon",
        /// A dash, or a tatweel used as one.
        Dash "dash",
        /// Any other sign.
        Symbol "symbol",
        /// A line end, or several with only spaces between them.
        Newline "newline",
    }
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The bytes of the token, including diacritics.
    pub span: Span,
    /// The folded letters, including proclitics; empty if the token is not a word.
    pub whole: Key,
    /// The word's entry in the lexicon.
    pub word: Word,
    /// What it is.
    pub kind: TokenKind,
    /// The number of letters of a word with its proclitics, of line ends of a newline, or of characters of a sign.
    pub length: u8,
    /// Whether it follows white space or the start of the text.
    pub spaced: bool,
}

impl Token {
    /// Returns whether the token is a word or a number: something that is read aloud.
    #[inline]
    #[must_use]
    pub const fn is_wordlike(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign | TokenKind::Number)
    }

    /// Looks up the token's word if it was left unread.
    #[must_use]
    pub fn read(mut self, text: &str) -> Self {
        if self.kind == TokenKind::Word && self.whole.is_empty() {
            self.whole = Key::of(self.span.slice(text));
            self.word = lexicon::look_up(self.whole, u32::from(self.length));
        }
        self
    }

    /// The folded letters without the proclitics in `word.prefix`.
    #[inline]
    #[must_use]
    pub const fn key(&self) -> Key {
        self.whole.behind(self.word.proclitics as u32)
    }
}

const _: () = assert!(size_of::<Token>() == 24);
