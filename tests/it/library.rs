//! Guarantees of the library to the programs that use it.

use isnad::internals::tokens::{TokenKind, tokenize};
use isnad::server::wire::extract_quotes_response;
use isnad::{
    Analyzer, Cancel, Cancelled, CleanOptions, CleanProfile, OffsetEncoding, Options, Part, QuoteOptions,
    SegmentOptions, Stage, Step,
};

const TEXT: &str = "قال وزير النقل سامر القلعاوي إن الطريق مغلق. وأضاف: «العمل مستمر».\n\
                    ونقلت وكالة الضفاف عن ليان الورداني قولها لصحيفة المرفأ إن السد آمن.";

#[test]
fn views_say_what_the_answers_of_the_service_say() {
    let found = isnad::extract_quotes(TEXT, &QuoteOptions::new());
    let answer = extract_quotes_response(TEXT, found.clone(), OffsetEncoding::Utf8);
    assert!(answer.quotes.len() >= 3 && answer.entities.len() >= 3);
    for (view, sent) in found.quotes(TEXT).zip(&answer.quotes) {
        let speaker = sent.speaker.as_ref().expect("a speaker");
        assert_eq!(view.speaker().map_or_else(String::new, |it| it.name().into_owned()), speaker.name);
        let relays: Vec<_> = view.relays().map(|it| it.name().into_owned()).collect();
        assert_eq!(relays, sent.relays.iter().map(|it| it.name.clone()).collect::<Vec<_>>());
        assert_eq!(view.addressee_name().unwrap_or_default(), sent.addressee_name);
        assert_eq!(view.cue().map(|it| it.lemma.to_owned()), sent.cue.as_ref().map(|it| it.lemma.clone()));
    }
    for (view, sent) in found.entities(TEXT).zip(&answer.entities) {
        assert_eq!((view.name(), view.titles()), (sent.name.as_str().into(), titles(&sent.titles)));
        assert_eq!(view.quotes().count(), sent.quotes.len());
    }
}

fn titles(titles: &[String]) -> Vec<std::borrow::Cow<'_, str>> {
    titles.iter().map(|title| title.as_str().into()).collect()
}

#[test]
fn a_view_over_another_text_does_not_panic() {
    let article = isnad::analyze(TEXT);
    for other in ["", "ق", "plain"] {
        assert!(article.quotes(other).all(|quote| quote.text().len() <= 2 * other.len() + 8));
        assert!(article.entities(other).all(|entity| entity.titles().len() <= 1));
    }
}

#[test]
fn a_cancelled_call_ends_with_an_error_and_a_whole_one_reports_its_stages() {
    let (analyzer, cancel) = (Analyzer::new(), Cancel::new());
    let mut stages = Vec::new();
    let mut done = |stage| stages.push(stage);
    let whole = analyzer.cancel(&cancel).on_stage(&mut done).try_analyze(TEXT);
    assert_eq!(whole.as_ref(), Ok(&isnad::analyze(TEXT)));
    assert_eq!(stages, Stage::ALL);
    cancel.cancel();
    assert_eq!(analyzer.cancel(&cancel).try_analyze(TEXT).unwrap_err(), Cancelled);
    assert_eq!(analyzer.cancel(&cancel).try_clean(TEXT).unwrap_err(), Cancelled);
    assert_eq!(analyzer.cancel(&cancel).try_segment(TEXT).unwrap_err(), Cancelled);
    assert_eq!(analyzer.cancel(&cancel).try_extract_quotes(TEXT).unwrap_err(), Cancelled);
}

#[test]
fn options_are_read_as_they_were_written() {
    let mut options = Options::default();
    options.clean = CleanOptions::new().with_profile(CleanProfile::Search).without_step(Step::TaaMarbuta);
    options.segment = SegmentOptions::new().with_quotations_whole(true);
    options.quotes = QuoteOptions::new().with_min_confidence(0.25);
    options.parts = [Part::Quotes, Part::Blocks].into_iter().collect();
    let json = serde_json::to_string(&options).expect("JSON");
    assert_eq!(serde_json::from_str::<Options>(&json).expect("options"), options);
    assert_eq!(serde_json::from_str::<Options>("{}").expect("options"), Options::default());
    for wrong in [
        r#"{"quotes": {"min_confidence": 1.5}}"#,
        r#"{"clean": {"profil": "search"}}"#,
        r#"{"parts": ["quote"]}"#,
    ] {
        assert!(serde_json::from_str::<Options>(wrong).is_err(), "{wrong}");
    }
}

/// Each folded word of a page is found in its clean text, and the alignment leads back to the word in the page.
#[test]
fn what_is_found_in_the_clean_text_leads_back_to_the_page() {
    let html = "<p>قال <b>الوَزير</b> أحمد إن &quot;المكتبـــة&quot; مُغلقة.</p>\n<p>وأضاف أنها ستُفتح يوم ٢٥ آذار.</p>";
    for page in [TEXT, html] {
        for profile in CleanProfile::ALL {
            let options = CleanOptions::new().with_profile(*profile);
            let cleaned = isnad::clean(page, &options);
            let clean = &cleaned.clean_text;
            for token in tokenize(clean).iter().filter(|token| token.kind == TokenKind::Word) {
                let raw = cleaned.raw(page, token.span).expect("in the page");
                assert_eq!(isnad::fold(&page[raw], &options), clean[token.span], "{profile} of {page}");
            }
        }
    }
}
