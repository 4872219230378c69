//! Judges the tail of a page: the units below the text.

use std::ops::Range;

use super::Verdict;
use super::label::Label;
use super::line::{Line, is_whole_date};
use super::looks::{looks_like_byline, looks_like_credit};
use super::page::Page;
use super::said::said;
use super::title::Title;
use crate::clean::end::End;
use crate::clean::unit::Unit;
use crate::clean::{BlockKind, BlockRule};
use crate::lexicon::{PageClass, Prefix};

/// The kind of the previous lines, if it affects the next line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Presumably still the article.
    Text,
    /// Lines of signs, agencies and dates that end an article.
    Closing,
    Source,
    Related,
    Comments,
    Tags,
    Ui,
}

/// The verdicts on the units below the text.
pub fn verdicts(page: &Page<'_>, title: &Title, below: Range<usize>) -> Vec<Verdict> {
    let furniture_at = below.clone().rev().find(|&at| page.label(at).is_furniture());
    let mut section = Section::Text;
    let judge = |line: Line<'_>| {
        let ahead = furniture_at.is_some_and(|furniture| furniture > line.at);
        let verdict = verdict(&line, section, ahead);
        section = opened(&line, section).unwrap_or_else(|| passed(page, section, verdict.0));
        verdict
    };
    Line::all(page, title, below).map(judge).collect()
}

/// The section that the line opens.
fn opened(line: &Line<'_>, section: Section) -> Option<Section> {
    let in_article = matches!(section, Section::Text | Section::Closing);
    match line.label {
        _ if line.heads_list() => Some(Section::Related),
        Label::Said(PageClass::Comments) => Some(Section::Comments),
        Label::Said(PageClass::Form | PageClass::Copyright) => Some(Section::Ui),
        Label::Said(PageClass::Site | PageClass::Poll) if line.page.is_page => Some(Section::Ui),
        Label::Said(PageClass::Tags) if in_article => Some(Section::Tags),
        Label::Said(PageClass::Source) if section != Section::Comments => Some(Section::Source),
        Label::Said(PageClass::Section) if is_navigation(line) => Some(Section::Ui),
        Label::Said(PageClass::Follow | PageClass::Share) if section != Section::Related => {
            Some(Section::Closing)
        }
        _ => None,
    }
}

/// The section after a line that does not open one.
fn passed(page: &Page<'_>, section: Section, kind: BlockKind) -> Section {
    match (kind, section) {
        (BlockKind::Body | BlockKind::Heading, _) => Section::Text,
        (BlockKind::Source | BlockKind::Byline, Section::Text) => Section::Closing,
        (BlockKind::Source, Section::Source) if page.is_page => Section::Ui,
        (BlockKind::Source, Section::Source) => Section::Closing,
        _ => section,
    }
}

fn verdict(line: &Line<'_>, section: Section, ahead: bool) -> Verdict {
    let said = said(line.label);
    match section {
        Section::Comments => comment(said),
        Section::Related => related(line, said),
        _ => by_place(line, section, said)
            .or_else(|| said.filter(|verdict| line.page.is_page || !is_item(line.unit, *verdict)))
            .or_else(|| of_makers(line.unit))
            .or_else(|| below_text(line, section))
            .unwrap_or_else(|| by_section(line, section, ahead)),
    }
}

/// The verdict that the place decides, regardless of the label.
fn by_place(line: &Line<'_>, section: Section, said: Option<Verdict>) -> Option<Verdict> {
    let unsaid = matches!(said, None | Some((BlockKind::Byline, _)));
    if line.page.is_page && line.repeats_title() {
        return Some((BlockKind::Repeat, BlockRule::TitleAgain));
    }
    match section {
        Section::Source if unsaid && line.unit.words <= 6 => Some((BlockKind::Source, BlockRule::SourceName)),
        Section::Ui if is_dated_headline(line) => Some((BlockKind::Related, BlockRule::DatedHeadline)),
        _ if line.is_clock() => Some((BlockKind::Ui, BlockRule::Clock)),
        _ => None,
    }
}

/// Below the heading of readers' comments, everything is a comment until other boilerplate follows.
fn comment(said: Option<Verdict>) -> Verdict {
    match said {
        Some(verdict @ (BlockKind::Ui | BlockKind::Related, rule)) if rule != BlockRule::Counter => verdict,
        _ => (BlockKind::Comments, BlockRule::Comment),
    }
}

/// The verdict on a line below the heading of other stories.
fn related(line: &Line<'_>, said: Option<Verdict>) -> Verdict {
    match said {
        Some((BlockKind::Timestamp | BlockKind::Byline, _) | (_, BlockRule::Counter)) => {
            (BlockKind::Related, BlockRule::RelatedDate)
        }
        Some(verdict) => verdict,
        None if is_navigation(line) => (BlockKind::Ui, BlockRule::Navigation),
        None if line.label == Label::Said(PageClass::Section) => {
            (BlockKind::Related, BlockRule::RelatedSection)
        }
        None => (BlockKind::Related, BlockRule::RelatedList),
    }
}

/// Returns whether the names of two sections follow each other.
fn is_navigation(line: &Line<'_>) -> bool {
    let section = Label::Said(PageClass::Section);
    let beside = [line.page.label_before(line.at), Some(line.next_label())];
    line.label == section && beside.contains(&Some(section))
}

