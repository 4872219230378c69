//! How the speaker of each quote was found.

use isnad::explain::{Compared, Decision, Known, Parts, Step};
use isnad::quotes::Identity;
use isnad::text::Span;
use isnad::{EntityKind, Explanation, Gender, Number, Quote};

use super::Page;
use super::names;

/// The way to the speaker of each quote that is shown; then what the names of the rules and reasons mean.
pub fn explained(page: &mut Page, found: &Explanation, shown: &dyn Fn(&Quote) -> bool) {
    let mut names = Names(Vec::new());
    for (quote, decision) in found.extraction.quotes.iter().zip(&found.speakers) {
        if shown(quote) {
            page.line(1, &page.pieces(&quote.content));
            decision.steps.iter().for_each(|step| one_step(page, step, &mut names));
            page.line(3, &outcome(page, found, quote, decision));
            names.add(decision.rule.resolution.name(), decision.rule.resolution.meaning());
            names.identity(decision.rule.identity);
        }
    }
    names.explained(page);
}

fn one_step(page: &mut Page, step: &Step, names: &mut Names) {
    match step {
        Step::Doubted(phrase, doubt) => {
            names.add(doubt.name(), doubt.meaning());
            page.line(3, &format!("{}: not the speaker, {}", page.words(*phrase), doubt.name()));
        }
        Step::Read(parts) => page.line(3, &read(page, parts)),
        Step::Compared(Compared { source, taken: Some(identity), .. }) => {
            names.identity(Some(*identity));
            page.line(4, &format!("{}: taken, {}", known(page, source), identity.name()));
        }
        Step::Compared(Compared { source, reasons, .. }) => {
            reasons.iter().for_each(|reason| names.add(reason.name(), reason.meaning()));
            let reasons: Vec<_> = reasons.iter().map(|reason| reason.name()).collect();
            page.line(4, &page.style.dim(&format!("{}: {}", known(page, source), reasons.join(", "))));
        }
        Step::Added(source) => page.line(4, &format!("{}: new", known(page, source))),
    }
}

/// The mention with its parts.
fn read(page: &Page, parts: &Parts) -> String {
    let definite = if parts.definite { "definite" } else { "indefinite" };
    let what = described(parts.kind, parts.agreement);
    let name = parts.name.map(|name: Span| format!(", name {}", page.words(name)));
    format!("mention {} ({what}, {definite}{})", page.words(parts.span), name.unwrap_or_default())
}

fn known(page: &Page, source: &Known) -> String {
    format!("{} ({})", page.words(source.name), described(source.kind, source.agreement))
}

/// Kind, gender and number, as far as they show.
fn described(kind: EntityKind, (gender, number): (Gender, Number)) -> String {
    let parts = [Some(kind.name()), names::gender(gender), names::number(number)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn outcome(page: &Page, found: &Explanation, quote: &Quote, decision: &Decision) -> String {
    let entity = quote.speaker.entity.and_then(|index| found.extraction.entities.get(index as usize));
    let name = entity.map_or_else(|| "nobody".to_owned(), |entity| page.style.name(&page.words(entity.name)));
    format!("→ {name} by {}", decision.rule)
}

/// The names that the page uses, each with its meaning.
struct Names(Vec<(&'static str, &'static str)>);

impl Names {
    fn add(&mut self, name: &'static str, meaning: &'static str) {
        if !self.0.contains(&(name, meaning)) {
            self.0.push((name, meaning));
        }
    }

    fn identity(&mut self, identity: Option<Identity>) {
        if let Some(identity) = identity {
            self.add(identity.name(), identity.meaning());
        }
    }

    fn explained(self, page: &mut Page) {
        if self.0.is_empty() {
            return;
        }
        page.blank();
        page.line(1, &page.style.bold("Names"));
        for (name, meaning) in self.0 {
            page.line(2, &format!("{name:<20} {meaning}"));
        }
    }
}
