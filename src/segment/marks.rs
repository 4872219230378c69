//! Quotation marks: which ones open, which ones close, and how missing ones are handled.
//!
//! Pairing is local. The role of a mark follows from the white space around it and from its shape,
//! and a stack of open marks pairs them within a paragraph. Pairing never fails: an opening mark
//! that is never closed is carried to the next paragraph, or closed at the end of its own
//! paragraph if speech is expected, or left alone as a stray sign.

use super::Paragraph;
use crate::lexicon::Flags;
use crate::text::Span;
use crate::tokens::{Token, TokenKind, TokenRange, Tokens, tokenize};

/// A quotation: the text between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The token of the opening mark.
    pub open: usize,
    /// The token of the closing mark, or one past the last token if the mark is missing.
    pub close: usize,
    /// Whether the closing mark is missing or was reinterpreted.
    pub recovered: bool,
    /// The number of enclosing quotations.
    pub depth: u8,
}

impl Quotation {
    /// The tokens between the marks.
    #[must_use]
    pub const fn inside(&self) -> TokenRange {
        TokenRange::new(self.open + 1, self.close)
    }
}

/// All quotations of a text, and for each token the innermost quotation that contains it.
#[derive(Debug, Default)]
pub struct Marks {
    /// The quotations, in the order of their opening marks.
    pub quotations: Vec<Quotation>,
    /// The tokens of marks without a partner, in order.
    strays: Vec<u32>,
    /// For each token, 1 + the index of the innermost quotation around it, or 0 outside quotations. The marks
    /// themselves count as inside. Empty if the text has no quotation.
    around: Vec<u32>,
}

impl Marks {
    /// Pairs the marks of the paragraphs.
    #[must_use]
    pub fn pair(tokens: &Tokens<'_>, paragraphs: &[Paragraph]) -> Self {
        let mut pairing = Pairing { tokens, open: Vec::new(), carried: None, found: Self::default() };
        for paragraph in paragraphs {
            pairing.paragraph(*paragraph);
        }
        pairing.settle_carried();
        pairing.found.finish(tokens.len())
    }

    fn finish(mut self, tokens: usize) -> Self {
        if self.quotations.is_empty() {
            return self;
        }
        self.quotations.sort_by_key(|q| (q.open, std::cmp::Reverse(q.close)));
        self.around = vec![0; tokens];
        let mut stack: Vec<(usize, usize)> = Vec::new();
        for (index, quotation) in self.quotations.iter_mut().enumerate() {
            while stack.last().is_some_and(|&(_, close)| close < quotation.open) {
                stack.pop();
            }
            quotation.depth = stack.len().min(255) as u8;
            // The stack limits the depth, so each token is written at most a few times.
            for slot in self.around.iter_mut().take((quotation.close + 1).min(tokens)).skip(quotation.open) {
                *slot = index as u32 + 1;
            }
            stack.push((index, quotation.close));
        }
        self.strays.sort_unstable();
        self
    }

    /// The spans of the marks without a partner, in order.
    pub fn strays(&self, tokens: &[Token]) -> impl Iterator<Item = Span> {
        self.strays.iter().filter_map(|&at| tokens.get(at as usize)).map(|token| token.span)
    }

    /// The innermost quotation that contains the token. Its marks count as inside.
    #[must_use]
    pub fn around(&self, token: usize) -> Option<&Quotation> {
        let index = self.around.get(token).copied().unwrap_or(0) as usize;
        self.quotations.get(index.checked_sub(1)?)
    }

    /// Returns whether the token is in a quotation, or is one of its marks.
    #[must_use]
    pub fn inside(&self, token: usize) -> bool {
        self.around.get(token).is_some_and(|&i| i != 0)
    }

    /// Returns whether the token is in a quotation whose end is certain.
    #[must_use]
    pub fn encloses(&self, token: usize) -> bool {
        self.around(token).is_some_and(|q| !q.recovered)
    }

    /// The quotation opened by the mark at `token`.
    #[must_use]
    pub fn opened_at(&self, token: usize) -> Option<&Quotation> {
        self.around(token).filter(|q| q.open == token)
    }

    /// The first quotation that opens at `token` or after it.
    #[must_use]
    pub fn opening_from(&self, token: usize) -> Option<&Quotation> {
        self.quotations.get(self.quotations.partition_point(|q| q.open < token))
    }

    /// Returns whether the token opens a quotation.
    #[must_use]
    pub fn opens(&self, token: usize) -> bool {
        self.opened_at(token).is_some()
    }

    /// Returns whether the token closes a quotation.
    #[must_use]
    pub fn closes(&self, token: usize) -> bool {
        self.around(token).is_some_and(|q| q.close == token)
    }

