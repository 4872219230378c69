//! How the speaker of each quote was found.

use isnad::internals::explain::{Compared, Decision, Explanation, Known, Parts, Step};
use isnad::rules::Identity;
use isnad::{EntityKind, Gender, Number, Quote, Span};

use super::Page;
use super::names;

/// The steps to the speaker of each quote that is shown; then the meanings of the rules and reasons.
pub fn explained(page: &mut Page, found: &Explanation, shown: &dyn Fn(&Quote) -> bool) {
    let mut names = Names::default();
    for (quote, decision) in found.extraction.quotes.iter().zip(&found.speakers) {
        if shown(quote) {
            page.line(1, &page.pieces(&quote.content));
            decision.steps.iter().for_each(|step| one_step(page, step, &mut names));
            page.line(3, &outcome(page, found, quote, decision));
            names.add(decision.rule.resolution.as_str(), decision.rule.resolution.meaning());
            names.identity(decision.rule.identity);
        }
    }
    names.explained(page);
}

fn one_step(page: &mut Page, step: &Step, names: &mut Names) {
    match step {
        Step::Doubted(phrase, doubt) => {
            names.add(doubt.as_str(), doubt.meaning());
            page.line(3, &format!("{}: not the speaker, {}", page.words(*phrase), doubt.as_str()));
        }
        Step::Read(parts) => {
            names.ends(parts);
            page.line(3, &read(page, parts));
        }
        Step::Compared(Compared { source, taken: Some(identity), .. }) => {
            names.identity(Some(*identity));
            page.line(4, &format!("{}: taken, {}", known(page, source), identity.as_str()));
        }
        Step::Compared(Compared { source, reasons, .. }) => {
            reasons.iter().for_each(|reason| names.add(reason.as_str(), reason.meaning()));
            let reasons: Vec<_> = reasons.iter().map(|reason| reason.as_str()).collect();
            page.line(4, &page.style.dim(&format!("{}: {}", known(page, source), reasons.join(", "))));
        }
        Step::Added(source) => page.line(4, &format!("{}: new", known(page, source))),
        Step::Weighed(Some(source)) => page.line(3, &format!("the weights choose {}", known(page, source))),
        Step::Weighed(None) => page.line(3, "the weights choose no one"),
    }
}

/// The mention with its parts, and why the mention and its name end there.
fn read(page: &Page, parts: &Parts) -> String {
    let definite = if parts.definite { "definite" } else { "indefinite" };
    let what = described(parts.kind, parts.agreement);
    let name = parts.name.map(|name: Span| format!(", name {}", page.words(name))).unwrap_or_default();
    let name_end = parts.name_end.map(|end| format!(", which ends at \"{end}\"")).unwrap_or_default();
    let barrier = parts.barrier.map(|it| format!(", ends at barrier \"{it}\"")).unwrap_or_default();
    format!("mention {} ({what}, {definite}{name}{name_end}){barrier}", page.words(parts.span))
}

fn known(page: &Page, source: &Known) -> String {
    format!("{} ({})", page.words(source.name), described(source.kind, source.agreement))
}

/// Kind, gender and number, as far as known.
fn described(kind: EntityKind, (gender, number): (Gender, Number)) -> String {
    let parts = [Some(kind.as_str()), names::gender(gender), names::number(number)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn outcome(page: &Page, found: &Explanation, quote: &Quote, decision: &Decision) -> String {
    let entity = quote.speaker.entity.and_then(|index| found.extraction.entities.get(index as usize));
    let name = entity.map_or_else(|| "nobody".to_owned(), |entity| page.style.name(&page.words(entity.name)));
    format!("→ {name} by {}", decision.rule)
}

/// The rule and reason names used on the page, each with its meaning.
#[derive(Debug, Default)]
pub struct Names(Vec<(String, &'static str)>);

impl Names {
    /// Adds a name, unless it is already there.
    pub fn add(&mut self, name: &str, meaning: &'static str) {
        if !self.0.iter().any(|known| *known == (name.to_owned(), meaning)) {
            self.0.push((name.to_owned(), meaning));
        }
    }

    /// Adds the reasons why a mention and its name end. The prefix keeps them apart from other names.
    fn ends(&mut self, parts: &Parts) {
        if let Some(end) = parts.name_end {
            self.add(&format!("name end {end}"), end.meaning());
        }
        if let Some(barrier) = parts.barrier {
            self.add(&format!("barrier {barrier}"), barrier.meaning());
        }
    }

    fn identity(&mut self, identity: Option<Identity>) {
        if let Some(identity) = identity {
            self.add(identity.as_str(), identity.meaning());
        }
    }

    /// Prints all names with their meanings.
    pub fn explained(self, page: &mut Page) {
        if self.0.is_empty() {
            return;
        }
        page.blank();
        page.line(1, &page.style.bold("Names"));
        let width = self.0.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(20);
        for (name, meaning) in self.0 {
            page.line(2, &format!("{name:<width$} {meaning}"));
        }
    }
}
