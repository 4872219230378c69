//! Furniture inside a kept line: a site's name on a title, "read also" in the middle of a paragraph, an agency
//! in brackets behind the last sentence.

use super::BlockKind;
use super::assemble::Piece;
use super::judge::{Page, REPEATED_WORDS};
use super::unit::{Unit, id, is_credit};
use crate::lexicon::{Flags, PageClass, PhraseHash, Place, Prefix, page_phrase};
use crate::text::Key;
use crate::tokens::{Token, TokenKind, Tokens};

/// The pieces of all units.
pub(super) fn pieces(tokens: &Tokens<'_>, page: &Page<'_>) -> Vec<Piece> {
    let text = tokens.text();
    let mut pieces = Vec::with_capacity(page.units.len());
    let last = page.verdicts.iter().rposition(|verdict| verdict.0 == BlockKind::Body);
    for (at, (unit, &(kind, rule))) in page.units.iter().zip(&page.verdicts).enumerate() {
        let (first, end) = (unit.tokens.0 as usize, unit.tokens.1 as usize);
        let own = tokens.get(first..end).unwrap_or_default();
        let whole =
            Piece { start: unit.span.start, kind, kept: kind.is_article(), rule, inline: unit.inline };
        match kind {
            BlockKind::Title => title(text, own, page, unit, whole, &mut pieces),
            BlockKind::Body => {
                let seams = tokens.places(first..end, is_seam).map(|seam| seam - first);
                Line { text, own, last: Some(at) == last, whole }.cut(seams, &mut pieces);
            }
            _ => pieces.push(whole),
        }
    }
    pieces
}

/// A title, with the site's name before or behind it apart. Such a name is a piece of the title's line that is not
/// kept.
fn title(text: &str, own: &[Token], page: &Page<'_>, unit: &Unit, whole: Piece, pieces: &mut Vec<Piece>) {
    let part = |token: &Token| {
        (token.kind == TokenKind::Dash && token.spaced)
            || (token.kind == TokenKind::Symbol && token.span.slice(text) == "|")
    };
    // Signs at the very ends part nothing.
    let word = |token: &Token| token.is_wordlike();
    let (Some(from), Some(to)) = (own.iter().position(word), own.iter().rposition(word)) else {
        return pieces.push(whole);
    };
    let inner = |at: &usize| own.get(*at).is_some_and(part);
    let (Some(first), Some(last)) = ((from..to).find(inner), (from..to).rev().find(inner)) else {
        return pieces.push(whole);
    };
    let words = |tokens: &[Token]| tokens.iter().filter(|t| t.is_wordlike()).count();
    let foreign =
        |tokens: &[Token]| tokens.iter().all(|t| !matches!(t.kind, TokenKind::Word | TokenKind::Mixed));
    let head = own.get(..first).unwrap_or_default();
    let tail = own.get(last + 1..).unwrap_or_default();
    // A longer part that comes elsewhere, too, has come again.
    let known = unit.trail.1 < REPEATED_WORDS && page.seen.has(unit.trail.0);
    let name = Piece { kept: false, rule: "site-name", ..whole };
    let cut = |at: usize| own.get(at).map_or(unit.span.end, |t| t.span.start);
    if page.comes_again(unit.lead) {
        pieces.extend([whole, Piece { start: cut(first), inline: true, ..name }]);
    } else if page.comes_again(unit.trail) {
        pieces.extend([name, Piece { start: cut(last + 1), inline: true, ..whole }]);
    } else if (1..=3).contains(&words(head)) && foreign(head) && words(tail) > 3 {
        pieces.extend([name, Piece { start: cut(first + 1), inline: true, ..whole }]);
    } else if (1..=4).contains(&words(tail)) && (foreign(tail) || known || is_medium(tail)) && words(head) > 2
    {
        pieces.extend([whole, Piece { start: cut(last), inline: true, ..name }]);
    } else {
        pieces.push(whole);
    }
}

/// Whether the tokens begin with a word for a medium: "agency", "newspaper", "channel".
fn is_medium(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.word.flags().any(Flags::MEDIUM))
}

/// Longest piece of a page's furniture inside a line, in tokens.
const RUN: usize = 48;
/// The words of a headline, at least.
const HEADLINE: usize = 4;

/// Whether something else may begin at the sign, or behind it.
const fn is_seam(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Open
            | TokenKind::Close
            | TokenKind::Quote
            | TokenKind::Stop
            | TokenKind::Query
            | TokenKind::Ellipsis
    )
}

/// A kept line of the text.
struct Line<'t> {
    text: &'t str,
    own: &'t [Token],
    /// Whether it is the last of the text.
    last: bool,
    whole: Piece,
}