/// Returns whether the line is a headline with a date above or below it, or that date itself.
fn is_dated_headline(line: &Line<'_>) -> bool {
    let (page, unit) = (line.page, line.unit);
    let mut beside = [line.at.checked_sub(1), Some(line.at + 1)].into_iter().flatten();
    match line.label {
        Label::Stamp => unit.dated && beside.any(|at| page.label(at).is_text()),
        label => {
            label.is_text() && unit.words >= 3 && beside.any(|at| is_date(page, at) || is_copy(line, at))
        }
    }
}

fn is_date(page: &Page<'_>, at: usize) -> bool {
    page.label(at) == Label::Stamp && is_whole_date(page, at)
}

/// Returns whether one of the two lines consists of the words after the other's dash.
fn is_copy(line: &Line<'_>, at: usize) -> bool {
    let unit = line.unit;
    let trail = |unit: &Unit| unit.parts(line.page.tokens).1.0;
    let same = |other: &Unit| trail(other) == unit.hash || trail(unit) == other.hash;
    unit.words >= 4 && line.page.unit(at).is_some_and(same)
}

/// Returns whether a line that its label would drop can be an item of the article's own list.
fn is_item(unit: &Unit, (kind, rule): Verdict) -> bool {
    match rule {
        BlockRule::Counter => true,
        BlockRule::SiteLink | BlockRule::Button | BlockRule::Share | BlockRule::More => {
            unit.bullet && unit.words > 0
        }
        _ => unit.bullet && kind == BlockKind::Timestamp,
    }
}

/// The verdict on a line that names the people who worked on the text.
fn of_makers(unit: &Unit) -> Option<Verdict> {
    let initials = unit.words >= 2 && unit.letters.div_ceil(2) <= unit.words && unit.foreign == 0;
    if initials {
        return Some((BlockKind::Byline, BlockRule::Initials));
    }
    looks_like_credit(unit).then_some((BlockKind::Byline, BlockRule::Credit))
}

/// The verdict on a few words right below the text.
fn below_text(line: &Line<'_>, section: Section) -> Option<Verdict> {
    if section != Section::Text {
        None
    } else if is_foreign_link(line) {
        Some((BlockKind::Ui, BlockRule::Tag))
    } else {
        is_part(line).then_some((BlockKind::Body, BlockRule::BelowText))
    }
}

/// The verdict on a line that neither its label nor its words explain.
fn by_section(line: &Line<'_>, section: Section, ahead: bool) -> Verdict {
    match section {
        Section::Tags if line.unit.words <= 5 => (BlockKind::Ui, BlockRule::Tag),
        Section::Ui => (BlockKind::Ui, BlockRule::BelowFurniture),
        _ if asks_to_follow(line) => (BlockKind::Ui, BlockRule::Follow),
        _ if is_loose(line) && (ahead || section == Section::Closing) => loose(line.unit),
        _ if line.label == Label::Said(PageClass::Section) => (BlockKind::Ui, BlockRule::SectionName),
        _ if is_writer(line, section) => (BlockKind::Byline, BlockRule::NameBelow),
        _ => (BlockKind::Body, BlockRule::BelowText),
    }
}

/// Returns whether the line asks readers to follow, with an everyday verb: it introduces links, or ends the page.
fn asks_to_follow(line: &Line<'_>) -> bool {
    let follows = line.unit.phrase.is_some_and(|it| it.class == PageClass::Followed && it.rest <= 7);
    follows && (line.unit.end == End::Colon || is_last(line))
}

fn is_last(line: &Line<'_>) -> bool {
    line.next().is_none()
}

/// Returns whether it is a line of a page without a full stop.
fn is_loose(line: &Line<'_>) -> bool {
    line.page.is_page && line.unit.end != End::Stop && line.label != Label::Prose
}

/// Returns whether it is one or two words of another script below the text of a page: an address, the name of a site.
fn is_foreign_link(line: &Line<'_>) -> bool {
    line.page.is_page && line.unit.is_foreign() && line.unit.words <= 2 && line.unit.end != End::Stop
}

/// Returns whether a few words are part of the text, like a verse or an item, and not a tag: grammar connects them to something.
fn is_part(line: &Line<'_>) -> bool {
    let unit = line.unit;
    let joined = || {
        line.page
            .words(unit)
            .iter()
            .find(|token| token.is_wordlike())
            .is_some_and(|word| word.word.prefix.has(Prefix::CONJUNCTION))
    };
    let grammar = unit.function > 0 || unit.end == End::Colon || (unit.words > 2 && joined());
    unit.words <= 5 && unit.foreign == 0 && is_loose(line) && grammar
}

/// A line without a full stop among boilerplate.
const fn loose(unit: &Unit) -> Verdict {
    match unit.words {
        ..=5 => (BlockKind::Ui, BlockRule::Tag),
        _ => (BlockKind::Related, BlockRule::HeadlineBelow),
    }
}

/// Returns whether it is the writer's name: directly below the text or its agency, and the last line before boilerplate.
fn is_writer(line: &Line<'_>, section: Section) -> bool {
    let below_text = matches!(line.page.label_before(line.at), Some(Label::Prose | Label::Semi))
        && !line.unit.inline
        && line.unit.words > 1;
    let last = is_last(line) || line.next_label().is_furniture();
    last && (below_text || section == Section::Closing) && looks_like_byline(line.unit)
}
