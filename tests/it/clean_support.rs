//! Properties that hold for the cleaning of any text. `tests/it/clean_properties.rs` checks them on generated texts in each run of the
//! tests. `fuzz/fuzz_targets/clean.rs` includes this file and checks them on the fuzzer's input.
#![allow(dead_code)]

use std::collections::HashSet;

use isnad::internals::clean::{blocks, cleaned};
use isnad::internals::tokens::{TokenKind, tokenize};
use isnad::rules::BlockRule;
use isnad::{Block, BlockKind, CleanOptions, CleanProfile, Cleaned, Span, Step, Steps};
use unicode_segmentation::UnicodeSegmentation as _;

pub const PROFILES: [CleanProfile; 3] = [CleanProfile::AsIs, CleanProfile::Display, CleanProfile::Search];

/// The pieces of pages. Each byte of a fuzzer's input selects one of them.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "   ",
    "\u{A0}",
    "\u{3000}",
    "\u{2028}",
    "\u{85}",
    "ا",
    "ل",
    "و",
    "ة",
    "ى",
    "أ",
    "ک",
    "ی",
    "قال",
    "الوزير",
    "إن",
    "في",
    "من",
    "المدينة",
    "مدير المتحف",
    "سلمى الراوي",
    "كلمة",
    "أخرى",
    "لندن",
    ".",
    ".",
    "،",
    "؟",
    "!",
    "…",
    "...",
    ":",
    "؛",
    "«",
    "»",
    "\"",
    "“",
    "”",
    "'",
    "(",
    ")",
    "[",
    "]",
    "/",
    "|",
    "*",
    "•",
    "-",
    " - ",
    "—",
    "ـ",
    "©",
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{200F}",
    "\u{202B}",
    "\u{202C}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{61C}",
    "\u{64B}",
    "\u{651}",
    "\u{652}",
    "\u{670}",
    "\u{300}",
    "\u{FE8E}",
    "\u{FEFB}",
    "\u{FDFA}",
    "\u{FEDF}",
    "\0",
    "\u{1}",
    "\u{7F}",
    "12",
    "٢٠٢٠",
    "10:20",
    "12/5/2015",
    "1",
    "مايو",
    "الثلاثاء 12 مايو 2015",
    "رويترز",
    "(رويترز)",
    "وكالات",
    "word",
    "a@b.co",
    "https://a.b/c",
    "تستكشfan",
    "ÞÇá ÇáæÒíÑ",
    "😀",
    "👨‍👩‍👧",
    "e\u{301}",
    "اقرأ أيضا: ",
    "المصدر: ",
    "شارك الخبر",
    "التعليقات",
    "جميع الحقوق محفوظة",
    "بقلم: ",
    "آخر تحديث: ",
    "الرئيسية",
    "طباعة",
    "سمات",
    "تصوير: ",
    "1436هـ",
    "لـ",
    "قـــال",
    "مُحَمَّدٌ",
    "وقال مدير المتحف إن المعرض سيبقى مفتوحا شهرا آخر.",
    "سكان الجزيرة يطالبون بجسر ثان إلى البر",
    "<p>",
    "</p>",
    "<br>",
    "<b class=\"x\">",
    "</b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&quot;",
    "#187;",
    "&#769;",
    "<",
    ">",
    // A paragraph that a program wrapped, and the same as one line.
    "قال وزير الموارد المائية في مؤتمر صحفي عقده في العاصمة صباح الأربعاء، إن\nالخزانات ممتلئة بنسبة ثمانين بالمئة وإن الوزارة ستبدأ توزيع المضخات على\n\
     القرى في الأسبوع المقبل بعد أن تنتهي من أعمال الصيانة، مضيفا أن الخطة لن\nتتغير مهما كانت الظروف وأن التقنين لن يعود قبل نهاية الخريف في كل المدن\nالكبيرة.\n",
    "قال وزير الموارد المائية في مؤتمر صحفي عقده في العاصمة صباح الأربعاء إن الخزانات ممتلئة وإن الوزارة ستبدأ توزيع المضخات على القرى.\n",
];