impl Line<'_> {
    /// The pieces of the line, which may begin and end at its seams.
    fn cut(&self, seams: impl Iterator<Item = usize>, pieces: &mut Vec<Piece>) {
        pieces.push(self.whole);
        let mut resume = 0;
        for sign in seams {
            let opening = self.own.get(sign).is_some_and(|token| token.kind == TokenKind::Open);
            let at = if opening { sign } else { sign + 1 };
            if at == 0 || at < resume || !self.opens(at) {
                continue;
            }
            let Some((kind, rule, end)) = self.furniture(at) else { continue };
            pieces.push(self.piece(at, kind, false, rule));
            if end < self.own.len() {
                pieces.push(self.piece(end, self.whole.kind, true, self.whole.rule));
            }
            resume = end;
        }
    }

    fn piece(&self, at: usize, kind: BlockKind, kept: bool, rule: &'static str) -> Piece {
        let start = self.own.get(at).map_or(self.whole.start, |token| token.span.start);
        Piece { start, kind, kept, rule, inline: true }
    }

    /// Whether a sentence has ended before the token, or brackets open with it.
    fn opens(&self, at: usize) -> bool {
        let kind = |at: usize| self.own.get(at).map(|token| token.kind);
        let closed = |kind: Option<TokenKind>| {
            matches!(kind, Some(TokenKind::Stop | TokenKind::Query | TokenKind::Ellipsis))
        };
        let marks = matches!(kind(at - 1), Some(TokenKind::Quote | TokenKind::Close));
        let behind = closed(kind(at - 1)) || (marks && at > 1 && closed(kind(at - 2)));
        kind(at) == Some(TokenKind::Open) || (behind && kind(at) == Some(TokenKind::Word))
    }

    /// What begins at the token, and the token behind it.
    fn furniture(&self, at: usize) -> Option<(BlockKind, &'static str, usize)> {
        let rest = self.own.get(at..)?;
        if rest.first()?.kind == TokenKind::Open {
            return self.credit(rest).then_some((BlockKind::Byline, "credit", self.own.len()));
        }
        let (class, places, words) = self.phrase(rest)?;
        // Nothing longer than a run is looked through, so that a line costs no more than its length.
        let near = rest.get(..rest.len().min(RUN))?;
        let behind = near.iter().filter(|token| token.is_wordlike()).count().saturating_sub(words);
        let ends = near.iter().skip(1).any(|token| matches!(token.kind, TokenKind::Stop | TokenKind::Query));
        let last = self.last && !ends && near.len() == rest.len();
        match class {
            PageClass::Also if behind >= HEADLINE => {
                Some((BlockKind::Related, "read-also", at + self.headline(rest)?))
            }
            PageClass::Source if places & Place::Start.bit() != 0 => {
                Some((BlockKind::Source, "source-link", self.own.len()))
            }
            PageClass::Tags if last && behind > 0 => Some((BlockKind::Ui, "tags", self.own.len())),
            PageClass::Followed if last && (1..=7).contains(&behind) => {
                let colon = rest.last().is_some_and(|token| token.kind == TokenKind::Colon);
                colon.then_some((BlockKind::Ui, "follow", self.own.len()))
            }
            _ => None,
        }
    }

    /// Whether brackets at the end of the line name an agency.
    fn credit(&self, rest: &[Token]) -> bool {
        const BRACKETS: usize = 14;
        let close = rest.iter().take(BRACKETS).position(|token| token.kind == TokenKind::Close);
        let Some(close) = close else { return false };
        let behind = rest.get(close + 1..).unwrap_or_default();
        let end = behind.is_empty()
            || (behind.len() == 1 && behind.first().is_some_and(|t| t.kind == TokenKind::Stop));
        end && is_credit(self.text, rest.get(1..close).unwrap_or_default())
    }

    /// The longest phrase of furniture that begins here, with its places and number of words. A phrase may be glued
    /// to the word behind it.
    fn phrase(&self, rest: &[Token]) -> Option<(PageClass, u8, usize)> {
        const GLUED: u32 = 4;
        let mut hash = PhraseHash::default();
        let mut found = None;
        for (at, token) in rest.iter().take(4).take_while(|token| token.is_wordlike()).enumerate() {
            let key = token.whole;
            let short = Key(key.0 & ((1 << (5 * GLUED)) - 1));
            let glued = (at > 0 && key.len() > GLUED + 1).then(|| page_phrase(hash.then(short.0))).flatten();
            hash = hash.then(id(self.text, token));
            found = page_phrase(hash).or(glued).map(|(class, places)| (class, places, at + 1)).or(found);
        }
        found
    }

    fn resumes(&self, token: &Token) -> bool {
        let hash = PhraseHash::default().then(token.whole.0);
        matches!(page_phrase(hash), Some((PageClass::Resume, _)))
    }

    /// Where the headline behind "read also" ends: at the end of its sentence, or before a verb that goes on with
    /// the article; none when neither is near.
    fn headline(&self, rest: &[Token]) -> Option<usize> {
        let mut words = 0;
        for (at, token) in rest.iter().take(RUN).enumerate() {
            let goes_on = token.word.prefix.has(Prefix::CONJUNCTION)
                && token.word.flags().any(Flags::VERB.with(Flags::ADJUNCT).with(Flags::AUXILIARY));
            match token.kind {
                TokenKind::Stop | TokenKind::Query if token.length == 1 => return Some(at + 1),
                TokenKind::Word if words > HEADLINE + 2 && (goes_on || self.resumes(token)) => {
                    return Some(at);
                }
                _ => words += usize::from(token.is_wordlike()),
            }
        }
        (rest.len() <= RUN).then_some(rest.len())
    }
}
