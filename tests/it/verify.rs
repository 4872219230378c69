//! Claims about texts: the command line as a script sees it, and properties that hold for every verdict.

use isnad::{Claim, Place, Presence, Verdict, Verifier};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cli::{ARTICLE, command, finish, run_with};

const CLAIM: &str = "الجسر سيفتح أمام السيارات خلال أسبوعين";

fn line(id: u8, claims: &Value) -> String {
    json!({"id": id, "text": ARTICLE, "claims": claims, "note": "passed over"}).to_string()
}

#[test]
fn each_line_gets_its_verdicts_and_what_is_wrong_an_error() {
    let lines = [
        line(
            1,
            &json!([{"words": CLAIM, "speaker": "الراوي"}, {"words": CLAIM.replace("أسبوعين", "شهرين")}]),
        ),
        line(2, &json!([{"words": "…"}])),
        line(3, &json!([])),
        json!({"id": 4, "claims": [{"words": CLAIM}]}).to_string(),
        line(5, &json!([{"words": CLAIM}, {"words": 7}])),
        line(6, &json!([{"words": CLAIM, "speaker": 7}])),
        CLAIM.to_owned(),
    ];
    let outcome = run_with(&["verify", "--offsets", "utf32", "-"], &lines.join("\n"));
    let answers: Vec<Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((outcome.code, answers.len()), (Some(1), 7));
    let [first, second] = [&answers[0]["verdicts"][0], &answers[0]["verdicts"][1]];
    assert_eq!((&first["presence"], &first["attribution"]), (&json!("verbatim"), &json!("variant")));
    assert_eq!(first["places"][0]["speaker"], "سليم الراوي");
    let span = &first["places"][0]["spans"][0];
    let at = |side: &str| span[side].as_u64().expect("a number") as usize;
    let words: String = ARTICLE.chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert_eq!(words, CLAIM);
    assert_eq!((&second["presence"], &second["attribution"]), (&json!("near"), &Value::Null));
    for (answer, field) in answers[1..6].iter().zip([
        "claims[0].words",
        "claims",
        "text",
        "claims[1].words",
        "claims[0].speaker",
    ]) {
        let message = answer["error"]["message"].as_str().expect("a message");
        assert!(message.contains(field), "{message}");
    }
    assert!(!outcome.stderr.contains(CLAIM), "nothing of a document is in a message");
}

#[test]
fn a_claim_of_the_command_line_is_answered_for_reading() {
    let outcome = run_with(&["verify", "--claim", CLAIM, "--speaker", "هالة المرزوقي"], ARTICLE);
    outcome.check_clean();
    for expected in ["verbatim: ", "speaker: سليم الراوي (quote)", "claimed: other", "polarity: affirmed"]
    {
        assert!(outcome.stdout.contains(expected), "{expected}: {}", outcome.stdout);
    }
    let outcome = finish(&mut command(&["verify", "--speaker", "هالة المرزوقي"]));
    assert_eq!(outcome.code, Some(2), "a speaker without a claim");
    let outcome = run_with(&["verify", "--claim", CLAIM, "none.txt"], "");
    assert_eq!(outcome.code, Some(1));
}

/// Every span of a verdict is within its text, at character boundaries.
fn assert_whole(text: &str, claim: &str, verdict: &Verdict) {
    let fits = |of: &str, span: isnad::Span| of.get(span.start as usize..span.end as usize).is_some();
    let all = |place: &Place| place.spans.iter().all(|span| fits(text, *span));
    assert!(verdict.places.iter().all(all));
    assert!(verdict.edits.iter().all(|edit| fits(claim, edit.claim) && fits(text, edit.text)));
    assert_eq!(verdict.presence == Presence::NotFound, verdict.places.is_empty());
    assert!((0.0..=1.0).contains(&verdict.coverage));
}

/// A few repeating words, with signs between them.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "قال",
        "الوزير",
        "لن",
        "إن",
        "الجسر",
        "مغلق",
        "و",
        "25",
        "-3",
        "%",
        "«",
        "»",
        ".",
        "\n",
        "<b>",
        "&amp;",
        "ـ",
        "\u{64E}",
        "\u{200F}",
        "المدينة",
        "وقال",
        "x",
        "👍",
        "ﷲ",
        "ﻻ",
    ]);
    prop::collection::vec((word, any::<bool>()), 0..60).prop_map(|words| {
        words.iter().map(|(word, spaced)| format!("{word}{}", if *spaced { " " } else { "" })).collect()
    })
}

/// The part, extended by one letter if it ends in a conjunction alone or in tatweel, followed by any signs. These belong to the
/// next word, so a claim that ended there would end inside a word.
fn ending_in_a_word(part: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{64E}' | '\u{200F}');
    let is_letter = |c: char| c.is_alphanumeric() && !is_mark(c);
    let Some((at, last)) = part.char_indices().rfind(|(_, c)| is_letter(*c) || *c == 'ـ') else {
        return part.to_owned();
    };
    let before = part[..at].chars().rfind(|c| *c != 'ـ' && !is_mark(*c));
    let is_alone = last == 'و' && !before.is_some_and(|c| is_letter(c) && !c.is_numeric());
    let (start, end) = part.split_at(at + last.len_utf8());
    if is_alone || last == 'ـ' { format!("{start}ر{end}") } else { part.to_owned() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_claim_about_any_text_gets_a_verdict(text in words(), claim in words(), any_text in ".{0,60}") {
        for (text, claim) in [(&text, &claim), (&text, &any_text), (&any_text, &claim), (&any_text, &any_text)] {
            let verdict = Verifier::new(text).verify(&Claim::new(claim).with_speaker(text));
            assert_whole(text, claim, &verdict);
        }
    }

    #[test]
    fn a_part_of_a_text_from_word_to_word_is_verbatim(text in words(), from in 0_usize..60, count in 1_usize..60) {
        // Markup is not words, and one tag may start what another ends.
        let text = text.replace("<b>", " ").replace("&amp;", " ");
        let text: String = text.split_inclusive(' ').map(ending_in_a_word).collect();
        let parts: Vec<&str> = text.split_inclusive(' ').skip(from).take(count).collect();
        let claim = parts.concat();
        if claim.contains(|c: char| matches!(c, 'ا'..='غ' | 'ف'..='ي' | '0'..='9' | 'x')) {
            let verdict = Verifier::new(&text).verify(&Claim::new(&claim));
            prop_assert_eq!(verdict.presence, Presence::Verbatim, "{:?} of {:?}", claim, text);
        }
    }
}
