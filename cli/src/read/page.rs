//! The lines of a human-readable answer.

use isnad::Span;

use crate::document::{Document, spelt};
use crate::style::Style;

/// The length at which long text is cut when only its start is shown, in characters.
const HINT: usize = 60;

/// The lines about one text.
#[derive(Debug)]
pub struct Page<'t> {
    /// The style of the lines.
    pub style: Style,
    text: &'t str,
    lines: String,
}

impl<'t> Page<'t> {
    /// A page without lines.
    pub fn new(text: &'t str, style: Style) -> Self {
        Self { style, text, lines: String::new() }
    }

    /// Adds a line, indented.
    pub fn line(&mut self, depth: usize, words: &str) {
        self.lines.push_str(&"  ".repeat(depth));
        self.lines.push_str(words);
        self.lines.push('\n');
    }

    /// Adds an empty line, unless the page is empty.
    pub fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push('\n');
        }
    }

    /// The text under a span, on one line.
    pub fn words(&self, span: Span) -> String {
        self.style.words(span.slice(self.text))
    }

    /// The text under several spans, joined with `…`.
    pub fn pieces(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.words(*span)).collect::<Vec<_>>().join(" … ")
    }

    /// The text under a span, or only its start if it is long.
    pub fn start(&self, span: Span) -> String {
        let words = span.slice(self.text);
        match words.char_indices().nth(HINT) {
            Some((end, _)) => format!("{} …", self.style.words(words.get(..end).unwrap_or_default())),
            None => self.style.words(words),
        }
    }

    /// The text under a span, unchanged.
    pub fn verbatim(&self, span: Span) -> &'t str {
        span.slice(self.text)
    }

    /// Where the first visible word under a span starts.
    pub fn first_word(&self, span: Span) -> u32 {
        let words = span.slice(self.text);
        span.start + (words.len() - words.trim_start().len()) as u32
    }

    /// The number of line ends of the text between two of its bytes.
    pub fn line_ends(&self, from: u32, to: u32) -> usize {
        let between = self.text.as_bytes().get(from as usize..to as usize).unwrap_or_default();
        between.iter().filter(|&&byte| byte == b'\n').count()
    }

    /// The lines alone.
    #[cfg(test)]
    pub fn into_lines(self) -> String {
        self.lines
    }

    /// The bytes to print. If there are several documents, the document's id is a heading, as in `head` and
    /// `tail`.
    pub fn finish(self, document: &Document) -> Vec<u8> {
        if document.alone {
            return self.lines.into_bytes();
        }
        let heading = format!("==> {} <==", self.style.words(&spelt(&document.id)));
        format!("{}\n{}\n", self.style.bold(&heading), self.lines).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_hinted_at() {
        let text = "ا".repeat(100);
        let page = Page::new(&text, Style::default());
        assert_eq!(page.start(Span::new(0, 200)), format!("{} …", "ا".repeat(60)));
        assert_eq!(page.start(Span::new(0, 4)), "اا");
    }
}
