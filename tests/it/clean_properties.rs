//! What must hold of every text: blocks partition it, alignment is in order and complete, cleaning twice is
//! cleaning once.

use isnad::internals::clean::{blocks, cleaned};
use isnad::internals::tokens::tokenize;
use isnad::{CleanOptions, CleanProfile, Step, Steps};
use proptest::prelude::*;

use crate::clean_support::{self, PROFILES, all, assert_aligned, assert_partition, clean_whole, lines};

/// Text that looks like pages: Arabic words, furniture, odd spaces, marks, presentation forms, other scripts.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        10 => "[اأإبتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤ]{1,9}",
        4 => Just(" ".to_owned()),
        2 => "[ \t\u{A0}\u{2003}\u{3000}]{1,8}",
        3 => "[\n\r\u{2028}\u{85}]{1,3}",
        2 => "[.!?؟،؛:…«»\"'()/|*+•©-]{1,3}",
        1 => "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FEFF}\u{AD}\u{61C}]{1,2}",
        1 => "[\u{64B}-\u{652}ـ]{1,3}",
        1 => "[\u{FE80}-\u{FEFC}\u{FB56}-\u{FB59}]{1,4}",
        1 => "[0-9٠-٩]{1,4}",
        1 => "[a-zA-Z@.]{1,8}",
        1 => "\\PC{0,4}",
        1 => "[\u{0}-\u{1F}]{1,2}",
        1 => prop::sample::select(vec![
            "اقرأ أيضا: ", "المصدر: ", "شارك الخبر", "التعليقات", "جميع الحقوق محفوظة", "بقلم: ", "آخر تحديث: ",
            "وقال الوزير إن العمل مستمر في المدينة منذ أيام.", "سمات ", "(رويترز)", "12 مايو 2015", " - ", "👨‍👩‍👧", "e\u{301}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What the fuzz target `clean` of `fuzz/` does with bytes that a fuzzer finds, on bytes that are drawn.
#[test]
fn what_the_fuzzer_checks_holds_of_bytes_that_are_drawn() {
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    let config = ProptestConfig { cases: 800, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let drawn = runner.run(&bytes, |bytes| {
        clean_support::hold(&bytes);
        Ok(())
    });
    drawn.expect("every property");
}

/// What the fuzzer has found before.
#[test]
fn what_the_fuzzer_found_holds() {
    for text in [
        // A ligature of four words holds letters that SEARCH changes.
        "\u{FDFA}",
        // Tatweel between marks that sit on no letter.
        "\u{651}ـ\u{651}",
        // A line that begins with such a mark.
        "كلمة\n\u{64B} كلمة",
        // A space that carries a mark, before a line separator.
        " \u{16AF0}\u{2028}ف",
        " \u{652}\nلـ",
        // A piece of one line whose start falls on the start of the one before.
        "قال المدير إن المعرض سيبقى شهرا آخر.اقرأ أيضا: قال المدير إن المعرض سيبقى شهرا آخر.اقرأ أيضا: قال المدير إن المعرض سيبقى شهرا آخر.\u{202C}",
    ] {
        let bytes = [b"\x01", text.as_bytes()].concat();
        clean_support::hold(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn blocks_put_end_to_end_are_the_text(text in page()) {
        let tokens = tokenize(&text);
        assert_partition(&text, &blocks(&tokens));
    }

    #[test]
    fn alignment_is_in_order_and_complete(text in page(), repairs in any::<bool>()) {
        let tokens = tokenize(&text);
        for profile in PROFILES {
            let options = CleanOptions::new().with_profile(profile).with_repairs(repairs);
            let cleaned = cleaned(&tokens, blocks(&tokens), &options, Vec::new());
            assert_aligned(&text, &cleaned);
            for finding in &cleaned.findings {
                assert!(text.get(finding.span.start as usize..finding.span.end as usize).is_some(), "{finding:?}");
            }
        }
    }

    #[test]
    fn copied_runs_are_equal_in_lossless_profiles(text in page()) {
        for profile in [CleanProfile::AsIs, CleanProfile::Display] {
            let cleaned = all(&text, lines(&text), profile);
            for run in &cleaned.alignment {
                if run.clean.len() == run.raw.len() && run.raw.len() > 3 {
                    // A tab may have become a space in the same place.
                    let plain = |text: &str| text.replace(char::is_whitespace, " ");
                    assert_eq!(plain(run.clean.slice(&cleaned.clean_text)), plain(run.raw.slice(&text)));
                }
            }
        }
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(text in page()) {
        for profile in PROFILES {
            let once = clean_whole(&text, profile);
            prop_assert_eq!(&clean_whole(&once, profile), &once, "{:?}", profile);
        }
    }

    #[test]
    fn each_step_alone_keeps_alignment(text in page()) {
        for &step in Step::LOSSLESS.iter().chain(Step::LOSSY) {
            let options = CleanOptions::new().with_profile(CleanProfile::AsIs).with_step(step);
            let tokens = tokenize(&text);
            assert_aligned(&text, &cleaned(&tokens, lines(&text), &options, Vec::new()));
        }
    }

    #[test]
    fn a_step_left_out_of_as_is_changes_nothing(text in page()) {
        let mut options = CleanOptions::new().with_profile(CleanProfile::AsIs);
        options.without = Steps::of(Step::LOSSLESS);
        let tokens = tokenize(&text);
        let blocks = lines(&text);
        let once = cleaned(&tokens, blocks.clone(), &options, Vec::new());
        prop_assert_eq!(once.clean_text, all(&text, blocks, CleanProfile::AsIs).clean_text);
    }
}
