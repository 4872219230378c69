//! A page to look at: the article with each quote in its speaker's colour, and the speakers beside it.
//!
//! One file with everything in it: no script, no network, right to left. What cleaning dropped is
//! there, too, behind a box to tick.

use std::fmt::Write as _;
use std::iter::from_fn;

use isnad::text::Span;
use isnad::{Analysis, Block, BlockKind, Entity, Quote, QuoteType};

use super::document::Id;

const STYLE: &str = include_str!("html/page.css");
const WORDS: &str = include_str!("html/words.tsv");
/// Colours in the style sheet.
const COLOURS: u32 = 12;
/// Characters of a quote that the list of speakers shows.
const HINT: usize = 160;

/// One of the page's own words.
fn word(name: &str) -> &'static str {
    let row = WORDS.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
    row.unwrap_or_default()
}

/// The page up to the first document.
pub fn head() -> String {
    format!(
        "<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <input type=\"checkbox\" id=\"dropped\"> <label class=\"toggle\" for=\"dropped\">{}</label>\n<main>\n",
        word("title"),
        word("dropped")
    )
}

/// What stands behind the last document.
pub const TAIL: &str = "</main>\n</body>\n</html>\n";

/// A document: its text, and its speakers.
pub fn document(id: &Id, text: &str, analysis: &Analysis) -> String {
    let name = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let page = Page { text, analysis, anchor: anchor(&name) };
    let mut out = String::with_capacity(text.len() * 3);
    let _ = writeln!(out, "<article class=\"document\">\n<h1 dir=\"auto\">{}</h1>", escaped(&name));
    out.push_str("<div class=\"columns\">\n<section class=\"text\">\n");
    page.blocks(&mut out);
    out.push_str("</section>\n<aside class=\"speakers\">\n");
    page.speakers(&mut out);
    out.push_str("</aside>\n</div>\n</article>\n");
    out
}

/// What an id begins with, so that two documents of one page do not share one: a hash of the name.
fn anchor(name: &str) -> String {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("d{hash:x}")
}

/// What a run of the text is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Content(u32),
    Cue(u32),
    Mention(u32),
    Relay,
}

struct Page<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    anchor: String,
}

