//! Judges the text itself, and what a page puts between its paragraphs.

use std::ops::Range;

use super::Verdict;
use super::label::Label;
use super::line::Line;
use super::looks::{looks_like_byline, looks_like_credit, looks_like_headline};
use super::page::{HEAD_UNITS, Page};
use super::said::said;
use super::title::Title;
use crate::clean::end::End;
use crate::clean::unit::Unit;
use crate::clean::{BlockKind, BlockRule};
use crate::lexicon::Flags;

/// A longer line between paragraphs is not a heading.
const HEADING_WORDS: u16 = 12;

/// The verdicts on the units of the text.
pub fn verdicts(page: &Page<'_>, title: &Title, text: Range<usize>) -> Vec<Verdict> {
    let mut verdicts = Vec::with_capacity(text.len());
    let mut related = false;
    let mut links = 0;
    for line in Line::all(page, title, text) {
        links = links.max(links_end(page, line.at));
        let verdict = if line.at < links {
            (BlockKind::Related, BlockRule::LinksBetween)
        } else {
            verdict(&line, related)
        };
        let goes_on = related && verdict.0 != BlockKind::Body && !line.label.opens_list();
        related = line.heads_list() || goes_on;
        verdicts.push(verdict);
    }
    verdicts
}

/// The end of a run of headlines between two paragraphs that starts at `at`. The run has three to six lines without a final
/// mark that are longer than verses; on a page, fewer lines suffice if they are longer than headings. It is below a finished
/// sentence and above a paragraph.
fn links_end(page: &Page<'_>, at: usize) -> usize {
    const LINES: std::ops::RangeInclusive<usize> = 3..=6;
    const WORDS: u32 = 7;
    if page.label(at) != Label::Plain || !is_below_sentence(page, at) {
        return 0;
    }
    let lines =
        page.units.iter().skip(at).take(*LINES.end() + 1).take_while(|unit| looks_like_headline(unit));
    let (lines, words, questions) = lines.fold((0, 0, 0), |(lines, words, questions), unit| {
        (lines + 1, words + u32::from(unit.words), questions + usize::from(unit.end == End::Query))
    });
    let links = LINES.contains(&lines) && words >= WORDS * lines as u32 && questions * 2 < lines;
    let links = links || are_headlines(page, at, lines);
    if links && page.label(at + lines) == Label::Prose { at + lines } else { 0 }
}

/// Returns whether each of a few lines of a page is longer than a heading and has no demonstrative that refers to the text.
fn are_headlines(page: &Page<'_>, at: usize, lines: usize) -> bool {
    const FEW: usize = 3;
    const LONG: u16 = 9;
    let points =
        |unit: &Unit| page.words(unit).iter().any(|word| word.word.flags().any(Flags::DEMONSTRATIVE));
    let headline = |unit: &Unit| unit.words >= LONG && !points(unit);
    page.is_page && lines <= FEW && page.units.iter().skip(at).take(lines).all(headline)
}

fn is_below_sentence(page: &Page<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| page.unit(before));
    page.label_before(at) == Some(Label::Prose) && before.is_some_and(|unit| unit.end == End::Stop)
}

fn verdict(line: &Line<'_>, related: bool) -> Verdict {
    if line.repeats_title() && line.unit.end != End::Stop {
        return (BlockKind::Repeat, BlockRule::TitleAgain);
    }
    if is_picture(line) {
        return (BlockKind::Caption, BlockRule::Caption);
    }
    if is_place_and_name_above(line) {
        return (BlockKind::Byline, BlockRule::Name);
    }
    by_label(line, related)
        .or_else(|| of_makers(line))
        .or_else(|| said(line.label))
        .unwrap_or_else(|| by_place(line, related))
}

/// Returns whether the line is a place and a name above the first paragraph of the text.
fn is_place_and_name_above(line: &Line<'_>) -> bool {
    let unit = line.unit;
    let first = line.at.checked_sub(1).is_none_or(|before| {
        line.page.unit(before).is_some_and(|unit| unit.end != End::Stop) && before <= HEAD_UNITS
    });
    first && unit.dashes > 0 && !unit.inline && looks_like_byline(unit) && line.next_label() == Label::Prose
}

/// Returns whether a number is text: nothing indicates a page, or words or numbers are in the same line, as in a table row.
fn is_number(line: &Line<'_>) -> bool {
    let beside = matches!(line.page.label_before(line.at), Some(Label::Plain | Label::Counter));
    !line.page.is_page || (line.unit.inline && beside)
}

