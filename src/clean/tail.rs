//! The tail of a page: what stands below the text.

use super::head::looks_like_byline;
use super::judge::{Page, Verdict};
use super::label::Label;
use super::unit::{End, Unit};
use crate::analysis::BlockKind;
use crate::lexicon::PageClass;

/// What the lines before were, where that decides about the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Still the article, as far as is known.
    Text,
    /// Lines of signs, agencies and dates that end an article.
    Closing,
    Source,
    Related,
    Comments,
    Tags,
    Ui,
}

impl Page<'_> {
    /// Judges the units from `start` on.
    pub fn tail(&mut self, start: usize) {
        let furniture_at = (start..self.units.len()).rev().find(|&at| self.label(at).is_furniture());
        let mut section = Section::Text;
        for at in start..self.units.len() {
            let ahead = furniture_at.is_some_and(|furniture| furniture > at);
            let verdict = self.tail_unit(at, section, ahead);
            section = self.next_tail_section(at, section, verdict.0);
            self.set(at, verdict.0, verdict.1);
        }
    }

    fn next_tail_section(&self, at: usize, section: Section, kind: BlockKind) -> Section {
        match self.label(at) {
            label if label.opens_list() && self.opens_list(at) => Section::Related,
            Label::Said(PageClass::Comments) => Section::Comments,
            Label::Said(PageClass::Form | PageClass::Copyright | PageClass::Site | PageClass::Poll) => Section::Ui,
            Label::Said(PageClass::Tags) if section == Section::Text || section == Section::Closing => Section::Tags,
            Label::Said(PageClass::Source) if matches!(section, Section::Text | Section::Closing) => Section::Source,
            Label::Said(PageClass::Follow | PageClass::Share) if section != Section::Related => Section::Closing,
            _ => match kind {
                BlockKind::Body | BlockKind::Heading => Section::Text,
                BlockKind::Source | BlockKind::Byline if section == Section::Text => Section::Closing,
                BlockKind::Source if section == Section::Source => Section::Closing,
                _ => section,
            },
        }
    }

    fn tail_unit(&self, at: usize, section: Section, ahead: bool) -> Verdict {
        let Some(unit) = self.unit(at) else { return (BlockKind::Body, "text") };
        let said = self.by_label(at);
        match section {
            Section::Comments => return said.filter(|v| v.0 == BlockKind::Ui && v.1 != "counter").unwrap_or((BlockKind::Comments, "comment")),
            Section::Related => return self.related_unit(at, said),
            _ => {}
        }
        if self.repeats_title(at) && self.is_page {
            return (BlockKind::Repeat, "title-again");
        }
        if let Some(verdict) = said {
            return verdict;
        }
        let initials = unit.words >= 2 && unit.letters <= unit.words * 2;
        if initials || (unit.credit && unit.function == 0 && unit.words <= 8) {
            return (BlockKind::Byline, if initials { "initials" } else { "credit" });
        }
        match section {
            Section::Source if unit.words <= 8 => (BlockKind::Source, "source-name"),
            Section::Tags if unit.words <= 5 => (BlockKind::Ui, "tag"),
            Section::Ui => (BlockKind::Ui, "below-furniture"),
            _ => self.below_text(at, unit, ahead, section),
        }
    }

    fn related_unit(&self, at: usize, said: Option<Verdict>) -> Verdict {
        match said {
            Some(verdict) if matches!(verdict.0, BlockKind::Timestamp | BlockKind::Byline) || verdict.1 == "counter" => {
                (BlockKind::Related, "related-date")
            }
            Some(verdict) => verdict,
            None if self.label(at) == Label::Said(PageClass::Section) => (BlockKind::Related, "related-section"),
            None => (BlockKind::Related, "related-list"),
        }
    }

    /// A line below the text that no section claims.
    fn below_text(&self, at: usize, unit: &Unit, ahead: bool, section: Section) -> Verdict {
        let open = unit.end != End::Stop;
        if self.is_page && open && (ahead || section == Section::Closing) && self.label(at) != Label::Prose {
            return if unit.words <= 5 { (BlockKind::Ui, "tag") } else { (BlockKind::Related, "headline-below") };
        }
        if self.label(at) == Label::Said(PageClass::Section) {
            return (BlockKind::Ui, "section-name");
        }
        if at + 1 == self.units.len() && looks_like_byline(unit) && unit.words <= 3 && !unit.inline {
            return (BlockKind::Byline, "name-below");
        }
        if section == Section::Closing && unit.words <= 4 { (BlockKind::Byline, "name-below") } else { (BlockKind::Body, "below-text") }
    }
}
