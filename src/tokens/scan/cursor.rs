//! The reading position in a text, and the ends of characters and their combining marks.

use unicode_segmentation::GraphemeCursor;

use crate::text::letter::{self, Class};

/// A position in a text.
pub struct Cursor<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    pub at: usize,
    /// Whether a control character or a character of U+F000–FFFF was read.
    pub odd: bool,
}

impl<'t> Cursor<'t> {
    /// The position at the start of a text.
    pub const fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, odd: false }
    }

    /// The byte at the cursor.
    #[inline]
    pub fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The character at a position.
    pub fn character(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// The class and the length in bytes of the character at `at`; [`letter::NONE`] at the end. Every character except the letters
    /// of a run and single spaces is classified here.
    #[inline]
    pub fn look(&mut self, at: usize) -> (Class, usize) {
        let Some(&first) = self.bytes.get(at) else { return (letter::NONE, 0) };
        let (class, length) = if first < 0x80 {
            (letter::low(usize::from(first)), 1)
        } else if first < 0xE0 {
            let second = self.bytes.get(at + 1).copied().unwrap_or_default();
            (letter::low(usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F)), 2)
        } else {
            self.odd |= first == 0xEF;
            self.character(at).map_or((letter::NONE, 0), |c| (letter::class(c), c.len_utf8()))
        };
        self.odd |= class == letter::CONTROL;
        (class, length)
    }

    /// Moves the cursor to the end of the grapheme cluster that contains it. Arabic needs no look-up, because
    /// its marks are a class of their own. Signs of other scripts may combine with the characters
    /// before them, and a few with the characters after them.
    #[inline]
    pub fn end_cluster(&mut self, foreign: bool) {
        if foreign || self.may_combine() {
            self.join_cluster();
        }
    }

    /// Returns whether the lead byte at the cursor is one of U+0300–05FF or above Arabic. The common part of General Punctuation
    /// (dashes, quotation marks, ellipsis: U+2010–2027) is excluded.
    #[inline]
    pub fn may_combine(&self) -> bool {
        match self.bytes.get(self.at) {
            Some(0xE2) => !matches!(self.bytes.get(self.at + 1..), Some([0x80, 0x90..=0xA7, ..])),
            Some(0xCC..=0xD7 | 0xDC..) => true,
            _ => false,
        }
    }

    /// Returns whether the character at the cursor is a mark that combines with the one before it.
    #[cold]
    pub fn combines(&self) -> bool {
        let Some(character) = self.character(self.at) else { return false };
        let on_space = format!(" {character}");
        GraphemeCursor::new(1, on_space.len(), true).is_boundary(&on_space, 0) == Ok(false)
    }

    /// Joins further marks. After one mark has joined, any other may, including Arabic ones.
    #[cold]
    fn join_cluster(&mut self) {
        let length = self.text.len();
        while GraphemeCursor::new(self.at, length, true).is_boundary(self.text, 0) == Ok(false) {
            self.at += self.look(self.at).1;
        }
    }
}
