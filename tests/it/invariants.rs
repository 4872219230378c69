//! Properties that hold for every analysis of any text: the sentences of ARCHITECTURE.md.

use proptest::prelude::*;

use crate::analysis_support::{self, PIECES};

/// Text of the pieces of quotes in any order, with marks that do not match.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ابتجدرسعفقكلمنهوي]{2,7} ",
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Inputs that the fuzzer found.
#[test]
fn what_the_fuzzer_found_holds() {
    for text in [
        // A proclitic with a vowel sign, before a name.
        "وفق البلاد وفقا لَوزير الداخلية ",
        // A subject of signs alone.
        "كما كما كما كما كما قوله ونقلت كما قال \"ـ",
        "إن كما ونقلت «",
        "16،00 ، وفقا ل كما قال \"\". المصدر: عن وكالة الضفاف الدراسة ",
        // A name without a word.
        "\u{2028}\"للصحفيين “\"\"حين وزير الداخلية اقرأ أيضا: تستكشfan تستكشfan تستكشfan شقيق \"…مصادر وزير الداخلية وفقا لوزير الداخلية \
         للصحفيين وزير الداخلية وأضاف : : وأضاف : وأضاف : : ",
        // A title after a space with a mark.
        " \u{64E}2015 قال \u{2028}قال قال قال قال قال قال ، فيما قال قال قال قال فيما قال قال قال قال قال ",
    ] {
        analysis_support::hold(text);
    }
}

proptest! {
    #[test]
    fn what_must_hold_of_every_analysis_holds(text in news()) {
        analysis_support::hold(&text);
    }

    #[test]
    fn what_the_fuzzer_checks_holds_of_bytes_that_are_drawn(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        analysis_support::hold(&analysis_support::text_of(&bytes));
    }
}

#[test]
fn the_command_line_gives_what_the_service_gives() {
    use isnad::OffsetEncoding;
    use isnad::server::wire::analyze_response;
    use isnad::server::wire::json::{Form, Shown};
    use isnad::{Parts, analyze};

    let path = crate::at("examples/article.txt");
    let text = std::fs::read_to_string(&path).expect("the example");
    let analysis = analyze(&text);
    let answer = analyze_response(&text, analysis, OffsetEncoding::Utf16);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_isnad"));
    command.args(["analyze", "--format", "jsonl", "--offsets", "utf16"]).arg(path);
    let output = command.output().expect("it runs");
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    let form = Form { defaults: true, parts: Parts::ALL };
    let json = serde_json::to_vec(&Shown { answer: &answer, form }).expect("JSON");
    assert_eq!(line["analysis"], serde_json::from_slice::<serde_json::Value>(&json).expect("JSON"));
}
