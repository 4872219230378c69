//! Human-readable answers.

mod blocks;
mod choices;
mod clusters;
mod explanation;
mod names;
mod page;
mod quotes;
mod speakers;
mod title;

use isnad::{Analysis, Cleaned, Finding, FindingKind, Sentence};

pub use blocks::explained;
pub use clusters::clusters;
pub use explanation::{Stage, View, explanation};
pub use page::Page;
pub use quotes::extraction;

/// An analyzed page: its title, counts, the quotes under their speakers, and findings.
pub fn analysis(page: &mut Page, analysis: &Analysis) {
    if let Some(title) = analysis.cleaned.metadata.title {
        page.line(0, &page.style.bold(&page.words(title)));
    }
    page.line(0, &page.style.dim(&counts(analysis)));
    extraction(page, &analysis.extraction);
    findings(page, &analysis.cleaned.findings);
}

/// The article, one paragraph per line.
pub fn cleaned(page: &mut Page, cleaned: &Cleaned) {
    for line in cleaned.clean_text.lines() {
        page.line(0, &page.style.verbatim(line));
    }
}

/// The sentences, one per line.
pub fn sentences(page: &mut Page, sentences: &[Sentence]) {
    for sentence in sentences {
        page.line(0, &page.words(sentence.span));
    }
}

fn counts(analysis: &Analysis) -> String {
    let extraction = &analysis.extraction;
    let speakers = extraction.entities.iter().filter(|entity| !entity.quotes.is_empty()).count();
    format!(
        "{}, {}, {}",
        count(analysis.sentences.len(), "sentence"),
        count(extraction.quotes.len(), "quote"),
        count(speakers, "speaker")
    )
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The findings, each with its line number in the text.
fn findings(page: &mut Page, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    page.blank();
    page.line(0, &page.style.bold("Doubtful"));
    let (mut line, mut at) = (1, 0);
    for finding in findings {
        line += page.line_ends(at, finding.span.start);
        at = at.max(finding.span.start);
        page.line(1, &describe(page, finding, line));
    }
}

fn describe(page: &Page, finding: &Finding, line: usize) -> String {
    let kind = match finding.kind {
        FindingKind::Truncated { unread } => format!("truncated, {unread} bytes are not read"),
        kind => names::finding(kind),
    };
    let words = page.start(finding.span);
    let repair = finding.repair.as_deref().map(|repair| format!(" → {}", page.style.words(repair)));
    format!("line {line}: {kind}: {words}{}", repair.unwrap_or_default())
}
