//! Explores interleavings of several calls with shuttle. Tests the server's admission, budget and drain with callers that are
//! concurrent, give up, or arrive during shutdown.
//!
//! `cargo test --locked --lib --features schedules schedules` runs it. `scripts/faults` injects the faults that it must find,
//! which `tests/faults/README.md` lists.

use std::cell::Cell;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;

use http::{HeaderValue, Request, Response, Version};
use shuttle::future::{JoinHandle, block_on, spawn, yield_now};
use shuttle::rand::{Rng, thread_rng};
use tonic::body::Body;
use tower::{Layer, Service, service_fn};

use super::access::Access;
use super::admission::Load;
use super::budget::Purpose;
use super::call::Call;
use super::estimate::work_memory;
use super::failure::Failure;
use super::pb::AnalyzeRequest;
use super::phase::{Life, Phase};
use super::settings::Settings;
use super::shared::Shared;
use super::trace::Traces;
use super::wire::Positions;
use super::work::{self, Arrived};
use crate::{Cancelled, Run};

const ANALYZE: &str = "/isnad.v1.TextService/Analyze";
const SCHEDULES: usize = 400;
const CALLERS: usize = 5;

/// The lengths of texts: one that is processed where it arrives, one of middle size, and a long one.
const LENGTHS: [usize; 3] = [8, 2_000, 70_000];

thread_local! {
    /// The current and the maximum number of documents being processed. The explorer runs all tasks of a schedule on one
    /// thread.
    static WORKING: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A substitute for an analysis: work that takes a while.
fn slow(text: &str, _: Positions, run: Run) -> Result<usize, Cancelled> {
    let (now, most) = WORKING.get();
    WORKING.set((now + 1, most.max(now + 1)));
    shuttle::thread::yield_now();
    let (now, most) = WORKING.get();
    WORKING.set((now - 1, most));
    if run.is_cancelled() { Err(Cancelled) } else { Ok(text.len()) }
}

/// One worker for each size, room for one more long text, and memory for the work on one long text and a half.
fn small() -> Settings {
    let budget = (work_memory(LENGTHS[2], false) * 3 / 2 + (4 << 20)) * 4 / 3;
    Settings {
        max_calls: 4,
        max_in_work: Some(1),
        max_waiting: 1,
        inline_bytes: 100,
        memory_budget: u32::try_from(budget).expect("a small budget"),
        ..Settings::default()
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Answered,
    Refused,
    Draining,
    GivenUp,
}

/// Serves a call with a text of that length.
async fn serve(shared: Arc<Shared>, request: Request<usize>) -> Result<Response<Body>, Infallible> {
    let call = Call::of(request.extensions(), shared.settings.deadline);
    let length = request.into_body();
    let bytes = shared.budget.reserve(Purpose::Arriving, length);
    // The body is in transit.
    yield_now().await;
    let request = AnalyzeRequest { text: vec![b'a'; length].into(), ..AnalyzeRequest::default() };
    let arrived = Arrived::new(request, bytes, &shared.settings);
    let answered = work::answer(&shared, &call, arrived, slow).await;
    let name = match answered {
        Ok(answered) => {
            // The answer is in transit, with its bytes.
            yield_now().await;
            assert_eq!(answered.answer, length);
            "answered"
        }
        Err(Failure::Draining) => "draining",
        Err(Failure::Overloaded | Failure::OverBudget) => "refused",
        Err(failure) => panic!("{failure:?}"),
    };
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert("end", HeaderValue::from_static(name));
    Ok(response)
}

/// Calls once, and gives up after `patience` polls without an answer.
async fn call(shared: Arc<Shared>, length: usize, patience: usize) -> End {
    let inner = Arc::clone(&shared);
    let mut stack = Access(Arc::clone(&shared)).layer(service_fn(move |it| serve(Arc::clone(&inner), it)));
    let request = Request::post(ANALYZE).version(Version::HTTP_2).header("content-type", "application/grpc");
    let request = request.body(length);
    let came = shared.life.phase();
    let mut answer = pin!(stack.call(request.expect("a request")));
    let mut looks = 0;
    let response = std::future::poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Ready(response) => Poll::Ready(response.ok()),
        Poll::Pending if looks == patience => Poll::Ready(None),
        Poll::Pending => {
            looks += 1;
            Poll::Pending
        }
    });
    let Some(response) = response.await else { return End::GivenUp };
    match response.headers().get("end").map(HeaderValue::as_bytes) {
        Some(b"answered") => End::Answered,
        Some(b"draining") => {
            assert_eq!(came, Phase::Draining, "a call that came before the drain is finished");
            End::Draining
        }
        // Refused by the layer or by the service.
        _ => End::Refused,
    }
}