    /// Returns whether the quotation around the token continues after it.
    #[must_use]
    pub fn crosses(&self, token: usize) -> bool {
        self.around(token).is_some_and(|q| q.close > token + 1)
    }

    /// The outermost quotations that open in `range`.
    pub fn outermost(&self, range: impl Into<TokenRange>) -> impl Iterator<Item = &Quotation> {
        let range = range.into();
        let first = self.quotations.partition_point(|q| q.open < range.start());
        let mut reach = 0;
        self.quotations
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |q| q.open < range.end())
            .filter(move |q| {
                let outer = q.open >= reach;
                if outer {
                    reach = q.close + 1;
                }
                outer
            })
    }
}

/// The possible role of a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    Either,
    Neither,
}

/// An opening mark without a partner so far.
#[derive(Clone, Copy)]
struct Open {
    token: usize,
    sign: char,
    /// Whether it continues a quotation from an earlier paragraph.
    resumed: bool,
}

struct Pairing<'t> {
    tokens: &'t Tokens<'t>,
    open: Vec<Open>,
    /// An opening mark of an earlier paragraph, the end of that paragraph, and the number of
    /// paragraphs over which it has been open.
    carried: Option<(Open, usize, u8)>,
    found: Marks,
}

/// The maximum number of open marks. Deeper nesting is noise.
const MAX_OPEN: usize = 3;
/// The maximum number of paragraphs that a quotation may span.
const MAX_PARAGRAPHS: u8 = 6;

impl Pairing<'_> {
    fn paragraph(&mut self, paragraph: Paragraph) {
        let mark = |kind| matches!(kind, TokenKind::Quote | TokenKind::Apostrophe);
        for at in self.tokens.places(paragraph.start()..paragraph.end(), mark) {
            self.mark(at, paragraph);
        }
        self.end_of_paragraph(paragraph);
    }

    fn mark(&mut self, at: usize, paragraph: Paragraph) {
        let sign = self.sign(at);
        match self.role(at, sign) {
            Role::Open => self.push(at, sign, paragraph),
            Role::Close => self.close(at, sign, paragraph),
            Role::Either if self.open.iter().any(|o| closes(o.sign, sign)) => self.close(at, sign, paragraph),
            Role::Either => self.push(at, sign, paragraph),
            Role::Neither => {}
        }
    }

    fn sign(&self, at: usize) -> char {
        self.tokens.get(at).and_then(|t| t.span.slice(self.tokens.text()).chars().next()).unwrap_or('"')
    }

    /// The role of a mark, by its neighbours and otherwise by its shape.
    fn role(&self, at: usize, sign: char) -> Role {
        let Some(token) = self.tokens.get(at) else { return Role::Neither };
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        let after = self.tokens.get(at + 1);
        let left_free = token.spaced || before.is_none_or(opens_room);
        let right_free = after.is_none_or(|t| t.spaced || closes_room(t));
        let apostrophe = token.kind == TokenKind::Apostrophe;
        match (left_free, right_free, shape(sign)) {
            (true, false, Role::Close) if !self.open.is_empty() && !token.spaced => Role::Close,
            (true, false, _) => Role::Open,
            (false, true, _) => Role::Close,
            _ if apostrophe => Role::Neither,
            // Space on both sides or on neither: the shape decides.
            (_, _, role) => role,
        }
    }

    fn push(&mut self, at: usize, sign: char, paragraph: Paragraph) {
        if self.open.len() >= MAX_OPEN {
            self.stray(at);
            return;
        }
        // An opening mark repeated at a new paragraph continues the old quotation.
        if at == paragraph.start()
            && self.open.is_empty()
            && self.carried.is_some_and(|(open, ..)| open.sign == sign)
        {
            self.settle_carried();
            self.open.push(Open { token: at, sign, resumed: true });
            return;
        }
        self.open.push(Open { token: at, sign, resumed: false });
    }

    fn close(&mut self, at: usize, sign: char, paragraph: Paragraph) {
        if let Some(index) = self.open.iter().rposition(|o| closes(o.sign, sign)) {
            // Marks that were opened inside and never closed.
            for open in self.open.split_off(index + 1) {
                self.stray(open.token);
            }
            if let Some(open) = self.open.pop() {
                self.add(open.token, at, false);
            }
        } else if let Some(open) = self.open.pop() {
            // A mark of another style closes the quotation. This occurs, and is better than two stray marks.
            self.add(open.token, at, true);
        } else if let Some((open, ..)) = self.carried.take() {
            self.add(open.token, at, false);
        } else if self.can_only_open(at) {
            self.push(at, sign, paragraph);
        } else {
            self.stray(at);
        }
    }

    /// Returns whether a closing sign is at a place where only an opening one makes sense: ” نص”.
    fn can_only_open(&self, at: usize) -> bool {
        let before_word = self.tokens.get(at + 1).is_some_and(Token::is_wordlike);
        before_word && (self.tokens.get(at).is_some_and(|t| t.spaced) || self.behind_cue(at))
    }

    fn end_of_paragraph(&mut self, paragraph: Paragraph) {
        if let Some((_, _, waited)) = &mut self.carried {
            *waited += 1;
            if *waited >= MAX_PARAGRAPHS {
                self.settle_carried();
            }
        }
        let mut left = std::mem::take(&mut self.open).into_iter();
        if let Some(outer) = left.next() {
            let expected = outer.resumed || self.speech_expected(outer.token, paragraph);
            if expected && self.carried.is_none() {
                self.carried = Some((outer, paragraph.end(), 0));
            } else {
                self.stray(outer.token);
            }
        }
        for inner in left {
            self.stray(inner.token);
        }
    }

    /// Closes the carried mark at the end of its own paragraph.
    fn settle_carried(&mut self) {
        if let Some((open, end, _)) = self.carried.take() {
            self.stray(open.token);
            self.add(open.token, end, true);
        }
    }

    fn add(&mut self, open: usize, close: usize, recovered: bool) {
        self.found.quotations.push(Quotation { open, close, recovered, depth: 0 });
    }

    fn stray(&mut self, at: usize) {
        self.found.strays.push(at as u32);
    }

    /// Returns whether a cue or a colon is right before the mark: `قال» نعم`.
    fn behind_cue(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|i| self.tokens.get(i)) else { return false };
        before.kind == TokenKind::Colon || before.read(self.tokens.text()).word.flags().any(Flags::VERB)
    }

    /// Returns whether the text before the mark introduces speech: a colon, a complementizer or a cue.
    fn speech_expected(&self, at: usize, paragraph: Paragraph) -> bool {
        // Enough for a cue and a short subject.
        const REACH: usize = 10;
        if at == paragraph.start() {
            return true;
        }
        let start = at.saturating_sub(REACH).max(paragraph.start());
        let (Some(first), Some(mark)) = (self.tokens.get(start), self.tokens.get(at)) else { return false };
        // Tokenize again, because the given tokens may be skimmed.
        let before = tokenize(Span::new(first.span.start, mark.span.start).slice(self.tokens.text()));
        let mut near = before.iter().rev().filter(|t| t.kind != TokenKind::Newline).take(REACH);
        let close = |t: &Token| t.kind == TokenKind::Colon || t.word.flags().any(Flags::COMPLEMENTIZER);
        near.clone().take(2).any(close)
            || near
                .by_ref()
                .take_while(|t| t.kind != TokenKind::Stop)
                .any(|t| t.word.flags().any(Flags::VERB))
    }
}

