//! The page that shows an analysis, or utterances through many documents: the files that a server delivers, and all of them in one file for a report.
//!
//! The same scripts draw both. They are plain modules without a build step. Words of a text become text nodes and are
//! never parsed, and the content security policies forbid the browser to load anything else.

mod report;

pub use report::{Report, data};

/// A file of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The path at which a server delivers it.
    pub path: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The content.
    pub body: &'static str,
}

/// The content security policy of the page at `/`: it may run its own scripts, call its own server, and nothing else.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                          base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                          require-trusted-types-for 'script'";

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";

/// A file of this folder, under `/page/`.
macro_rules! page {
    ($name:literal, $media_type:expr) => {
        Asset { path: concat!("/page/", $name), media_type: $media_type, body: include_str!($name) }
    };
}

/// An example text for the page.
macro_rules! example {
    ($name:literal) => {
        Asset {
            path: concat!("/examples/", $name),
            media_type: TEXT,
            body: include_str!(concat!("../../examples/", $name)),
        }
    };
}

/// Every file of the page, the page itself first.
pub static ASSETS: &[Asset] = &[
    Asset { path: "/", media_type: HTML, body: include_str!("index.html") },
    page!("page.css", STYLE),
    page!("icon.svg", PICTURE),
    page!("words.js", SCRIPT),
    page!("rules.js", SCRIPT),
    page!("dom.js", SCRIPT),
    page!("model.js", SCRIPT),
    page!("utterance.js", SCRIPT),
    page!("growing.js", SCRIPT),
    page!("marks.js", SCRIPT),
    page!("cards.js", SCRIPT),
    page!("drift.js", SCRIPT),
    page!("chain.js", SCRIPT),
    page!("cluster.js", SCRIPT),
    page!("clusters.js", SCRIPT),
    page!("legend.js", SCRIPT),
    page!("copy.js", SCRIPT),
    page!("document.js", SCRIPT),
    page!("failure.js", SCRIPT),
    page!("app.js", SCRIPT),
    example!("article.txt"),
    example!("relays.txt"),
    example!("damaged.txt"),
];

/// The file at a path.
#[must_use]
pub fn asset(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

#[cfg(test)]
mod tests;
