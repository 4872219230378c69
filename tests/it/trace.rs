//! Traces do not depend on the order of documents, nor on the machines that read them.
//!
//! The texts are invented, and so are the people in them.

use std::fs;

use isnad::trace::{Trace, TraceDocument};
use isnad::{analyze, trace};
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli::{Outcome, command, finish};

/// The utterances, each with words that can be changed.
const SAID: [&str; 6] = [
    "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان المقبل.",
    "أكد رئيس البلدية سليم الطرابيشي أن السكان لم يعرفوا شيئا عن الأعمال في الجسر القديم.",
    "نقلت وكالة النورس عن مدير المرصد سامر القلعاوي قوله إن الأمطار ستبلغ الساحل مساء الغد.",
    "قالت نقابة المعلمين في بيان إن الإضراب سيبدأ يوم الأحد ويستمر ثلاثة أيام في كل المدارس.",
    "أضاف القلعاوي أن الأمطار ستبلغ الساحل مساء الغد وأن الرياح ستشتد بعد منتصف الليل.",
    "قالت المرزوقي إن سد الوادي الأخضر ليس آمنا وسيغلق الطريق قبل 20 نيسان المقبل.",
];
const OUTLETS: [&str; 4] = ["الضفاف", "الميناء", "وكالة النورس", "القافلة"];
const DAYS: [&str; 4] = ["", "2024-03-05", "2024-03-05T16:00+03:00", "2024-03-06"];

/// Lines as indexes of [`SAID`], each with whether its spelling differs; an outlet and a day as indexes.
type Drawn = (Vec<(usize, bool)>, usize, usize);

fn document(at: usize, (lines, outlet, day): Drawn) -> TraceDocument {
    let line = |(line, spelt): (usize, bool)| {
        if spelt { SAID[line].replace('أ', "ا") } else { SAID[line].to_owned() }
    };
    let text = lines.into_iter().map(line).collect::<Vec<_>>().join("\n");
    let document = TraceDocument::new(format!("d{at}"), &text, &analyze(&text)).with_outlet(OUTLETS[outlet]);
    if DAYS[day].is_empty() { document } else { document.with_published(DAYS[day]) }
}

/// Some of the utterances, by one outlet, on one day.
fn documents() -> impl Strategy<Value = Vec<TraceDocument>> {
    let lines = prop::collection::vec((0..SAID.len(), any::<bool>()), 1..4);
    let drawn = prop::collection::vec((lines, 0..OUTLETS.len(), 0..DAYS.len()), 2..12);
    drawn.prop_map(|all| all.into_iter().enumerate().map(|(at, drawn)| document(at, drawn)).collect())
}

/// The trace, with each document identified by its name.
fn named(documents: &[TraceDocument], mut traced: Trace) -> (Trace, Vec<String>) {
    let mut ids = Vec::new();
    for member in traced.clusters.iter_mut().flat_map(|cluster| &mut cluster.members) {
        ids.push(documents[member.document].id.clone());
        member.document = 0;
    }
    (traced, ids)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_changes_nothing(documents in documents(), seed in any::<u64>()) {
        let mut others = documents.clone();
        others.sort_by_key(|document| document.id.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        prop_assert_eq!(named(&documents, trace(&documents)), named(&others, trace(&others)));
    }

    #[test]
    fn documents_that_went_through_json_are_the_same(documents in documents()) {
        let written = serde_json::to_string(&documents).expect("JSON");
        let read: Vec<TraceDocument> = serde_json::from_str(&written).expect("documents");
        prop_assert_eq!(trace(&read), trace(&documents));
    }

    #[test]
    fn each_quote_is_in_one_cluster_and_each_index_is_one(documents in documents()) {
        let traced = trace(&documents);
        let mut seen = std::collections::HashSet::new();
        for cluster in &traced.clusters {
            prop_assert!(cluster.documents >= 2 && cluster.base < cluster.members.len());
            for member in &cluster.members {
                prop_assert!(seen.insert((member.document, member.quote)));
                prop_assert!(documents[member.document].quotes.len() > member.quote);
            }
            for edge in &cluster.edges {
                prop_assert!(edge.taker < cluster.members.len() && edge.source < cluster.members.len());
                prop_assert!(edge.taker != edge.source);
            }
            let words = |at: usize| &documents[cluster.members[at].document].quotes[cluster.members[at].quote].words;
            for row in &cluster.drift {
                for place in &row.places {
                    if let Some(span) = place.span {
                        prop_assert_eq!(&words(place.member)[span], &row.text);
                    }
                    if let Some(span) = place.base {
                        prop_assert_eq!(&words(cluster.base)[span], &row.base);
                    }
                }
            }
        }
    }
}

/// Five documents as JSON lines.
fn lines() -> Vec<String> {
    let days = ["2024-03-05", "2024-03-05T10:00", "2024-03-06", "2024-03-07", "2024-03-07"];
    let line = |(at, day): (usize, &str)| {
        json!({"id": format!("d{at}"), "outlet": OUTLETS[at % 4], "published": day, "text": SAID[at % 3]})
            .to_string()
    };
    days.into_iter().enumerate().map(line).collect()
}

fn run(folder: &TempDir, args: &[&str]) -> Outcome {
    finish(command(args).current_dir(folder.path()))
}

fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("written");
    }
    folder
}

