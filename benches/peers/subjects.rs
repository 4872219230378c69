//! The subjects of the measurements: each stage of an analysis, the whole analysis, and the floors for comparison.

use std::hint::black_box;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use isnad::internals::clean;
use isnad::internals::quotes;
use isnad::internals::segment::{self, Cuts, Marks, Paragraph};
use isnad::internals::text::letter;
use isnad::internals::tokens::{Tokens, tokenize};
use isnad::{Block, Cancel, OffsetEncoding, OffsetIndex, Options};
use unicode_segmentation::UnicodeSegmentation as _;

/// A text with the input of each stage from the previous ones.
pub struct Prepared<'t> {
    pub text: &'t str,
    tokens: Tokens<'t>,
    blocks: Vec<Block>,
    paragraphs: Vec<Paragraph>,
    marks: Marks,
    cuts: Cuts,
}

impl<'t> Prepared<'t> {
    pub fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let blocks = clean::blocks(&tokens);
        let paragraphs = segment::paragraphs(&tokens, &blocks, Options::default().segment.line_breaks);
        let marks = Marks::pair(&tokens, &paragraphs);
        let cuts = Cuts::of(&tokens, &paragraphs, &marks);
        Self { text, tokens, blocks, paragraphs, marks, cuts }
    }
}

/// One operation on a text. The number it returns keeps the compiler from removing the work.
pub struct Subject {
    pub name: &'static str,
    /// Whether it is a reference for comparison rather than a part of isnad.
    pub floor: bool,
    pub work: Box<dyn Fn(&Prepared) -> usize>,
}

/// The subject that ratios refer to.
pub const REFERENCE: &str = "unicode-segmentation sentences";

/// All subjects, the whole analysis first.
pub fn subjects() -> Vec<Subject> {
    let ours = |name, work: fn(&Prepared) -> usize| Subject { name, floor: false, work: Box::new(work) };
    let icu = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let icu = move |it: &Prepared| icu.segment_str(it.text).count();
    let floor = |name, work| Subject { name, floor: true, work };
    vec![
        ours("analysis", analysis),
        ours("tokens", |it| tokenize(black_box(it.text)).len()),
        ours("blocks", |it| clean::blocks(&it.tokens).len()),
        ours("paragraphs and marks", paragraphs_and_marks),
        ours("sentences", sentences),
        ours("quotes", quotes),
        ours("clean text", clean_text),
        ours("offsets in UTF-16", offsets),
        ours("sentences alone", sentences_alone),
        floor(REFERENCE, Box::new(|it: &Prepared| it.text.split_sentence_bounds().count())),
        floor("icu_segmenter sentences", Box::new(icu)),
        floor("word table", Box::new(|it: &Prepared| word_table(it.text))),
    ]
}

fn analysis(it: &Prepared) -> usize {
    let analysis = isnad::analyze(it.text);
    analysis.sentences.len() + analysis.extraction.quotes.len()
}

fn paragraphs_and_marks(it: &Prepared) -> usize {
    let paragraphs = segment::paragraphs(&it.tokens, &it.blocks, false);
    Marks::pair(&it.tokens, &paragraphs).quotations.len() + paragraphs.len()
}

fn sentences(it: &Prepared) -> usize {
    let cuts = Cuts::of(&it.tokens, &it.paragraphs, &it.marks);
    segment::sentences(&it.tokens, &it.paragraphs, &cuts, &Options::default().segment).len()
}

fn quotes(it: &Prepared) -> usize {
    let options = Options::default().quotes;
    let found = quotes::extract(&it.tokens, &it.paragraphs, &it.marks, &it.cuts, &options, &Cancel::new());
    found.map_or(0, |it| it.quotes.len())
}

fn clean_text(it: &Prepared) -> usize {
    let options = Options::default().clean;
    clean::cleaned(&it.tokens, it.blocks.clone(), &options, Vec::new()).clean_text.len()
}

/// Builds the index, and looks up the ends of each block.
fn offsets(it: &Prepared) -> usize {
    let index = OffsetIndex::new(it.text, OffsetEncoding::Utf16);
    it.blocks.iter().map(|block| index.convert(block.span.end) as usize).sum()
}

fn sentences_alone(it: &Prepared) -> usize {
    isnad::segment(it.text, &isnad::SegmentOptions::new()).len()
}

/// The floor in `speed.md`: one table says for each character whether it belongs to a word, and words are stored with their
/// offsets.
fn word_table(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut words: Vec<(u32, u32)> = Vec::with_capacity(bytes.len() / 8);
    let mut start = None;
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let (class, length) = match first {
            0..0x80 => (letter::low(usize::from(first)), 1),
            0x80..0xE0 => {
                let second = bytes.get(at + 1).copied().unwrap_or_default();
                (letter::low(usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F)), 2)
            }
            0xE0..0xF0 => (letter::SYMBOL, 3),
            0xF0.. => (letter::SYMBOL, 4),
        };
        let word = class < letter::SPACE || matches!(class, letter::DIGIT | letter::OTHER | letter::TATWEEL);
        match (word, start) {
            (true, None) => start = Some(at as u32),
            (false, Some(begun)) => {
                words.push((begun, at as u32));
                start = None;
            }
            _ => {}
        }
        at += length;
    }
    words.extend(start.map(|begun| (begun, at as u32)));
    black_box(words).len()
}
