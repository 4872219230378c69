//! Finds doubtful places in a text, and their repairs where there are any.

use std::ops::Range;

use super::characters::form;
use super::lost::lost;
use super::mojibake;
use super::writer::trimmed;
use super::{Finding, FindingKind};
use crate::lexicon::latin;
use crate::text::Span;
use crate::text::bytes;
use crate::text::letter::{self, class};
use crate::text::snug;
use crate::tokens::{Token, TokenKind, Tokens};

/// All findings in order, including `extra`.
pub(super) fn find(tokens: &Tokens<'_>, extra: Vec<Finding>) -> Vec<Finding> {
    let text = tokens.text();
    let mut findings = extra;
    let mut all = Words::default();
    let mut start = 0;
    let line_ends = tokens.places(0..tokens.len(), |kind| kind == TokenKind::Newline);
    for end in line_ends.chain([tokens.len()]) {
        let mut words = Words { all: (end - start) as u32, ..Words::default() };
        for token in tokens.landmarks(start..end).filter_map(|at| tokens.get(at)) {
            words.note(token);
            mixed(text, token).into_iter().for_each(|it| snug::add(&mut findings, it));
        }
        lost_in(tokens, start..end).for_each(|it| snug::add(&mut findings, it));
        let line = tokens.get(start..end).unwrap_or_default();
        mojibake_in(text, line, &words).into_iter().for_each(|it| snug::add(&mut findings, it));
        all.join(&words);
        start = end + 1;
    }
    if tokens.may_be_odd() {
        characters(text, tokens, &mut findings);
    }
    findings.extend(not_arabic(text, &all));
    if tokens.unread() > 0 {
        findings.push(truncated(tokens, text.len() as u32));
    }
    // In place: a stable sort would need half the list again.
    findings.sort_unstable_by_key(|finding| (finding.span.start, finding.span.end, rank(finding.kind)));
    findings
}

/// The order of findings that have the same span.
const fn rank(kind: FindingKind) -> u8 {
    match kind {
        FindingKind::UnbalancedMark => 0,
        FindingKind::MixedScript => 1,
        FindingKind::LostCharacter => 2,
        FindingKind::Mojibake => 3,
        FindingKind::PresentationForms | FindingKind::ControlCharacter => 4,
        FindingKind::NotArabic => 5,
        FindingKind::Markup => 6,
        FindingKind::CharacterReference => 7,
        FindingKind::Truncated { .. } => 8,
    }
}

/// The finding for a text that continues after the end of the part that was read.
pub(super) const fn truncated(tokens: &Tokens<'_>, end: u32) -> Finding {
    let unread = tokens.text().len() - end as usize + tokens.unread();
    Finding { kind: FindingKind::Truncated { unread }, span: Span::new(end, end), repair: None }
}

/// Counts of the kinds of words in a line.
#[derive(Default)]
struct Words {
    all: u32,
    /// Words without an Arabic letter, including numbers.
    other: u32,
    foreign: u32,
}

impl Words {
    /// Corrects the counts for a token that was counted as an Arabic word but may not be one.
    fn note(&mut self, token: &Token) {
        self.all -= u32::from(!token.is_wordlike());
        self.other += u32::from(matches!(token.kind, TokenKind::Number | TokenKind::Foreign));
        self.foreign += u32::from(token.kind == TokenKind::Foreign);
    }

    fn join(&mut self, line: &Self) {
        self.all += line.all;
        self.other += line.other;
    }
}

/// Returns whether the words of a line have at most `letters` letters in total. It stops early in a line of ordinary words.
fn has_at_most(line: &[Token], letters: u32) -> bool {
    let mut words = line.iter().filter(|token| token.is_wordlike());
    words.try_fold(letters, |left, word| left.checked_sub(u32::from(word.length))).is_some()
}

/// The finding for a line that was decoded with the wrong encoding.
fn mojibake_in(text: &str, line: &[Token], words: &Words) -> Option<Finding> {
    // Such text consists of words of one or two letters between unusual signs, or of words of accented Latin letters.
    let short = || has_at_most(line, words.all.saturating_mul(2));
    let foreign = words.foreign > words.all / 2;
    let scraps = words.all >= 4 && !foreign && short();
    let span = line.first()?.span.cover(line.last()?.span);
    let accented = || span.slice(text).bytes().filter(|&byte| byte == 0xC3).count() >= 3;
    let doubtful = scraps || (foreign && accented());
    if !doubtful {
        return None;
    }
    let repair = mojibake::repaired(span.slice(text))?;
    Some(Finding { kind: FindingKind::Mojibake, span, repair: Some(repair) })
}

/// The characters of a line that a wrong charset replaced by question marks.
fn lost_in(tokens: &Tokens<'_>, line: Range<usize>) -> impl Iterator<Item = Finding> {
    let finding = |at: usize| {
        let repair = lost(tokens.text(), tokens, at)?.repair().map(str::to_owned);
        Some(Finding { kind: FindingKind::LostCharacter, span: tokens.get(at)?.span, repair })
    };
    tokens.places(line, |kind| kind == TokenKind::Query).filter_map(finding)
}

