//! Compares a case with the analysis of its text.

use isnad::{Analysis, Block, Extraction, QuoteOptions, Relay, SegmentOptions, Span};

use super::file::{Case, Quote, Sentence, pieces};

/// The faults, one item each; empty if the case passes.
pub fn check(case: &Case) -> Vec<String> {
    let text = case.text.as_str();
    // A case that lists blocks is a page. Any other is text that is already clean.
    let found = if case.blocks.is_some() {
        isnad::analyze(text)
    } else {
        let mut found = Analysis::default();
        found.sentences = isnad::segment(text, &SegmentOptions::new());
        found.extraction = isnad::extract_quotes(text, &QuoteOptions::new());
        found
    };
    let mut faults = Vec::new();
    if let Some(wanted) = &case.blocks {
        let wanted = wanted.iter().map(|(kind, line)| format!("{kind}: {}", squeeze(line))).collect();
        faults.extend(difference("blocks", wanted, block_lines(text, &found.cleaned.blocks)));
    }
    if let Some(wanted) = &case.sentences {
        let found =
            found.sentences.iter().map(|s| sentence_line(s.span.slice(text), s.inside_quote)).collect();
        let line = |s: &Sentence| sentence_line(&s.text, s.inside_quote);
        faults.extend(difference("sentences", wanted.iter().map(line).collect(), found));
    }
    if let Some(wanted) = &case.quotes {
        faults.extend(quotes(text, &wanted.wanted, wanted.partial, &found.extraction));
    }
    faults
}

/// Replaces each run of white space by one space.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes full stops, commas and quotation marks at the ends. Whether they belong to a span does not matter here.
fn bare(text: &str) -> String {
    squeeze(text).trim_matches(|c: char| ".،,؛ \"“”«»‹›'’‘".contains(c)).to_owned()
}

fn sentence_line(text: &str, inside_quote: bool) -> String {
    format!("{} {}", if inside_quote { '+' } else { '-' }, squeeze(text))
}

/// Every line of every block with the block's kind.
fn block_lines(text: &str, blocks: &[Block]) -> Vec<String> {
    let lines = blocks.iter().flat_map(|block| {
        let kind = format!("{:?}", block.kind).to_lowercase();
        block.span.slice(text).lines().map(move |line| (kind.clone(), squeeze(line))).collect::<Vec<_>>()
    });
    lines.filter(|(_, line)| !line.is_empty()).map(|(kind, line)| format!("{kind}: {line}")).collect()
}

/// The lines that only one side has.
fn difference(what: &str, wanted: Vec<String>, found: Vec<String>) -> Option<String> {
    if wanted == found {
        return None;
    }
    let missing =
        wanted.iter().filter(|line| !found.contains(line)).map(|line| format!("\n      wanted {line}"));
    let extra =
        found.iter().filter(|line| !wanted.contains(line)).map(|line| format!("\n      found  {line}"));
    let lines: String = missing.chain(extra).collect();
    Some(format!("    {what} differ:{}", if lines.is_empty() { " their order" } else { &lines }))
}

fn quotes(text: &str, wanted: &[Quote], partial: bool, found: &Extraction) -> Vec<String> {
    let mut faults = Vec::new();
    let mut left: Vec<&isnad::Quote> = found.quotes.iter().collect();
    let mut missing = Vec::new();
    for quote in wanted {
        let content: Vec<String> = quote.content.iter().map(|piece| bare(piece)).collect();
        match left.iter().position(|other| contents(text, other) == content) {
            Some(at) => faults.extend(fields(text, quote, left.remove(at), found)),
            None => missing.push(quote),
        }
    }
    missing.retain(|quote| !quote.optional);
    faults.extend(missing.iter().map(|q| format!("    no quote    {} {}", q.kind, q.content.join(" | "))));
    let extra = left.iter().filter(|_| !partial || !missing.is_empty());
    faults.extend(extra.map(|q| {
        let kind = q.kind.as_str();
        format!(
            "    extra quote {kind} {} [{}: {}]",
            contents(text, q).join(" | "),
            q.rule,
            one(text, q.cue.map(|c| c.span))
        )
    }));
    faults
}

fn contents(text: &str, quote: &isnad::Quote) -> Vec<String> {
    quote.content.iter().map(|span| bare(span.slice(text))).collect()
}

/// The faults in the fields of a quote that was found.
fn fields(text: &str, wanted: &Quote, found: &isnad::Quote, all: &Extraction) -> Vec<String> {
    let head = contents(text, found).join(" | ").chars().take(40).collect::<String>();
    let kind = found.kind.as_str();
    let mut faults = Vec::new();
    let mut fault = |name: &str, wanted: &str, found: &str| {
        faults.push(format!("    {name} of \"{head}…\": wanted {wanted}, found {found}"));
    };
    if !wanted.kind.is_empty() && wanted.kind != kind {
        fault("type", &wanted.kind, kind);
    }
    for (name, value) in &wanted.fields {
        let wanted: Vec<String> = pieces(value).iter().map(|piece| bare(piece)).collect();
        let found = field(text, name, found, all);
        if !same(name, &wanted, &found) {
            fault(name, value, &if found.is_empty() { "-".to_owned() } else { found.join(" | ") });
        }
    }
    faults
}

/// A cue may be written with or without the proclitic of the next word (وفقا ل).
fn same(name: &str, wanted: &[String], found: &[String]) -> bool {
    let plain = |cue: &String| cue.trim_end_matches(" ل").trim_end_matches(" لـ").to_owned();
    wanted == found || name == "cue" && wanted.iter().map(plain).eq(found.iter().map(plain))
}

/// The value of a field; empty if the quote has none.
fn field(text: &str, name: &str, quote: &isnad::Quote, all: &Extraction) -> Vec<String> {
    let entity = quote.speaker.entity.and_then(|e| all.entities.get(e as usize));
    let lower = |value: String| value.to_lowercase();
    match name {
        "cue" => slices(text, quote.cue.map(|c| c.span)),
        "lemma" => quote.cue.map(|c| c.lemma.to_owned()).into_iter().collect(),
        "class" => quote.cue.map(|c| lower(format!("{:?}", c.class))).into_iter().collect(),
        "speaker" => slices(text, entity.map(|e| e.name)),
        "mention" => slices(text, quote.speaker.mention),
        "kind" => entity.map(|e| e.kind.as_str().to_owned()).into_iter().collect(),
        "gender" => entity.map(|e| lower(format!("{:?}", e.gender))).into_iter().collect(),
        "number" => entity.map(|e| lower(format!("{:?}", e.number))).into_iter().collect(),
        "via" => slices(text, quote.relays.iter().map(|r| r.span)),
        "via name" => slices(text, quote.relays.iter().map(|r| relay_name(r, all))),
        "to" => slices(text, quote.addressee),
        "to name" => quote.addressee_name.iter().cloned().collect(),
        "quoted" => slices(text, quote.quoted.iter().copied()),
        "recovered" => vec![if quote.recovered { "yes" } else { "no" }.to_owned()],
        other => vec![format!("(no field is called \"{other}\")")],
    }
}

fn relay_name(relay: &Relay, all: &Extraction) -> Span {
    relay.entity.and_then(|e| all.entities.get(e as usize)).map_or(relay.span, |e| e.name)
}

fn slices(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
    spans.into_iter().map(|span| bare(span.slice(text))).collect()
}

fn one(text: &str, span: Option<Span>) -> String {
    slices(text, span).pop().unwrap_or_else(|| "-".to_owned())
}
