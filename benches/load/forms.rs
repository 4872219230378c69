//! `Analyze` of 5 KB over gRPC and in JSON, and with a field mask: time and processor time of a call.

use std::time::Duration;

use bytes::Bytes;
use isnad::server::mask::FieldMask;
use isnad::server::pb::AnalyzeRequest;
use serde_json::json;
use tokio::time::Instant;

use crate::call::texts;
use crate::common::plain::{ANALYZE, Plain};
use crate::common::process::Process;
use crate::common::raw::{Connection, frame};
use crate::tally::ms;

/// The number of calls of a row in a round. The rows take turns, so that other load on the machine affects all equally.
const CALLS: usize = 400;
const ROUNDS: usize = 8;

/// The rows: the format, and the requested fields.
const ROWS: [(&str, Form, &[&str]); 4] = [
    ("gRPC, all fields", Form::Grpc, &[]),
    ("JSON, all fields", Form::Json, &[]),
    ("gRPC, quotes", Form::Grpc, &["quotes"]),
    ("gRPC, sentences", Form::Grpc, &["sentences"]),
];

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Grpc,
    Json,
}

/// A connection for the calls of one row, one after the other. Answers are read but not decoded.
struct Caller {
    grpc: Connection,
    json: Plain,
    form: Form,
    bodies: Vec<Bytes>,
}

impl Caller {
    async fn new(process: &Process, form: Form, paths: &[&str]) -> Self {
        let address = process.address.parse().expect("an address");
        let paths: Vec<String> = paths.iter().map(|it| (*it).to_owned()).collect();
        let body = |text: &String| {
            let read_mask = Some(FieldMask { paths: paths.clone() });
            let text = text.clone();
            match form {
                Form::Grpc => {
                    frame(&AnalyzeRequest { text: text.into(), read_mask, ..AnalyzeRequest::default() })
                }
                Form::Json => Bytes::from(json!({"text": text}).to_string()),
            }
        };
        let bodies = texts()[1].iter().map(body).collect();
        Self { grpc: Connection::open(address).await, json: Plain::open(address).await, form, bodies }
    }

    async fn call(&mut self, number: usize) {
        let body = self.bodies[number % self.bodies.len()].clone();
        if self.form == Form::Grpc {
            assert_eq!(self.grpc.call(ANALYZE, &[], body).await.code(), Some(0));
        } else {
            let kind = [("content-type", "application/json")];
            assert_eq!(self.json.ask(&format!("POST {ANALYZE}"), &kind, &body).await.status, 200);
        }
    }
}

pub async fn run() {
    let process = Process::start(&[]);
    let mut rows = Vec::new();
    for (_, form, paths) in ROWS {
        rows.push((Caller::new(&process, form, paths).await, Vec::new(), Duration::MAX));
    }
    for _ in 0..ROUNDS {
        for (caller, times, least) in &mut rows {
            let before = process.busy();
            for number in 0..CALLS {
                let start = Instant::now();
                caller.call(number).await;
                times.push(start.elapsed());
            }
            *least = ((process.busy() - before) / CALLS as u32).min(*least);
        }
    }
    println!("| 5 KB | p50 | ratio | processor time | ratio |\n| --- | --- | --- | --- | --- |");
    let mut first = None;
    for ((name, ..), (_, times, busy)) in ROWS.iter().zip(&mut rows) {
        times.sort_unstable();
        let median = times[times.len() / 2];
        let (whole, all) = *first.get_or_insert((median, *busy));
        let ratio = |part: Duration, whole: Duration| part.as_secs_f64() / whole.as_secs_f64();
        println!(
            "| {name} | {} | {:.2} | {} µs | {:.2} |",
            ms(median),
            ratio(median, whole),
            busy.as_micros(),
            ratio(*busy, all)
        );
    }
}
