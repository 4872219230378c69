//! The tail of a page: what stands below the text.

use super::BlockKind;
use super::head::looks_like_byline;
use super::judge::{Page, Verdict};
use super::label::Label;
use super::unit::{End, Unit};
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
            Label::Said(PageClass::Form | PageClass::Copyright) => Section::Ui,
            Label::Said(PageClass::Site | PageClass::Poll) if self.is_page => Section::Ui,
            Label::Said(PageClass::Tags) if section == Section::Text || section == Section::Closing => {
                Section::Tags
            }
            Label::Said(PageClass::Source) if section != Section::Comments => Section::Source,
            Label::Said(PageClass::Section) if self.is_navigation(at) => Section::Ui,
            Label::Said(PageClass::Follow | PageClass::Share) if section != Section::Related => {
                Section::Closing
            }
            _ => match kind {
                BlockKind::Body | BlockKind::Heading => Section::Text,
                BlockKind::Source | BlockKind::Byline if section == Section::Text => Section::Closing,
                BlockKind::Source if section == Section::Source && self.is_page => Section::Ui,
                BlockKind::Source if section == Section::Source => Section::Closing,
                _ => section,
            },
        }
    }

    fn tail_unit(&self, at: usize, section: Section, ahead: bool) -> Verdict {
        let Some(unit) = self.unit(at) else { return (BlockKind::Body, "text") };
        let said = self.by_label(at);
        match section {
            Section::Comments => return comment(said),
            Section::Related => return self.related_unit(at, said),
            _ => {}
        }
        if let Some(verdict) = self.by_place(at, unit, section, said) {
            return verdict;
        }
        if let Some(verdict) = said.filter(|verdict| self.is_page || !is_item(unit, *verdict)) {
            return verdict;
        }
        let initials = unit.words >= 2 && unit.letters <= unit.words * 2 && unit.foreign == 0;
        if initials || (unit.credit && unit.function == 0 && unit.words <= 8) {
            return (BlockKind::Byline, if initials { "initials" } else { "credit" });
        }
        match section {
            Section::Tags if unit.words <= 5 => (BlockKind::Ui, "tag"),
            Section::Ui => (BlockKind::Ui, "below-furniture"),
            _ => self.below_text(at, unit, ahead, section),
        }
    }

    /// What the place decides, whatever the label says.
    fn by_place(&self, at: usize, unit: &Unit, section: Section, said: Option<Verdict>) -> Option<Verdict> {
        let unsaid = said.is_none_or(|verdict| verdict.0 == BlockKind::Byline);
        if self.repeats_title(at) && self.is_page {
            Some((BlockKind::Repeat, "title-again"))
        } else if section == Section::Source && unit.words <= 6 && unsaid {
            Some((BlockKind::Source, "source-name"))
        } else if section == Section::Ui && self.is_dated_headline(at, unit) {
            Some((BlockKind::Related, "dated-headline"))
        } else if self.is_page && self.label(at) == Label::Stamp && !self.is_whole_date(at) {
            Some((BlockKind::Ui, "clock"))
        } else {
            None
        }
    }

    fn related_unit(&self, at: usize, said: Option<Verdict>) -> Verdict {
        match said {
            Some(verdict)
                if matches!(verdict.0, BlockKind::Timestamp | BlockKind::Byline)
                    || verdict.1 == "counter" =>
            {
                (BlockKind::Related, "related-date")
            }
            Some(verdict) => verdict,
            None if self.is_navigation(at) => (BlockKind::Ui, "navigation"),
            None if self.label(at) == Label::Said(PageClass::Section) => {
                (BlockKind::Related, "related-section")
            }
            None => (BlockKind::Related, "related-list"),
        }
    }

    /// Whether names of sections stand one below the other.
    fn is_navigation(&self, at: usize) -> bool {
        let section = |at: usize| self.label(at) == Label::Said(PageClass::Section);
        section(at) && (section(at + 1) || at.checked_sub(1).is_some_and(section))
    }

    /// A headline with a date above or below it, or that date.
    fn is_dated_headline(&self, at: usize, unit: &Unit) -> bool {
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let mut beside = neighbours.into_iter().flatten();
        match self.label(at) {
            Label::Stamp => unit.dated && beside.any(|at| self.label(at).is_text()),
            label => {
                let date = |at: usize| self.label(at) == Label::Stamp && self.is_whole_date(at);
                let copy = |at: usize| {
                    self.unit(at)
                        .is_some_and(|other| other.trail.0 == unit.hash || unit.trail.0 == other.hash)
                };
                label.is_text()
                    && unit.words >= 3
                    && beside.any(|at| date(at) || (unit.words >= 4 && copy(at)))
            }
        }
    }

    /// A line below the text that no section claims.
    fn below_text(&self, at: usize, unit: &Unit, ahead: bool, section: Section) -> Verdict {
        let follows =
            unit.phrase.is_some_and(|phrase| phrase.class == PageClass::Followed && phrase.rest <= 7);
        if follows && (unit.end == End::Colon || at + 1 == self.units.len()) {
            return (BlockKind::Ui, "follow");
        }
        let open = unit.end != End::Stop;
        if self.is_page && open && (ahead || section == Section::Closing) && self.label(at) != Label::Prose {
            return if unit.words <= 5 {
                (BlockKind::Ui, "tag")
            } else {
                (BlockKind::Related, "headline-below")
            };
        }
        if self.label(at) == Label::Said(PageClass::Section) {
            return (BlockKind::Ui, "section-name");
        }
        // The writer's name directly below the text, or below its agency.
        let before = at.checked_sub(1).map(|before| self.label(before));
        let first = matches!(before, Some(Label::Prose | Label::Semi)) && !unit.inline && unit.words > 1;
        let last = at + 1 == self.units.len() || self.label(at + 1).is_furniture();
        if last && (first || section == Section::Closing) && looks_like_byline(unit) {
            return (BlockKind::Byline, "name-below");
        }
        (BlockKind::Body, "below-text")
    }
}

/// Below the heading of readers' comments everything is one, until other furniture comes.
fn comment(said: Option<Verdict>) -> Verdict {
    let leaves =
        |verdict: &Verdict| matches!(verdict.0, BlockKind::Ui | BlockKind::Related) && verdict.1 != "counter";
    said.filter(leaves).unwrap_or((BlockKind::Comments, "comment"))
}

/// Whether what a label would drop can be an item of the article's own list.
fn is_item(unit: &Unit, (kind, rule): Verdict) -> bool {
    rule == "counter"
        || (unit.bullet && unit.words > 0 && matches!(rule, "site-link" | "button" | "share" | "more"))
        || (kind == BlockKind::Timestamp && unit.bullet)
}
