//! The command line as a script sees it: input, output and exit code.
//!
//! The texts are invented, and so are the people in them.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A page: a title, a dateline, two quotes.
pub(crate) const ARTICLE: &str = "افتتاح جسر جديد في مدينة الرمال\n\
    قال وزير النقل سليم الراوي إن الجسر سيفتح أمام السيارات خلال أسبوعين.\n\
    وأضاف الراوي: «لن ندفع درهما واحدا فوق ما اتفقنا عليه».\n";

/// The result of a process.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// The lines of standard output as JSON.
    fn lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
    }

    /// The ids of the lines.
    pub(crate) fn ids(&self) -> Vec<Value> {
        self.lines().iter().map(|line| line["id"].clone()).collect()
    }

    /// Checks that the process succeeded and wrote nothing to standard error.
    #[track_caller]
    pub(crate) fn check_clean(&self) -> &Self {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""));
        self
    }
}

pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isnad"));
    command.args(args).stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

pub(crate) fn finish(command: &mut Command) -> Outcome {
    let output = command.output().expect("the process runs");
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Runs in `folder`.
pub(crate) fn run_in(folder: &TempDir, args: &[&str]) -> Outcome {
    finish(command(args).current_dir(folder))
}

/// Runs with `input` as standard input.
pub(crate) fn run_with(args: &[&str], input: &str) -> Outcome {
    let mut file = tempfile::tempfile().expect("a temporary file");
    std::io::Seek::rewind({
        file.write_all(input.as_bytes()).expect("written");
        &mut file
    })
    .expect("rewound");
    finish(command(args).stdin(file))
}

pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        write(folder.path(), name, text.as_bytes());
    }
    folder
}

pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).expect("written");
}

fn record(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({ "id": id, "text": text }))
}

// ---- input files, their order and their ids

#[test]
fn a_folder_is_its_txt_files_by_name() {
    let dir = folder(&[("b.txt", ARTICLE), ("a.b.TXT", ARTICLE), ("c.md", ARTICLE), (".d.txt", ARTICLE)]);
    fs::create_dir(dir.path().join("e.txt")).expect("a folder");
    let outcome = run_in(&dir, &["analyze", "--format", "jsonl", "."]);
    assert_eq!(outcome.check_clean().ids(), ["a.b", "b"]);
}

#[test]
fn answers_come_in_input_order_however_many_jobs() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for n in 0..120 {
        // The first take far longer than the last.
        let text = ARTICLE.repeat(if n % 40 == 0 { 200 } else { 1 });
        write(dir.path(), &format!("{n:03}.txt"), text.as_bytes());
    }
    let one = run_in(&dir, &["analyze", "-f", "jsonl", "--jobs", "1", "."]);
    let many = run_in(&dir, &["analyze", "-f", "jsonl", "--jobs", "8", "."]);
    let expected: Vec<_> = (0..120).map(|n| format!("{n:03}")).collect();
    assert_eq!(one.check_clean().ids(), expected);
    assert!(one.stdout == many.check_clean().stdout, "the answers depend on the number of jobs");
}

#[test]
fn paths_are_read_in_the_order_given() {
    let dir = folder(&[("z.txt", ARTICLE), ("a.txt", ARTICLE)]);
    write(dir.path(), "lines.jsonl", format!("{}{}", record("1", ARTICLE), record("2", ARTICLE)).as_bytes());
    let outcome = run_in(&dir, &["segment", "-f", "jsonl", "z.txt", "lines.jsonl", "a.txt"]);
    assert_eq!(outcome.check_clean().ids(), ["z", "1", "2", "a"]);
}

#[test]
fn each_call_answers_under_its_key() {
    let dir = folder(&[("a.txt", ARTICLE)]);
    for (call, key) in [
        ("analyze", "analysis"),
        ("clean", "cleaning"),
        ("segment", "segmentation"),
        ("quotes", "extraction"),
    ] {
        let outcome = run_in(&dir, &[call, "--format=jsonl", "a.txt"]);
        let line = outcome.check_clean().lines().remove(0);
        assert_eq!(line[key]["offsetEncoding"], "OFFSET_ENCODING_UTF8", "{call}");
    }
}

