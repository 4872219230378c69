//! The kind of each line of a page, and the rule that decided.

use isnad::{Block, Cleaned};

use super::Page;

/// Width of the rule names, in columns.
const RULE: usize = 18;
/// Width of the kind names, in columns.
const KIND: usize = 9;

/// A line for each block: line number, whether it is kept, kind, rule, text; then the meanings of the rules. A block
/// inside a line has the number of that line, followed by a plus.
pub fn explained(page: &mut Page, cleaned: &Cleaned) {
    listed(page, &cleaned.blocks);
}

/// The same for a slice of blocks.
pub fn listed(page: &mut Page, blocks: &[Block]) {
    let (mut line, mut at, mut before) = (1, 0, 0);
    for block in blocks {
        let start = page.first_word(block.span);
        line += page.line_ends(at, start);
        at = start;
        let number = format!("{line}{}", if line == before { "+" } else { "" });
        before = line;
        page.line(0, &describe(page, block, &number));
    }
    rules(page, blocks);
}

fn describe(page: &Page, block: &Block, number: &str) -> String {
    let kind = block.kind.as_str();
    let (kept, words) = (if block.kept { "kept" } else { "dropped" }, page.start(block.span));
    let facts = format!("{number:>5} {kept:7}  {kind:KIND$}  {:RULE$}", block.rule);
    let facts = if block.kept { page.style.bold(&facts) } else { page.style.dim(&facts) };
    format!("{facts}  {words}").trim_end().to_owned()
}

/// Each rule that decided, in the order of the page.
fn rules(page: &mut Page, blocks: &[Block]) {
    let mut seen = Vec::new();
    for block in blocks {
        if !seen.contains(&block.rule) {
            seen.push(block.rule);
        }
    }
    page.blank();
    page.line(0, &page.style.bold("Rules"));
    for rule in seen {
        page.line(1, &format!("{rule:RULE$}  {}", rule.meaning()));
    }
}
