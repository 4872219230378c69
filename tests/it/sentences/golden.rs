//! The golden rules for Arabic of two other splitters.
//!
//! Cases 2, 3, 6 and 8 are followed. Cases 1, 4 and 7 end a sentence at a colon, and case 5 at every
//! comma; isnad does not follow them: `docs/sentences.md` gives the reasons.

use isnad::{SegmentOptions, segment};
use serde_json::Value;

/// The cases that isnad follows.
const FOLLOWED: [u64; 4] = [2, 3, 6, 8];

fn sentences(text: &str) -> Vec<&str> {
    let found = segment(text, &SegmentOptions::new());
    found.iter().map(|sentence| sentence.span.slice(text)).collect()
}

#[test]
fn golden_cases_hold() {
    let path = crate::shared().join("gold/sentence-golden-rules.json");
    let Ok(file) = std::fs::read_to_string(&path) else {
        println!("golden cases: SKIPPED, there is no {}", path.display());
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&file).expect("a list of cases");
    let mut held = 0;
    for case in cases.iter().filter(|case| FOLLOWED.contains(&case["id"].as_u64().unwrap_or(0))) {
        let text = case["input"].as_str().expect("a text");
        let wanted: Vec<&str> =
            case["expected"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(sentences(text), wanted, "case {}", case["id"]);
        held += 1;
    }
    assert_eq!(held, FOLLOWED.len(), "a case is missing in the file");
}

#[test]
fn a_colon_and_a_comma_end_nothing() {
    // The rejected cases, in our own words.
    let headline = "سؤال وجواب: متى يفتح السد؟";
    assert_eq!(sentences(headline), [headline]);
    let enumeration = "فتح السوق أبوابه، وعاد الباعة، وبدأ الموسم.";
    assert_eq!(sentences(enumeration), [enumeration]);
}
