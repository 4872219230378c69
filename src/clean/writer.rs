//! Writes the clean text and the runs that map it back to the caller's text.

use super::characters::{Around, Change, change, dull, goes, is_letter, is_mark, looks_ahead};
use super::steps::{Step, Steps};
use super::{Alignment, Block, Finding};
use crate::text::{Span, cluster_end, snug};
use crate::tokens::{TokenKind, Tokens};

/// A clean text.
pub(super) struct Written {
    pub text: String,
    /// The alignment with the caller's text.
    pub runs: Vec<Alignment>,
    /// The position in the caller's text of the first run that did not fit.
    pub stopped: Option<u32>,
}

/// Writes the kept blocks of a text, one paragraph a line, in at most `longest` bytes.
pub(super) fn write(
    tokens: &Tokens<'_>,
    blocks: &[Block],
    steps: Steps,
    repairs: &[Finding],
    longest: usize,
) -> Written {
    let text = tokens.text();
    let mut writer = Writer::new(tokens, steps, longest);
    let mut repairs = repairs.iter().filter(|finding| finding.repair.is_some()).peekable();
    let mut last: Option<u32> = None;
    for block in blocks.iter().filter(|block| block.kept) {
        let Some(content) = trimmed(text, block.span) else { continue };
        writer.pending = last.map(|end| Span::new(end, content.start));
        let mut at = content.start;
        while let Some(finding) = repairs.next_if(|finding| finding.span.start < content.end) {
            if finding.span.start < at || finding.span.end > content.end {
                continue;
            }
            writer.run(Span::new(at, finding.span.start), content.end);
            writer.put(finding.span, finding.repair.as_deref().unwrap_or_default(), false);
            at = finding.span.end;
        }
        writer.run(Span::new(at, content.end), content.end);
        writer.trim_end(' ');
        writer.trim_end('\n');
        if !writer.clean.is_empty() {
            last = Some(content.end);
        }
    }
    Written { text: writer.clean, runs: writer.runs, stopped: writer.stopped }
}

/// The span without surrounding white space and the marks that combine with it; `None` if nothing else is left.
pub(super) fn trimmed(text: &str, span: Span) -> Option<Span> {
    let blank = |at: u32| {
        let rest = Span::new(at, span.end).slice(text);
        (rest.len() - rest.trim_start().len()) as u32
    };
    let mut start = span.start;
    while start < span.end && blank(start) > 0 {
        start = cluster_end(text, start + blank(start));
    }
    let end = span.start + span.slice(text).trim_end().len() as u32;
    (start < end).then(|| Span::new(start, end))
}

/// One-byte characters that end a line, and one-byte characters that separate words.
const LINE_ENDS: &[char] = &['\n', '\r', '\u{B}', '\u{C}'];
const BLANKS: &[char] = &[' ', '\t'];

struct Writer<'t> {
    text: &'t str,
    tokens: &'t Tokens<'t>,
    /// The number of tokens that start before the current position.
    behind: usize,
    steps: Steps,
    clean: String,
    /// The maximum number of bytes of the clean text.
    longest: usize,
    stopped: Option<u32>,
    runs: Vec<Alignment>,
    /// Whether the last run maps position by position, so that it can grow.
    linear: bool,
    /// The text between the last block written and this one, until this block has a character.
    pending: Option<Span>,
    /// Whether the last character of the clean text that is not a mark is a letter.
    based: bool,
    /// The position of the next kept character that was last found, and the character.
    ahead: (u32, Option<char>),
}

impl<'t> Writer<'t> {
    fn new(tokens: &'t Tokens<'t>, steps: Steps, longest: usize) -> Self {
        let text = tokens.text();
        Self {
            text,
            tokens,
            behind: 0,
            steps,
            clean: String::with_capacity(text.len()),
            longest,
            stopped: None,
            runs: Vec::new(),
            linear: false,
            pending: None,
            based: false,
            ahead: (0, None),
        }
    }

