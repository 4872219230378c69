//! Judges the head of a page: navigation, the title, and what surrounds the title above the text.

use super::Verdict;
use super::label::Label;
use super::line::Line;
use super::looks::{looks_like_byline, looks_like_caption, looks_like_dateline};
use super::page::Page;
use super::said::said;
use super::title::Title;
use crate::clean::end::End;
use crate::clean::unit::Unit;
use crate::clean::{BlockKind, BlockRule};
use crate::lexicon::PageClass;

/// The kind of the previous lines, if it affects the next line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    None,
    Related,
    Poll,
    Source,
}

/// The verdicts on the units before `first`.
pub fn verdicts(page: &Page<'_>, title: &Title, first: usize) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(page.units.len());
    let mut section = Section::None;
    for line in Line::all(page, title, 0..first) {
        let before = verdicts.last().map(|&(kind, _)| kind);
        let verdict =
            by_title(&line).or_else(|| by_label(&line)).unwrap_or_else(|| by_place(&line, section, before));
        section = next_section(&line, section, verdict.0);
        verdicts.push(verdict);
    }
    verdicts
}

fn next_section(line: &Line<'_>, section: Section, kind: BlockKind) -> Section {
    let bare = line.unit.phrase.is_none_or(|phrase| phrase.rest == 0);
    match line.label {
        label if label.opens_list() => Section::Related,
        Label::Said(PageClass::Poll) => Section::Poll,
        Label::Said(PageClass::Source) if bare => Section::Source,
        Label::Said(PageClass::More) | Label::Plain | Label::Semi | Label::Prose | Label::Counter => {
            let over = matches!(kind, BlockKind::Title | BlockKind::Repeat | BlockKind::Source);
            if over { Section::None } else { section }
        }
        Label::Said(PageClass::Share) if section == Section::Poll => section,
        _ => Section::None,
    }
}

/// The verdict on the title, its repeats, and a clock, regardless of the label.
fn by_title(line: &Line<'_>) -> Option<Verdict> {
    if line.title.at == Some(line.at) {
        Some((BlockKind::Title, BlockRule::Title))
    } else if line.repeats_title() {
        Some((BlockKind::Repeat, BlockRule::TitleAgain))
    } else if line.is_clock() && !is_labelled_date(line.unit) {
        Some((BlockKind::Ui, BlockRule::Clock))
    } else {
        None
    }
}

fn is_labelled_date(unit: &Unit) -> bool {
    unit.phrase.is_some_and(|phrase| phrase.class == PageClass::Stamp)
}

/// The verdict that the label decides. Above the title, some labels mean menu items.
fn by_label(line: &Line<'_>) -> Option<Verdict> {
    Some(match said(line.label)? {
        (_, BlockRule::More) => (BlockKind::Ui, BlockRule::Navigation),
        (_, BlockRule::BylineLabel) if is_above_title(line) && line.unit.words == 1 => {
            (BlockKind::Ui, BlockRule::Navigation)
        }
        verdict => verdict,
    })
}

fn is_above_title(line: &Line<'_>) -> bool {
    line.at < line.title.top
}

fn by_place(line: &Line<'_>, section: Section, before: Option<BlockKind>) -> Verdict {
    match section {
        Section::Source if line.unit.words <= 6 => (BlockKind::Source, BlockRule::SourceName),
        Section::Poll => (BlockKind::Ui, BlockRule::Poll),
        _ if is_above_title(line) => above_title(line, section),
        Section::Related => (BlockKind::Related, BlockRule::RelatedList),
        _ => of_the_site(line).or_else(|| of_makers(line, before)).unwrap_or_else(|| below_title(line)),
    }
}

fn above_title(line: &Line<'_>, section: Section) -> Verdict {
    let unit = line.unit;
    let goes_on = matches!(unit.end, End::Colon | End::Ellipsis) && line.title.at == Some(line.at + 1);
    match (line.page.is_page, unit.words) {
        (false, 2..) if goes_on => (BlockKind::Title, BlockRule::TitleAbove),
        (_, 4..) if section == Section::Related => (BlockKind::Related, BlockRule::RelatedList),
        (true, 6..) => (BlockKind::Related, BlockRule::HeadlineAbove),
        (true, _) => (BlockKind::Ui, BlockRule::Navigation),
        (false, 3..) if looks_like_byline(unit) => (BlockKind::Byline, BlockRule::Name),
        (false, 3..) => (BlockKind::Deck, BlockRule::AboveTitle),
        (false, _) if unit.is_foreign() => (BlockKind::Byline, BlockRule::ForeignName),
        (false, _) => (BlockKind::Ui, BlockRule::SectionName),
    }
}

/// The verdict on the name of the site or a section, below the title.
fn of_the_site(line: &Line<'_>) -> Option<Verdict> {
    if line.page.is_page && (line.unit.end == End::Dash || is_site_name(line)) {
        Some((BlockKind::Ui, BlockRule::SiteName))
    } else if line.label == Label::Said(PageClass::Section) {
        Some((BlockKind::Ui, BlockRule::SectionName))
    } else {
        None
    }
}

/// Returns whether a few words are repeated elsewhere on the page, but not on the next line like a writer's name.
fn is_site_name(line: &Line<'_>) -> bool {
    let again = line.unit.words <= 4 && line.page.runs.has_again(line.unit.hash);
    let same = |other: usize| line.page.unit(other).is_some_and(|other| other.hash == line.unit.hash);
    again && !same(line.at + 1) && !line.at.checked_sub(1).is_some_and(same)
}

/// The verdict on a byline, a dateline or a caption, below the title.
fn of_makers(line: &Line<'_>, before: Option<BlockKind>) -> Option<Verdict> {
    let unit = line.unit;
    if looks_like_caption(unit) || (unit.inline && before == Some(BlockKind::Repeat)) {
        Some((BlockKind::Caption, BlockRule::Caption))
    } else if looks_like_dateline(unit) {
        Some((BlockKind::Byline, BlockRule::Dateline))
    } else if !looks_like_byline(unit) {
        None
    } else if line.page.is_page && unit.dashes == 0 && is_above_byline(line) {
        Some((BlockKind::Caption, BlockRule::AboveByline))
    } else {
        Some((BlockKind::Byline, BlockRule::Name))
    }
}

/// Returns whether the next line is a byline: one with a label, or a place and a name.
fn is_above_byline(line: &Line<'_>) -> bool {
    let parted = |unit: &Unit| unit.dashes > 0 && looks_like_byline(unit);
    match line.next_label() {
        Label::Said(class) => class == PageClass::Byline,
        label => label == Label::Plain && line.next().is_some_and(parted),
    }
}

/// The verdict on other words between the title and the text, by their number.
fn below_title(line: &Line<'_>) -> Verdict {
    let said = line.unit.function + line.unit.verbs > 0;
    match (line.page.is_page, line.unit.words) {
        // A converter broke the lead at a link.
        (true, ..=3) if line.unit.end == End::Comma => (BlockKind::Deck, BlockRule::BelowTitle),
        (true, ..=3) => (BlockKind::Ui, BlockRule::Short),
        (false, ..=3) => (BlockKind::Heading, BlockRule::Short),
        (false, _) => (BlockKind::Deck, BlockRule::BelowTitle),
        (true, 6..) if said => (BlockKind::Deck, BlockRule::BelowTitle),
        (true, _) => (BlockKind::Caption, BlockRule::Nominal),
    }
}
