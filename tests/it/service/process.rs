//! `isnad serve` as a process: signals and exit codes.

use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use isnad::server::pb::GetInfoRequest;
use isnad::server::pb::text_service_client::TextServiceClient;

use serde_json::Value;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::common::process::Process;
use crate::common::raw::{Connection, frame};
use crate::common::texts::SHORT;
use crate::common::{PATIENCE, analyze};

#[test]
fn it_serves_within_a_second_of_its_start() {
    // The best of three starts counts: the machine may be busy with other tests.
    let start = |_| {
        let before = Instant::now();
        let _process = Process::start(&[]);
        before.elapsed()
    };
    let best = (0..3).map(start).min().expect("three starts");
    assert!(best < Duration::from_secs(1), "{best:?}");
}

#[test]
fn sigterm_ends_it_with_success_though_a_client_stays_connected() {
    let mut process = Process::start(&["--drain-delay", "0"]);
    let _silent = TcpStream::connect(&process.address).expect("a connection");
    process.terminate();
    let status = process.ended();
    assert!(status.success(), "{status}");
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut process = Process::start(&["--drain-delay", "60s"]);
    process.terminate();
    std::thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    process.terminate();
    assert_eq!(process.ended().code(), Some(1));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn ctrl_c_ends_it_at_once_when_it_is_idle() {
    let mut process = Process::start(&["--drain-delay", "30s"]);
    let start = Instant::now();
    process.signal("-INT");
    assert!(process.ended().success());
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_drains_like_sigterm_when_a_call_is_in_flight() {
    let mut process = Process::start(&["--drain-delay", "500ms"]);
    let address = process.address.parse().expect("an address");
    let mut call = Connection::open(address).await.start("/isnad.v1.TextService/Analyze", &[]).await;
    let message = frame(&analyze(SHORT));
    call.send(message.slice(..10), false);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let start = Instant::now();
    process.signal("-INT");
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(TcpStream::connect(&process.address).is_ok(), "it still takes calls");
    call.send(message.slice(10..), true);
    assert_eq!(call.answer().await.code(), Some(0));
    assert!(process.ended().success());
    assert!(start.elapsed() >= Duration::from_millis(500));
}

#[test]
fn sighup_drains_as_sigterm_does() {
    let mut process = Process::start(&["--drain-delay", "500ms"]);
    let start = Instant::now();
    process.signal("-HUP");
    assert!(process.ended().success());
    assert!(start.elapsed() >= Duration::from_millis(500), "readiness says no before");
}

#[test]
fn sighup_is_ignored_under_nohup() {
    let mut nohup = Command::new("nohup");
    nohup.args([env!("CARGO_BIN_EXE_isnad"), "serve", "--listen", "127.0.0.1:0", "--drain-delay", "0"]);
    let mut process = Process::run(nohup).read();
    process.signal("-HUP");
    std::thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(&process.address).is_ok(), "it serves on");
    process.terminate();
    assert!(process.ended().success());
}

#[tokio::test]
async fn log_lines_that_cannot_be_written_are_counted() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its address");
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full disk");
    let mut isnad = Command::new(env!("CARGO_BIN_EXE_isnad"));
    isnad.args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--drain-delay",
        "0",
        "--admin-listen",
        &port.to_string(),
    ]);
    let mut child = isnad.stderr(full).spawn().expect("isnad starts");
    let start = Instant::now();
    while TcpStream::connect(port).is_err() {
        assert!(start.elapsed() < PATIENCE, "it does not start");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let metrics = crate::common::admin_says(port, "GET /metrics").await;
    child.kill().expect("it lived");
    child.wait().expect("a status");
    let dropped = metrics.lines().find_map(|line| line.strip_prefix("isnad_log_lines_dropped_total "));
    assert_eq!(dropped, Some("1"), "the line of the start\n{metrics}");
}