impl Page<'_> {
    fn blocks(&self, out: &mut String) {
        let mut waiting = self.parts().into_iter().peekable();
        let mut near: Vec<(Span, Part)> = Vec::new();
        let mut shown = vec![false; self.analysis.extraction.quotes.len()];
        for block in &self.analysis.cleaned.blocks {
            if block.span.slice(self.text).trim().is_empty() {
                continue;
            }
            let class = class(block);
            let _ = write!(out, "<p class=\"{class}\" dir=\"auto\">");
            near.extend(from_fn(|| waiting.next_if(|(span, _)| span.start < block.span.end)));
            near.retain(|(span, _)| span.end > block.span.start);
            self.runs(out, block.span, &near, &mut shown);
            out.push_str("</p>\n");
        }
    }

    /// Every span to be marked, in the order of their starts, longer ones first.
    fn parts(&self) -> Vec<(Span, Part)> {
        let mut parts = Vec::new();
        for (quote, index) in self.analysis.extraction.quotes.iter().zip(0..) {
            parts.extend(quote.content.iter().map(|&span| (span, Part::Content(index))));
            parts.extend(quote.cue.map(|cue| (cue.span, Part::Cue(index))));
            parts.extend(quote.speaker.mention.map(|span| (span, Part::Mention(index))));
            parts.extend(quote.relays.iter().map(|relay| (relay.span, Part::Relay)));
        }
        parts.sort_by_key(|(span, _)| (span.start, u32::MAX - span.end));
        parts
    }

    /// The block's text, cut wherever a span starts or ends.
    fn runs(&self, out: &mut String, block: Span, parts: &[(Span, Part)], shown: &mut [bool]) {
        let mut cuts: Vec<u32> = parts.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
        cuts.extend([block.start, block.end]);
        cuts.retain(|cut| (block.start..=block.end).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let mut waiting = parts.iter().peekable();
        let mut open: Vec<(Span, Part)> = Vec::new();
        for pair in cuts.windows(2) {
            let &[start, end] = pair else { continue };
            while let Some(&&part) = waiting.peek().filter(|(span, _)| span.start <= start) {
                open.push(part);
                waiting.next();
            }
            open.retain(|(span, _)| span.end > start);
            self.run(out, Span::new(start, end), &open, shown);
        }
    }

    /// A run of text with all that it is part of.
    fn run(&self, out: &mut String, span: Span, open: &[(Span, Part)], shown: &mut [bool]) {
        let words = escaped(span.slice(self.text));
        if open.is_empty() {
            out.push_str(&words);
            return;
        }
        let quotes: Vec<u32> =
            open.iter().filter_map(|(_, p)| if let Part::Content(q) = p { Some(*q) } else { None }).collect();
        let mut classes = Vec::new();
        if let Some(&inner) = quotes.last() {
            classes.push(format!("q {}", self.colour(inner)));
            if quotes.len() > 1 {
                classes.push("inner".to_owned());
            }
        }
        for (_, part) in open {
            match part {
                Part::Cue(q) => classes.push(format!("cue {}", self.colour(*q))),
                Part::Mention(q) => classes.push(format!("who {}", self.colour(*q))),
                Part::Relay => classes.push("via".to_owned()),
                Part::Content(_) => {}
            }
        }
        // The first run of a quote is where the list of speakers leads.
        let target = quotes.iter().rev().find(|q| shown.get(**q as usize) == Some(&false));
        let id = target.map(|q| format!(" id=\"{}q{q}\"", self.anchor)).unwrap_or_default();
        if let Some(slot) = target.and_then(|q| shown.get_mut(*q as usize)) {
            *slot = true;
        }
        let title =
            quotes.last().map(|q| format!(" title=\"{}\"", escaped(&self.says(*q)))).unwrap_or_default();
        let _ = write!(out, "<span class=\"{}\"{id}{title}>{words}</span>", classes.join(" "));
    }

    fn quote(&self, index: u32) -> Option<&Quote> {
        self.analysis.extraction.quotes.get(index as usize)
    }

    fn colour(&self, quote: u32) -> String {
        match self.quote(quote).and_then(|q| q.speaker.entity) {
            Some(entity) => format!("s s{}", entity % COLOURS),
            None => "s unknown".to_owned(),
        }
    }

    /// Who says it, how, and how sure that is.
    fn says(&self, index: u32) -> String {
        let Some(quote) = self.quote(index) else { return String::new() };
        let entity = quote.speaker.entity.and_then(|e| self.analysis.extraction.entities.get(e as usize));
        let unnamed = if quote.speaker.is_withheld() { "unsure" } else { "nobody" };
        let name = entity.map_or_else(|| word(unnamed).to_owned(), |e| self.plain(e.name));
        format!("{name} · {}", manner(quote))
    }

    fn plain(&self, span: Span) -> String {
        span.slice(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The speakers in the order of the text, each with the quotes; then what those said who are not sure enough to be
    /// named, and what nobody is said to have said.
    fn speakers(&self, out: &mut String) {
        let _ = writeln!(out, "<h2>{}</h2>", word("speakers"));
        let extraction = &self.analysis.extraction;
        if extraction.quotes.is_empty() {
            let _ = writeln!(out, "<p class=\"meta\">{}</p>", word("none"));
        }
        for (entity, index) in extraction.entities.iter().zip(0_u32..).filter(|(e, _)| !e.quotes.is_empty()) {
            let _ = write!(
                out,
                "<section class=\"speaker s s{}\">\n<h3 dir=\"auto\">{}</h3>\n",
                index % COLOURS,
                escaped(&self.plain(entity.name))
            );
            self.titles(out, entity);
            self.list(out, entity.quotes.iter().copied());
            out.push_str("</section>\n");
        }
        let unspoken = extraction.quotes.iter().zip(0..).filter(|(q, _)| q.speaker.entity.is_none());
        let (withheld, untold): (Vec<_>, Vec<_>) = unspoken.partition(|(q, _)| q.speaker.is_withheld());
        self.unnamed(out, "unsure", &withheld);
        self.unnamed(out, "nobody", &untold);
    }

    /// Quotes without the name of a speaker, with their indexes, under a word of the page.
    fn unnamed(&self, out: &mut String, heading: &str, quotes: &[(&Quote, u32)]) {
        if !quotes.is_empty() {
            let _ = write!(out, "<section class=\"speaker s unknown\">\n<h3>{}</h3>\n", word(heading));
            self.list(out, quotes.iter().map(|(_, index)| *index));
            out.push_str("</section>\n");
        }
    }

    fn titles(&self, out: &mut String, entity: &Entity) {
        let mut titles: Vec<String> = entity.titles.iter().map(|t| self.plain(*t)).collect();
        titles.dedup();
        if !titles.is_empty() {
            let _ = writeln!(out, "<p class=\"titles\">{}</p>", escaped(&titles.join(" · ")));
        }
    }

    fn list(&self, out: &mut String, quotes: impl Iterator<Item = u32>) {
        out.push_str("<ul>\n");
        for index in quotes {
            let Some(quote) = self.quote(index) else { continue };
            let words = quote.content.iter().map(|span| self.plain(*span)).collect::<Vec<_>>().join(" … ");
            let shown: String = words.chars().take(HINT).collect();
            let more = if shown.len() < words.len() { " …" } else { "" };
            let _ = write!(
                out,
                "<li><a href=\"#{}q{index}\">{}{more}</a>\n<p class=\"meta\">{}</p>\n",
                self.anchor,
                escaped(&shown),
                escaped(&manner(quote))
            );
            self.chain(out, quote);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }

    /// The chain by which the words came, nearest to the reader first, and to whom they went.
    fn chain(&self, out: &mut String, quote: &Quote) {
        let entities = &self.analysis.extraction.entities;
        let name = |entity: Option<u32>, span: Option<Span>| {
            let named = entity.and_then(|e| entities.get(e as usize)).map(|e| e.name);
            named.or(span).map(|s| self.plain(s)).unwrap_or_default()
        };
        if !quote.relays.is_empty() {
            let mut links: Vec<String> =
                quote.relays.iter().rev().map(|r| name(r.entity, Some(r.span))).collect();
            links.push(name(quote.speaker.entity, quote.speaker.mention));
            let links: Vec<String> = links.iter().map(|link| format!("<b>{}</b>", escaped(link))).collect();
            let _ = writeln!(out, "<p class=\"chain\">{}: {}</p>", word("chain"), links.join(" ← "));
        }
        if let Some(addressee) = quote.addressee {
            let _ =
                writeln!(out, "<p class=\"chain\">{} {}</p>", word("to"), escaped(&self.plain(addressee)));
        }
    }
}

/// Type, cue, whether the speaker is implied, confidence.
fn manner(quote: &Quote) -> String {
    let kind = match quote.kind {
        QuoteType::Direct => word("direct"),
        QuoteType::Indirect => word("indirect"),
        QuoteType::Mixed => word("mixed"),
    };
    let implied = quote.speaker.mention.is_none() && quote.speaker.entity.is_some();
    let parts = [Some(kind), quote.cue.map(|cue| cue.lemma), implied.then(|| word("implied"))];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    format!("{} · {:.2}", parts.join(" · "), quote.confidence)
}

fn class(block: &Block) -> &'static str {
    match block.kind {
        _ if !block.kept => "dropped",
        BlockKind::Title => "title",
        BlockKind::Deck => "deck",
        BlockKind::Heading => "heading",
        _ => "body",
    }
}

/// The words as they may stand in HTML, as text and between quotation marks.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Overrides of direction would leave their element.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    out
}