/// Returns whether a question is the headline of another story.
fn is_teaser(line: &Line<'_>, related: bool) -> bool {
    related && line.unit.end == End::Query
}

/// Returns whether the line says where someone is in a picture and does not end like a sentence.
fn is_picture(line: &Line<'_>) -> bool {
    let unfinished = line.unit.end == End::Open && line.unit.stops == 0;
    unfinished && line.unit.position && line.label != Label::Prose && !line.unit.bullet
}

/// Text, and units that count as text in the absence of signs of a page.
fn by_label(line: &Line<'_>, related: bool) -> Option<Verdict> {
    let is_page = line.page.is_page;
    Some(match line.label {
        Label::Prose if is_teaser(line, related) => return None,
        Label::Prose => (BlockKind::Body, BlockRule::Prose),
        Label::Semi if is_running(line, related) => (BlockKind::Body, BlockRule::RunningText),
        // A single boilerplate word among other lines is an ordinary word.
        label if !is_page && line.unit.words == 1 && label.is_furniture() => {
            (BlockKind::Body, BlockRule::OneWord)
        }
        Label::Counter if is_number(line) => (BlockKind::Body, BlockRule::Number),
        Label::Stamp if related => (BlockKind::Related, BlockRule::RelatedDate),
        Label::Stamp if !is_page => (BlockKind::Body, BlockRule::Dates),
        _ => return None,
    })
}

/// Returns whether a long unit is text rather than a link or caption.
fn is_running(line: &Line<'_>, related: bool) -> bool {
    !(related || is_sourced(line.unit) && is_credited(line))
}

/// A line about the writer, or the caption or credit of a picture.
fn of_makers(line: &Line<'_>) -> Option<Verdict> {
    let unit = line.unit;
    let name = unit.bracketed && unit.words <= 8 && looks_like_byline(unit);
    if looks_like_credit(unit) || name {
        Some((BlockKind::Byline, BlockRule::Credit))
    } else if is_sourced(unit) && (line.label == Label::Plain || is_credited(line)) && is_caption(line) {
        Some((BlockKind::Caption, BlockRule::SourceInBrackets))
    } else {
        None
    }
}

/// Returns whether a few words end with a source in brackets.
fn is_sourced(unit: &Unit) -> bool {
    unit.source && unit.words > 4 && !unit.bullet && unit.stops == 0
}

/// Returns whether possible running text ends with a picture's creator in brackets.
fn is_credited(line: &Line<'_>) -> bool {
    line.page.is_page && line.label == Label::Semi && line.unit.credit
}

/// Returns whether words with a source are a caption: the source is known, or the line is above a paragraph of a page.
fn is_caption(line: &Line<'_>) -> bool {
    line.unit.credit || (line.page.is_page && line.next_label() == Label::Prose)
}

fn by_place(line: &Line<'_>, related: bool) -> Verdict {
    if related {
        (BlockKind::Related, BlockRule::RelatedList)
    } else if is_heading(line) {
        (BlockKind::Heading, BlockRule::Heading)
    } else {
        (BlockKind::Body, BlockRule::Short)
    }
}

/// Returns whether the line is a heading: short, without a final mark, above a paragraph.
fn is_heading(line: &Line<'_>) -> bool {
    let unit = line.unit;
    let short = unit.words <= HEADING_WORDS && !unit.inline;
    short && ends_like_heading(unit) && is_above_paragraph(line) && !is_further_item(line)
}

fn ends_like_heading(unit: &Unit) -> bool {
    match unit.end {
        End::Open | End::Ellipsis | End::Dash => true,
        End::Stop | End::Query => unit.words < HEADING_WORDS,
        _ => false,
    }
}

fn is_above_paragraph(line: &Line<'_>) -> bool {
    let longer = |next: &Unit| next.end == End::Colon && next.words > line.unit.words;
    line.next_label() == Label::Prose || line.next().is_some_and(longer)
}

/// Returns whether the line is a list item other than the first.
fn is_further_item(line: &Line<'_>) -> bool {
    let before = line.at.checked_sub(1).and_then(|before| line.page.unit(before));
    line.unit.bullet
        && before.is_some_and(|before| before.bullet)
        && line.page.label_before(line.at) != Some(Label::Prose)
}
