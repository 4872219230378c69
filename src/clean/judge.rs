//! What each unit is on the page: the head above the text, the text, and the tail below it.
//!
//! Whatever nothing speaks against is kept: an article without furniture must come through whole.

use std::collections::HashSet;

use super::BlockKind;
use super::label::{Label, label};
use super::region;
use super::unit::{End, Unit};
use crate::lexicon::PageClass;

/// What a unit is, and the rule that says so.
pub(super) type Verdict = (BlockKind, &'static str);

/// A page under judgement.
pub(super) struct Page<'u> {
    pub units: &'u [Unit],
    pub labels: Vec<Label>,
    pub verdicts: Vec<Verdict>,
    /// The runs of words on the page.
    pub seen: Runs,
    /// Whether there is furniture enough to call it a page.
    pub is_page: bool,
    /// The unit that is the title.
    pub title: Option<usize>,
    /// The title's last repeat above the text, when navigation stands between them.
    pub title_end: Option<usize>,
    /// The hash of a site's name that hangs on titles.
    pub site: Option<u64>,
}

/// Runs of fewer words say nothing when they come again.
pub(super) const REPEATED_WORDS: u32 = 4;
/// More units than this above the text are more than an article's own head.
const HEAD_UNITS: usize = 10;

/// What each unit is.
pub(super) fn judge(units: &[Unit]) -> Page<'_> {
    let labels: Vec<Label> = units.iter().map(label).collect();
    // Two lines of signs, numbers or foreign words speak like one of furniture.
    let odd = units.iter().zip(&labels).filter(|(unit, label)| is_odd(unit, **label)).count();
    let furniture = labels.iter().filter(|label| label.is_furniture()).count();
    let furniture = if furniture > 0 { furniture + odd / 2 } else { 0 };
    let (first, last) = region::find(units, &labels).unwrap_or((units.len(), units.len()));
    let head = units.get(..first).unwrap_or_default();
    // Lines without an end are links only where the text below them has ends.
    let below = units.iter().zip(&labels).skip(first).take(3);
    let ends = below.filter(|(unit, label)| **label == Label::Prose && unit.end == End::Stop).count() > 0;
    let links = ends && (is_menu(head) || is_row(head) || is_list(head));
    let mut page = Page {
        units,
        labels,
        verdicts: vec![(BlockKind::Body, "text"); units.len()],
        seen: Runs::of(units),
        is_page: furniture >= 3 || (furniture > 0 && first > HEAD_UNITS) || links,
        title: None,
        title_end: None,
        site: None,
    };
    if first == units.len() && !page.is_page {
        // No sentence anywhere: a list, a poem, a few words. All of it is the text.
        page.text(0, last);
    } else {
        let first = page.text_start(first);
        page.head(first);
        let last = page.text_end(last);
        page.text(first, last);
        page.tail(last + 1);
    }
    page.repeats();
    page
}

/// Whether a unit is one that pages have and articles seldom: signs, a number, a foreign word or two.
fn is_odd(unit: &Unit, label: Label) -> bool {
    let foreign = label == Label::Plain && unit.words == unit.foreign && unit.words <= 2;
    let sign = label == Label::Rule && unit.end != End::Ellipsis;
    !unit.bullet && (foreign || sign || label == Label::Counter)
}

/// Whether one line of the head is a row of links: many runs with wide gaps between them.
fn is_row(head: &[Unit]) -> bool {
    const LINKS: usize = 5;
    head.iter()
        .filter(|unit| unit.inline && unit.words > 3 && unit.stops == 0 && unit.end != End::Stop)
        .count()
        >= LINKS
}

/// Whether the head is a list of headlines: more of them than an article has, and longer than verses.
fn is_list(head: &[Unit]) -> bool {
    const HEADLINES: usize = 7;
    let headline =
        |unit: &&Unit| (6..=15).contains(&unit.words) && unit.stops == 0 && unit.commas < 2 && !unit.bullet;
    let open = |unit: &&Unit| matches!(unit.end, End::Open | End::Ellipsis | End::Query);
    head.iter().filter(headline).filter(open).count() >= HEADLINES
}

/// Whether the units above the text are so many and so short that they can only be a menu.
fn is_menu(head: &[Unit]) -> bool {
    const ITEMS: usize = 24;
    let short =
        head.iter().filter(|unit| unit.words <= 3 && unit.commas == 0 && unit.end == End::Open).count();
    head.len() >= ITEMS && short * 10 >= head.len() * 9
}

/// The hashes of runs of words, sorted: a page has few, and a hash table for each would cost more.
pub(super) struct Runs {
    all: Vec<u64>,
    /// Those that come more than once: hardly any.
    again: Vec<u64>,
}

impl Runs {
    /// Each whole unit, and each part of one between dashes.
    fn of(units: &[Unit]) -> Self {
        let mut hashes = Vec::with_capacity(units.len());
        for unit in units {
            hashes.push(unit.hash);
            let parts = [unit.lead, unit.trail];
            hashes.extend(parts.iter().filter(|(_, words)| *words >= REPEATED_WORDS).map(|(hash, _)| hash));
        }
        hashes.sort_unstable();
        let again = hashes.windows(2).filter(|pair| pair.first() == pair.last());
        Self { again: again.filter_map(|pair| pair.first().copied()).collect(), all: hashes }
    }

    /// Whether a run comes.
    pub fn has(&self, hash: u64) -> bool {
        self.all.binary_search(&hash).is_ok()
    }

