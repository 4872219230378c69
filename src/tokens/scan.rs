//! One pass over the text.

use unicode_segmentation::GraphemeCursor;

use super::skim::{is_inner, to_last_space};
use super::{Token, TokenKind, Tokens, wrap};
use crate::lexicon::{self, Word};
use crate::text::letter::{self, Class, Key, Run, proclitic};
use crate::text::{Cancel, LONGEST, Span};

/// The tokens of a text, in order; what lies between them is white space. A line end that only wraps a paragraph at a
/// column is white space, too. Of a text of 4 GiB and more the first 4 GiB are read.
#[must_use]
pub fn tokenize(text: &str) -> Tokens<'_> {
    tokenize_until(text, &Cancel::new()).unwrap_or_default()
}

/// [`tokenize`], and `None` when `cancel` was set before the end.
#[must_use]
pub fn tokenize_until<'t>(text: &'t str, cancel: &Cancel) -> Option<Tokens<'t>> {
    read(text, LONGEST, cancel)
}

/// [`tokenize_until`], of at most `longest` bytes.
pub(crate) fn read<'t>(text: &'t str, longest: usize, cancel: &Cancel) -> Option<Tokens<'t>> {
    scan::<true>(text, longest, cancel)
}

/// The tokens that decide where sentences end, of at most `longest` bytes. Of a run of words between signs only the
/// first and the last are given, after a comma only the last; they are unread: their keys and `word` are empty until
/// [`Token::read`] fills them. None when `cancel` was set before the end.
pub(crate) fn skim<'t>(text: &'t str, longest: usize, cancel: &Cancel) -> Option<Tokens<'t>> {
    scan::<false>(text, longest, cancel)
}

fn scan<'t, const READ: bool>(whole: &'t str, longest: usize, cancel: &Cancel) -> Option<Tokens<'t>> {
    // A look at the flag every few thousand tokens: some tens of microseconds.
    const STRIDE: usize = 4096;
    let text = start(whole, longest);
    let mut scanner = Scanner::<READ> { text, bytes: text.as_bytes(), at: 0, spaced: true, odd: false };
    let mut tokens = Tokens::of(text, !READ);
    while scanner.push_next(&mut tokens) {
        if let [.., first, inner, last] = &*tokens
            && !READ
            && is_inner(first, inner, last)
        {
            tokens.skip_word();
        }
        if tokens.len().is_multiple_of(STRIDE) && cancel.is_cancelled() {
            return None;
        }
    }
    tokens.odd = scanner.odd;
    tokens.unread = whole.len() - text.len();
    wrap::join(&mut tokens);
    Some(tokens)
}