#[test]
fn shards_give_what_one_run_gives() {
    let lines = lines();
    let backwards: Vec<String> = lines.iter().rev().cloned().collect();
    let files = [
        ("all.jsonl", lines.join("\n")),
        ("back.jsonl", backwards.join("\n")),
        ("1.jsonl", lines[..2].join("\n")),
        ("2.jsonl", lines[2..].join("\n")),
    ];
    let folder = folder(&files);
    for unit in ["utf8", "utf16"] {
        let whole = run(&folder, &["trace", "--format", "jsonl", "--offsets", unit, "all.jsonl"]);
        whole.check_clean();
        assert_eq!(whole.stdout.lines().count(), 2, "{}", whole.stdout);
        let back = run(&folder, &["trace", "--format", "jsonl", "--offsets", unit, "back.jsonl"]);
        assert_eq!(back.stdout, whole.stdout, "the order of the lines changes nothing");
        for shard in ["1", "2"] {
            let read = run(
                &folder,
                &["trace", "--format", "documents", "--offsets", unit, &format!("{shard}.jsonl")],
            );
            fs::write(folder.path().join(format!("read{shard}.jsonl")), &read.check_clean().stdout)
                .expect("written");
        }
        let args = ["trace", "--format", "jsonl", "--offsets", unit, "read2.jsonl", "read1.jsonl"];
        assert_eq!(run(&folder, &args).check_clean().stdout, whole.stdout, "nor who read the texts");
    }
}

#[test]
fn clusters_are_lines_of_json_and_can_be_read() {
    let folder = folder(&[("all.jsonl", lines().join("\n"))]);
    let traced = run(&folder, &["trace", "--format", "jsonl", "all.jsonl"]);
    let clusters: Vec<Value> =
        traced.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(clusters[0]["kind"], "UTTERANCE_KIND_UTTERANCE");
    assert_eq!(clusters[0]["members"][0]["id"], "d0");
    assert_eq!(clusters[0]["firstSeen"]["published"], "2024-03-05");
    let read = run(&folder, &["trace", "--color", "never", "all.jsonl"]);
    assert!(read.check_clean().stdout.contains("هالة المرزوقي 2 reports in 2 documents"), "{}", read.stdout);
}

#[test]
fn what_is_no_document_is_named_and_the_rest_is_traced() {
    let mut lines = lines();
    lines.push(json!({"id": "late", "text": SAID[0], "published": "5 آذار"}).to_string());
    lines.push(json!({"id": "list", "text": SAID[0], "outlet": ["a"]}).to_string());
    lines.push(json!({"id": "odd", "quotes": [{"words": 5}]}).to_string());
    lines.push(json!({"id": "none"}).to_string());
    let folder = folder(&[("all.jsonl", lines.join("\n"))]);
    let traced = run(&folder, &["trace", "--format", "jsonl", "all.jsonl"]);
    assert_eq!((traced.code, traced.stdout.lines().count()), (Some(1), 2));
    for said in [
        "all.jsonl:6: \"published\"",
        "all.jsonl:7: \"outlet\"",
        "all.jsonl:8: not a document",
        "all.jsonl:9: no \"text\"",
    ] {
        assert!(traced.stderr.contains(said), "{said} in {}", traced.stderr);
    }
}

#[test]
fn seeds_are_joined_where_they_report_one_statement() {
    let seeds = crate::shared().join("seeds");
    let Ok(entries) = fs::read_dir(&seeds) else {
        println!("SKIPPED, no articles in {} ($ISNAD_SHARED names another folder)", seeds.display());
        return;
    };
    let document = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let name = path.file_name()?.to_str()?.get(..3)?.to_owned();
        Some(TraceDocument::new(name, &text, &analyze(&text)))
    };
    let documents: Vec<_> = entries.filter_map(|entry| document(entry.ok()?.path())).collect();
    let traced = trace(&documents);
    assert!(traced.clusters.len() >= 10);
    for cluster in &traced.clusters {
        let id = |member: &isnad::trace::Member| documents[member.document].id.as_str();
        assert!(cluster.members.iter().all(|member| ["000", "001"].contains(&id(member))), "{cluster:?}");
        let other = |member: &&isnad::trace::Member| member.speaker == isnad::trace::SpeakerRelation::Other;
        assert_eq!(cluster.members.iter().find(other), None, "one speaker");
    }
}

#[test]
fn pairs_that_report_one_utterance_share_a_number_of_their_signatures() {
    let path = crate::shared().join("gold/pairs.jsonl");
    let Ok(lines) = fs::read_to_string(&path) else {
        println!("SKIPPED, no labelled pairs in {} ($ISNAD_SHARED names another folder)", path.display());
        return;
    };
    let pairs: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let signatures =
        |pair: &Value| ["a", "b"].map(|side| isnad::signature(pair[side]["text"].as_str().expect("a text")));
    let share = |[a, b]: &[Vec<u32>; 2]| a.iter().any(|number| b.contains(number));
    let one: Vec<_> = pairs.iter().filter(|pair| pair["label"] != "different").map(signatures).collect();
    let found = one.iter().filter(|pair| share(pair)).count();
    let firsts: Vec<_> = pairs.iter().map(|pair| signatures(pair)[0].clone()).collect();
    let random = firsts
        .iter()
        .zip(firsts.iter().skip(1))
        .filter(|(a, b)| share(&[(*a).clone(), (*b).clone()]))
        .count();
    let numbers: usize = firsts.iter().map(Vec::len).sum();
    println!(
        "{found} of {} pairs share a number; {random} of {} neighbours in the file do",
        one.len(),
        firsts.len() - 1
    );
    println!("{:.1} numbers for a quote", numbers as f64 / firsts.len() as f64);
    assert!(100 * found >= 97 * one.len());
}
