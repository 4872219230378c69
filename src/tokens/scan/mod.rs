//! One pass over the text.

mod cursor;
mod signs;

use super::skim::{is_inner, to_last_space};
use super::{Token, TokenKind, Tokens, broken, wrap};
use crate::lexicon::{self, Word};
use crate::text::letter::{self, Class, Key, Run, proclitic};
use crate::text::{Cancel, LONGEST, Span, start};
use cursor::Cursor;

/// The tokens of a text, in order. Between them is white space. A line end that only wraps a paragraph at a
/// column is also white space. If a text has 4 GiB or more, only the first 4 GiB are read.
#[must_use]
pub fn tokenize(text: &str) -> Tokens<'_> {
    tokenize_until(text, &Cancel::new()).unwrap_or_default()
}

/// Does the same as [`tokenize`]. Returns `None` if `cancel` was set before the end.
#[must_use]
pub fn tokenize_until<'t>(text: &'t str, cancel: &Cancel) -> Option<Tokens<'t>> {
    read(text, LONGEST, false, cancel)
}

/// Does the same as [`tokenize_until`] for at most `longest` bytes. If `keep_lines` is set, every line end is a token.
pub(crate) fn read<'t>(
    text: &'t str,
    longest: usize,
    keep_lines: bool,
    cancel: &Cancel,
) -> Option<Tokens<'t>> {
    scan::<true>(text, longest, cancel).map(|tokens| joined(tokens, keep_lines))
}

/// The tokens that decide where sentences end, of at most `longest` bytes. For a run of words between signs only the first and
/// the last word are returned, after a comma only the last. They are unread: their keys and `word` are empty until
/// [`Token::read`] fills them. Returns `None` if `cancel` was set before the end.
pub(crate) fn skim<'t>(
    text: &'t str,
    longest: usize,
    keep_lines: bool,
    cancel: &Cancel,
) -> Option<Tokens<'t>> {
    scan::<false>(text, longest, cancel).map(|tokens| joined(tokens, keep_lines))
}

/// Removes the line ends that only wrap or break a paragraph, unless all lines are kept.
fn joined(mut tokens: Tokens<'_>, keep_lines: bool) -> Tokens<'_> {
    if !keep_lines {
        wrap::join(&mut tokens);
        broken::join(&mut tokens);
    }
    tokens
}

fn scan<'t, const READ: bool>(whole: &'t str, longest: usize, cancel: &Cancel) -> Option<Tokens<'t>> {
    // The flag is checked every few thousand tokens, that is, every few tens of microseconds.
    const STRIDE: usize = 4096;
    let text = start(whole, longest);
    let mut scanner = Scanner::<READ> { cursor: Cursor::new(text), spaced: true };
    let mut tokens = Tokens::of(text, !READ);
    while scanner.push_next(&mut tokens) {
        if let [.., first, inner, last] = &*tokens
            && !READ
            && is_inner(first, inner, last)
        {
            tokens.skip_word();
        }
        if READ {
            scanner.push_words(&mut tokens, STRIDE);
        }
        if tokens.len().is_multiple_of(STRIDE) && cancel.is_cancelled() {
            return None;
        }
    }
    tokens.odd = scanner.cursor.odd;
    tokens.unread = whole.len() - text.len();
    Some(tokens)
}

/// Reads words if `READ`, otherwise skips them.
struct Scanner<'t, const READ: bool> {
    cursor: Cursor<'t>,
    /// Whether white space precedes the cursor.
    spaced: bool,
}

/// A word that is being read.
#[derive(Default)]
struct Letters {
    key: Key,
    count: u32,
    foreign: bool,
    /// Whether a sign precedes it that belongs to the next character.
    prepended: bool,
}

impl Letters {
    #[inline]
    fn push<const READ: bool>(&mut self, letter: Class) {
        if READ {
            self.key = self.key.push(letter, self.count);
        }
        self.count += 1;
    }
}

