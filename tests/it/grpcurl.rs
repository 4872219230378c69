//! Real grpcurl against the real binary: list, describe, each call, a bad request, the stream, health.
//!
//! grpcurl is searched in `$GRPCURL`, in `.tools/bin` (where `scripts/grpcurl` puts it) and in `PATH`.
//! Without it the tests report that they were skipped; with `ISNAD_REQUIRE_GRPCURL=1` they fail.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::{Value, json};

use crate::common::process::Process;
use crate::common::texts::{PAGE, SHORT};
use crate::{at, shared};

const TEXT_SERVICE: &str = "isnad.v1.TextService";

/// The path of grpcurl, if it is available.
fn grpcurl() -> Option<PathBuf> {
    let named = env::var_os("GRPCURL").map(PathBuf::from);
    let fetched = at(".tools/bin/grpcurl");
    let path = env::var_os("PATH").unwrap_or_default();
    let installed = env::split_paths(&path).map(|folder| folder.join("grpcurl"));
    let found = named.into_iter().chain([fetched]).chain(installed).find(|it| it.is_file());
    if found.is_none() {
        assert!(env::var_os("ISNAD_REQUIRE_GRPCURL").is_none(), "grpcurl is required and not there");
        // Not eprintln!, whose output the test runner hides when a test passes.
        let _ = writeln!(
            io::stderr(),
            "SKIPPED a grpcurl test: no grpcurl in $GRPCURL, .tools/bin or PATH; scripts/grpcurl fetches it"
        );
    }
    found
}

/// The real binary on a free port, and grpcurl to call it.
struct Service {
    process: Process,
    grpcurl: PathBuf,
}

impl Service {
    fn start() -> Option<Self> {
        let grpcurl = grpcurl()?;
        Some(Self { process: Process::start(&["--drain-delay", "0"]), grpcurl })
    }

    /// Runs grpcurl with these arguments before the address, and those after it.
    fn run(&self, before: &[&str], after: &[&str]) -> Output {
        let mut command = Command::new(&self.grpcurl);
        command.args(["-plaintext", "-max-time", "20"]).args(before).arg(&self.process.address).args(after);
        command.output().expect("grpcurl runs")
    }

    /// The output of a successful run.
    fn ask(&self, before: &[&str], after: &[&str]) -> String {
        let output = self.run(before, after);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The JSON messages of a call's answer.
    fn call(&self, method: &str, data: &str) -> Vec<Value> {
        let printed = self.ask(&["-d", data], &[method]);
        let values = serde_json::Deserializer::from_str(&printed).into_iter();
        values.collect::<Result<_, _>>().expect("JSON")
    }

    /// The one answer of a call of the text service.
    fn text(&self, method: &str, request: &Value) -> Value {
        let mut answers = self.call(&format!("{TEXT_SERVICE}/{method}"), &request.to_string());
        assert_eq!(answers.len(), 1);
        answers.remove(0)
    }
}

#[test]
fn list_and_describe() {
    let Some(service) = Service::start() else { return };
    let list = service.ask(&[], &["list"]);
    assert!(list.lines().any(|it| it == TEXT_SERVICE) && list.contains("grpc.health.v1.Health"), "{list}");
    let methods = service.ask(&[], &["list", TEXT_SERVICE]);
    for method in
        ["Clean", "Segment", "ExtractQuotes", "Analyze", "AnalyzeStream", "Trace", "Verify", "GetInfo"]
    {
        assert!(methods.lines().any(|it| it == format!("{TEXT_SERVICE}.{method}")), "{method}: {methods}");
    }
    let described = service.ask(&[], &["describe", TEXT_SERVICE]);
    assert!(described.contains("rpc AnalyzeStream ( stream .isnad.v1.AnalyzeStreamRequest )"), "{described}");
    let request = service.ask(&[], &["describe", "isnad.v1.AnalyzeRequest"]);
    assert!(request.contains("string text = 1;"), "the text is a string to clients: {request}");
}

#[test]
fn each_unary_call() {
    let Some(service) = Service::start() else { return };
    let request = json!({ "text": PAGE, "offsetEncoding": "OFFSET_ENCODING_UTF32" });
    for method in ["Clean", "Segment", "ExtractQuotes", "Analyze"] {
        let answer = service.text(method, &request);
        assert_eq!(answer["offsetEncoding"], "OFFSET_ENCODING_UTF32", "{method}");
    }
    let answer = service.text("Analyze", &json!({ "text": SHORT }));
    assert_eq!(answer["offsetEncoding"], "OFFSET_ENCODING_UTF8", "text alone is a full request");
    let info = service.text("GetInfo", &json!({}));
    assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(info["limits"]["maxTextBytes"], 1 << 20);
}

/// Cuts a string between two offsets, in the way of a client's language.
type Cut = fn(&str, usize, usize) -> String;

/// The page of these tests, and the shared seed articles if they are available.
fn pages() -> Vec<String> {
    let seeds = shared().join("seeds");
    let Ok(entries) = fs::read_dir(&seeds) else {
        let _ = writeln!(io::stderr(), "SKIPPED the seed articles: there is no folder {}", seeds.display());
        return vec![PAGE.to_owned()];
    };
    let texts = entries.filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok());
    texts.chain([PAGE.to_owned()]).collect()
}

