//! Writes the visible text.

use super::map::Run;
use super::references::reference;
use super::tags::{Effect, Page, Reader, Tag};
use crate::text::{Span, bytes, cluster_end};

/// A readable text.
pub(super) struct Written {
    pub text: String,
    pub runs: Vec<Run>,
}

impl Written {
    /// Returns whether nothing was changed.
    pub fn is_plain(&self) -> bool {
        self.runs.iter().all(Run::is_copied)
    }
}

/// Writes the visible text.
pub(super) fn write(text: &str, page: &Page) -> Written {
    let written = Written { text: String::with_capacity(text.len()), runs: Vec::new() };
    let mut writer = Writer { text, page, reader: Reader::new(text), written };
    let mut at = 0;
    while at < text.len() {
        let next = at
            + bytes::find(text.as_bytes().get(at..).unwrap_or_default(), super::may_begin, super::may_begin);
        writer.copy(at, next);
        at = if next < text.len() { writer.markup(next) } else { next };
    }
    writer.written
}

struct Writer<'t> {
    text: &'t str,
    page: &'t Page,
    reader: Reader<'t>,
    written: Written,
}

impl Writer<'_> {
    /// Handles a possible start of markup at `at`, and returns its end.
    fn markup(&mut self, at: usize) -> usize {
        let end = match self.text.as_bytes().get(at) {
            Some(b'<') if self.page.is_markup() => self.tag(at),
            Some(b'<') => None,
            _ => self.reference(at),
        };
        end.unwrap_or_else(|| {
            self.copy(at, at + 1);
            at + 1
        })
    }

    fn tag(&mut self, at: usize) -> Option<usize> {
        let tag = self.reader.tag(at)?;
        let end = self.hidden(&tag).unwrap_or(tag.end);
        let end = self.behind(end);
        if tag.effect == Effect::Line {
            self.line_end(at, end);
        }
        Some(end)
    }

    /// One past the end of the element that the tag starts, if it is not visible. The head is visible if it has the title and no heading has.
    fn hidden(&mut self, tag: &Tag<'_>) -> Option<usize> {
        let title = !self.page.headed && tag.name.eq_ignore_ascii_case("head");
        if title { None } else { self.reader.hidden(tag) }
    }

    fn reference(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        let glued = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'&');
        let (length, c) = reference(self.text.get(at..)?, glued)?;
        let end = self.behind(at + length);
        self.put(at, end, c);
        Some(end)
    }

    /// The end of the character that starts before `at`. Marks that combine with a tag are removed with it.
    fn behind(&self, at: usize) -> usize {
        let plain = self.text.as_bytes().get(at).is_none_or(u8::is_ascii);
        if plain { at } else { cluster_end(self.text, at as u32) as usize }
    }

    /// Copies a part of the text. If tags end lines, white space becomes one space.
    fn copy(&mut self, from: usize, to: usize) {
        if !self.page.breaks {
            return self.push(from, to);
        }
        let white = |byte: &u8| byte.is_ascii_whitespace();
        let mut at = from;
        while at < to {
            let rest = self.text.as_bytes().get(at..to).unwrap_or_default();
            let blank = rest.iter().position(|byte| !white(byte)).unwrap_or(rest.len());
            let start = if blank > 0 { self.behind(at + blank) } else { at };
            if blank > 0 && !self.written.text.is_empty() && !self.written.text.ends_with([' ', '\n']) {
                self.put(at, start, ' ');
            }
            let behind = self.text.as_bytes().get(start..to).unwrap_or_default();
            let words = behind.iter().position(white).unwrap_or(behind.len());
            self.push(start, start + words);
            at = start + words;
        }
    }

    /// Ends a line at the tag from `from` to `to`: one line end between lines, two between paragraphs.
    fn line_end(&mut self, from: usize, to: usize) {
        let text = &self.written.text;
        if !text.is_empty() && !text.ends_with("\n\n") {
            self.put(from, to, '\n');
        }
    }

    /// Writes the text from `from` to `to` as it is.
    fn push(&mut self, from: usize, to: usize) {
        let start = self.written.text.len() as u32;
        self.written.text.push_str(self.text.get(from..to).unwrap_or_default());
        self.note(start, from, to);
    }

    /// Writes one character in place of the text from `from` to `to`.
    fn put(&mut self, from: usize, to: usize, c: char) {
        let start = self.written.text.len() as u32;
        self.written.text.push(c);
        self.note(start, from, to);
    }

    /// Records that the text written since `start` comes from the range from `from` to `to`.
    fn note(&mut self, start: u32, from: usize, to: usize) {
        let readable = Span::new(start, self.written.text.len() as u32);
        let run = Run { readable, raw: Span::new(from as u32, to as u32) };
        match self.written.runs.last_mut() {
            _ if readable.is_empty() => {}
            Some(last) if last.is_copied() && run.is_copied() && last.raw.end == run.raw.start => {
                last.readable.end = readable.end;
                last.raw.end = run.raw.end;
            }
            _ => self.written.runs.push(run),
        }
    }
}
