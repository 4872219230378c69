//! Cleaning: raw text to blocks, and blocks to clean text.
//!
//! ```text
//! tokens ── cut ──▶ units ── judge ──▶ verdicts ── inline, assemble ──▶ blocks
//! blocks ── characters ──▶ clean text and alignment;  findings;  metadata
//! ```
//!
//! A unit is a line, or one of the runs of a line between wide gaps. It is labelled by its parts. The text is the stretch
//! with the most prose. The units above and below it are judged by their place and their neighbours. The wording of boilerplate is
//! data: `lexicon/page.tsv`.

mod assemble;
mod bullet;
mod characters;
mod cut;
mod dates;
mod end;
mod findings;
mod inline;
mod judge;
mod lost;
mod metadata;
mod mojibake;
mod options;
mod part;
mod phrase;
mod result;
mod rules;
mod steps;
mod unit;
mod writer;

pub use options::{CleanOptions, CleanProfile};
pub use result::{
    Alignment, Block, BlockKind, Cleaned, Finding, FindingKind, Metadata, Timestamp, TitleCandidate,
    TitleChoice,
};
pub use rules::BlockRule;
pub use steps::{Step, Steps};

pub(crate) use lost::lost;

use crate::text::LONGEST;
use crate::tokens::Tokens;
use judge::{Page, judge};

/// Returns the blocks of a page. Concatenated they are the whole text; the kept blocks are the article.
#[must_use]
pub fn blocks(tokens: &Tokens<'_>) -> Vec<Block> {
    let pieces = {
        let units = cut::cut(tokens);
        let page = Page::of(tokens, &units);
        inline::pieces(tokens, &page, judge(&page))
    };
    assemble::blocks(tokens.text(), &pieces)
}

/// Returns how [`blocks`] chooses the title, or `None` if no line can be separate from the text.
#[must_use]
pub fn title(tokens: &Tokens<'_>) -> Option<TitleChoice> {
    let units = cut::cut(tokens);
    let choice = judge::title(&Page::of(tokens, &units))?;
    let candidate = |candidate: &judge::Candidate| TitleCandidate {
        line: candidate.at.and_then(|at| units.get(at)).map(|unit| unit.span(tokens)),
        facts: candidate.facts.explained(choice.situation).collect(),
        sum: candidate.facts.weigh(choice.situation),
    };
    Some(TitleChoice {
        situation: choice.situation.name(),
        candidates: choice.candidates.iter().map(candidate).collect(),
        taken: choice.taken(),
    })
}

/// Returns the clean text, alignment, findings and metadata of a text that has been cut into `blocks`. `extra` are the findings
/// of other stages.
#[must_use]
pub fn cleaned(
    tokens: &Tokens<'_>,
    blocks: Vec<Block>,
    options: &CleanOptions,
    extra: Vec<Finding>,
) -> Cleaned {
    let mut findings = findings::find(tokens, extra);
    let repairs = if options.apply_repairs { findings.as_slice() } else { &[] };
    let written = writer::write(tokens, &blocks, options.steps(), repairs, LONGEST);
    if let Some(at) = written.stopped {
        let place = findings.partition_point(|finding| finding.span.start <= at);
        findings.insert(place, findings::truncated(tokens, at));
    }
    let metadata = metadata::read(tokens, &blocks);
    Cleaned { blocks, clean_text: written.text, alignment: written.runs, findings, metadata }
}
