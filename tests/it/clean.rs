//! Pages and the kinds of their lines; how cleaning changes characters; its findings; its metadata.

use isnad::internals::clean::{blocks, cleaned};
use isnad::internals::tokens::tokenize;
use isnad::{BlockKind, CleanOptions, CleanProfile, Cleaned, FindingKind, Step};

/// A piece of a page in the notation of `tests/pages`.
struct Expected<'t> {
    kind: &'t str,
    kept: bool,
    inline: bool,
    text: &'t str,
}

fn read(page: &str) -> Vec<Expected<'_>> {
    page.lines()
        .map(|line| {
            let (head, text) = line.split_once(" | ").unwrap_or_else(|| panic!("no bar in {line:?}"));
            let (head, inline) = head.strip_suffix(" ~").map_or((head, false), |head| (head, true));
            let (kind, kept) = head.strip_suffix('-').map_or((head, true), |kind| (kind, false));
            let kind = if kind == "share" { "ui" } else { kind };
            Expected {
                kind,
                kept: kept && matches!(kind, "title" | "deck" | "heading" | "body"),
                inline,
                text,
            }
        })
        .collect()
}

fn check(name: &str, page: &str) {
    let expected = read(page);
    let mut text = String::new();
    let mut starts = Vec::new();
    for piece in &expected {
        if !piece.inline && !text.is_empty() {
            text.push('\n');
        }
        starts.push(text.len() + piece.text.len() - piece.text.trim_start().len());
        text.push_str(piece.text);
    }
    let found = blocks(&tokenize(&text));
    for (piece, start) in expected.iter().zip(starts) {
        let block = found.iter().find(|block| block.span.contains(start as u32)).unwrap();
        let said = (format!("{:?}", block.kind).to_lowercase(), block.kept);
        assert_eq!(
            said,
            (piece.kind.to_owned(), piece.kept),
            "{name}: {:?} by rule {}",
            piece.text,
            block.rule
        );
    }
}

#[test]
fn the_lines_of_pages_are_what_they_are() {
    let mut pages = 0;
    for file in std::fs::read_dir(crate::at("tests/pages")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "page") {
            check(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
            pages += 1;
        }
    }
    assert!(pages > 5, "tests/pages has only {pages} pages");
}

/// Each phrase that makes a line boilerplate does so at the end of a page.
#[test]
fn every_phrase_of_page_tsv_is_found() {
    let table = std::fs::read_to_string(crate::at("lexicon/page.tsv")).unwrap();
    let body = "قال مدير المتحف إن المعرض سيبقى مفتوحا شهرا آخر بعد إقبال كبير من الزوار في أيامه الأولى.";
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()).skip(1) {
        let mut columns = row.split('\t');
        let (phrase, class, place) =
            (columns.next().unwrap(), columns.next().unwrap(), columns.next().unwrap());
        let line = match place {
            "line" | "start" | "label" => phrase.replace('0', "12"),
            "pair" => format!("© {phrase} 2020"),
            "service" => format!("{phrase} «العالم»"),
            // These are searched inside a line, and have separate tests.
            _ => continue,
        };
        let page = format!("عنوان الصفحة من خمس كلمات\n{body}\n{body}\nشارك الخبر\nطباعة\nالرئيسية\n{line}");
        let found = blocks(&tokenize(&page));
        let last = found.iter().find(|block| block.span.slice(&page).trim() == line);
        assert!(last.is_some_and(|block| !block.kept), "{row}: {last:?}");
        let _ = class;
    }
}

fn clean(text: &str, options: &CleanOptions) -> Cleaned {
    let tokens = tokenize(text);
    cleaned(&tokens, crate::clean_support::lines(text), options, Vec::new())
}

fn in_profile(text: &str, profile: CleanProfile) -> String {
    clean(text, &CleanOptions::new().with_profile(profile)).clean_text
}