/// The words under every span of an answer, in order. The alignment is left out, because half of its
/// spans refer to the clean text.
fn words(answer: &Value, cut: &dyn Fn(usize, usize) -> String, found: &mut Vec<String>) {
    match answer {
        Value::Object(fields) if fields.contains_key("end") => {
            let at = |side: &str| answer[side].as_u64().unwrap_or(0) as usize;
            found.push(cut(at("start"), at("end")));
        }
        Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "alignment").for_each(|(_, it)| words(it, cut, found));
        }
        Value::Array(items) => items.iter().for_each(|it| words(it, cut, found)),
        _ => {}
    }
}

#[test]
fn spans_slice_the_request_in_every_encoding() {
    let Some(service) = Service::start() else { return };
    let cut: [(&str, Cut); 3] = [
        ("OFFSET_ENCODING_UTF8", |text, start, end| text[start..end].to_owned()),
        ("OFFSET_ENCODING_UTF16", |text, start, end| {
            String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).expect("whole letters")
        }),
        ("OFFSET_ENCODING_UTF32", |text, start, end| text.chars().skip(start).take(end - start).collect()),
    ];
    for text in pages() {
        let [bytes, units, points] = cut.map(|(encoding, slice)| {
            let answer = service.text("Analyze", &json!({ "text": text, "offsetEncoding": encoding }));
            let mut found = Vec::new();
            words(&answer, &|start, end| slice(&text, start, end), &mut found);
            found
        });
        assert!(bytes.len() > 20, "{} spans", bytes.len());
        assert_eq!(bytes, units);
        assert_eq!(bytes, points);
    }
}

#[test]
fn a_bad_request_prints_its_details() {
    let Some(service) = Service::start() else { return };
    let bad = json!({ "text": "", "offsetEncoding": 9 }).to_string();
    let output = service.run(&["-d", &bad], &[&format!("{TEXT_SERVICE}/Analyze")]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    for expected in ["InvalidArgument", "google.rpc.BadRequest", "offset_encoding", "google.rpc.ErrorInfo"] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn claims_are_verified() {
    let Some(service) = Service::start() else { return };
    let claims = json!([{ "words": "السد آمن", "speaker": "الورداني" }, { "words": "السد ليس آمنا اليوم" }]);
    let answer = service.text("Verify", &json!({ "text": SHORT, "claims": claims }));
    let [first, second] = [&answer["verdicts"][0], &answer["verdicts"][1]];
    assert_eq!(
        (&first["presence"], &first["attribution"]),
        (&json!("PRESENCE_VERBATIM"), &json!("ATTRIBUTION_VARIANT"))
    );
    assert_eq!(first["places"][0]["speaker"], "ليان الورداني");
    assert_ne!(second["presence"], "PRESENCE_VERBATIM");
    let bad = json!({ "text": SHORT, "claims": [{ "words": "السد آمن" }, { "words": "!" }] }).to_string();
    let output = service.run(&["-d", &bad], &[&format!("{TEXT_SERVICE}/Verify")]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("claims[1].words"), "{told}");
}

#[test]
fn the_stream_survives_a_bad_document() {
    let Some(service) = Service::start() else { return };
    let documents =
        [("1", SHORT), ("2", ""), ("3", SHORT)].map(|(id, text)| json!({ "id": id, "text": text }));
    let data = documents.map(|it| it.to_string()).join("\n");
    let answers = service.call(&format!("{TEXT_SERVICE}/AnalyzeStream"), &data);
    let ids: Vec<&str> = answers.iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(answers[1]["error"]["code"], 3);
    assert!(answers[0]["analysis"].is_object() && answers[2]["analysis"].is_object());
}

#[test]
fn documents_are_traced() {
    let Some(service) = Service::start() else { return };
    let said = "إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان.";
    let texts = [
        format!("قالت هالة المرزوقي {said}"),
        format!("نقلت الضفاف عن هالة المرزوقي قولها {said}"),
        String::new(),
    ];
    let documents =
        [("1", "الضفاف"), ("2", "الميناء"), ("3", "")].into_iter().zip(&texts).map(|((id, outlet), text)| {
            json!({ "id": id, "outlet": outlet, "published": "2024-03-05", "text": text }).to_string()
        });
    let data = documents.collect::<Vec<_>>().join("\n");
    let answers = service.call(&format!("{TEXT_SERVICE}/Trace"), &data);
    let [answer] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!(answer["clusters"][0]["speaker"], "هالة المرزوقي");
    assert_eq!(answer["clusters"][0]["edges"][0]["evidence"], "EDGE_EVIDENCE_NAMES_OUTLET");
    assert_eq!((&answer["errors"][0]["id"], &answer["errors"][0]["error"]["code"]), (&json!("3"), &json!(3)));
    let wrong = service.run(&["-d", "{\"id\": 5}"], &[&format!("{TEXT_SERVICE}/Trace")]);
    assert!(!wrong.status.success(), "an id is a string");
}

#[test]
fn over_a_unix_socket() {
    let Some(grpcurl) = grpcurl() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("isnad.sock");
    let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
    isnad.args(["serve", "--drain-delay", "0", "--listen", &format!("unix:{}", path.display())]);
    let _process = Process::run(isnad).read();
    let mut asked = Command::new(grpcurl);
    asked.args(["-plaintext", "-unix", "-max-time", "20"]).arg(&path).arg(format!("{TEXT_SERVICE}/GetInfo"));
    let output = asked.output().expect("grpcurl runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("lexiconVersion"), "{told}{output:?}");
}

#[test]
fn health_says_serving() {
    let Some(service) = Service::start() else { return };
    for name in ["", TEXT_SERVICE, "liveness"] {
        let answers = service.call("grpc.health.v1.Health/Check", &json!({ "service": name }).to_string());
        assert_eq!(answers, [json!({ "status": "SERVING" })], "{name:?}");
    }
}
