//! The sources that a text names, and the speaker chosen for each quote.

use std::cmp::Reverse;

use isnad::Span;
use isnad::internals::explain::{Choice, Listed, Weighed};

use super::Page;
use super::speakers::Names;

/// The rows of the inventory that are shown, each with its kind, titles and mentions.
pub fn inventory(page: &mut Page, rows: &[Listed], shown: &dyn Fn(Span) -> bool) {
    for row in rows.iter().filter(|row| row.mentions.iter().any(|mention| shown(*mention))) {
        let titles: Vec<_> = row.titles.iter().map(|title| page.words(*title)).collect();
        let titles = if titles.is_empty() { String::new() } else { format!(", {}", titles.join(" · ")) };
        page.line(1, &format!("{} ({}{titles})", page.style.name(&page.words(row.name)), row.kind.as_str()));
        let places: Vec<_> = row.mentions.iter().map(|m| format!("{}..{}", m.start, m.end)).collect();
        page.line(
            3,
            &page.style.dim(&format!("{}: {}", super::count(places.len(), "mention"), places.join(" "))),
        );
    }
}

/// The candidates for each quote that is shown, the best first; then the meanings of the facts.
pub fn explained(page: &mut Page, choices: &[Choice], shown: &dyn Fn(Span) -> bool) {
    let mut names = Names::default();
    for choice in choices.iter().filter(|choice| choice.content.iter().any(|content| shown(*content))) {
        page.line(1, &page.pieces(&choice.content));
        page.line(3, &format!("situation {}", choice.situation));
        let mut candidates: Vec<_> = choice.candidates.iter().collect();
        // A stable sort: on a tie, the first candidate is chosen.
        candidates.sort_by_key(|candidate| Reverse(candidate.sum));
        candidates.into_iter().for_each(|one| candidate(page, one, &mut names));
        page.line(3, &outcome(page, choice));
    }
    names.explained(page);
}

fn candidate(page: &mut Page, candidate: &Weighed, names: &mut Names) {
    page.line(4, &format!("{:>5} {}", candidate.sum, called(page, candidate)));
    candidate.facts.iter().for_each(|fact| names.add(fact.name, fact.meaning));
    let facts: Vec<_> =
        candidate.facts.iter().map(|fact| format!("{} {:+}", fact.name, fact.weight)).collect();
    page.line(7, &page.style.dim(&facts.join(", ")));
}

fn called(page: &Page, candidate: &Weighed) -> String {
    candidate.name.map_or_else(|| "nobody".to_owned(), |name| page.words(name))
}

/// The chosen candidate, and the margin.
fn outcome(page: &Page, choice: &Choice) -> String {
    let taken = choice.candidates.get(choice.taken).map(|taken| page.style.name(&called(page, taken)));
    let margin = choice.margin().map(|margin| format!(", {margin} above the second")).unwrap_or_default();
    format!("→ {}, share {:.2}{margin}", taken.unwrap_or_default(), choice.share)
}
