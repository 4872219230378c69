//! `isnad serve` as a process: signals and exit codes.

use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use isnad::server::pb::GetInfoRequest;
use isnad::server::pb::text_service_client::TextServiceClient;

use crate::common::PATIENCE;
use crate::common::process::Process;

#[test]
fn it_serves_within_a_second_of_its_start() {
    // Three starts, of which the best counts: the machine may be busy with the other tests.
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
fn a_log_that_nobody_reads_holds_up_no_call_and_no_end() {
    let mut process = Process::start_unread(&["--admin-listen", "127.0.0.1:0", "--drain-delay", "0"]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    // More lines than the pipe and the buffer before it hold.
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