#[test]
fn each_profile_changes_what_it_says() {
    for (raw, display, search) in [
        ("كلمة\u{A0}\u{A0}أخرى", "كلمة أخرى", "كلمه اخري"),
        ("قـــال إنه", "قال إنه", "قال انه"),
        ("لندن ـ مراسلنا", "لندن ـ مراسلنا", "لندن ـ مراسلنا"),
        ("1436هـ", "1436هـ", "1436ه"),
        ("\u{200F}مرحبا\u{202C}", "مرحبا", "مرحبا"),
        ("ﻗﺎﻝ ﻻ", "قال لا", "قال لا"),
        ("مُحَمَّدٌ", "مُحَمَّدٌ", "محمد"),
        ("سوری کبیر", "سوری کبیر", "سوري كبير"),
        ("عام ٢٠٢٠، ١٫٥٪", "عام ٢٠٢٠، ١٫٥٪", "عام 2020, 1.5%"),
        ("«نعم»؟", "«نعم»؟", "\"نعم\"?"),
        ("أول  \r\n\r\n ثان", "أول\nثان", "اول\nثان"),
        ("سطر\u{1}واحد", "سطرواحد", "سطرواحد"),
    ] {
        assert_eq!(
            in_profile(raw, CleanProfile::AsIs).replace("\r\n", "\n").trim(),
            in_profile(raw, CleanProfile::AsIs).replace("\r\n", "\n")
        );
        assert_eq!(in_profile(raw, CleanProfile::Display), display, "DISPLAY of {raw:?}");
        assert_eq!(in_profile(raw, CleanProfile::Search), search, "SEARCH of {raw:?}");
    }
}

/// A page as a mail program sends it: a headline, then paragraphs wrapped at 70 columns.
const WRAPPED: &str = "سكان الجزيرة يطالبون بجسر ثان إلى البر\n\n\
    طالب سكان الجزيرة، في عريضة سلموها إلى البلدية صباح أمس، بجسر ثان\nيربطها بالبر قبل الصيف، وقالوا إن الجسر القديم لا يكفي لكل السيارات\n\
    التي تعبره في أيام العطل. وقال مهندس البلدية إن الدراسة ستنتهي قريبا\n\tوإن الكلفة لم تحسب بعد.\n\n\
    وينتظر السكان الجسر منذ عام، وقد وعدتهم البلدية به مرتين قبل أن تؤجل\nالأعمال بسبب الأمطار.\n";

#[test]
fn a_wrapped_paragraph_is_one_block_and_one_line_of_the_clean_text() {
    let tokens = tokenize(WRAPPED);
    let in_profile = |profile| {
        let options = CleanOptions::new().with_profile(profile);
        cleaned(&tokens, blocks(&tokens), &options, Vec::new())
    };
    let display = in_profile(CleanProfile::Display);
    let kinds: Vec<_> = display.blocks.iter().map(|block| (block.kind, block.kept)).collect();
    assert_eq!(kinds, [(BlockKind::Title, true), (BlockKind::Body, true), (BlockKind::Body, true)]);
    assert_eq!(display.clean_text.lines().count(), 3);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&display.clean_text), words(WRAPPED));
    assert!(display.clean_text.contains("بجسر ثان يربطها") && display.clean_text.contains("قريبا وإن"));
    crate::clean_support::assert_aligned(WRAPPED, &display);
    // With the profile `AsIs` it keeps its width.
    assert_eq!(in_profile(CleanProfile::AsIs).clean_text.lines().count(), 7);
}

#[test]
fn a_step_can_be_added_and_left_out() {
    let options = CleanOptions::new().with_step(Step::Diacritics).without_step(Step::Tatweel);
    assert_eq!(clean("قـــالَ  إنَّه", &options).clean_text, "قـــال إنه");
}

#[test]
fn findings_have_their_repairs() {
    for (text, kind, word, repair) in [
        ("إن موسكو تستكشfan مقاربة", FindingKind::MixedScript, "تستكشfan", Some("تستكشفان")),
        ("سطر\u{1}واحد في النص", FindingKind::ControlCharacter, "\u{1}", Some("")),
        ("عنوان ﻗﺎﻝ الوزير", FindingKind::PresentationForms, "ﻗﺎﻝ", Some("قال")),
        ("ÞÇá ÇáæÒíÑ", FindingKind::Mojibake, "ÞÇá ÇáæÒíÑ", Some("قال الوزير")),
        ("only a line of English text", FindingKind::NotArabic, "only a line of English text", None),
    ] {
        let found = clean(text, &CleanOptions::default()).findings;
        let finding =
            found.iter().find(|finding| finding.kind == kind).unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert_eq!(finding.span.slice(text), word);
        assert_eq!(finding.repair.as_deref(), repair);
    }
    for text in ["شركة لـGoogle في الـUSA", "قال الوزير إن العمل مستمر", "بـNATO والـDNA"]
    {
        assert_eq!(clean(text, &CleanOptions::default()).findings, [], "{text}");
    }
}

