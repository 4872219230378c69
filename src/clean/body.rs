//! The text itself, with what a page puts between its paragraphs.

use super::BlockKind;
use super::head::looks_like_byline;
use super::judge::{Page, Verdict};
use super::label::Label;
use super::unit::{End, Unit};

/// A longer line between paragraphs is no heading.
const HEADING_WORDS: u32 = 12;

impl Page<'_> {
    /// Judges the units from `first` to `last`.
    pub fn text(&mut self, first: usize, last: usize) {
        let mut related = false;
        let mut links = 0;
        for at in first..=last.min(self.units.len().saturating_sub(1)) {
            links = links.max(self.links_end(at));
            let linked = at < links;
            let verdict =
                if linked { (BlockKind::Related, "links-between") } else { self.text_unit(at, related) };
            related = match self.label(at) {
                label if label.opens_list() => self.opens_list(at),
                _ => related && verdict.0 != BlockKind::Body,
            };
            self.set(at, verdict.0, verdict.1);
        }
    }

    /// Whether a heading of related stories has them on the lines below it, not in its own.
    pub fn opens_list(&self, at: usize) -> bool {
        self.unit(at).and_then(|unit| unit.phrase).is_none_or(|phrase| phrase.rest <= 3)
    }

    /// Where a run of headlines between two paragraphs ends, when one begins at `at`: three to six lines without an
    /// end, longer than verses, below a finished sentence and above a paragraph.
    fn links_end(&self, at: usize) -> usize {
        const LINES: std::ops::RangeInclusive<usize> = 3..=6;
        const WORDS: u32 = 7;
        let below_sentence = at.checked_sub(1).is_some_and(|before| {
            self.label(before) == Label::Prose && self.unit(before).is_some_and(|unit| unit.end == End::Stop)
        });
        if !below_sentence || self.label(at) != Label::Plain {
            return 0;
        }
        let lines = self.units.iter().skip(at).take(*LINES.end() + 1).take_while(|unit| is_headline(unit));
        let (lines, words, questions) = lines.fold((0, 0, 0), |(lines, words, questions), unit| {
            (lines + 1, words + unit.words, questions + usize::from(unit.end == End::Query))
        });
        let links = LINES.contains(&lines) && words >= WORDS * lines as u32 && questions * 2 < lines;
        if links && self.label(at + lines) == Label::Prose { at + lines } else { 0 }
    }

    fn text_unit(&self, at: usize, related: bool) -> Verdict {
        let Some(unit) = self.unit(at) else { return (BlockKind::Body, "text") };
        if self.title.is_some_and(|title| title < at)
            && self.repeats_title(at)
            && !matches!(unit.end, End::Stop)
        {
            return (BlockKind::Repeat, "title-again");
        }
        match self.label(at) {
            Label::Prose => return (BlockKind::Body, "prose"),
            Label::Semi if !related => return (BlockKind::Body, "running-text"),
            // One word of furniture among other lines is a word.
            label if !self.is_page && unit.words == 1 && label.is_furniture() => {
                return (BlockKind::Body, "one-word");
            }
            Label::Counter if !self.is_page => return (BlockKind::Body, "number"),
            Label::Stamp if related => return (BlockKind::Related, "related-date"),
            Label::Stamp if !self.is_page => return (BlockKind::Body, "dates"),
            _ => {}
        }
        if unit.words <= 8
            && ((unit.credit && unit.function == 0) || (unit.bracketed && looks_like_byline(unit)))
        {
            return (BlockKind::Byline, "credit");
        }
        let caption = unit.source && unit.words > 4 && !unit.bullet && unit.stops == 0;
        if self.label(at) == Label::Plain
            && caption
            && (unit.credit || (self.is_page && self.label(at + 1) == Label::Prose))
        {
            return (BlockKind::Caption, "source-in-brackets");
        }
        match self.by_label(at) {
            Some(verdict) => verdict,
            None if related => (BlockKind::Related, "related-list"),
            None if self.is_heading(at, unit) => (BlockKind::Heading, "heading"),
            None => (BlockKind::Body, "short"),
        }
    }

    fn is_item(&self, at: usize) -> bool {
        self.label(at) != Label::Prose && self.unit(at).is_some_and(|unit| unit.bullet)
    }

    /// A short line without an end, before a paragraph.
    fn is_heading(&self, at: usize, unit: &Unit) -> bool {
        let open = matches!(unit.end, End::Open | End::Ellipsis | End::Dash)
            || (matches!(unit.end, End::Stop | End::Query) && unit.words < 12);
        let paragraph =
            self.unit(at + 1).is_some_and(|next| next.end == End::Colon && next.words > unit.words);
        let before = self.label(at + 1) == Label::Prose || paragraph;
        let item = unit.bullet && at.checked_sub(1).is_some_and(|before| self.is_item(before));
        unit.words <= HEADING_WORDS && open && before && !unit.inline && !item
    }
}

/// Whether the unit reads like a headline: some words, no end, no comma, nothing foreign.
fn is_headline(unit: &Unit) -> bool {
    let open = matches!(unit.end, End::Open | End::Query);
    open && (4..=16).contains(&unit.words)
        && !unit.bullet
        && !unit.inline
        && unit.foreign + unit.commas + unit.stops == 0
}
