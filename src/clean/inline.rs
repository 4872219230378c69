//! Finds boilerplate inside a kept line: a site's name attached to a title, "read also" in the middle of a paragraph, an agency
//! in brackets after the last sentence.

use super::assemble::Piece;
use super::judge::{Page, REPEATED_WORDS, Verdict};
use super::part::{Run, is_part_sign};
use super::phrase::{id, is_credit};
use super::unit::Unit;
use super::{BlockKind, BlockRule};
use crate::lexicon::{Flags, PageClass, PhraseHash, Place, Prefix, page_phrase};
use crate::text::Key;
use crate::tokens::{Token, TokenKind, Tokens};

/// The pieces of all units. The verdicts are about the units.
pub(super) fn pieces(tokens: &Tokens<'_>, page: &Page<'_>, verdicts: Vec<Verdict>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(page.units.len());
    let last = verdicts.iter().rposition(|verdict| verdict.0 == BlockKind::Body);
    for (at, (unit, (kind, rule))) in page.units.iter().zip(verdicts).enumerate() {
        let (first, end) = (unit.tokens.0 as usize, unit.tokens.1 as usize);
        let own = unit.own(tokens);
        let start = unit.span(tokens).start;
        let whole = Piece { start, kind, kept: kind.is_article(), rule, inline: unit.inline };
        match kind {
            BlockKind::Title => {
                let name = site_name(tokens.text(), own, page, unit);
                pieces.extend(title(own, whole, name).into_iter().flatten());
            }
            BlockKind::Body => {
                let seams = tokens.places(first..end, is_seam).map(|seam| seam - first);
                Line { text: tokens.text(), own, last: Some(at) == last, whole }.cut(seams, &mut pieces);
            }
            _ => pieces.push(whole),
        }
    }
    pieces
}

/// The name of a site that is attached to a title.
enum SiteName {
    /// The name precedes the title, which starts with this token.
    Before(usize),
    /// The name follows the title, and starts with this token.
    Behind(usize),
}

/// A title, with the site's name before or after it as a separate piece. The name is a piece of the title's line that is not
/// kept.
fn title(own: &[Token], whole: Piece, name: Option<SiteName>) -> [Option<Piece>; 2] {
    let apart = Piece { kept: false, rule: BlockRule::SiteName, ..whole };
    let behind = |at: usize, piece: Piece| {
        own.get(at).map(|token| Piece { start: token.span.start, inline: true, ..piece })
    };
    match name {
        None => [Some(whole), None],
        Some(SiteName::Before(at)) => [Some(apart), behind(at, whole)],
        Some(SiteName::Behind(at)) => [Some(whole), behind(at, apart)],
    }
}

/// The site's name: text attached to words that are repeated without it, a few foreign words before Arabic, or a few
/// words after a dash that can only be a name.
fn site_name(text: &str, own: &[Token], page: &Page<'_>, unit: &Unit) -> Option<SiteName> {
    let (first, last) = parting_signs(text, own)?;
    let head = own.get(..first)?;
    let tail = own.get(last + 1..)?;
    let (lead, trail) = unit.parts(page.tokens);
    if page.runs.repeat(lead) {
        Some(SiteName::Behind(first))
    } else if page.runs.repeat(trail) {
        Some(SiteName::Before(last + 1))
    } else if is_foreign_name(head) && words(tail) > 3 {
        Some(SiteName::Before(first + 1))
    } else if words(head) > 2 && (1..=4).contains(&words(tail)) && names_site(tail, page, trail) {
        Some(SiteName::Behind(last))
    } else {
        None
    }
}

/// The first and the last separator between words of a title: a dash between spaces, or a bar.
fn parting_signs(text: &str, own: &[Token]) -> Option<(usize, usize)> {
    // Separators at the very start or end do not count.
    let from = own.iter().position(Token::is_wordlike)?;
    let to = own.iter().rposition(Token::is_wordlike)?;
    let parts = |at: &usize| own.get(*at).is_some_and(|token| is_part_sign(text, token));
    Some(((from..to).find(parts)?, (from..to).rev().find(parts)?))
}

/// The number of words.
fn words(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.is_wordlike()).count()
}

fn is_foreign(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| !matches!(token.kind, TokenKind::Word | TokenKind::Mixed))
}

fn is_foreign_name(head: &[Token]) -> bool {
    (1..=3).contains(&words(head)) && is_foreign(head)
}