#[tokio::test]
async fn the_access_line_has_peer_and_text_size_and_probes_have_none() {
    let mut process = Process::start_unread(&["--drain-delay", "0"]);
    let mut log = process.log();
    let channel = process.channel().await;
    let probe = HealthCheckRequest::default();
    HealthClient::new(channel.clone()).check(probe).await.expect("an answer");
    TextServiceClient::new(channel).analyze(analyze(SHORT)).await.expect("an answer");
    process.terminate();
    let lines = std::io::read_to_string(&mut log).expect("UTF-8");
    let calls: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let calls: Vec<&Value> = calls.iter().filter(|line| line["message"] == "call").collect();
    assert_eq!(calls.len(), 1, "health is not at info: {lines}");
    assert_eq!(calls[0]["text_bytes"], SHORT.len());
    assert!(calls[0]["peer"].as_str().is_some_and(|peer| peer.starts_with("127.0.0.1:")), "{lines}");
    let ms = calls[0]["ms"].to_string();
    assert!(ms.split('.').nth(1).is_none_or(|digits| digits.len() <= 3), "{ms}");
}

#[test]
fn a_log_that_nobody_reads_holds_up_no_call_and_no_end() {
    let mut process = Process::start_unread(&["--admin-listen", "127.0.0.1:0", "--drain-delay", "0"]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    // More lines than the pipe and the buffer before it can hold.
    const CALLS: usize = 12_000;
    let metrics = runtime.block_on(async {
        let mut client = TextServiceClient::new(process.channel().await);
        for _ in 0..CALLS {
            let answer = tokio::time::timeout(PATIENCE, client.get_info(GetInfoRequest {})).await;
            answer.expect("it stands still").expect("an answer");
        }
        process.metrics().await
    });
    let dropped = metrics.lines().find_map(|line| line.strip_prefix("isnad_log_lines_dropped_total "));
    assert!(dropped.is_some_and(|it| it != "0"), "{metrics}");
    process.terminate();
    assert!(process.ended().success());
}

#[test]
fn without_file_descriptors_it_does_not_spin_and_serves_on() {
    let mut shell = Command::new("sh");
    let isnad = env!("CARGO_BIN_EXE_isnad");
    shell.args(["-c", &format!("ulimit -n 40; exec '{isnad}' serve --listen 127.0.0.1:0 \"$@\""), "sh"]);
    let process = Process::run(shell).read();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut known = TextServiceClient::new(process.channel().await);
        let silent: Vec<_> = (0..60).map(|_| TcpStream::connect(&process.address)).collect();
        tokio::time::sleep(Duration::from_millis(500)).await;
        let before = process.busy();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let spun = process.busy() - before;
        assert!(spun < Duration::from_millis(300), "{spun:?} of a second");
        known.get_info(GetInfoRequest {}).await.expect("who is there is answered");
        drop(silent);
        let mut new = TextServiceClient::new(process.channel().await);
        let answer = tokio::time::timeout(PATIENCE, new.get_info(GetInfoRequest {})).await;
        answer.expect("a connection").expect("an answer");
    });
}

#[test]
fn connections_leave_file_descriptors_to_operators() {
    let isnad = env!("CARGO_BIN_EXE_isnad");
    let start =
        format!("ulimit -n 200; exec '{isnad}' serve --listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &start, "sh"]);
    let process = Process::run(shell).read();
    let silent: Vec<_> = (0..300).map(|_| TcpStream::connect(&process.address)).collect();
    std::thread::sleep(Duration::from_millis(300));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let metrics = runtime.block_on(async { tokio::time::timeout(PATIENCE, process.metrics()).await });
    let metrics = metrics.expect("an answer in time");
    assert!(metrics.contains("isnad_connections 104"), "{metrics}");
    drop(silent);
}

#[test]
fn the_soft_limit_on_file_descriptors_is_raised() {
    let mut shell = Command::new("sh");
    let isnad = env!("CARGO_BIN_EXE_isnad");
    shell.args(["-c", &format!("ulimit -Sn 64; exec '{isnad}' serve --listen 127.0.0.1:0 \"$@\""), "sh"]);
    let process = Process::run(shell).read();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", process.id())).expect("its limits");
    let line = limits.lines().find(|line| line.starts_with("Max open files")).expect("a line");
    let numbers: Vec<&str> = line.split_whitespace().skip(3).take(2).collect();
    assert!(numbers[0] == numbers[1] && numbers[0] != "64", "{line}");
}

#[test]
fn an_address_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(["serve", "--listen", &address])
        .output()
        .expect("isnad runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
}

#[test]
fn settings_that_contradict_each_other_are_all_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(["serve", "--max-text-bytes", "4MiB", "--max-message-bytes", "1MiB", "--max-in-work", "0"])
        .output()
        .expect("isnad runs");
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("max_message_bytes") && told.contains("--max-in-work"), "{told}");
}
