//! Text with markup: it is read as a reader sees it, and every span refers to the text that was sent.

use isnad::internals::markup::Readable;
use isnad::{Analysis, FindingKind, Span};

use crate::clean_support::{assert_aligned, assert_partition};

const PAGES: [&str; 3] = [
    include_str!("../pages/article.page"),
    include_str!("../pages/portal.page"),
    include_str!("../pages/inside.page"),
];

/// The lines of a page of `tests/pages`.
fn lines(page: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in page.lines() {
        let (head, text) = line.split_once(" | ").expect("a bar");
        match lines.last_mut() {
            Some(last) if head.ends_with('~') => last.push_str(text),
            _ => lines.push(text.to_owned()),
        }
    }
    lines
}

/// A line with an inline tag inside its second word, and with character references for its marks.
fn marked(line: &str) -> String {
    let line =
        line.replace('&', "&amp;").replace('"', "&quot;").replace('«', "&laquo;").replace('»', "&#187;");
    let Some((first, rest)) = line.split_once(' ') else { return line };
    let middle = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
    format!("{first}\n<b class='a>b'>{}</b>{}", &rest[..middle], &rest[middle..])
}

fn html(lines: &[String]) -> String {
    let body: String = lines
        .iter()
        .map(|line| format!("<p>{}</p>\n<script>var نعم = '.';</script>", marked(line)))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html><head><title>س</title><style>p {{ }}</style></head><body><h1></h1>{body}</body></html>"
    )
}

fn analyze(text: &str) -> Analysis {
    isnad::analyze(text)
}

/// The words under spans of a text, without its markup.
fn words(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
    let words =
        |span: Span| Readable::part(span.slice(text)).split_whitespace().collect::<Vec<_>>().join(" ");
    spans.into_iter().map(words).collect()
}

fn sentences(text: &str, analysis: &Analysis) -> Vec<String> {
    words(text, analysis.sentences.iter().map(|it| it.span))
}

/// The contents, cues and names of the quotes.
fn quotes(text: &str, analysis: &Analysis) -> Vec<Vec<String>> {
    let entities = &analysis.extraction.entities;
    let quote = |quote: &isnad::Quote| {
        let name = quote.speaker.entity.map(|at| entities[at as usize].name);
        let cue = quote.cue.as_ref().map(|cue| cue.span);
        words(text, quote.content.iter().copied().chain(cue).chain(quote.speaker.mention).chain(name))
    };
    analysis.extraction.quotes.iter().map(quote).collect()
}

#[test]
fn a_page_with_its_markup_is_read_as_the_page_without() {
    for page in PAGES {
        let lines = lines(page);
        let (text, html) = (lines.join("\n"), html(&lines));
        let (plain, marked) = (analyze(&text), analyze(&html));
        assert_eq!(marked.cleaned.clean_text, plain.cleaned.clean_text);
        assert_eq!(sentences(&html, &marked), sentences(&text, &plain));
        assert_eq!(quotes(&html, &marked), quotes(&text, &plain));
        assert!(!plain.sentences.is_empty());
    }
}

#[test]
fn every_span_of_a_page_with_its_markup_lies_in_the_page() {
    for page in PAGES {
        let html = html(&lines(page));
        let marked = analyze(&html);
        assert_partition(&html, &marked.cleaned.blocks);
        assert_aligned(&html, &marked.cleaned);
        for sentence in &marked.sentences {
            let block = marked.cleaned.blocks[sentence.block as usize];
            assert!(block.kept && block.span.contains_span(sentence.span), "{sentence:?} {block:?}");
        }
        for run in marked.cleaned.alignment.iter().filter(|run| run.clean.len() == run.raw.len()) {
            let (clean, raw) = (run.clean.slice(&marked.cleaned.clean_text), run.raw.slice(&html));
            assert_eq!(clean.replace('\n', " "), raw.replace('\n', " "));
        }
    }
}

#[test]
fn markup_is_one_finding_from_the_first_tag_to_the_last() {
    let html = " <p>قال &quot;نعم&quot;</p> <p>ثم عاد</p> ";
    let findings = analyze(html).cleaned.findings;
    let found: Vec<_> =
        findings.iter().map(|it| (it.kind, it.span.slice(html), it.repair.as_deref())).collect();
    assert_eq!(found, [(FindingKind::Markup, html.trim(), None)]);
}

#[test]
fn a_page_of_tags_alone_is_one_block_that_is_not_kept() {
    let html = "<div><p></p><br></div>";
    let cleaned = analyze(html).cleaned;
    assert_partition(html, &cleaned.blocks);
    assert!(cleaned.blocks.iter().all(|block| !block.kept));
    assert_eq!(cleaned.clean_text, "");
}

#[test]
fn character_references_are_findings_with_the_character_as_repair() {
    let text = "قال الوزير سامر القلعاوي: &quot;السد آمن#187;";
    let findings = analyze(text).cleaned.findings;
    let references = findings.iter().filter(|it| it.kind == FindingKind::CharacterReference);
    let found: Vec<_> = references.map(|it| (it.span.slice(text), it.repair.as_deref())).collect();
    assert_eq!(found, [("&quot;", Some("\"")), ("#187;", Some("»"))]);
}

#[test]
fn character_references_end_no_sentence_and_close_nothing_that_they_do_not_stand_for() {
    let text = "قال الوزير سامر القلعاوي: &quot;السد آمن. ولا خوف عليه&quot;. وأضاف أن شركة &quot;النهر&amp;الضفة&quot; ستبني آخر.";
    let analysis = analyze(text);
    assert_eq!(
        sentences(text, &analysis),
        [
            "قال الوزير سامر القلعاوي: \"السد آمن.",
            "ولا خوف عليه\".",
            "وأضاف أن شركة \"النهر&الضفة\" ستبني آخر."
        ]
    );
    assert_eq!(quotes(text, &analysis)[0][0], "السد آمن. ولا خوف عليه");
}
