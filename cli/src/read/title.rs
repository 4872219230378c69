//! The line chosen as the title, and the other candidates.

use std::cmp::Reverse;

use isnad::internals::clean::{TitleCandidate, TitleChoice};

use super::Page;
use super::speakers::Names;

/// The candidates, the best first; then the meanings of the facts.
pub fn explained(page: &mut Page, choice: Option<&TitleChoice>) {
    let Some(choice) = choice else { return };
    let mut names = Names::default();
    page.line(1, &format!("situation {}", choice.situation));
    let mut candidates: Vec<_> = choice.candidates.iter().collect();
    // A stable sort: on a tie, the first candidate is chosen.
    candidates.sort_by_key(|candidate| Reverse(candidate.sum));
    candidates.into_iter().for_each(|one| candidate(page, one, &mut names));
    let taken = choice.candidates.get(choice.taken).map(|taken| called(page, taken));
    page.line(1, &format!("→ {}", page.style.name(&taken.unwrap_or_default())));
    names.explained(page);
}

fn candidate(page: &mut Page, candidate: &TitleCandidate, names: &mut Names) {
    page.line(2, &format!("{:>5} {}", candidate.sum, called(page, candidate)));
    candidate.facts.iter().for_each(|&(name, meaning, _)| names.add(name, meaning));
    let facts: Vec<_> =
        candidate.facts.iter().map(|(name, _, weight)| format!("{name} {weight:+}")).collect();
    page.line(5, &page.style.dim(&facts.join(", ")));
}

fn called(page: &Page, candidate: &TitleCandidate) -> String {
    candidate.line.map_or_else(|| "no title".to_owned(), |line| page.start(line))
}