/// A server and its callers.
fn start() -> (Arc<Shared>, tokio::sync::watch::Sender<Phase>, Vec<JoinHandle<End>>) {
    WORKING.set((0, 0));
    let (phase, life) = Life::start();
    phase.send_replace(Phase::Serving);
    let shared = Arc::new(Shared::new(small(), life, Traces::default()));
    let callers = (0..CALLERS).map(|_| {
        let length = LENGTHS[thread_rng().gen_range(0..LENGTHS.len())];
        // One in four gives up.
        let patience =
            if thread_rng().gen_range(0..4) == 0 { thread_rng().gen_range(0..4) } else { usize::MAX };
        spawn(call(Arc::clone(&shared), length, patience))
    });
    let callers = callers.collect();
    (shared, phase, callers)
}

/// Waits for all callers, and checks that everything was released.
async fn end(shared: &Shared, callers: Vec<JoinHandle<End>>) -> Vec<End> {
    let mut ends = Vec::new();
    for caller in callers {
        ends.push(caller.await.expect("no panic"));
    }
    // Abandoned work ends on its own.
    while shared.admission.load() != Load::default() || shared.budget.taken() > 0 {
        yield_now().await;
    }
    assert_eq!(shared.calls_in_flight(), 0);
    assert!(ends.iter().any(|it| *it != End::Refused), "a server that refuses all is no test");
    ends
}

/// Checks the number of documents processed at once: one for each size class of workers, plus those processed where they
/// arrive, of which each explorer task does one at a time.
fn assert_bounded(ends: &[End]) {
    let (_, most) = WORKING.get();
    assert!(most <= 2 + CALLERS, "{ends:?}");
}

#[test]
fn calls_leave_nothing_behind_and_the_bounds_hold() {
    let calls = || {
        block_on(async {
            let (shared, _phase, callers) = start();
            let watched = Arc::clone(&shared);
            let most = shared.settings.memory_budget as usize;
            let watch = spawn(async move {
                for _ in 0..20 {
                    assert!(watched.budget.taken() <= most, "more is reserved than there is");
                    let load = watched.admission.load();
                    assert!(load.calls <= 4 && load.in_work <= 1, "{load:?}");
                    yield_now().await;
                }
            });
            let ends = end(&shared, callers).await;
            assert_bounded(&ends);
            watch.await.expect("no panic");
        });
    };
    shuttle::check_random(calls, SCHEDULES);
    shuttle::check_pct(calls, SCHEDULES, 3);
}

#[test]
fn no_more_long_texts_are_worked_on_than_there_are_workers() {
    let calls = || {
        block_on(async {
            WORKING.set((0, 0));
            let (phase, life) = Life::start();
            phase.send_replace(Phase::Serving);
            let settings = Settings { memory_budget: 320 << 20, ..small() };
            let shared = Arc::new(Shared::new(settings, life, Traces::default()));
            let long = |_| spawn(call(Arc::clone(&shared), LENGTHS[2], usize::MAX));
            let callers = (0..3).map(long).collect();
            let ends = end(&shared, callers).await;
            let (_, most) = WORKING.get();
            assert_eq!(most, 1, "{ends:?}");
            assert!(ends.iter().filter(|it| **it == End::Answered).count() >= 2, "{ends:?}");
        });
    };
    shuttle::check_random(calls, SCHEDULES);
}

#[test]
fn a_drain_finishes_what_came_before_it() {
    let calls = || {
        block_on(async {
            let (shared, phase, callers) = start();
            for _ in 0..thread_rng().gen_range(0..12) {
                yield_now().await;
            }
            phase.send_replace(Phase::Draining);
            let late = call(Arc::clone(&shared), LENGTHS[0], usize::MAX).await;
            assert_ne!(late, End::Answered, "nothing new is taken");
            end(&shared, callers).await;
            assert_eq!(shared.budget.taken(), shared.in_flight.load(Ordering::Relaxed));
        });
    };
    shuttle::check_random(calls, SCHEDULES);
    shuttle::check_pct(calls, SCHEDULES, 3);
}