#[test]
fn repairs_are_made_on_request_and_stand_in_the_alignment() {
    let text = "إن موسكو تستكشfan مقاربة";
    let plain = clean(text, &CleanOptions::default());
    assert_eq!(plain.clean_text, text);
    let repaired = clean(text, &CleanOptions::new().with_repairs(true));
    assert_eq!(repaired.clean_text, "إن موسكو تستكشفان مقاربة");
    let run =
        repaired.alignment.iter().find(|run| run.clean.slice(&repaired.clean_text) == "تستكشفان").unwrap();
    assert_eq!(run.raw.slice(text), "تستكشfan");
}

#[test]
fn the_page_tells_of_the_article() {
    let text = "سكان الجزيرة يطالبون بجسر ثان إلى البر\nالثلاثاء 12 مايو 2015 - 10:20\nبقلم: سلمى الراوي\nلندن (رويترز) - طالب سكان الجزيرة بجسر ثان يربطها بالبر، وقالوا إن الجسر القديم لا يكفي.\nوقال مهندس البلدية إن الدراسة ستنتهي قبل الصيف.\nالمصدر: وكالات";
    let tokens = tokenize(text);
    let metadata = cleaned(&tokens, blocks(&tokens), &CleanOptions::default(), Vec::new()).metadata;
    let slice = |span: isnad::Span| span.slice(text);
    assert_eq!(metadata.title.map(slice), Some("سكان الجزيرة يطالبون بجسر ثان إلى البر"));
    assert_eq!(metadata.bylines.into_iter().map(slice).collect::<Vec<_>>(), ["سلمى الراوي"]);
    assert_eq!(metadata.sources.into_iter().map(slice).collect::<Vec<_>>(), ["رويترز", "وكالات"]);
    assert_eq!(metadata.place.map(slice), Some("لندن"));
    assert_eq!(
        metadata.timestamps.first().and_then(|stamp| stamp.iso.clone()).as_deref(),
        Some("2015-05-12T10:20")
    );
}

/// The work on a text is linear in its length, whatever it contains.
#[test]
fn hostile_text_is_cleaned_in_time() {
    let texts = [
        "رابط قصير\n".repeat(100_000),
        "كلمة في سطر واحد طويل، ".repeat(30_000),
        "12 مايو 2015 10:20\n".repeat(40_000),
        "اقرأ أيضا: خبر عن الحكومة الجديدة اليوم. ".repeat(15_000),
        "اقرأ. ".repeat(100_000),
        "كلمة        أخرى   ".repeat(40_000),
        "(رويترز) ".repeat(60_000),
        format!("ا{}ب", "\u{200C}".repeat(300_000)),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        let tokens = tokenize(&text);
        let found = blocks(&tokens);
        let cleaned = cleaned(&tokens, found, &CleanOptions::default(), Vec::new());
        assert!(cleaned.blocks.iter().all(|block| block.kind != BlockKind::Title || !block.span.is_empty()));
        // A quadratic pass would take minutes. A debug build on a slow machine takes a second.
        assert!(start.elapsed().as_secs() < 20, "{:?}", text.chars().take(20).collect::<String>());
    }
}

#[test]
fn lost_characters_are_findings_with_what_stood_there() {
    let text =
        "ارتفع السعر بنسبة ?66 هذا العام، أي 80 ? من الدخل، و21?75 في القرى، وقال ?لوزير: هل تكفي 40؟ نعم.";
    let cleaned = isnad::clean(text, &isnad::CleanOptions::new());
    let lost = cleaned.findings.iter().filter(|it| it.kind == FindingKind::LostCharacter);
    let found: Vec<_> = lost.map(|it| (it.span.start as usize, it.repair.as_deref())).collect();
    let at: Vec<usize> = text.match_indices('?').map(|(at, _)| at).collect();
    assert_eq!(found, [(at[0], Some("%")), (at[1], Some("%")), (at[2], Some(".")), (at[3], None)]);
}