/// As many bytes of the text as there may be, up to the end of a character.
fn start(text: &str, longest: usize) -> &str {
    let end = (0..=longest.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Reads words where `READ`, else passes over them.
struct Scanner<'t, const READ: bool> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    spaced: bool,
    /// Whether a control has come, or a character of U+F000–FFFF.
    odd: bool,
}

/// A word in the making.
#[derive(Default)]
struct Letters {
    key: Key,
    count: u32,
    foreign: bool,
    /// Whether there is a sign that belongs to the character after it.
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
    /// Class and length in bytes of the character at `at`; [`letter::NONE`] at the end. Every character but a run's
    /// letters and single spaces comes here.
    #[inline]
    fn look(&mut self, at: usize) -> (Class, usize) {
        let Some(&first) = self.bytes.get(at) else { return (letter::NONE, 0) };
        let (class, length) = if first < 0x80 {
            (letter::low(usize::from(first)), 1)
        } else if first < 0xE0 {
            let second = self.bytes.get(at + 1).copied().unwrap_or_default();
            (letter::low(usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F)), 2)
        } else {
            self.odd |= first == 0xEF;
            let next = self.text.get(at..).and_then(|rest| rest.chars().next());
            next.map_or((letter::NONE, 0), |c| (letter::class(c), c.len_utf8()))
        };
        self.odd |= class == letter::CONTROL;
        (class, length)
    }

    /// Adds the next token; false at the end of the text.
    #[inline]
    fn push_next(&mut self, tokens: &mut Tokens<'_>) -> bool {
        let mut end = self.at;
        loop {
            if !READ && self.may_skip(tokens) {
                self.skip_words();
                end = self.at;
            }
            while self.bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
                self.spaced = true;
                // Most often a word follows.
                if !matches!(self.bytes.get(self.at), Some(0xD8..=0xDB)) {
                    self.end_cluster(false);
                }
            }
            let run = Run::at_start(self.bytes.get(self.at..).unwrap_or_default());
            if run.letters > 0 {
                tokens.push(self.word(self.at, run), end);
                self.spaced = false;
                return true;
            }
            let (class, length) = self.look(self.at);
            match class {
                letter::NONE => return false,
                // A mark with nothing before it to sit on belongs to the space.
                letter::SPACE | letter::EXTEND | letter::FORMAT | letter::CONTROL => {
                    self.at += length;
                    self.spaced |= class == letter::SPACE;
                    self.end_cluster(false);
                }
                letter::OTHER if self.may_combine() && self.combines() => {
                    self.at += length;
                    self.end_cluster(false);
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

    /// Whether the words at the cursor may continue a run of words.
    #[inline]
    fn may_skip(&self, before: &[Token]) -> bool {
        let goes_on = |last: &Token| matches!(last.kind, TokenKind::Word | TokenKind::Comma);
        self.bytes.get(self.at) == Some(&b' ') && before.last().is_some_and(goes_on)
    }

    /// Moves to the space before the last word of a run of plain words.
    fn skip_words(&mut self) {
        self.at += to_last_space(self.bytes, self.at);
    }

    fn token(&mut self, class: Class, before: &[Token]) -> Token {
        let start = self.at;
        match class {
            1..=letter::LAM_ALEF | letter::PREPEND | letter::OTHER => self.word(start, Run::default()),
            letter::DIGIT => self.number(start),
            letter::NEWLINE => self.newline(start),
            letter::TATWEEL => self.tatweel(start),
            _ => self.sign(start, class, before),
        }
    }

    /// Moves the cursor to the end of the grapheme cluster in which it is. Arabic needs no look:
    /// its marks are a class of their own. Signs of other scripts may combine with what is
    /// before them, and a few with what follows.
    #[inline]
    fn end_cluster(&mut self, foreign: bool) {
        if foreign || self.may_combine() {
            self.join_cluster();
        }
    }

    /// Whether the lead byte at the cursor is one of U+0300–05FF or above Arabic; of General Punctuation what is
    /// common in ordinary text (dashes, quotation marks, ellipsis: U+2010–2027) is left out.
    #[inline]
    fn may_combine(&self) -> bool {
        match self.bytes.get(self.at) {
            Some(0xE2) => !matches!(self.bytes.get(self.at + 1..), Some([0x80, 0x90..=0xA7, ..])),
            Some(0xCC..=0xD7 | 0xDC..) => true,
            _ => false,
        }
    }

    /// Whether the character at the cursor is a mark that sits on what is before it.
    #[cold]
    fn combines(&self) -> bool {
        let Some(character) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            return false;
        };
        let on_space = format!(" {character}");
        GraphemeCursor::new(1, on_space.len(), true).is_boundary(&on_space, 0) == Ok(false)
    }

    /// After a mark that has joined, any other may: of Arabic, too.
    #[cold]
    fn join_cluster(&mut self) {
        let length = self.text.len();
        while GraphemeCursor::new(self.at, length, true).is_boundary(self.text, 0) == Ok(false) {
            self.at += self.look(self.at).1;
        }
    }

    fn finish(&self, start: usize, kind: TokenKind, length: u32) -> Token {
        Token {
            span: Span::new(start as u32, self.at as u32),
            whole: Key::default(),
            word: Word::default(),
            kind,
            length: length.min(255) as u8,
            spaced: self.spaced,
        }
    }

    /// The word at `start`, which begins with a run of letters, as most do, or has none there.
    #[inline(always)]
    fn word(&mut self, start: usize, run: Run) -> Token {
        self.at = start + run.bytes;
        // As most do, it ends there.
        if run.letters > 0 && self.bytes.get(self.at) == Some(&b' ') {
            return self.arabic_word(start, run.key, run.letters);
        }
        self.long_word(start, run)
    }

    #[inline(never)]
    fn long_word(&mut self, start: usize, run: Run) -> Token {
        let mut letters = Letters { key: run.key, count: run.letters, ..Letters::default() };
        let mut end = self.at;
        loop {
            let (class, length) = self.look(self.at);
            match class {
                1..=31 => letters.push::<READ>(class),
                letter::LAM_ALEF => {
                    letters.push::<READ>(proclitic::LAM);
                    letters.push::<READ>(proclitic::ALEF);
                }
                letter::FORMAT => {
                    self.at += length;
                    continue;
                }
                letter::EXTEND | letter::TATWEEL => {}
                letter::PREPEND => letters.prepended = true,
                letter::OTHER => letters.foreign = true,
                letter::DIGIT if letters.foreign => {}
                _ if letters.foreign && letters.count == 0 && self.joins_address(length) => {}
                _ => break,
            }
            self.at += length;
            end = self.at;
        }
        self.at = end;
        self.end_cluster(letters.foreign || letters.prepended);
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

    /// The word from `start` to the cursor, which has `letters` Arabic letters and no other.
    #[inline]
    fn arabic_word(&self, start: usize, whole: Key, letters: u32) -> Token {
        let mut token = self.finish(start, TokenKind::Word, letters);
        if READ {
            token.whole = whole;
            token.word = lexicon::look_up(whole, letters);
        }
        token
    }

    /// Whether the sign at the cursor continues an address (`a.b/c`, `x@y.z`).
    fn joins_address(&self, length: usize) -> bool {
        const SIGNS: &[u8] = b".:/@_-?=&#%+~'";
        let sign = self.bytes.get(self.at).is_some_and(|b| SIGNS.contains(b));
        let next = self.bytes.get(self.at + length).copied().unwrap_or_default();
        sign && (next.is_ascii_alphanumeric() || next == b'/')
    }

    fn number(&mut self, start: usize) -> Token {
        let mut digits = 0;
        let mut end = start;
        loop {
            let (class, length) = self.look(self.at);
            match class {
                letter::DIGIT => digits += 1,
                letter::FORMAT => {
                    self.at += length;
                    continue;
                }
                letter::EXTEND => {}
                letter::STOP | letter::COMMA | letter::COLON | letter::SYMBOL | letter::DASH
                    if self.joins_number(length) => {}
                _ => break,
            }
            self.at += length;
            end = self.at;
        }
        self.at = end;
        self.end_cluster(false);
        self.finish(start, TokenKind::Number, digits)
    }

    /// Whether the sign at the cursor is between two digits (`4.3`, `16،00`, `12/08/2014`).
    fn joins_number(&mut self, length: usize) -> bool {
        let joins = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        if !matches!(joins, Some('.' | ',' | '،' | '٫' | '٬' | ':' | '/' | '-')) {
            return false;
        }
        let mut at = self.at + length;
        for _ in 0..4 {
            match self.look(at) {
                (letter::DIGIT, _) => return true,
                (letter::EXTEND | letter::FORMAT, skip) => at += skip,
                _ => return false,
            }
        }
        false
    }

    /// Line ends with only white space between them are one token; `length` counts the lines.
    fn newline(&mut self, start: usize) -> Token {
        let mut lines = 0;
        let mut last = start;
        loop {
            let (class, length) = self.look(self.at);
            match class {
                letter::NEWLINE => {
                    let pair = self.bytes.get(self.at..self.at + 2) == Some(b"\r\n".as_slice());
                    self.at += if pair { 2 } else { length };
                    lines += 1;
                    last = self.at;
                }
                letter::SPACE | letter::EXTEND | letter::FORMAT | letter::CONTROL => self.at += length,
                _ => break,
            }
        }
        let resume = self.at;
        self.at = last;
        let token = self.finish(start, TokenKind::Newline, lines);
        self.at = resume;
        token
    }

    /// A tatweel without a letter before it: a dash.
    fn tatweel(&mut self, start: usize) -> Token {
        while matches!(self.look(self.at).0, letter::TATWEEL | letter::EXTEND) {
            self.at += self.look(self.at).1;
        }
        self.end_cluster(false);
        self.finish(start, TokenKind::Dash, 1)
    }

    fn sign(&mut self, start: usize, class: Class, before: &[Token]) -> Token {
        let kind = match class {
            letter::QUOTE => TokenKind::Quote,
            letter::APOSTROPHE => TokenKind::Apostrophe,
            letter::OPEN => TokenKind::Open,
            letter::CLOSE => TokenKind::Close,
            letter::STOP => TokenKind::Stop,
            letter::QUERY => TokenKind::Query,
            letter::ELLIPSIS => TokenKind::Ellipsis,
            letter::COMMA => TokenKind::Comma,
            letter::SEMICOLON => TokenKind::Semicolon,
            letter::COLON => TokenKind::Colon,
            letter::DASH => TokenKind::Dash,
            _ => TokenKind::Symbol,
        };
        // Runs of stops and queries are one token; two apostrophes are one mark.
        let limit = match kind {
            TokenKind::Stop | TokenKind::Query | TokenKind::Ellipsis | TokenKind::Dash => u32::MAX,
            TokenKind::Apostrophe => 2,
            _ => 1,
        };
        let mut signs = 0;
        loop {
            let (next, length) = self.look(self.at);
            match next {
                _ if next == class && signs < limit && (signs == 0 || self.same_sign(start)) => signs += 1,
                letter::EXTEND => {}
                _ => break,
            }
            self.at += length;
        }
        self.end_cluster(false);
        let kind = match kind {
            TokenKind::Apostrophe if signs == 2 => TokenKind::Quote,
            TokenKind::Apostrophe if self.inside_foreign(before) => TokenKind::Symbol,
            kind => kind,
        };
        self.finish(start, kind, signs)
    }

    /// Whether the character at the cursor equals the one at `start`, where it matters.
    fn same_sign(&self, start: usize) -> bool {
        let at = |i: usize| self.text.get(i..).and_then(|rest| rest.chars().next());
        matches!((at(start), at(self.at)), (Some(a), Some(b)) if a == b || !matches!(a, '‘' | '’' | '\''))
    }

    /// An apostrophe that touches a foreign word on its left belongs to it (`Moody’s`).
    fn inside_foreign(&self, before: &[Token]) -> bool {
        !self.spaced && before.last().is_some_and(|t| t.kind == TokenKind::Foreign)
    }
}