// ---- JSON Lines

#[test]
fn ids_of_lines_are_kept_as_they_are() {
    let text = serde_json::to_string(ARTICLE).expect("JSON");
    let dir = folder(&[]);
    let lines = format!(
        "\u{FEFF}{{\"id\": \"خبر/١\", \"text\": {text}}}\n\n{{\"text\": {text}, \"id\": 42, \"x\": []}}\r\n{{\"text\": {text}}}"
    );
    write(dir.path(), "news.ndjson", lines.as_bytes());
    let ids = run_in(&dir, &["analyze", "-f", "jsonl", "news.ndjson"]).check_clean().ids();
    assert_eq!(ids, [Value::from("خبر/١"), Value::from(42), Value::from("news:4")]);
}

#[test]
fn a_bad_line_is_named_and_the_rest_goes_on() {
    let dir = folder(&[]);
    let bad = ["{\"id\": \"cut", "[\"سرية\"]", "{\"id\": \"empty\", \"text\": \"\"}", "{\"id\": \"none\"}"];
    let lines = format!("{}{}\n{}", record("first", ARTICLE), bad.join("\n"), record("last", ARTICLE));
    write(dir.path(), "x.jsonl", lines.as_bytes());
    let outcome = run_in(&dir, &["analyze", "-f", "jsonl", "x.jsonl"]);
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.ids(), ["first", "x:2", "x:3", "empty", "none", "last"]);
    assert_eq!(
        outcome.stderr,
        "isnad: x.jsonl:2: not JSON: EOF while parsing a string (column 11)\n\
         isnad: x.jsonl:3: not a JSON object\n\
         isnad: x.jsonl:4: empty\n\
         isnad: x.jsonl:5: no \"text\"\n"
    );
    let errors: Vec<_> = outcome.lines().iter().map(|line| line["error"]["code"].clone()).collect();
    assert_eq!(errors, [Value::Null, 3.into(), 3.into(), 3.into(), 3.into(), Value::Null]);
}

#[test]
fn a_line_is_answered_before_the_next_is_there() {
    let mut child = spawn(&["analyze", "-f", "jsonl", "--input", "jsonl"], Stdio::piped());
    let mut stdin = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped")).lines();
    for id in ["one", "two", "three"] {
        stdin.write_all(record(id, ARTICLE).as_bytes()).expect("written");
        let line: Value =
            serde_json::from_str(&answers.next().expect("a line").expect("read")).expect("JSON");
        assert_eq!(line["id"], id);
    }
    drop(stdin);
    assert!(child.wait().expect("ended").success());
}

// ---- standard input

#[test]
fn standard_input_is_one_text_unless_it_begins_as_json_lines() {
    let lines = record("a", ARTICLE) + &record("b", ARTICLE);
    for args in [&["analyze", "-f", "jsonl"][..], &["analyze", "-f", "jsonl", "-"]] {
        assert_eq!(run_with(args, ARTICLE).check_clean().ids(), ["stdin"]);
        assert_eq!(run_with(args, &lines).check_clean().ids(), ["a", "b"]);
    }
    assert_eq!(run_with(&["clean", "-f", "jsonl", "--input", "text"], &lines).ids(), ["stdin"]);
}

#[test]
fn empty_standard_input_is_a_bad_document() {
    let outcome = run_with(&["analyze"], "");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert_eq!(outcome.stderr, "isnad: standard input: empty\n");
}

// ---- failures