/// Returns whether the words after a title's last dash can only be a name: foreign words, a medium, or a few words that also occur
/// elsewhere. A longer sequence that occurs elsewhere is a repeat.
fn names_site(tail: &[Token], page: &Page<'_>, trail: Run) -> bool {
    let known = trail.1 < REPEATED_WORDS && page.runs.has(trail.0);
    known || is_foreign(tail) || is_medium(tail)
}

/// Returns whether the tokens start with a word for a medium: "agency", "newspaper", "channel".
fn is_medium(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.word.flags().any(Flags::MEDIUM))
}

/// The maximum length of boilerplate inside a line, in tokens.
const RUN: usize = 48;
/// The minimum number of words of a headline.
const HEADLINE: usize = 4;

/// Returns whether something else may start at the sign, or after it.
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
    /// Whether it is the last line of the text.
    last: bool,
    whole: Piece,
}

impl Line<'_> {
    /// The pieces of the line, which may start and end at its seams.
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

    fn piece(&self, at: usize, kind: BlockKind, kept: bool, rule: BlockRule) -> Piece {
        let start = self.own.get(at).map_or(self.whole.start, |token| token.span.start);
        Piece { start, kind, kept, rule, inline: true }
    }

    /// Returns whether a sentence has ended before the token, or brackets open with it.
    fn opens(&self, at: usize) -> bool {
        let kind = |at: usize| self.own.get(at).map(|token| token.kind);
        let closed = |kind: Option<TokenKind>| {
            matches!(kind, Some(TokenKind::Stop | TokenKind::Query | TokenKind::Ellipsis))
        };
        let marks = matches!(kind(at - 1), Some(TokenKind::Quote | TokenKind::Close));
        let behind = closed(kind(at - 1)) || (marks && at > 1 && closed(kind(at - 2)));
        kind(at) == Some(TokenKind::Open) || (behind && kind(at) == Some(TokenKind::Word))
    }

    /// The boilerplate that starts at the token, and the index of the token after it.
    fn furniture(&self, at: usize) -> Option<(BlockKind, BlockRule, usize)> {
        let (rest, end) = (self.own.get(at..)?, self.own.len());
        if rest.first()?.kind == TokenKind::Open {
            return self.credit(rest).then_some((BlockKind::Byline, BlockRule::Credit, end));
        }
        let (class, places, length) = self.phrase(rest)?;
        // At most `RUN` tokens are examined, so that the cost of a line is linear in its length.
        let behind = words(rest.get(..rest.len().min(RUN))?).saturating_sub(length);
        match class {
            PageClass::Also if behind >= HEADLINE => {
                Some((BlockKind::Related, BlockRule::ReadAlso, at + self.headline(rest)?))
            }
            PageClass::Source if places & Place::Start.bit() != 0 => {
                Some((BlockKind::Source, BlockRule::SourceLink, end))
            }
            PageClass::Tags if behind > 0 && self.ends_text(rest) => {
                Some((BlockKind::Ui, BlockRule::Tags, end))
            }
            PageClass::Followed if (1..=7).contains(&behind) && self.ends_text(rest) => {
                let colon = rest.last().is_some_and(|token| token.kind == TokenKind::Colon);
                colon.then_some((BlockKind::Ui, BlockRule::Follow, end))
            }
            _ => None,
        }
    }

    /// Returns whether the text ends with these words, and no sentence ends among them.
    fn ends_text(&self, rest: &[Token]) -> bool {
        let ends = |token: &Token| matches!(token.kind, TokenKind::Stop | TokenKind::Query);
        self.last && rest.len() <= RUN && !rest.iter().skip(1).any(ends)
    }

    /// Returns whether brackets at the end of the line name an agency.
    fn credit(&self, rest: &[Token]) -> bool {
        const BRACKETS: usize = 14;
        let close = rest.iter().take(BRACKETS).position(|token| token.kind == TokenKind::Close);
        let Some(close) = close else { return false };
        let behind = rest.get(close + 1..).unwrap_or_default();
        let end = behind.is_empty()
            || (behind.len() == 1 && behind.first().is_some_and(|t| t.kind == TokenKind::Stop));
        end && is_credit(self.text, rest.get(1..close).unwrap_or_default())
    }

    /// The longest boilerplate phrase that starts here, with its places and number of words. A phrase may be written together with
    /// the next word.
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

    /// The end of the headline after "read also": the end of its sentence, or the position of a verb that resumes
    /// the article; `None` if neither is near.
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