    /// Whether a run comes more than once.
    pub fn has_again(&self, hash: u64) -> bool {
        self.again.binary_search(&hash).is_ok()
    }
}

impl Page<'_> {
    pub fn unit(&self, at: usize) -> Option<&Unit> {
        self.units.get(at)
    }

    pub fn label(&self, at: usize) -> Label {
        self.labels.get(at).copied().unwrap_or(Label::Rule)
    }

    pub fn set(&mut self, at: usize, kind: BlockKind, rule: &'static str) {
        if let Some(verdict) = self.verdicts.get_mut(at) {
            *verdict = (kind, rule);
        }
    }

    pub fn kind(&self, at: usize) -> Option<BlockKind> {
        self.verdicts.get(at).map(|verdict| verdict.0)
    }

    /// Whether the words of a run come more than once on the page.
    pub fn comes_again(&self, (hash, words): (u64, u32)) -> bool {
        words >= REPEATED_WORDS && self.seen.has_again(hash)
    }

    /// The first unit of the text: behind a headline that is as long as a sentence.
    fn text_start(&self, first: usize) -> usize {
        let (Some(unit), Some(next)) = (self.unit(first), self.unit(first + 1)) else { return first };
        let open =
            matches!(unit.end, End::Open | End::Ellipsis | End::Query) && unit.stops == 0 && unit.commas < 2;
        let headline = open && unit.words <= 32 && !unit.bullet;
        let repeated = self.comes_again((unit.hash, unit.words));
        let lead = self.is_page && self.label(first) != Label::Prose;
        let above = headline && first == 0 && (next.words > unit.words + 4 || next.words < unit.words);
        let in_head = (open && repeated) || above || lead;
        if !in_head {
            return first;
        }
        // What stands between the headline and the first paragraph belongs to the head.
        let prose = |at: &usize| self.label(*at) == Label::Prose;
        (first + 1..self.units.len()).take(HEAD_UNITS).find(prose).unwrap_or(first)
    }

    /// The last unit of the text: without furniture on the way the last sentence of all is it.
    fn text_end(&self, last: usize) -> usize {
        if self.is_page {
            return last;
        }
        let clear = self.labels.iter().skip(last + 1).take_while(|label| !label.is_furniture());
        clear
            .enumerate()
            .filter(|(_, label)| **label == Label::Prose)
            .last()
            .map_or(last, |(at, _)| last + 1 + at)
    }

    /// What a label alone decides; none for what its place must decide.
    pub fn by_label(&self, at: usize) -> Option<Verdict> {
        Some(match self.label(at) {
            Label::Rule => (BlockKind::Ui, "signs"),
            Label::Counter => (BlockKind::Ui, "counter"),
            Label::Stamp => (BlockKind::Timestamp, "date"),
            Label::Prose | Label::Semi | Label::Plain => return None,
            Label::Said(class) => match class {
                PageClass::Related | PageClass::Also => (BlockKind::Related, "related-heading"),
                PageClass::More => (BlockKind::Related, "more"),
                PageClass::Comments => (BlockKind::Comments, "comments-heading"),
                PageClass::Form => (BlockKind::Ui, "comment-form"),
                PageClass::Copyright => (BlockKind::Ui, "copyright"),
                PageClass::Site => (BlockKind::Ui, "site-link"),
                PageClass::Share => (BlockKind::Ui, "share"),
                PageClass::Ui => (BlockKind::Ui, "button"),
                PageClass::Follow => (BlockKind::Ui, "follow"),
                PageClass::Poll => (BlockKind::Ui, "poll"),
                PageClass::Tags => (BlockKind::Ui, "tags"),
                PageClass::Source => (BlockKind::Source, "source-label"),
                PageClass::Ago => (BlockKind::Timestamp, "age"),
                PageClass::Byline => (BlockKind::Byline, "byline-label"),
                PageClass::Agency => (BlockKind::Byline, "agency"),
                PageClass::Caption => (BlockKind::Caption, "caption-label"),
                PageClass::End => (BlockKind::Ui, "end-mark"),
                PageClass::Section
                | PageClass::Followed
                | PageClass::Position
                | PageClass::Stamp
                | PageClass::Resume
                | PageClass::Time
                | PageClass::Morning
                | PageClass::Evening => return None,
            },
        })
    }

    /// Whether a date is whole, or stands beside one that is.
    pub fn is_whole_date(&self, at: usize) -> bool {
        let whole =
            |at: usize| self.label(at) == Label::Stamp && self.unit(at).is_some_and(|unit| unit.dated);
        whole(at) || whole(at + 1) || at.checked_sub(1).is_some_and(whole)
    }

    /// A long line again: only its first is the article's. Where nothing else speaks of a page only a line straight
    /// below itself is: laws and refrains repeat lines, too.
    fn repeats(&mut self) {
        const LONG: u32 = 8;
        let mut first = HashSet::new();
        let mut before = 0;
        for (at, unit) in self.units.iter().enumerate() {
            let kept = self.kind(at).is_some_and(BlockKind::is_article);
            let again =
                kept && unit.words >= LONG && self.seen.has_again(unit.hash) && !first.insert(unit.hash);
            let below = before == unit.hash;
            before = unit.hash;
            if again && (self.is_page || below) {
                self.set(at, BlockKind::Repeat, "repeated-line");
            }
        }
    }
}
