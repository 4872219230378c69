//! Deadlines: DEADLINE_EXCEEDED in time, and the work is cancelled.

use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};
use tonic::Code;

use crate::common::raw::{Answer, Connection, frame};
use crate::common::texts::{SHORT, long};
use crate::common::{PATIENCE, Server, analyze, settings};

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";
const LATE: Option<i32> = Some(Code::DeadlineExceeded as i32);

/// A call of which only the first bytes are sent.
async fn half_a_call(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut raw = Connection::open(server.address).await;
    let mut call = raw.start(path, headers).await;
    call.send(frame(&analyze(SHORT)).slice(..9), false);
    timeout(PATIENCE, call.answer()).await.expect("an answer")
}

#[tokio::test]
async fn the_callers_deadline_counts() {
    let server = Server::start(settings()).await;
    let start = Instant::now();
    let answer = half_a_call(&server, ANALYZE, &[("grpc-timeout", "100m")]).await;
    assert_eq!(answer.code(), LATE);
    assert!(start.elapsed() >= Duration::from_millis(100) && start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn the_servers_deadline_counts_where_the_caller_has_none_or_a_later_one() {
    let mut settings = settings();
    settings.deadline = Duration::from_millis(100);
    let server = Server::start(settings).await;
    assert_eq!(half_a_call(&server, ANALYZE, &[]).await.code(), LATE);
    assert_eq!(half_a_call(&server, ANALYZE, &[("grpc-timeout", "1H")]).await.code(), LATE);
}

#[tokio::test]
async fn a_stream_ends_at_its_callers_deadline_and_not_at_the_servers() {
    let mut settings = settings();
    settings.deadline = Duration::from_millis(50);
    let server = Server::start(settings).await;
    let start = Instant::now();
    let answer =
        half_a_call(&server, "/isnad.v1.TextService/AnalyzeStream", &[("grpc-timeout", "300m")]).await;
    assert_eq!(answer.code(), LATE);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_is_late_gives_its_place_back() {
    let mut settings = settings();
    settings.max_in_work = Some(1);
    settings.max_waiting = 0;
    let server = Server::start(settings).await;
    let mut raw = Connection::open(server.address).await;
    let late = raw.call(ANALYZE, &[("grpc-timeout", "1m")], frame(&analyze(&long(1_000_000)))).await;
    // A core that finishes within a millisecond has nothing to cancel.
    assert!(late.code() == LATE || late.code() == Some(Code::Ok as i32), "{:?}", late.code());
    let start = Instant::now();
    let next = frame(&analyze(&long(20_000)));
    loop {
        let code = raw.call(ANALYZE, &[], next.clone()).await.code();
        if code == Some(Code::Ok as i32) {
            break;
        }
        assert_eq!(code, Some(Code::Unavailable as i32));
        assert!(start.elapsed() < Duration::from_secs(1), "cancelled work goes on and on");
        sleep(Duration::from_millis(5)).await;
    }
}
