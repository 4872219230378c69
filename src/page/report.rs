//! The page as one file that contains the answers it shows.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};

const STYLE: &str = include_str!("page.css");

/// The script of the report and the modules that it imports. Each module is listed after its own imports.
pub(super) const MODULES: [&str; 16] = [
    include_str!("words.js"),
    include_str!("rules.js"),
    include_str!("dom.js"),
    include_str!("model.js"),
    include_str!("utterance.js"),
    include_str!("growing.js"),
    include_str!("copy.js"),
    include_str!("marks.js"),
    include_str!("cards.js"),
    include_str!("drift.js"),
    include_str!("chain.js"),
    include_str!("cluster.js"),
    include_str!("clusters.js"),
    include_str!("legend.js"),
    include_str!("document.js"),
    include_str!("report.js"),
];

/// The parts of a report around its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The text before the first document.
    pub head: String,
    /// The text after the last document.
    pub tail: String,
}

impl Report {
    /// A self-contained report. Its policy names the style and the script by their hashes, so that nothing else runs,
    /// no matter what a text contains.
    #[must_use]
    pub fn new() -> Self {
        let script = script();
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'",
            hash(&script),
            hash(STYLE)
        );
        let head = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
             http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>isnad</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<noscript><p>This page needs JavaScript. \
             <span lang=\"ar\">تحتاج هذه الصفحة إلى JavaScript.</span></p></noscript>\n<main id=\"report\"></main>\n"
        );
        let tail = format!("<script type=\"module\">{script}</script>\n</body>\n</html>\n");
        Self { head, tail }
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::new()
    }
}

/// An answer of a report, as data that a browser does not execute: JSON with `id`, `text` and `analysis` for a
/// document; or with `traced`, the counts of a trace; then with `cluster` for each utterance. In JSON, `<` occurs only inside strings, so
/// it can be written as an escape, and no text can end the element.
#[must_use]
pub fn data(json: &str) -> String {
    format!("<script type=\"application/json\" class=\"answer\">{}</script>\n", json.replace('<', "\\u003c"))
}

/// The modules as one script, without imports, because everything is in the script, and without exports.
fn script() -> String {
    let lines = MODULES.iter().flat_map(|module| module.lines()).filter(|line| !line.starts_with("import "));
    lines.fold(String::new(), |mut script, line| {
        let _ = writeln!(script, "{}", line.strip_prefix("export ").unwrap_or(line));
        script
    })
}

/// The hash of an element's text, in the form that policies use.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(digest(&SHA256, text.as_bytes())))
}