/// The text that bytes represent: pieces of pages or, after an odd first byte, the bytes as UTF-8.
fn text_of(bytes: &[u8]) -> String {
    match bytes.split_first() {
        Some((first, rest)) if first % 2 == 1 => String::from_utf8_lossy(rest).into_owned(),
        Some((_, rest)) => rest.iter().map(|&byte| PIECES[usize::from(byte) % PIECES.len()]).collect(),
        None => String::new(),
    }
}

/// Checks all properties of the text that `bytes` represent.
pub fn hold(bytes: &[u8]) {
    let text = text_of(bytes);
    let tokens = tokenize(&text);
    let (page, lines) = (blocks(&tokens), lines(&text));
    assert_partition(&text, &page);
    assert_partition(&text, &lines);
    for profile in PROFILES {
        for blocks in [&page, &lines] {
            assert_aligned(&text, &all(&text, blocks.clone(), profile));
        }
        let once = clean_whole(&text, profile);
        assert_eq!(clean_whole(&once, profile), once, "{profile:?}, the second time: {text:?}");
    }
    // An arbitrary set of steps, and repairs.
    let steps = Step::ALL.iter().zip(bytes.iter().cycle());
    let with = steps.filter(|(_, byte)| *byte % 3 == 0).fold(Steps::NONE, |set, (&step, _)| set.with(step));
    let mut options = CleanOptions::new().with_profile(CleanProfile::AsIs).with_repairs(true);
    options.with = with;
    let cleaned = isnad::clean(&text, &options);
    assert_aligned(&text, &cleaned);
    assert_partition(&text, &cleaned.blocks);
}

/// The result of cleaning a text that was cut into `blocks`.
pub fn all(text: &str, blocks: Vec<Block>, profile: CleanProfile) -> Cleaned {
    let options = CleanOptions::new().with_profile(profile);
    cleaned(&tokenize(text), blocks, &options, Vec::new())
}

/// The clean text of a text that is all article.
pub fn clean_whole(text: &str, profile: CleanProfile) -> String {
    all(text, lines(text), profile).clean_text
}

/// A kept block for each line that has a token.
pub fn lines(text: &str) -> Vec<Block> {
    const LINE_ENDS: [char; 7] = ['\n', '\u{B}', '\u{C}', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    let (mut starts, mut end) = (vec![0], 0);
    for token in tokenize(text).iter().filter(|token| token.kind != TokenKind::Newline) {
        let gap = &text[end..token.span.start as usize];
        if let Some((at, line_end)) = gap.rmatch_indices(LINE_ENDS).next() {
            starts.push(end + at + line_end.len());
        }
        end = token.span.end as usize;
    }
    starts.push(text.len());
    starts.dedup();
    starts.windows(2).map(|pair| block(Span::new(pair[0] as u32, pair[1] as u32))).collect()
}

/// A block of the article.
pub fn block(span: Span) -> Block {
    let mut block = isnad::clean("قال", &CleanOptions::new()).blocks[0];
    (block.span, block.kind, block.kept, block.rule) = (span, BlockKind::Body, true, BlockRule::Whole);
    block
}

/// Blocks, concatenated, are the text, and none splits a grapheme cluster.
pub fn assert_partition(text: &str, blocks: &[Block]) {
    let joined: String = blocks.iter().map(|block| block.span.slice(text)).collect();
    assert_eq!(joined, text);
    let ends: HashSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    for block in blocks {
        assert!(!block.span.is_empty(), "an empty block: {block:?}");
        assert!(ends.contains(&(block.span.start as usize)), "{block:?} splits a grapheme of {text:?}");
    }
}

/// The runs cover the clean text, are in order in both texts, and split no character.
pub fn assert_aligned(text: &str, cleaned: &Cleaned) {
    let (mut clean, mut raw) = (0, 0);
    for run in &cleaned.alignment {
        assert_eq!(run.clean.start, clean, "runs cover the clean text: {run:?}");
        assert!(run.raw.start >= raw, "runs are in order: {run:?}");
        assert!(!run.clean.is_empty());
        assert!(text.is_char_boundary(run.raw.start as usize) && text.is_char_boundary(run.raw.end as usize));
        assert!(cleaned.clean_text.is_char_boundary(run.clean.end as usize));
        clean = run.clean.end;
        raw = run.raw.end;
    }
    assert_eq!(clean as usize, cleaned.clean_text.len());
}
