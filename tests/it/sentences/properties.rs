//! Properties that hold for the sentences of every text.

use crate::clean_support::block;
use isnad::internals::segment::{Cuts, Marks, paragraphs, sentences};
use isnad::internals::tokens::tokenize;
use isnad::{OffsetEncoding, OffsetIndex, SegmentOptions, Sentence, segment};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

/// Text of the pieces of sentences, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[اأإبتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤ]{1,9} ",
        3 => "([اأإبتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤ]{1,9} ){3,20}",
        4 => prop::sample::select(vec![
            ". ", ".", "؟ ", "! ", "… ", ".. ", " . ", "، ", "؛ ", ": ", "\"", "«", "»", "“", "”", "'", "(", ") ", "\n",
            "\n\n", "\r\n", " ـ ", "- ", ".\" ", "د. ", "أ.ف.ب ", "1. ", "4.3 ", "ثم ", "قال ", "أن ", "مضيفا ", "و",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "Inc. ", "U.S. ", "It was. It is. ", "a.b/c ", "😀", "👨‍👩‍👧", "e\u{301}", "\u{64E}", "\u{200F}", "\u{202A}.\u{202C} ",
            "\u{FEDF}\u{FEE0} ", "\0", "\u{A0}", "\u{600}", "۔ ", "。", "سلاmم ",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn split(text: &str, options: &SegmentOptions) -> Vec<Sentence> {
    segment(text, options)
}

fn options(line_breaks: bool, keep_quotations_whole: bool) -> SegmentOptions {
    SegmentOptions::new().with_line_breaks(line_breaks).with_quotations_whole(keep_quotations_whole)
}

/// Returns whether a character is visible: not a space, a control character, a combining mark or a bidirectional mark.
fn visible(c: char) -> bool {
    use isnad::internals::text::letter::{self, class};
    let unseen = [letter::SPACE, letter::NEWLINE, letter::EXTEND, letter::FORMAT, letter::CONTROL];
    let sits_on_another = format!(" {c}").graphemes(true).count() == 1;
    !c.is_whitespace() && !unseen.contains(&class(c)) && !sits_on_another
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn sentences_are_in_order_apart_and_on_grapheme_boundaries(text in text(), lines in any::<bool>(), whole in any::<bool>()) {
        let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut last = 0;
        for Sentence { span, .. } in split(&text, &options(lines, whole)) {
            prop_assert!(last <= span.start && span.start < span.end, "{span:?} in {text:?}");
            for end in [span.start, span.end] {
                prop_assert!(boundaries.binary_search(&(end as usize)).is_ok(), "{span:?} splits a grapheme of {text:?}");
            }
            last = span.end;
        }
    }

    #[test]
    fn sentences_hold_every_visible_character(text in text(), lines in any::<bool>()) {
        let sentences = split(&text, &options(lines, false));
        let seen = |cluster: &str| cluster.chars().next().is_some_and(visible);
        for (at, cluster) in text.grapheme_indices(true).filter(|(_, cluster)| seen(cluster)) {
            let held = sentences.iter().any(|sentence| sentence.span.contains(at as u32));
            prop_assert!(held, "no sentence holds {cluster:?} at {at} of {text:?}");
        }
    }

    #[test]
    fn a_mark_of_any_script_with_nothing_to_sit_on_is_no_sentence(mark in "\\p{Mn}") {
        prop_assert_eq!(split(&mark, &options(false, false)), vec![], "{:?}", mark);
    }

    #[test]
    fn keeping_quotations_whole_only_joins(text in text(), lines in any::<bool>()) {
        let ends = |whole| split(&text, &options(lines, whole)).iter().map(|s| s.span.end).collect::<Vec<_>>();
        let fine = split(&text, &options(lines, false));
        let whole = ends(true);
        prop_assert!(whole.iter().all(|end| fine.iter().any(|s| s.span.end == *end)), "{text:?}");
        // The ends that it leaves out are those inside quotations.
        let inside = fine.iter().filter(|sentence| sentence.inside_quote).count();
        prop_assert_eq!(fine.len() - inside, whole.len(), "{:?}", text);
    }

    #[test]
    fn offsets_of_every_unit_name_the_same_text(text in text()) {
        let wide: Vec<u16> = text.encode_utf16().collect();
        let points: Vec<char> = text.chars().collect();
        let index = |encoding| OffsetIndex::new(&text, encoding);
        let (utf8, utf16, utf32) = (index(OffsetEncoding::Utf8), index(OffsetEncoding::Utf16), index(OffsetEncoding::Utf32));
        for Sentence { span, .. } in split(&text, &SegmentOptions::new()) {
            let range = |index: &OffsetIndex| index.convert(span.start) as usize..index.convert(span.end) as usize;
            let own = span.slice(&text);
            prop_assert_eq!(&text[range(&utf8)], own);
            prop_assert_eq!(String::from_utf16_lossy(&wide[range(&utf16)]), own);
            prop_assert_eq!(points[range(&utf32)].iter().collect::<String>(), own);
        }
    }

    /// `segment` reads only some of the words. Reading all of them gives the same result.
    #[test]
    fn skimming_gives_what_reading_gives(text in text(), lines in any::<bool>()) {
        assert_skimmed_is_read(&text, lines);
    }
}

fn assert_skimmed_is_read(text: &str, lines: bool) {
    let options = options(lines, false);
    let span = isnad::Span::new(0, text.len() as u32);
    let whole = [block(span)];
    let tokens = tokenize(text);
    let paragraphs = paragraphs(&tokens, &whole, lines);
    let marks = Marks::pair(&tokens, &paragraphs);
    let cuts = Cuts::of(&tokens, &paragraphs, &marks);
    assert_eq!(split(text, &options), sentences(&tokens, &paragraphs, &cuts, &options), "{text:?}");
}

/// Inputs that generated texts found.
#[test]
fn skimming_keeps_the_word_behind_an_abbreviation_and_a_comma() {
    assert_skimmed_is_read("Inc. \"، قال أ ", false);
}

#[test]
fn skimming_finds_the_same_end_of_brackets() {
    assert_skimmed_is_read("\".\" {ء أ أ ف م ن لثءهئجءبف م ىئححجبك جءاقىءلم قمءندءود ) \"", false);
}

/// Lines that end at one column, as a program would have wrapped them.
const WRAPPED: &str = "\
قال وزير الموارد المائية في مؤتمر صحفي عقده في العاصمة صباح الأربعاء، إن
الخزانات ممتلئة بنسبة ثمانين بالمئة وإن الوزارة ستبدأ توزيع المضخات على
القرى في الأسبوع المقبل بعد أن تنتهي من أعمال الصيانة، مضيفا أن الخطة لن
تتغير مهما كانت الظروف وأن التقنين لن يعود قبل نهاية الخريف في كل المدن
الكبيرة والصغيرة وفي القرى التي على ضفاف النهر وعند السدود وفي الجبال مع
الشتاء.
";

#[test]
fn lines_are_kept_where_the_caller_says_that_they_are_not_wrapped() {
    let mut options = options(true, false);
    assert_eq!(split(WRAPPED, &options).len(), 1);
    options.keep_lines = true;
    let lines: Vec<&str> = split(WRAPPED, &options).iter().map(|it| it.span.slice(WRAPPED)).collect();
    assert_eq!(lines, WRAPPED.lines().collect::<Vec<_>>());
}
