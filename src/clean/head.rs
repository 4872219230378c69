//! The head of a page: what stands above the text. Navigation, the title and what hangs about it.

use super::BlockKind;
use super::judge::{Page, Verdict};
use super::label::Label;
use super::unit::{End, Unit};
use crate::lexicon::PageClass;

/// What the lines before were, where that decides about the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    None,
    Related,
    Poll,
    Source,
}

/// Units with a lower score are no title.
const TITLE_SCORE: i32 = 5;

impl Page<'_> {
    /// Judges the units before `first`.
    pub fn head(&mut self, first: usize) {
        self.title = self.find_title(first);
        self.title_end = self.last_repeat(first);
        let mut section = Section::None;
        for at in 0..first {
            let verdict = self.head_unit(at, first, section);
            section = self.next_section(at, section, verdict.0);
            self.set(at, verdict.0, verdict.1);
        }
    }

    fn next_section(&self, at: usize, section: Section, kind: BlockKind) -> Section {
        let bare = self.unit(at).and_then(|unit| unit.phrase).is_none_or(|phrase| phrase.rest == 0);
        match self.label(at) {
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

    fn head_unit(&self, at: usize, first: usize, section: Section) -> Verdict {
        let Some(unit) = self.unit(at) else { return (BlockKind::Body, "text") };
        let title = self.title.unwrap_or(first);
        if at == title {
            return (BlockKind::Title, "title");
        }
        if self.repeats_title(at) {
            return (BlockKind::Repeat, "title-again");
        }
        if self.site == Some(unit.hash) {
            return (BlockKind::Ui, "site-name");
        }
        let labelled = unit.phrase.is_some_and(|phrase| phrase.class == PageClass::Stamp);
        if self.is_page && self.label(at) == Label::Stamp && !labelled && !self.is_whole_date(at) {
            return (BlockKind::Ui, "clock");
        }
        let above = at < title || self.title_end.is_some_and(|end| at < end);
        match self.by_label(at) {
            Some((_, "more")) => (BlockKind::Ui, "navigation"),
            Some((BlockKind::Byline, "byline-label")) if above && unit.words == 1 => {
                (BlockKind::Ui, "navigation")
            }
            Some(verdict) => verdict,
            None if section == Section::Source && unit.words <= 6 => (BlockKind::Source, "source-name"),
            None if section == Section::Poll => (BlockKind::Ui, "poll"),
            None if above => self.above_title(at, unit, section),
            None => self.below_title(at, unit, section),
        }
    }

    fn above_title(&self, at: usize, unit: &Unit, section: Section) -> Verdict {
        let goes_on = matches!(unit.end, End::Colon | End::Ellipsis) && self.title == Some(at + 1);
        match (self.is_page, unit.words) {
            (false, 2..) if goes_on => (BlockKind::Title, "title-above"),
            (_, 4..) if section == Section::Related => (BlockKind::Related, "related-list"),
            (true, 6..) => (BlockKind::Related, "headline-above"),
            (true, _) => (BlockKind::Ui, "navigation"),
            (false, 3..) if looks_like_byline(unit) => (BlockKind::Byline, "name"),
            (false, 3..) => (BlockKind::Deck, "above-title"),
            (false, _) if unit.foreign == unit.words => (BlockKind::Byline, "foreign-name"),
            (false, _) => (BlockKind::Ui, "section-name"),
        }
    }

    fn below_title(&self, at: usize, unit: &Unit, section: Section) -> Verdict {
        if section == Section::Related {
            return (BlockKind::Related, "related-list");
        }
        if self.is_page && (unit.end == End::Dash || self.is_site_name(at, unit)) {
            return (BlockKind::Ui, "site-name");
        }
        if self.label(at) == Label::Said(PageClass::Section) {
            return (BlockKind::Ui, "section-name");
        }
        let behind_repeat = at.checked_sub(1).and_then(|before| self.kind(before)) == Some(BlockKind::Repeat);
        if looks_like_caption(unit) || (unit.inline && behind_repeat) {
            return (BlockKind::Caption, "caption");
        }
        if unit.dated && unit.words <= 16 && unit.function + unit.verbs == 0 {
            return (BlockKind::Byline, "dateline");
        }
        if looks_like_byline(unit) {
            let caption = self.is_page && unit.dashes == 0 && self.is_byline(at + 1);
            return if caption { (BlockKind::Caption, "above-byline") } else { (BlockKind::Byline, "name") };
        }
        let said = unit.function + unit.verbs > 0;
        match unit.words {
            ..=3 if self.is_page => (BlockKind::Ui, "short"),
            ..=3 => (BlockKind::Heading, "short"),
            4.. if !self.is_page => (BlockKind::Deck, "below-title"),
            6.. if said => (BlockKind::Deck, "below-title"),
            _ => (BlockKind::Caption, "nominal"),
        }
    }

    /// Whether a few words come again elsewhere on the page, but not in the next line: a writer's name does that.
    fn is_site_name(&self, at: usize, unit: &Unit) -> bool {
        let again = unit.words <= 4 && self.seen.has_again(unit.hash);
        let same = |other: usize| self.unit(other).is_some_and(|other| other.hash == unit.hash);
        again && !same(at + 1) && !at.checked_sub(1).is_some_and(same)
    }

    /// Whether a byline stands here: one with a label, or a place and a name.
    fn is_byline(&self, at: usize) -> bool {
        let parted = |unit: &Unit| unit.dashes > 0 && looks_like_byline(unit);
        match self.label(at) {
            Label::Said(class) => class == PageClass::Byline,
            label => label == Label::Plain && self.unit(at).is_some_and(parted),
        }
    }

    /// The last repeat of the title above the text, where a page's navigation stands between the two.
    fn last_repeat(&self, first: usize) -> Option<usize> {
        const FAR: usize = 6;
        let title = self.title?;
        let repeat = (title + 1..first).rev().find(|&at| self.repeats_title(at))?;
        (self.is_page && repeat - title > FAR).then_some(repeat)
    }

    /// Whether the unit's words are the title's, with or without a site's name, once or twice.
    pub fn repeats_title(&self, at: usize) -> bool {
        let Some((title, unit)) = self.title.and_then(|t| self.unit(t)).zip(self.unit(at)) else {
            return false;
        };
        if self.title.is_some_and(|t| t >= at) {
            return false;
        }
        same_words(title, unit)
    }

    fn find_title(&mut self, first: usize) -> Option<usize> {
        let mut best: Option<(i32, usize)> = None;
        let mut between = 0;
        let mut dated = false;
        for at in (0..first).rev() {
            let Some(unit) = self.unit(at) else { continue };
            if let Some(score) = self.title_score(at, unit, between, dated)
                && best.is_none_or(|(most, _)| score > most || (score == most && !self.is_page))
            {
                best = Some((score, at));
            }
            between += i32::from(self.label(at).is_text() && unit.words > 3);
            let beside = matches!(
                self.label(at),
                Label::Stamp
                    | Label::Said(
                        PageClass::Byline | PageClass::Share | PageClass::Source | PageClass::Caption
                    )
            ) || (looks_like_byline(unit) && self.label(at) == Label::Plain && unit.words > 1);
            // A short line may stand between.
            dated = beside || (dated && unit.words <= 2);
        }
        // The same words further up are the title; these are the repeat.
        let (_, chosen) = best.filter(|&(score, _)| score >= TITLE_SCORE)?;
        let unit = self.unit(chosen)?;
        (0..chosen).find(|&at| self.unit(at).is_some_and(|other| same_words(unit, other))).or(Some(chosen))
    }

    /// How much a unit speaks for being the title; none when it cannot be.
    fn title_score(&self, at: usize, unit: &Unit, between: i32, dated: bool) -> Option<i32> {
        if !matches!(self.label(at), Label::Plain | Label::Semi | Label::Prose) || unit.words < 2 {
            return None;
        }
        let whole = self.comes_again((unit.hash, unit.words));
        let part = self.comes_again(unit.lead) || self.comes_again(unit.trail);
        let mut score = unit.words.min(10) as i32 - between.min(10) * 2;
        score += if whole || part { 12 } else { 0 };
        score += match (at, self.is_page) {
            (0, true) => 2,
            (0, false) => 6,
            _ => 0,
        };
        score += if dated { 5 } else { 0 };
        score -= if looks_like_caption(unit) { 14 } else { 0 };
        score -= if looks_like_byline(unit) { 8 } else { 0 };
        score -= match unit.end {
            End::Stop | End::Comma => 4,
            End::Colon | End::Dash => 3,
            _ => 0,
        };
        score -= if unit.words > 24 || (unit.words > 15 && unit.end == End::Ellipsis) { 8 } else { 0 };
        score -= if unit.stops > 0 { 6 } else { 0 };
        (unit.words > 2 || score > 6).then_some(score)
    }
}

/// Whether two units have the same words, with or without a site's name, once or twice.
fn same_words(a: &Unit, b: &Unit) -> bool {
    let parts = |u: &Unit| [(u.hash, u.words), u.lead, u.trail];
    if parts(a).iter().any(|&x| x.1 > 2 && parts(b).contains(&x)) {
        return true;
    }
    // A word or a sign may differ; a line of twice the title has every word of it.
    let shared = (a.sketch & b.sketch).count_ones();
    let all = a.sketch.count_ones().max(b.sketch.count_ones());
    let long = a.words >= 5 && b.words + 1 >= a.words && b.words <= a.words * 2 + 2;
    long && shared >= 4 && shared * 4 >= all * 3
}

/// A name, or a place and a name: no word that a sentence needs.
pub(super) fn looks_like_byline(unit: &Unit) -> bool {
    if unit.bracketed {
        return unit.words <= 3 && unit.numbers == 0;
    }
    if unit.foreign == unit.words && unit.words > 3 {
        return false;
    }
    let names = unit.commas == 0 || (unit.dashes > 0 && unit.commas <= 2);
    let verbless = unit.verbs == 0 || (unit.dashes > 0 && unit.words <= 5);
    let nominal = unit.function == 0 && verbless && unit.numbers == 0 && names;
    let bare = nominal && unit.stops <= 1 && !matches!(unit.end, End::Stop | End::Ellipsis | End::Comma);
    let parted = unit.dashes > 0 && unit.words <= 7 && unit.lead.1 <= 4 + unit.commas;
    bare && !unit.bullet && (unit.words <= 4 || parted)
}

/// What a picture shows: somebody's place in it, or its maker in brackets at the end.
pub(super) fn looks_like_caption(unit: &Unit) -> bool {
    unit.position || (unit.credit && !unit.bracketed && unit.words >= 4)
}