#[test]
fn a_bad_file_is_named_and_the_rest_goes_on() {
    let dir = folder(&[("a.txt", ARTICLE), ("empty.txt", ""), ("z.txt", ARTICLE)]);
    write(dir.path(), "latin.txt", b"caf\xE9");
    fs::create_dir(dir.path().join("bare")).expect("a folder");
    let paths = ["a.txt", "gone.txt", "latin.txt", "empty.txt", "bare", "z.txt"];
    let outcome = run_in(&dir, &[&["analyze", "-f", "jsonl"], &paths[..]].concat());
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.ids(), ["a", "gone", "latin", "empty", "bare", "z"]);
    assert_eq!(
        outcome.stderr,
        "isnad: gone.txt: No such file or directory\n\
         isnad: latin.txt: not UTF-8 at byte 3\n\
         isnad: empty.txt: empty\n\
         isnad: bare: no *.txt in this folder\n"
    );
    let gone = &outcome.lines()[1]["error"];
    assert_eq!((&gone["code"], &gone["message"]), (&5.into(), &"gone.txt: No such file or directory".into()));
    assert_eq!(outcome.lines()[2]["error"]["code"], 3);
}

#[test]
fn in_the_text_form_complaints_stay_out_of_standard_output() {
    let dir = folder(&[("a.txt", ARTICLE)]);
    let outcome = run_in(&dir, &["clean", "gone.txt", "a.txt"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.starts_with("==> a <==\n"), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "isnad: gone.txt: No such file or directory\n");
}

#[test]
fn complaints_do_not_quote_the_document() {
    let canary = "زعفرانستان";
    let bad =
        [format!("{{\"text\": \"{canary}"), format!("\"{canary}\""), format!("{{\"id\": [\"{canary}\"]}}")];
    let outcome = run_with(&["analyze", "-f", "jsonl", "--input", "jsonl"], &bad.join("\n"));
    assert_eq!((outcome.code, outcome.lines().len()), (Some(1), 3));
    assert!(!outcome.stderr.contains(canary) && !outcome.stdout.contains(canary));
}

#[test]
fn pairs_are_compared_in_their_order_and_what_is_none_gets_an_error() {
    let text = "سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان المقبل";
    let pair = |id: u8, other: &str| {
        let (a, b) = (json!({"text": text, "published": "2024-03-05"}), json!({"text": other, "extra": []}));
        json!({"id": id, "a": a, "b": b, "note": "passed over"}).to_string()
    };
    let lines = [pair(1, text), pair(2, &text.replace("25", "20")), "{\"id\": 3}".into(), text.to_owned()];
    let outcome = run_with(&["compare", "--format", "jsonl", "-"], &lines.join("\n"));
    let answers = outcome.lines();
    assert_eq!((outcome.code, answers.len()), (Some(1), 4));
    assert_eq!((&answers[0]["relation"], &answers[0]["edits"]), (&json!("same"), &json!([])));
    assert_eq!(answers[1]["edits"][0]["kind"], "number");
    assert_eq!((&answers[2]["id"], &answers[2]["error"]["code"]), (&json!(3), &json!(3)));
    assert!(!outcome.stderr.contains(text), "nothing of a document is in a message");
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    for args in [
        &["analyze", "--offsets", "utf7"][..],
        &["analyze", "--min-confidence", "1.5"],
        &["quotes", "--min-speaker-confidence", "NaN"],
        &["clean", "--jobs", "0"],
        &["segment", "--min-confidence", "0.5"],
        &["quotes", "--format", "html"],
        &["clean", "--with", "everything"],
        &["clean", "--explain", "--format", "jsonl"],
        &["translate"],
        &["serve", "--listen", "nowhere"],
        &["serve", "--max-in-work", "0"],
        &[],
    ] {
        let outcome = finish(&mut command(args));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(!outcome.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let lines: String = (0..2000).map(|n| record(&n.to_string(), ARTICLE)).collect();
    let dir = folder(&[("x.jsonl", &lines)]);
    let path = dir.path().join("x.jsonl");
    let mut child = spawn(&["analyze", "-f", "jsonl", path.to_str().expect("UTF-8")], Stdio::null());
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    stdout.read_line(&mut String::new()).expect("a line");
    drop(stdout);
    assert_eq!(child.wait().expect("ended").code(), Some(0));
    assert_eq!(rest(child.stderr.take().expect("piped")), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let dir = folder(&[("a.txt", ARTICLE)]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("opened");
    let outcome = finish(
        command(&["analyze", "-f", "jsonl", "a.txt"]).current_dir(&dir).stdout(full).stderr(Stdio::piped()),
    );
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.stderr, "isnad: standard output: No space left on device\n");
}

// ---- offsets

#[test]
fn offsets_count_in_the_unit_asked_for() {
    let text = format!("😀 {ARTICLE}");
    for (unit, length) in
        [("utf8", text.len()), ("utf16", text.encode_utf16().count()), ("utf32", text.chars().count())]
    {
        let outcome = run_with(&["analyze", "-f", "jsonl", "--offsets", unit], &text);
        let analysis = outcome.check_clean().lines().remove(0)["analysis"].take();
        assert_eq!(analysis["offsetEncoding"], format!("OFFSET_ENCODING_{}", unit.to_uppercase()));
        let blocks = analysis["blocks"].as_array().expect("blocks");
        assert_eq!(blocks.last().expect("a block")["span"]["end"], length, "{unit}");
    }
}

// ---- output for readers

#[test]
fn clean_in_a_pipe_is_the_clean_text_and_nothing_else() {
    let json = run_with(&["clean", "-f", "jsonl"], ARTICLE);
    let text = json.check_clean().lines()[0]["cleaning"]["cleanText"].as_str().expect("text").to_owned();
    let read = run_with(&["clean"], ARTICLE);
    assert_eq!(read.check_clean().stdout.trim_end_matches('\n'), text.trim_end_matches('\n'));
    assert!(text.contains("سليم الراوي"), "{text}");
}

#[test]
fn steps_are_switched_on_and_off() {
    let args = ["clean", "--with", "diacritics", "--with=digits", "--without", "tatweel"];
    assert_eq!(run_with(&args, "قـــالَ  إنَّه ٢٠٢٠").check_clean().stdout, "قـــال إنه 2020\n");
    let both = run_with(&["analyze", "--with=alef", "--with=hamza", "--without=hamza"], ARTICLE);
    assert_eq!((both.code, both.stdout.as_str()), (Some(2), ""));
    assert!(both.stderr.contains("the step hamza"), "{}", both.stderr);
}

#[test]
fn clean_explains_each_line_and_its_rule() {
    let outcome = run_with(&["clean", "--explain"], &format!("{ARTICLE}\nشارك الخبر\nالتعليقات\nرائع\n"));
    let lines: Vec<_> = outcome.check_clean().stdout.lines().collect();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(lines[0])[..4], ["1", "kept", "title", "title"]);
    assert_eq!(words(lines[1])[..4], ["2", "kept", "body", "prose"]);
    assert_eq!(words(lines[3])[..4], ["5", "dropped", "ui", "share"]);
    assert_eq!(words(lines[5]), ["7", "dropped", "comments", "comment", "رائع"]);
    let rules = lines.iter().position(|line| *line == "Rules").expect("the rules");
    assert_eq!(lines[rules - 1], "");
    assert_eq!(lines[rules + 2], "  prose               Whole sentences.");
    assert_eq!(lines.len() - rules - 1, 5, "each rule once");
}

#[test]
fn explain_names_the_row_and_the_reason() {
    let text = "قال وزير النقل سليم الراوي إن الجسر سيفتح. ويذكر أن الجسر طويل. وكتب «الرمال» على الجدار.\n";
    let outcome = run_with(&["explain"], text);
    let page = &outcome.check_clean().stdout;
    for heading in
        ["Blocks", "Tokens", "Marks", "Sentences", "Inventory", "Cues", "Choices", "Speakers", "Quotes"]
    {
        assert!(page.lines().any(|line| line == heading), "{heading} in {page}");
    }
    let row = lexicon_row("verbs.tsv", "قال");
    assert!(page.contains(&format!("lexicon/verbs.tsv:{row} قال statement perfect")), "{page}");
    assert!(page.contains("taken as indirect by verb-clause: الجسر سيفتح"), "{page}");
    assert!(page.contains("subject وزير النقل سليم الراوي"), "{page}");
    assert!(page.contains("refused: impersonal"), "{page}");
}

#[test]
fn explain_shows_who_was_compared_and_who_was_taken() {
    let text = "قالت وزيرة المياه منى القلعاوي إن السد آمن. وقال سليم الطرابيشي إنه قلق. وأضافت القلعاوي أن الفحص انتهى.\n";
    let outcome = run_with(&["explain", "--stage", "speakers", "--match", "الفحص"], text);
    let page = &outcome.check_clean().stdout;
    assert!(page.contains("mention القلعاوي"), "{page}");
    assert!(page.contains("سليم الطرابيشي (unknown masculine): different-name"), "{page}");
    assert!(page.contains("منى القلعاوي (person feminine singular): taken, surname"), "{page}");
    assert!(page.contains("→ منى القلعاوي by subject/surname"), "{page}");
    assert!(page.contains("different-name       Its name has different words."), "{page}");
}

#[test]
fn explain_shows_which_line_was_taken_as_the_title_and_among_which() {
    let text = "أخبار البلد\nمدير المتحف يعلن موعد افتتاح القاعة الجديدة\nقال مدير المتحف إن القاعة الجديدة ستفتح أبوابها يوم الأحد المقبل.\n";
    let outcome = run_with(&["explain", "--stage", "title"], text);
    let page = &outcome.check_clean().stdout;
    assert!(page.contains("situation article\n") && page.contains(" no title\n"), "{page}");
    assert!(page.contains("told-half ") && page.contains("above-text "), "{page}");
    assert!(page.contains("→ مدير المتحف يعلن موعد افتتاح القاعة الجديدة\n"), "{page}");
    assert!(page.contains("The text is right below it."), "{page}");
}

#[test]
fn explain_reads_html_as_it_is_read() {
    let page = "<html><body><h1>افتتاح القاعة الجديدة</h1><script>x = 1</script>\
                <p>قالت وزيرة المياه <b>منى القلعاوي</b> إن القاعة &quot;جديدة&quot;.</p></body></html>";
    let outcome = run_with(&["explain", "--stage", "blocks,quotes"], page);
    let page = &outcome.check_clean().stdout;
    assert!(page.starts_with("Offsets refer to the text without its markup.\n"), "{page}");
    assert!(
        page.contains("title  افتتاح القاعة الجديدة") || page.contains("افتتاح القاعة الجديدة\n"),
        "{page}"
    );
    assert!(
        page.contains("إن القاعة \"جديدة\"") && !page.contains("<b>") && !page.contains("x = 1"),
        "{page}"
    );
}

#[test]
fn explain_lists_who_is_named_and_who_was_chosen_among_them() {
    let text = "قالت وزيرة المياه منى القلعاوي إن السد آمن. وقال سليم الطرابيشي إنه قلق. وأضافت القلعاوي أن الفحص انتهى.\n";
    let outcome = run_with(&["explain", "--stage", "inventory,choices", "--match", "الفحص"], text);
    let page = &outcome.check_clean().stdout;
    let (inventory, choices) = page.split_once("\nChoices\n").expect("both stages");
    assert!(inventory.contains("منى القلعاوي (person, وزيرة المياه)\n      2 mentions: "), "{page}");
    assert!(!inventory.contains("الطرابيشي"), "{page}");
    assert!(choices.contains("الفحص انتهى\n      situation name\n"), "{page}");
    // Each candidate with its facts and their meanings.
    assert!(
        choices.contains(" nobody\n") && choices.contains("last-shared ") && choices.contains("spoke "),
        "{page}"
    );
    assert!(choices.contains("→ منى القلعاوي, share ") && choices.contains(" above the second"), "{page}");
    assert!(choices.contains("last-shared          Mention and name end in the same word."), "{page}");
}

#[test]
fn explain_says_why_a_mention_and_its_name_end() {
    let text = "قال وزير النقل نبيل فواز غاضب إن السفن كثيرة. وأعلنت منى القلعاوي غاضبة أن السد آمن.\n";
    let outcome = run_with(&["explain", "--stage", "speakers"], text);
    let page = &outcome.check_clean().stdout;
    // A word too many: nothing ended the name before it, and the phrase ended only at the particle.
    let long = "mention وزير النقل نبيل فواز غاضب (person masculine singular, definite, name نبيل فواز غاضب)";
    assert!(page.contains(&format!("{long}, ends at barrier \"particle\"")), "{page}");
    let cut = "name منى القلعاوي, which ends at \"indefinite\"), ends at barrier \"particle\"";
    assert!(page.contains(cut), "{page}");
    assert!(page.contains("barrier particle     A particle, a verb's particle, or an adverb."), "{page}");
    assert!(
        page.contains("name end indefinite  An indefinite word after a surname with the article."),
        "{page}"
    );
}

#[test]
fn explain_shows_the_stages_and_sentences_asked_for() {
    let args = ["explain", "--stage", "marks,cues", "--match", "درهما"];
    let outcome = run_with(&args, ARTICLE);
    let page = &outcome.check_clean().stdout;
    assert!(page.starts_with("Marks\n") && page.contains("\nCues\n") && !page.contains("Tokens"), "{page}");
    assert!(
        page.contains("lexicon/verbs.tsv") && page.contains("أضاف") && !page.contains("الجسر سيفتح"),
        "{page}"
    );
}

/// The line of a row in a table of the lexicon.
fn lexicon_row(table: &str, word: &str) -> usize {
    let path = crate::at("lexicon").join(table);
    let text = fs::read_to_string(path).expect("the table");
    let row = text.lines().position(|line| line.split('\t').next() == Some(word)).expect("the row");
    row + 1
}

#[test]
fn a_page_holds_everything_it_needs() {
    let hostile = format!("{ARTICLE}وقالت منى <b>\"&amp;\u{202E}الراوي</b> إن الجسر \"متين & 'قوي'\".\n");
    let dir = folder(&[("a.txt", &hostile), ("b.txt", ARTICLE), ("<i>.txt", ARTICLE)]);
    let outcome = run_in(&dir, &["analyze", "--format", "html", "a.txt", "b.txt", "<i>.txt"]);
    let page = &outcome.check_clean().stdout;
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    // The name of a vocabulary, which is never fetched.
    let named = page.replace("\"http://www.w3.org/2000/svg\"", "");
    for foreign in ["src=", "<img", "http://", "https://", "url(", "@import", "<b>الراوي", "<i>", "unsafe"]
    {
        assert!(!named.contains(foreign), "{foreign} in {page}");
    }
    let shown = answers(page);
    let ids: Vec<_> = shown.iter().map(|it| it["id"].as_str().expect("a name")).collect();
    assert_eq!(ids, ["a", "b", "<i>"]);
    assert_eq!(shown[0]["text"], hostile.as_str(), "the text is as it was");
    let quotes = |it: &Value| it["analysis"]["quotes"].as_array().map_or(0, Vec::len);
    assert_eq!(shown.iter().map(quotes).sum::<usize>(), 7);
    assert_eq!(shown[0]["analysis"]["offsetEncoding"], "OFFSET_ENCODING_UTF16");
}

/// The answers in a page.
fn answers(page: &str) -> Vec<Value> {
    let data = page.split("<script type=\"application/json\" class=\"answer\">").skip(1);
    data.map(|rest| {
        let json = rest.split_once("</script>").expect("closed").0;
        serde_json::from_str(json).expect("JSON")
    })
    .collect()
}

#[test]
fn a_page_stays_a_page_when_a_document_is_bad() {
    let dir = folder(&[("a.txt", ARTICLE)]);
    write(dir.path(), "bad.txt", b"\xFF\xFE\xFF");
    let outcome = run_in(&dir, &["analyze", "--format", "html", "bad.txt", "a.txt", "none.txt"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("bad.txt") && outcome.stderr.contains("none.txt"), "{}", outcome.stderr);
    assert!(outcome.stdout.starts_with("<!doctype html>") && outcome.stdout.ends_with("</html>\n"));
    assert_eq!(answers(&outcome.stdout).len(), 1);
}

#[test]
fn segment_prints_a_sentence_a_line() {
    let json = run_with(&["segment", "-f", "jsonl"], ARTICLE);
    let count =
        json.check_clean().lines()[0]["segmentation"]["sentences"].as_array().expect("sentences").len();
    assert_eq!(run_with(&["segment"], ARTICLE).check_clean().stdout.lines().count(), count);
}

#[test]
fn quotes_stand_under_their_speaker() {
    let outcome = run_with(&["analyze"], ARTICLE);
    let lines: Vec<_> = outcome.check_clean().stdout.lines().collect();
    let speaker =
        lines.iter().position(|line| line.starts_with("سليم الراوي, وزير النقل")).expect("the speaker");
    let under: Vec<_> = lines[speaker + 1..].iter().take_while(|line| line.starts_with("  ")).collect();
    assert!(under[0].starts_with("  indirect · قال (statement)"), "{under:?}");
    assert!(under[2].starts_with("  direct · أضاف (continuation)"), "{under:?}");
    assert_eq!(*under[3], "    لن ندفع درهما واحدا فوق ما اتفقنا عليه");
}

#[test]
fn speakers_below_a_confidence_are_not_named_and_their_quotes_stay() {
    let call = |least| {
        run_with(&["quotes", "--min-speaker-confidence", least], ARTICLE).check_clean().stdout.clone()
    };
    let (all, none) = (call("0"), call("1"));
    assert!(all.contains("سليم الراوي, وزير") && !all.contains("below the minimum"), "{all}");
    assert!(
        none.starts_with("(speaker below the minimum confidence)\n") && !none.contains("(person)"),
        "{none}"
    );
    let quotes = |page: &str| {
        page.lines().filter(|line| line.starts_with("    ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(quotes(&none), quotes(&all));
}

#[test]
fn several_documents_stand_under_their_ids() {
    let dir = folder(&[("a.txt", ARTICLE), ("b.txt", ARTICLE)]);
    let outcome = run_in(&dir, &["segment", "."]);
    let headings: Vec<_> =
        outcome.check_clean().stdout.lines().filter(|line| line.starts_with("==>")).collect();
    assert_eq!(headings, ["==> a <==", "==> b <=="]);
    assert!(!run_in(&dir, &["segment", "a.txt"]).check_clean().stdout.contains("==>"));
}

#[test]
fn a_pipe_gets_neither_colour_nor_isolates_unless_asked() {
    let plain = run_with(&["analyze"], ARTICLE);
    assert!(!plain.check_clean().stdout.contains(['\u{1B}', '\u{2068}', '\u{2069}']));
    let coloured = run_with(&["analyze", "--color", "always"], ARTICLE);
    assert!(coloured.check_clean().stdout.contains("\u{1B}["));
    assert!(!coloured.stdout.contains('\u{2068}'));
}

// ---- helpers for interactive processes

fn spawn(args: &[&str], stdin: Stdio) -> Child {
    command(args)
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the process starts")
}

fn rest(mut pipe: impl Read) -> String {
    let mut words = String::new();
    pipe.read_to_string(&mut words).expect("UTF-8");
    words
}

#[test]
fn json_lines_hold_the_fields_that_are_asked_for() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isnad"));
        command.args(["analyze", "--format", "jsonl"]).args(arguments).arg("examples/article.txt");
        let output = command.current_dir(crate::ROOT).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let line: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        line["analysis"].clone()
    };
    let names = |answer: &Value| answer.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let whole = run(&[]);
    assert_eq!(names(&whole).len(), 11);
    assert_eq!(whole["blocks"][0]["span"]["start"], 0);
    let some = run(&["--fields", "quotes,clean_text"]);
    assert_eq!(names(&some), ["cleanText", "lexiconVersion", "offsetEncoding", "quotes"]);
    assert_eq!((&some["quotes"], &some["cleanText"]), (&whole["quotes"], &whole["cleanText"]));
    let sparse = run(&["--json-defaults", "false"]);
    assert_eq!(sparse["blocks"][0]["span"].get("start"), None);
}