    /// Separates two blocks: by a line end if the text has one between them or if a whole line was dropped, and by a
    /// space if both are in one line.
    fn part(&mut self, gap: Span) {
        let (end, start) = (gap.start, gap.end);
        let between = gap.slice(self.text);
        if between.is_empty() {
            return;
        }
        let sign = if between.contains(['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
            '\n'
        } else {
            ' '
        };
        let written = if sign == '\n' { "\n" } else { " " };
        // The text's own line end or space if it has one, otherwise any that has the same length.
        let own = between.find(sign).or_else(|| between.find(if sign == '\n' { LINE_ENDS } else { BLANKS }));
        match own.map(|at| end + at as u32) {
            Some(at) => self.put(Span::new(at, at + 1), written, true),
            None => self.put(Span::new(start, start), written, false),
        }
    }

    /// Writes `clean` for the run `raw`.
    fn put(&mut self, raw: Span, clean: &str, linear: bool) {
        if clean.is_empty() {
            return;
        }
        if let Some(gap) = self.pending.take() {
            self.based = false;
            self.part(gap);
        }
        if !self.has_room(raw, clean) {
            return;
        }
        let start = self.clean.len() as u32;
        self.clean.push_str(clean);
        if let Some(base) = clean.chars().rev().find(|&c| !is_mark(c)) {
            self.based = is_letter(Some(base));
        }
        let end = self.clean.len() as u32;
        match self.runs.last_mut() {
            Some(run) if linear && self.linear && run.raw.end == raw.start => {
                run.raw.end = raw.end;
                run.clean.end = end;
            }
            _ => {
                let run = Alignment { clean: Span::new(start, end), raw };
                snug::push(&mut self.runs, run, raw.start as usize, self.text.len());
            }
        }
        self.linear = linear;
    }

    /// Returns whether `clean` still fits. After the first run that does not fit, nothing more is written.
    #[inline]
    fn has_room(&mut self, raw: Span, clean: &str) -> bool {
        if self.stopped.is_none() && self.clean.len() + clean.len() > self.longest {
            self.stopped = Some(raw.start);
        }
        self.stopped.is_none()
    }

    /// Applies the steps to a run of a block and writes it. `limit` is the end of the block.
    fn run(&mut self, span: Span, limit: u32) {
        if self.steps.is_empty() {
            return self.put(span, span.slice(self.text), true);
        }
        let mut at = span.start;
        while at < span.end {
            let dull = self.dull(at, span.end);
            if dull > 0 {
                let run = Span::new(at, at + dull);
                self.put(run, run.slice(self.text), true);
                at += dull;
            }
            at += self.step(at, span.end, limit);
        }
    }

    /// The number of bytes from `at` that no step changes.
    fn dull(&self, at: u32, end: u32) -> u32 {
        let bytes = self.text.as_bytes().get(at as usize..end as usize).unwrap_or_default();
        // A space after a space is a doubled one.
        if bytes.first() == Some(&b' ') && self.is_spaced() { 0 } else { dull(bytes, self.steps) as u32 }
    }

    /// Writes the character at `at` and returns its length.
    fn step(&mut self, at: u32, end: u32, limit: u32) -> u32 {
        let rest = Span::new(at, end).slice(self.text);
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return 0 };
        let length = c.len_utf8() as u32;
        let around = Around {
            before: self.before(),
            behind: if looks_ahead(c) { self.next_kept(Span::new(at + length, limit)) } else { None },
            spaced: self.is_spaced(),
        };
        let raw = Span::new(at, at + length);
        match change(c, around, self.steps) {
            Change::Keep if c == '\n' => self.line_end(raw, true),
            Change::Keep => self.put(raw, raw.slice(self.text), true),
            Change::Drop => {}
            Change::To("\n") => self.line_end(raw, raw.len() == 1),
            // A replacement by one character of the same length still maps position by position.
            Change::To(letters) => {
                self.put(raw, letters, letters.len() == c.len_utf8() && letters.chars().nth(1).is_none())
            }
        }
        length
    }

    /// The last character of the block so far; `None` if it is a mark without a letter.
    fn before(&self) -> Option<char> {
        let last = self.clean.chars().next_back();
        last.filter(|&last| self.pending.is_none() && (self.based || !is_mark(last)))
    }

    /// The next character that is kept. A run of characters that are removed is searched only once.
    fn next_kept(&mut self, rest: Span) -> Option<char> {
        if self.ahead.0 < rest.start {
            let mut chars = rest.slice(self.text).char_indices();
            let found = chars.find(|&(_, c)| !goes(c, self.steps));
            self.ahead = (found.map_or(rest.end, |(at, _)| rest.start + at as u32), found.map(|(_, c)| c));
        }
        self.ahead.1
    }

    /// Returns whether a space here would be doubled or at the start of a line.
    fn is_spaced(&self) -> bool {
        self.pending.is_some() || self.clean.is_empty() || self.clean.ends_with([' ', '\n'])
    }

    /// Writes a line end, but never at the start of a block and never two. A line end that only wraps becomes a space.
    fn line_end(&mut self, raw: Span, linear: bool) {
        if self.steps.has(Step::LineEnds) && self.only_wraps(raw.start) {
            if !self.is_spaced() {
                self.put(raw, " ", linear);
            }
            return;
        }
        self.trim_end(' ');
        if self.pending.is_none() && !self.clean.is_empty() && !self.clean.ends_with('\n') {
            self.put(raw, "\n", linear);
        }
    }

    /// Returns whether the line end at `at` is not a token.
    fn only_wraps(&mut self, at: u32) -> bool {
        self.behind = self.tokens.before(at + 1, self.behind);
        let before = self.behind.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|before| before.kind != TokenKind::Newline || before.span.end <= at)
    }

    /// Removes one `sign` from the end of the clean text.
    fn trim_end(&mut self, sign: char) {
        let ours = self.steps.has(Step::DoubledSpaces) && self.pending.is_none();
        if !ours || !self.clean.ends_with(sign) {
            return;
        }
        self.clean.pop();
        if let Some(run) = self.runs.last_mut() {
            run.clean.end -= 1;
            run.raw.end -= u32::from(self.linear);
            if run.clean.is_empty() {
                self.runs.pop();
                self.linear = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::{BlockKind, BlockRule, Step};
    use crate::tokens::tokenize;

    /// One block for each line.
    fn lines(text: &str) -> Vec<Block> {
        let block = |(at, line): (usize, &str)| {
            let span = Span::new(at as u32, (at + line.len() + 1).min(text.len()) as u32);
            Block { span, kind: BlockKind::Body, kept: true, rule: BlockRule::Whole }
        };
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        std::iter::once(0).chain(starts).zip(text.lines()).map(block).collect()
    }

    #[test]
    fn a_clean_text_without_room_ends_where_the_answer_says() {
        let text = "قال النبي ﷺ\nثم عاد\nثم نام";
        let tokens = tokenize(text);
        let write = |longest| write(&tokens, &lines(text), Steps::of(Step::LOSSLESS), &[], longest);
        let all = write(usize::MAX);
        assert_eq!((all.text.lines().count(), all.stopped), (3, None));
        for longest in 0..all.text.len() {
            let part = write(longest);
            assert!(all.text.starts_with(&part.text) && part.text.len() <= longest, "{longest}");
            let (clean, raw) = part.runs.last().map_or((0, 0), |run| (run.clean.end, run.raw.end));
            assert_eq!(clean as usize, part.text.len(), "{longest}");
            assert!(part.stopped.is_some_and(|at| at >= raw), "{longest}");
        }
    }
}
