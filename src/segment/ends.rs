//! Finds where sentences end.

use std::ops::Range;

use super::Marks;
use super::Paragraph;
use super::words::{
    begins_after_question, begins_sentence, hangs, hangs_on_noun, is_abbreviation, is_et_cetera, is_initials,
    is_verb,
};
use crate::clean::{BlockKind, lost};
use crate::lexicon::{self, Flags, Prefix, spelling};
use crate::text::Span;
use crate::tokens::{Token, TokenKind, Tokens, tokenize};

/// Calls `cut` with the end of each sentence of a paragraph, and whether that end is inside a quotation. The tokens may be skimmed.
pub fn find(tokens: &Tokens<'_>, paragraph: &Paragraph, marks: &Marks, cut: &mut impl FnMut(usize, bool)) {
    let ends = Ends { text: tokens.text(), tokens, paragraph, marks };
    let mut start = paragraph.start();
    let mark = |kind| matches!(kind, TokenKind::Stop | TokenKind::Query | TokenKind::Ellipsis);
    for at in tokens.places(paragraph.start()..paragraph.end(), mark) {
        // Marks after the mark that ended the sentence belong to it.
        let end = if at < start { None } else { ends.end_behind(start, at) };
        if let Some(end) = end.filter(|&end| end < paragraph.end()) {
            cut(end, marks.encloses(end - 1) && marks.encloses(end));
            start = end;
        }
    }
    if start < paragraph.end() {
        cut(paragraph.end(), marks.crosses(paragraph.end() - 1));
    }
}

/// Returns whether the mark is more than one dot.
fn is_several(mark: &Token) -> bool {
    mark.kind == TokenKind::Ellipsis || (mark.kind == TokenKind::Stop && mark.length > 1)
}

/// Finds the sentence ends of a paragraph.
struct Ends<'t> {
    text: &'t str,
    tokens: &'t [Token],
    paragraph: &'t Paragraph,
    marks: &'t Marks,
}