impl<const READ: bool> Scanner<'_, READ> {
    /// Adds the next token. Returns false at the end of the text.
    #[inline]
    fn push_next(&mut self, tokens: &mut Tokens<'_>) -> bool {
        let mut end = self.cursor.at;
        loop {
            if !READ && self.may_skip(tokens) {
                self.skip_words();
                end = self.cursor.at;
            }
            while self.cursor.byte() == Some(b' ') {
                self.cursor.at += 1;
                self.spaced = true;
                // The most frequent case: a word follows.
                if !matches!(self.cursor.byte(), Some(0xD8..=0xDB)) {
                    self.cursor.end_cluster(false);
                }
            }
            let run = Run::at_start(self.cursor.bytes.get(self.cursor.at..).unwrap_or_default());
            if run.letters > 0 {
                tokens.push(self.word(self.cursor.at, run), end);
                self.spaced = false;
                return true;
            }
            let (class, length) = self.cursor.look(self.cursor.at);
            match class {
                letter::NONE => return false,
                // A mark without a preceding character belongs to the white space.
                letter::SPACE | letter::EXTEND | letter::FORMAT | letter::CONTROL => {
                    self.cursor.at += length;
                    self.spaced |= class == letter::SPACE;
                    self.cursor.end_cluster(false);
                }
                _ if self.is_passed_over(class) => {
                    self.cursor.at += length;
                    self.cursor.end_cluster(false);
                }
                _ => {
                    let token = self.token(class, tokens);
                    self.spaced = token.kind == TokenKind::Newline;
                    tokens.push(token, end);
                    return true;
                }
            }
        }
    }

    /// Adds the words at the cursor that are separated by single spaces, including the first one that something else follows, up to
    /// `stride` tokens.
    #[inline]
    fn push_words(&mut self, tokens: &mut Tokens<'_>, stride: usize) {
        let bytes = self.cursor.bytes;
        while let Some([b' ', word @ ..]) = bytes.get(self.cursor.at..) {
            let run = Run::at_start(word);
            if run.letters == 0 || tokens.len().is_multiple_of(stride) {
                break;
            }
            let before = self.cursor.at;
            self.spaced = true;
            tokens.push(self.word(before + 1, run), before);
            self.spaced = false;
        }
    }

    /// Returns whether the character at the cursor belongs to the one before it, or only escapes a quotation mark.
    fn is_passed_over(&self, class: Class) -> bool {
        let combines = class == letter::OTHER && self.cursor.may_combine() && self.cursor.combines();
        let rest = self.cursor.bytes.get(self.cursor.at..).unwrap_or_default();
        combines || rest.starts_with(b"\\\"")
    }

    /// Returns whether the words at the cursor may continue a run of words.
    #[inline]
    fn may_skip(&self, before: &[Token]) -> bool {
        let goes_on = |last: &Token| matches!(last.kind, TokenKind::Word | TokenKind::Comma);
        self.cursor.byte() == Some(b' ') && before.last().is_some_and(goes_on)
    }

    /// Moves to the space before the last word of a run of plain words.
    fn skip_words(&mut self) {
        self.cursor.at += to_last_space(self.cursor.bytes, self.cursor.at);
    }

    fn token(&mut self, class: Class, before: &[Token]) -> Token {
        let start = self.cursor.at;
        match class {
            1..=letter::LAM_ALEF | letter::PREPEND | letter::OTHER => self.word(start, Run::default()),
            letter::DIGIT => {
                let digits = signs::number(&mut self.cursor);
                self.finish(start, TokenKind::Number, digits)
            }
            letter::NEWLINE => self.newline(start),
            letter::TATWEEL => {
                signs::tatweel(&mut self.cursor);
                self.finish(start, TokenKind::Dash, 1)
            }
            _ => match signs::sign(&mut self.cursor, class) {
                (TokenKind::Apostrophe, signs) if self.inside_foreign(before) => {
                    self.finish(start, TokenKind::Symbol, signs)
                }
                (kind, signs) => self.finish(start, kind, signs),
            },
        }
    }

    /// Line ends with only white space between them are one token. Its `length` is the number of lines.
    fn newline(&mut self, start: usize) -> Token {
        let (lines, resume) = signs::line_ends(&mut self.cursor);
        let token = self.finish(start, TokenKind::Newline, lines);
        self.cursor.at = resume;
        token
    }

    fn finish(&self, start: usize, kind: TokenKind, length: u32) -> Token {
        Token {
            span: Span::new(start as u32, self.cursor.at as u32),
            whole: Key::default(),
            word: Word::default(),
            kind,
            length: length.min(255) as u8,
            spaced: self.spaced,
        }
    }

    /// The word at `start`, which starts with `run`. The run is empty if there is no letter.
    #[inline(always)]
    fn word(&mut self, start: usize, run: Run) -> Token {
        self.cursor.at = start + run.bytes;
        // The most frequent case: the word ends there.
        if run.letters > 0 && self.cursor.byte() == Some(b' ') {
            return self.arabic_word(start, run.key, run.letters);
        }
        self.long_word(start, run)
    }

    #[inline(never)]
    fn long_word(&mut self, start: usize, run: Run) -> Token {
        let mut letters = Letters { key: run.key, count: run.letters, ..Letters::default() };
        let mut end = self.cursor.at;
        loop {
            let (class, length) = self.cursor.look(self.cursor.at);
            match class {
                1..=31 => letters.push::<READ>(class),
                letter::LAM_ALEF => {
                    letters.push::<READ>(proclitic::LAM);
                    letters.push::<READ>(proclitic::ALEF);
                }
                letter::FORMAT => {
                    self.cursor.at += length;
                    continue;
                }
                letter::EXTEND | letter::TATWEEL => {}
                letter::PREPEND => letters.prepended = true,
                letter::OTHER => letters.foreign = true,
                letter::DIGIT if letters.foreign => {}
                _ if letters.foreign && letters.count == 0 && self.joins_address(length) => {}
                _ => break,
            }
            self.cursor.at += length;
            end = self.cursor.at;
        }
        self.cursor.at = end;
        self.cursor.end_cluster(letters.foreign || letters.prepended);
        self.finish_word(start, &letters)
    }

    fn finish_word(&self, start: usize, letters: &Letters) -> Token {
        let kind = match (letters.count, letters.foreign) {
            (0, _) => TokenKind::Foreign,
            (_, true) => TokenKind::Mixed,
            _ => return self.arabic_word(start, letters.key, letters.count),
        };
        Token { whole: letters.key, ..self.finish(start, kind, letters.count) }
    }

    /// The word from `start` to the cursor, which consists of `letters` Arabic letters only.
    #[inline]
    fn arabic_word(&self, start: usize, whole: Key, letters: u32) -> Token {
        let mut token = self.finish(start, TokenKind::Word, letters);
        if READ {
            token.whole = whole;
            token.word = lexicon::look_up(whole, letters);
        }
        token
    }

    /// Returns whether the sign at the cursor continues an address (`a.b/c`, `x@y.z`).
    fn joins_address(&self, length: usize) -> bool {
        const SIGNS: &[u8] = b".:/@_-?=&#%+~'";
        let sign = self.cursor.byte().is_some_and(|b| SIGNS.contains(&b));
        let next = self.cursor.bytes.get(self.cursor.at + length).copied().unwrap_or_default();
        sign && (next.is_ascii_alphanumeric() || next == b'/')
    }

    /// Returns whether an apostrophe belongs to the foreign word right before it (`Moody’s`).
    fn inside_foreign(&self, before: &[Token]) -> bool {
        !self.spaced && before.last().is_some_and(|t| t.kind == TokenKind::Foreign)
    }
}
