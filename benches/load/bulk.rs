//! Many articles: the command line with one job and with two, and one stream of documents.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use isnad::server::pb::AnalyzeStreamRequest;
use serde_json::{Value, json};
use tokio_stream::StreamExt as _;

use crate::common::process::Process;
use crate::corpus;
use crate::drive::client;
use crate::watched::memory_of;

const ARTICLES: usize = 20_000;

pub async fn run() {
    let some = corpus::articles().unwrap_or_else(|| corpus::made(3000));
    let texts: Vec<&str> = some.iter().map(String::as_str).cycle().take(ARTICLES).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("articles.jsonl");
    let mut rows = BufWriter::new(File::create(&input).expect("a file"));
    for (text, id) in texts.iter().zip(0..) {
        writeln!(rows, "{}", json!({ "id": id.to_string(), "text": text })).expect("a row");
    }
    rows.into_inner().expect("all rows");
    println!("{ARTICLES} articles, {:.1} MB\n", bytes as f64 / 1e6);
    println!(
        "| | time | MB/s | MB/s of a core | memory at most | in order |\n| --- | --- | --- | --- | --- | --- |"
    );
    for jobs in ["1", "2"] {
        let output = folder.path().join("answers.jsonl");
        let (took, busy, memory) = command_line(&input, &output, jobs);
        let rows = BufReader::new(File::open(&output).expect("answers")).lines();
        let in_order = rows.zip(0..).all(|(row, at)| {
            let row: Value = serde_json::from_str(&row.expect("a line")).expect("JSON");
            row["id"] == Value::String(format!("{at}"))
        });
        row(&format!("command line, jobs: {jobs}"), bytes, took, busy, &format!("{memory:.0} MB"), in_order);
    }
    let (took, busy, in_order) = stream(&texts).await;
    row("one stream", bytes, took, busy, "-", in_order);
}

fn row(name: &str, bytes: usize, took: Duration, busy: Duration, memory: &str, in_order: bool) {
    let speed = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    let order = if in_order { "yes" } else { "no" };
    println!(
        "| {name} | {:.1} s | {:.1} | {:.1} | {memory} | {order} |",
        took.as_secs_f64(),
        speed(took),
        speed(busy)
    );
}

/// The time, the processor time and the peak memory in MB of the command line.
fn command_line(input: &std::path::Path, output: &std::path::Path, jobs: &str) -> (Duration, Duration, f64) {
    let before = children();
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(["analyze", "--format", "jsonl", "--jobs", jobs])
        .arg(input)
        .stdout(File::create(output).expect("a file"))
        .stderr(Stdio::null())
        .spawn()
        .expect("isnad runs");
    let mut most: f64 = 0.0;
    while child.try_wait().expect("a status").is_none() {
        most = most.max(memory_of(child.id(), "VmHWM"));
        std::thread::sleep(Duration::from_millis(20));
    }
    (start.elapsed(), children() - before, most)
}

/// The processor time of all children that have ended, in ticks of the system's clock.
fn children() -> Duration {
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat").expect("this process");
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    // User and system time of children: fields 16 and 17 of the line.
    let ticks = behind_name.split_whitespace().skip(13).take(2).filter_map(|it| it.parse::<u32>().ok());
    TICK * ticks.sum::<u32>()
}

/// The time and the processor time of a server for one stream, and whether the answers are in the order of the documents.
async fn stream(texts: &[&str]) -> (Duration, Duration, bool) {
    let process = Process::start(&[]);
    let mut client = client(&process).await;
    let documents: Vec<AnalyzeStreamRequest> = texts
        .iter()
        .zip(0..)
        .map(|(text, id)| AnalyzeStreamRequest {
            id: format!("{id}"),
            text: (*text).to_owned().into(),
            ..AnalyzeStreamRequest::default()
        })
        .collect();
    let before = process.busy();
    let start = Instant::now();
    let answers = client.analyze_stream(tokio_stream::iter(documents)).await.expect("a stream");
    let ids: Vec<String> = answers.into_inner().map(|answer| answer.expect("an answer").id).collect().await;
    let in_order = ids.len() == texts.len() && ids.iter().zip(0..).all(|(id, at)| *id == format!("{at}"));
    (start.elapsed(), process.busy() - before, in_order)
}