impl Ends<'_> {
    /// A token of the paragraph, with its word looked up.
    fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).filter(|_| at < self.paragraph.end()).map(|token| token.read(self.text))
    }

    /// One past the last token of the sentence that the mark at `at` ends; `None` if the mark does not end a sentence.
    fn end_behind(&self, start: usize, at: usize) -> Option<usize> {
        let mark = self.tokens.get(at)?;
        let ends = match mark.kind {
            TokenKind::Stop => self.stop_ends(start, at, mark),
            TokenKind::Query => lost(self.text, self.tokens, at).is_none(),
            TokenKind::Ellipsis => self.dots_end(start, at),
            _ => false,
        };
        if !ends {
            return None;
        }
        let end = self.behind_closers(at);
        let next = self.tokens.get(end).filter(|_| end < self.paragraph.end())?;
        let soft = self.is_soft(at, mark);
        let begins = match mark.kind {
            _ if soft => self.begins_after_dots(end),
            TokenKind::Query => {
                let bracket = self.tokens.get(end - 1).is_some_and(|t| t.kind == TokenKind::Close);
                let closed = self.is_closed(at, end);
                !bracket && begins_after_question(&next.read(self.text), closed)
            }
            _ => {
                begins_sentence(next)
                    && !hangs_on_noun(&next.read(self.text))
                    && !self.goes_on_in_latin(at, end)
            }
        };
        (begins && !self.is_citation(at, end)).then_some(end)
    }

    /// Returns whether a closing mark ends the question at `at` and the text at `end` may continue its sentence. A single word and a colon
    /// do not continue it: they introduce another speech ("؟» قال: «").
    fn is_closed(&self, at: usize, end: usize) -> bool {
        end > at + 1 && self.tokens.get(end + 1).is_none_or(|colon| colon.kind != TokenKind::Colon)
    }

    /// Returns whether a full stop ends a sentence, rather than being part of a number, an initial or an abbreviation.
    fn stop_ends(&self, start: usize, at: usize, mark: &Token) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| at > start).and_then(|before| self.token(before))
        else {
            return false;
        };
        if mark.length > 1 {
            return self.dots_end(start, at);
        }
        let abbreviation = !mark.spaced && is_abbreviation(&before) && !self.is_unit(&before);
        !abbreviation
            && !self.is_initial(at, &before)
            && !Self::is_listed(start, at, &before)
            && self.parts(at, mark, &before)
    }

    /// Returns whether the letter follows a number, like the letter of a year (2015م): a sentence can end after it.
    fn is_unit(&self, letter: &Token) -> bool {
        let before = self.text.get(..letter.span.start as usize).unwrap_or_default();
        letter.length <= 2 && before.ends_with(char::is_numeric)
    }

    /// Returns whether the mark at `at` may only trail off: several dots, even with spaces between them, or the full stop of "and so on".
    fn is_soft(&self, at: usize, mark: &Token) -> bool {
        let dots = |token: &Token| matches!(token.kind, TokenKind::Stop | TokenKind::Ellipsis);
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let several = is_several(mark);
        let beside = before.as_ref().is_some_and(dots) || self.tokens.get(at + 1).is_some_and(dots);
        dots(mark) && (several || beside || before.as_ref().is_some_and(is_et_cetera))
    }

    /// Returns whether dots may end a sentence. They may not after its first words, or in place of omitted words.
    fn dots_end(&self, start: usize, at: usize) -> bool {
        // In the annotated texts, one in five dots after so few words of a paragraph ends a sentence.
        let least = if self.is_heading() || self.is_joined(at + 1) { 3 } else { 5 };
        let kind = |at: usize| self.tokens.get(at).map(|token| token.kind);
        let opens = |at: usize| kind(at) == Some(TokenKind::Open) || self.marks.opens(at);
        at > start
            && !opens(at - 1)
            && self.has_words(start, at, least)
            && self.marks.around(at).is_none_or(|open| self.has_words(open.open, at, least))
    }

    /// Returns whether the word at `at` has an attached conjunction.
    fn is_joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|word| word.word.prefix.has(Prefix::CONJUNCTION))
    }

    const fn is_heading(&self) -> bool {
        matches!(self.paragraph.kind, BlockKind::Title | BlockKind::Deck | BlockKind::Heading)
    }

    /// Returns whether there are at least `least` words between two tokens.
    fn has_words(&self, start: usize, at: usize, least: usize) -> bool {
        // The maximum number of consecutive signs that are examined.
        const MOST: usize = 32;
        let (Some(first), Some(last)) = (self.tokens.get(start), self.tokens.get(at)) else { return false };
        let between = Span::new(first.span.start, last.span.start).slice(self.text);
        between
            .split_whitespace()
            .take(MOST)
            .filter(|word| word.contains(char::is_alphanumeric))
            .nth(least - 1)
            .is_some()
    }

    /// Returns whether the full stop at `at` follows an initial of a foreign name in Arabic: the name of one letter, without
    /// another letter name right before it (بي بي سي), and without a verb or conjunction after it.
    fn is_initial(&self, at: usize, letter: &Token) -> bool {
        let is_letter = |token: &Token| token.word.flags().any(Flags::LETTER);
        if !is_letter(letter) {
            return false;
        }
        let next = self.token(at + 1).filter(|next| next.kind == TokenKind::Word);
        let name = next.is_some_and(|next| {
            is_letter(&next)
                || !(is_verb(&next) || next.word.prefix.has(Prefix::CONJUNCTION) || next.word.is_known())
        });
        let before = self.word_before(letter.span.start);
        name && before.is_none_or(|before| !is_letter(&before))
    }

    /// The word before the byte at `end`, separated by a space at most. Skimming may have skipped it.
    fn word_before(&self, end: u32) -> Option<Token> {
        const LONGEST: usize = 64;
        let before = self.text.get(..end as usize)?.strip_suffix(' ')?;
        let start = before.rfind(' ').map_or(0, |space| space + 1);
        let word = before.get(start..).filter(|word| word.len() <= LONGEST)?;
        tokenize(word).last().filter(|last| last.is_wordlike()).copied()
    }

    /// Returns whether the brackets that open at `at` name the source of the text that ends at the full stop at `stop`, so that the
    /// sentence ends after them. They name a relay, or a chapter and a verse; or a quotation precedes them, and a full stop or the end
    /// of the paragraph follows.
    fn is_citation(&self, stop: usize, at: usize) -> bool {
        let kind =
            |at: usize| self.tokens.get(at).filter(|_| at < self.paragraph.end()).map(|token| token.kind);
        let Some(close) = self.closing_bracket(at) else { return false };
        let quoted = matches!(stop.checked_sub(1).and_then(kind), Some(TokenKind::Quote | TokenKind::Close));
        let last = matches!(kind(close + 1), None | Some(TokenKind::Stop));
        (quoted && last) || self.passed_on(at + 1) || self.is_verse(at + 1..close)
    }

    /// The end of the short brackets that open at `at`, if they contain no other brackets.
    fn closing_bracket(&self, at: usize) -> Option<usize> {
        // In bytes, because skimming leaves fewer tokens.
        const LONGEST: u32 = 100;
        let open = self.tokens.get(at).filter(|open| open.kind == TokenKind::Open)?;
        let inside = self.tokens.get(at + 1..self.paragraph.end())?.iter();
        let mut inside = inside.take_while(|token| token.span.end <= open.span.end + LONGEST);
        let bracket = inside.position(|token| matches!(token.kind, TokenKind::Open | TokenKind::Close))?;
        Some(at + 1 + bracket).filter(|&at| self.tokens.get(at).is_some_and(|it| it.kind == TokenKind::Close))
    }

    /// Returns whether the word at `at` says that someone passed something on.
    fn passed_on(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|word| spelling::PASSED_ON.contains(&word.span.slice(self.text)))
    }

    /// Returns whether the tokens in brackets are a chapter, a colon and the number of a verse.
    fn is_verse(&self, inside: Range<usize>) -> bool {
        let inside = self.tokens.get(inside).unwrap_or_default();
        let colon = inside.iter().position(|token| token.kind == TokenKind::Colon);
        let number = inside.last().is_some_and(|last| last.kind == TokenKind::Number);
        number
            && colon
                .is_some_and(|colon| colon > 0 && inside.first().is_some_and(|it| it.kind == TokenKind::Word))
    }

    /// Returns whether the full stop at `at` follows an item number: at the start of the line, or first after a sentence.
    fn is_listed(start: usize, at: usize, number: &Token) -> bool {
        number.kind == TokenKind::Number && number.length <= 3 && at == start + 1
    }

    /// Returns whether a full stop separates what it touches on both sides. It does if an Arabic word of some length follows, and
    /// the text is not part of an address or a spelt-out abbreviation (دي.إيه.إن).
    fn parts(&self, at: usize, mark: &Token, before: &Token) -> bool {
        let Some(next) = self.tokens.get(at + 1).filter(|next| !next.spaced) else { return true };
        match next.kind {
            TokenKind::Word => {
                let known = || next.read(self.text).word.is_known();
                mark.spaced
                    || !before.is_wordlike()
                    || (before.length > 2 && (next.length > 2 || known()))
                    || (before.kind == TokenKind::Number && known())
            }
            TokenKind::Foreign | TokenKind::Number => before.kind == TokenKind::Word && before.length > 2,
            _ => true,
        }
    }

    /// Returns whether the token at `end` still belongs to the mark at `at`.
    fn belongs(&self, at: usize, end: usize, token: &Token) -> bool {
        match token.kind {
            TokenKind::Query => lost(self.text, self.tokens, end).is_none(),
            TokenKind::Close => true,
            TokenKind::Stop | TokenKind::Ellipsis => !self.begins_next(at, token),
            TokenKind::Quote | TokenKind::Apostrophe => {
                self.marks.closes(end) || (!token.spaced && !self.marks.opens(end))
            }
            _ => false,
        }
    }

    /// Returns whether dots are separate from the full stop at `at`: they start the next sentence.
    fn begins_next(&self, at: usize, dots: &Token) -> bool {
        let stop = self.tokens.get(at).is_some_and(|mark| mark.kind == TokenKind::Stop && mark.length == 1);
        stop && dots.spaced && is_several(dots)
    }

    /// One past the closing marks and brackets that follow the mark at `at`.
    fn behind_closers(&self, at: usize) -> usize {
        // Longer sequences are not text, and examining all of them again after each one would be slow.
        const MOST: usize = 16;
        let limit = self.paragraph.end().min(at + 1 + MOST);
        let mut end = at + 1;
        while end < limit && self.tokens.get(end).is_some_and(|token| self.belongs(at, end, token)) {
            end += 1;
        }
        end
    }

    /// Returns whether a sentence starts after dots that may only trail off. It does unless the next token continues the old sentence: a
    /// preposition, adjunct, conjunction or participle. In a headline the new sentence must also have a verb.
    fn begins_after_dots(&self, at: usize) -> bool {
        const OPENING: usize = 4;
        let Some(next) = self.token(at) else { return false };
        let verb = || (at..at + OPENING).filter_map(|at| self.token(at)).any(|token| is_verb(&token));
        begins_sentence(&next) && !hangs(&next) && (!self.is_heading() || verb())
    }

    /// Returns whether the sentence continues after the full stop of a word in another script: with a lower-case letter (rule SB8 of
    /// UAX #29), with the word that an abbreviation belongs to, or with Arabic that cannot start a sentence.
    fn goes_on_in_latin(&self, at: usize, end: usize) -> bool {
        // A bracket, a mark or a number may precede the next letter.
        const REACH: usize = 3;
        let Some(before) = at.checked_sub(1).and_then(|before| self.tokens.get(before)) else { return false };
        if !matches!(before.kind, TokenKind::Foreign | TokenKind::Number) {
            return false;
        }
        let letters =
            |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign);
        let Some(next) = (end..end + REACH).find(|&at| self.token(at).is_some_and(|it| letters(&it))) else {
            return false;
        };
        let Some(next) = self.first_behind_comma(next).or_else(|| self.token(next)) else { return false };
        let word = next.span.slice(self.text);
        let small = word.starts_with(char::is_lowercase) && !word.contains(['.', '/', '@']);
        small || (end == at + 1 && self.abbreviation_goes_on(before.span.slice(self.text), &next))
    }

    /// The first word after the comma before the token at `at`. Skimming keeps only the last word.
    fn first_behind_comma(&self, at: usize) -> Option<Token> {
        let comma = self.tokens.get(at.checked_sub(1)?).filter(|it| it.kind == TokenKind::Comma)?.span.end;
        let run = Span::new(comma, self.tokens.get(at)?.span.end).slice(self.text);
        let mut first = tokenize(run).iter().copied().find(Token::is_wordlike)?;
        first.span = Span::new(comma + first.span.start, comma + first.span.end);
        Some(first)
    }

    /// Returns whether a sentence continues after the abbreviation `word` in Latin letters.
    fn abbreviation_goes_on(&self, word: &str, next: &Token) -> bool {
        let arabic = next.kind == TokenKind::Word;
        match lexicon::abbreviation(word) {
            Some(true) => true,
            Some(false) => arabic && !is_verb(next),
            None if is_initials(word) => !arabic || (word.len() > 1 && !is_verb(next)),
            None => false,
        }
    }
}