/// The role that the shape of a sign suggests.
fn shape(sign: char) -> Role {
    match sign {
        '«' | '“' | '‹' | '‘' | '‟' | '„' | '「' | '『' | '❝' => Role::Open,
        '»' | '”' | '›' | '’' | '」' | '』' | '❞' => Role::Close,
        _ => Role::Either,
    }
}

/// Returns whether `close` is a usual partner of `open`. Reversed closing marks count.
fn closes(open: char, close: char) -> bool {
    family(open) == family(close)
}

/// The group of signs that are used together.
fn family(sign: char) -> u8 {
    match sign {
        '«' | '»' => 1,
        '‹' | '›' => 2,
        '\'' | '‘' | '’' | '`' | '´' => 3,
        '\u{FD3E}' | '\u{FD3F}' => 4,
        _ => 0,
    }
}

/// Returns whether a mark right after this token can open: after a proclitic, a bracket, a
/// colon, a dash or another mark.
fn opens_room(before: &Token) -> bool {
    match before.kind {
        TokenKind::Open
        | TokenKind::Colon
        | TokenKind::Comma
        | TokenKind::Dash
        | TokenKind::Newline
        | TokenKind::Symbol => true,
        TokenKind::Quote | TokenKind::Apostrophe => before.spaced,
        TokenKind::Word => before.length <= 2 && before.spaced,
        _ => false,
    }
}

/// Returns whether a mark right before this token can close.
fn closes_room(after: &Token) -> bool {
    match after.kind {
        TokenKind::Word | TokenKind::Mixed | TokenKind::Foreign | TokenKind::Number | TokenKind::Open => {
            false
        }
        TokenKind::Quote | TokenKind::Apostrophe => true,
        _ => true,
    }
}