/// The finding for a word of Arabic and Latin letters, unless it is a clitic before a foreign name.
fn mixed(text: &str, token: &Token) -> Option<Finding> {
    /// The number of letters of the clitics before foreign names: waw, ba, the article.
    const CLITICS: u8 = 4;
    /// A longer Latin run is a separate word.
    const SCRAP: usize = 4;
    if token.kind != TokenKind::Mixed {
        return None;
    }
    let word = token.span.slice(text);
    let start = word.find(|c: char| c.is_ascii_alphabetic())?;
    let scrap: &str = word.get(start..)?;
    let scrap = scrap.get(..scrap.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(scrap.len()))?;
    let behind = word.get(start + scrap.len()..)?;
    let before = word.get(..start)?;
    let clitic = behind.is_empty() && (token.length < CLITICS || before.ends_with(is_tatweel));
    if clitic {
        return None;
    }
    let plain = scrap.len() <= SCRAP && scrap.bytes().all(|byte| byte.is_ascii_lowercase());
    let plain = plain && !behind.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let repair = plain.then(|| format!("{before}{}{behind}", arabic(scrap)));
    Some(Finding { kind: FindingKind::MixedScript, span: token.span, repair })
}

fn is_tatweel(c: char) -> bool {
    class(c) == letter::TATWEEL
}

/// Transliterates Latin letters to the Arabic letters that they represent.
fn arabic(mut scrap: &str) -> String {
    let mut out = String::new();
    while let Some((from, to)) = latin(scrap) {
        out.push_str(to);
        scrap = scrap.get(from.len()..).unwrap_or_default();
    }
    out + scrap
}

/// Finds stray control characters, lost characters and presentation forms in one pass over the bytes.
fn characters(text: &str, tokens: &[Token], findings: &mut Vec<Finding>) {
    let mut tokens = tokens.iter().peekable();
    let mut at = 0;
    loop {
        at += bytes::find(text.as_bytes().get(at..).unwrap_or_default(), may_be_suspect, is_suspect);
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
        at = span.end as usize;
        if c == char::REPLACEMENT_CHARACTER {
            snug::add(findings, Finding { kind: FindingKind::Mojibake, span, repair: None });
        } else if class(c) == letter::CONTROL {
            control(span, findings);
        } else if form(c).is_some() && !is_sign(c) {
            while tokens.next_if(|token| token.span.end <= span.start).is_some() {}
            let word = tokens.peek().map_or(span, |token| token.span).cover(span);
            let repair = Some(plain(word.slice(text)));
            snug::add(findings, Finding { kind: FindingKind::PresentationForms, span: word, repair });
            at = word.end as usize;
        }
    }
}

/// Adds a control character, or extends a run of them.
fn control(span: Span, findings: &mut Vec<Finding>) {
    match findings.last_mut() {
        Some(last) if last.kind == FindingKind::ControlCharacter && last.span.end == span.start => {
            last.span.end = span.end
        }
        _ => {
            let kind = FindingKind::ControlCharacter;
            snug::add(findings, Finding { kind, span, repair: Some(String::new()) });
        }
    }
}

/// Returns whether the byte may start a control character, a lost character or a presentation form. Tabs match too.
#[inline]
fn may_be_suspect(byte: u8, behind: u8) -> bool {
    (byte < 0x20) & (byte != b'\n') | (byte == 0x7F) | (byte == 0xC2) & (behind < 0xA0) | (byte == 0xEF)
}

#[inline]
fn is_suspect(byte: u8, behind: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7F);
    // U+0080–009F.
    control | (byte == 0xC2) & (behind < 0xA0) | (byte == 0xEF)
}

/// Ligatures of names and formulas are signs that occur in ordinary text.
fn is_sign(c: char) -> bool {
    ('\u{FDF0}'..='\u{FDFD}').contains(&c)
}

/// Converts a word of presentation forms to plain letters. A word in visual order is reversed.
fn plain(word: &str) -> String {
    let visual = is_visual(word);
    let letters = |c: char| form(c).map_or_else(|| c.to_string(), str::to_owned);
    if visual { word.chars().rev().map(letters).collect() } else { word.chars().map(letters).collect() }
}

/// Returns whether the word is in visual order: it starts with a final form and ends with an initial one.
fn is_visual(word: &str) -> bool {
    // A letter with four forms has them in the order isolated, final, initial, medial; a letter with two has
    // isolated and final. Code points do not name the form; it follows from the distance to the isolated form.
    let forms: Vec<Option<Form>> = word.chars().map(shape).collect();
    let first = forms.first().copied().flatten();
    let last = forms.last().copied().flatten();
    matches!(first, Some(Form::Final)) && !matches!(last, Some(Form::Final | Form::Medial)) && forms.len() > 1
}

/// The joining form of a presentation form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Isolated,
    Final,
    Initial,
    Medial,
}

fn shape(c: char) -> Option<Form> {
    let base = form(c)?;
    // Go back to the first form of the same letter.
    let mut place = 0;
    let mut point = c as u32;
    while place < 3 && char::from_u32(point - 1).and_then(form) == Some(base) {
        point -= 1;
        place += 1;
    }
    match place {
        0 => Some(Form::Isolated),
        1 => Some(Form::Final),
        2 => Some(Form::Initial),
        _ => Some(Form::Medial),
    }
}

/// The finding for the whole text if few of its words are Arabic.
fn not_arabic(text: &str, words: &Words) -> Option<Finding> {
    let span = trimmed(text, Span::new(0, text.len() as u32))?;
    let arabic = words.all - words.other;
    (u64::from(arabic) * 5 < u64::from(words.all) || words.all == 0).then_some(Finding {
        kind: FindingKind::NotArabic,
        span,
        repair: None,
    })
}
