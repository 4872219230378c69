//! Compares a server's processor time for an `Analyze` with that of the same stack with a canned answer.

use std::time::Duration;

use isnad::server::pb::{AnalyzeRequest, QuoteOptions};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::canned;
use crate::common::process::Process;
use crate::corpus;
use crate::drive::client;

/// The number of concurrent calls.
const CALLERS: usize = 16;
const TIME: Duration = Duration::from_millis(1500);
/// The servers take turns, so that other load on the machine affects both equally.
const ROUNDS: usize = 5;
/// The number of texts of each size, so that the branch predictor cannot memorise one.
const TEXTS: usize = 32;
/// Slightly below the maximum length of a text.
const MIB: usize = (1 << 20) - 1000;
const SIZES: [(usize, &str); 4] = [(1000, "1 KB"), (5000, "5 KB"), (50_000, "50 KB"), (MIB, "1 MiB")];

/// The texts of each size. Each has a different length, by which the canned server identifies it.
pub fn texts() -> Vec<Vec<String>> {
    let corpus = corpus::articles().unwrap_or_else(|| corpus::made(4000)).join("\n\n");
    SIZES.iter().map(|(size, _)| cut(&corpus, *size)).collect()
}

fn cut(corpus: &str, size: usize) -> Vec<String> {
    let step = (corpus.len() - size - TEXTS) / TEXTS;
    let piece = |index: usize| {
        let start = boundary(corpus, index * step);
        let end = boundary(corpus, start + size);
        // The dots make the lengths differ.
        format!("{}{}", &corpus[start..end], ".".repeat(index * 4 + start + size - end))
    };
    (0..TEXTS).map(piece).collect()
}

/// The last character boundary up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

pub async fn run() {
    println!(
        "texts: {}\n",
        if corpus::articles().is_some() { "articles of $ISNAD_SHARED" } else { "news made here" }
    );
    println!(
        "| text | canned | isnad | ratio | refused: canned | isnad | ratio |\n| --- | --- | --- | --- | --- | --- | --- |"
    );
    for (texts, (_, name)) in texts().iter().zip(SIZES) {
        let answered = compare(texts, None).await;
        let refused = compare(texts, Some(2.0)).await;
        println!("| {name} | {} | {} |", cells(answered), cells(refused));
    }
}

fn cells((canned, isnad): (Duration, Duration)) -> String {
    let us = |it: Duration| it.as_secs_f64() * 1e6;
    format!("{:.0} µs | {:.0} µs | {:.2}", us(canned), us(isnad), us(isnad) / us(canned))
}

/// The lowest processor time of the canned server and of isnad for a call. A confidence above 1 is refused after the
/// message and its text have been read.
async fn compare(texts: &[String], min_confidence: Option<f32>) -> (Duration, Duration) {
    let servers = [canned::start(), Process::start(&[])];
    let mut least = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (server, least) in servers.iter().zip(&mut least) {
            *least = each(server, texts, min_confidence).await.min(*least);
        }
    }
    let [canned, isnad] = least;
    (canned, isnad)
}

/// The processor time of a server for one call.
async fn each(server: &Process, texts: &[String], min_confidence: Option<f32>) -> Duration {
    let requests: Vec<AnalyzeRequest> = texts
        .iter()
        .map(|text| AnalyzeRequest {
            text: text.clone().into(),
            quotes: min_confidence.map(|it| QuoteOptions { min_confidence: it, ..QuoteOptions::default() }),
            ..AnalyzeRequest::default()
        })
        .collect();
    let before = server.busy();
    let end = Instant::now() + TIME;
    let mut callers = JoinSet::new();
    for first in 0..CALLERS {
        let (mut client, requests) = (client(server).await, requests.clone());
        callers.spawn(async move {
            let mut calls = 0;
            let mut next = requests.iter().cycle().skip(first * TEXTS / CALLERS);
            while Instant::now() < end {
                let answer = client.analyze(next.next().expect("they go round").clone()).await;
                assert_eq!(answer.is_ok(), min_confidence.is_none(), "{:?}", answer.err());
                calls += 1;
            }
            calls
        });
    }
    let calls: u32 = callers.join_all().await.into_iter().sum();
    (server.busy() - before) / calls
}
