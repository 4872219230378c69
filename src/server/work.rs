//! Runs the core on one document: the smallest texts on the current thread, others on a worker thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::time::Instant;
use tonic::Status;

use super::admission::{Size, Turn};
use super::budget::{Purpose, Reserved};
use super::call::Call;
use super::encoded::Encoded;
use super::estimate::{asked_cost, claims_memory, work_cost, work_memory};
use super::failure::{Failure, Reason, Violation};
use super::form::Form;
use super::request::{Document, Inbound, Text};
use super::settings::Settings;
use super::shared::Shared;
use super::stages::{Stage, Stopwatch};
use super::tasks;
use super::wire::Positions;
use crate::{Cancel, Cancelled, Run};

/// A function from a document to its answer.
pub(super) trait Answer<T>:
    FnOnce(&str, Positions, Run<'_>) -> Result<T, Cancelled> + Send + 'static
{
}

impl<T, F: FnOnce(&str, Positions, Run<'_>) -> Result<T, Cancelled> + Send + 'static> Answer<T> for F {}

/// Sets the cancel flag of some work on drop. The future that owns this is dropped if the caller goes away, its deadline passes
/// or the connection is cut.
#[derive(Debug, Default)]
pub(super) struct StopOnDrop(Arc<Cancel>);

impl StopOnDrop {
    /// The flag, for the work.
    pub(super) fn flag(&self) -> Arc<Cancel> {
        Arc::clone(&self.0)
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Counts a document once: with its outcome, or with the reason why the wait for it ended.
struct Count<'a> {
    shared: &'a Shared,
    due: Instant,
    bytes: usize,
    ended: bool,
}

impl Count<'_> {
    fn end<T>(mut self, end: Result<T, Failure>) -> Result<T, Failure> {
        self.ended = true;
        self.shared.metrics.document(self.bytes, &end);
        end
    }
}

impl Drop for Count<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let late = Instant::now() >= self.due;
            let failure = if late { Failure::DeadlineExceeded } else { Failure::Cancelled };
            self.shared.metrics.document::<()>(self.bytes, &Err(failure));
        }
    }
}

/// An answer with its reserved bytes.
#[derive(Debug)]
pub(super) struct Answered<T> {
    /// The answer.
    pub(super) answer: T,
    /// Its bytes.
    pub(super) bytes: Reserved,
}

/// A received request.
#[derive(Debug)]
pub(super) struct Arrived {
    document: Result<Document, Failure>,
    bytes: Option<Reserved>,
}

impl Arrived {
    /// A request with its reserved bytes. It is checked immediately, which frees everything in its message except the text.
    pub(super) fn new(request: impl Inbound, bytes: Option<Reserved>, settings: &Settings) -> Self {
        Self { document: request.document(settings), bytes }
    }

    /// A request that could not be decoded.
    pub(super) const fn refused(failure: Failure) -> Self {
        Self { document: Err(failure), bytes: None }
    }

    /// A copy in separate memory, for a request that waits.
    pub(super) fn detached(self) -> Self {
        let detached = |document: Document| Document { text: document.text.detached(), ..document };
        Self { document: self.document.map(detached), ..self }
    }
}

/// Answers a request: checks, processes and counts it.
pub(super) async fn answer<T: Send + 'static>(
    shared: &Shared,
    call: &Call,
    arrived: Arrived,
    answer: impl Answer<T>,
) -> Result<Answered<T>, Failure> {
    let mut count = Count { shared, due: call.due, bytes: 0, ended: false };
    let end = match arrived.document {
        _ if call.late => Err(Failure::Draining),
        Ok(document) => {
            count.bytes = document.text.len();
            call.has_text(count.bytes);
            run(shared, call, document, arrived.bytes, answer).await
        }
        Err(failure) => Err(failure),
    };
    count.end(end)
}

/// The answer of a call with one document. Its bytes stay reserved until it is sent.
pub(super) async fn reply(
    shared: &Shared,
    call: &Call,
    arrived: Arrived,
    answering: impl Answer<Encoded>,
) -> Result<Encoded, Status> {
    match answer(shared, call, arrived, answering).await {
        Ok(Answered { answer, bytes }) => {
            call.account.answer(Some(bytes));
            Ok(answer)
        }
        Err(failure) => Err(failure.status(call.id)),
    }
}

/// The answer for `document`. Refuses immediately if the server is full.
async fn run<T: Send + 'static>(
    shared: &Shared,
    call: &Call,
    document: Document,
    bytes: Option<Reserved>,
    answer: impl Answer<T>,
) -> Result<Answered<T>, Failure> {
    let stop = StopOnDrop::default();
    let flag = stop.flag();
    let mut watch = Stopwatch::start();
    let mut bytes = bytes.or_else(|| shared.budget.reserve(Purpose::Work, 0)).ok_or(Failure::OverBudget)?;
    let most = needed(shared, call, &document)?;
    let cost = work_cost(document.text.as_str()) + asked_cost(document.text.len(), document.asked);
    let (end, bytes, watch) = if cost <= shared.settings.inline_bytes as usize {
        if !bytes.set(Purpose::Work, most) {
            return Err(Failure::OverBudget);
        }
        (guarded(&document, answer, &flag, &mut watch), bytes, watch)
    } else {
        let (document, bytes, turn) = wait(shared, document, bytes, most, Size::of(cost)).await?;
        watch.lap(Stage::Wait);
        let job = move || {
            // The turn ends with the work, not with the call, because cancelled work can continue for a moment.
            let _turn = turn;
            lower_priority();
            (guarded(&document, answer, &flag, &mut watch), bytes, watch)
        };
        tasks::work(job).await.ok_or(Failure::Internal)?
    };
    for (stage, begun, took) in watch.laps() {
        shared.metrics.stage(stage, took);
        call.trace.stage(stage.name(), begun, took);
    }
    end.map(|answer| Answered { answer, bytes })
}

/// Waits for the turn of a text. Only the text is kept meanwhile.
async fn wait(
    shared: &Shared,
    document: Document,
    mut bytes: Reserved,
    most: usize,
    size: Size,
) -> Result<(Document, Reserved, Turn), Failure> {
    let place = shared.admission.enter(size)?;
    let document = Document { text: document.text.detached(), ..document };
    if !bytes.set(Purpose::Arriving, document.text.len()) {
        return Err(Failure::OverBudget);
    }
    let turn = shared.admission.turn(size, place).await?;
    // Work with an earlier turn ends, and answers that are not read time out.
    bytes.grow(Purpose::Work, most).await;
    Ok((document, bytes, turn))
}

/// The memory that processing a document can take. Validation of the settings ensures that the budget allows it, except for the
/// longest texts in JSON.
fn needed(shared: &Shared, call: &Call, document: &Document) -> Result<usize, Failure> {
    let in_json = call.form == Form::Json;
    let most = work_memory(document.text.len(), in_json)
        + claims_memory(document.asked.claims, document.asked.bytes, in_json);
    if shared.budget.can_ever_fit(most) {
        return Ok(most);
    }
    let description =
        format!("may take {most} bytes of memory in JSON: send it over gRPC, or raise memory_budget");
    let reason = Reason::TooLarge { limit: shared.settings.memory_budget as usize, size: most };
    Err(Failure::Invalid(vec![Violation { field: "text".into(), description, reason }]))
}

/// Lowers the priority of this thread below the runtime's threads, so that short answers and refusals do not wait for workers.
pub(super) fn lower_priority() {
    const NICE: i32 = 10;
    thread_local! {
        static DONE: () = {
            // If the system does not allow it, the priority stays unchanged.
            let _ = rustix::process::setpriority_process(None, NICE);
        };
    }
    DONE.with(|()| ());
}

/// Turns a panic of the core into an error of its document, not of the stream or the connection.
fn guarded<T>(
    document: &Document,
    answer: impl Answer<T>,
    flag: &Cancel,
    watch: &mut Stopwatch,
) -> Result<T, Failure> {
    if flag.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    let Document { text, options, positions, .. } = document;
    let work = || {
        let mut done = |stage| watch.lap(Stage::Core(stage));
        let run = Run::new(options).cancel(flag).on_stage(&mut done);
        let answer = answer(Text::as_str(text), *positions, run);
        watch.lap(Stage::Answer);
        answer
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(answer) => answer.map_err(|Cancelled| Failure::Cancelled),
        Err(_) => Err(Failure::Internal),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use tokio::time::{sleep, timeout};

    use super::*;
    use crate::server::pb::AnalyzeRequest;
    use crate::server::phase::Life;
    use crate::server::trace::Traces;

    /// A server with one worker and no room to wait.
    fn shared() -> Shared {
        let settings = Settings { max_in_work: Some(1), max_waiting: 0, ..Settings::default() };
        Shared::new(settings, Life::start().1, Traces::default())
    }

    fn document(bytes: usize) -> Document {
        let request = AnalyzeRequest { text: vec![b'a'; bytes].into(), ..AnalyzeRequest::default() };
        request.document(&Settings::default()).expect("a document")
    }

    fn call() -> Call {
        Call::of(&http::Extensions::new(), Duration::from_secs(30))
    }

    async fn lengths(
        shared: &Shared,
        document: Document,
        answer: impl Answer<usize>,
    ) -> Result<usize, Failure> {
        run(shared, &call(), document, None, answer).await.map(|it| it.answer)
    }

    fn length(text: &str, _: Positions, _: Run) -> Result<usize, Cancelled> {
        Ok(text.len())
    }

    fn panics(_: &str, _: Positions, _: Run) -> Result<usize, Cancelled> {
        panic!("as a test")
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_its_document_and_keeps_no_place() {
        let shared = shared();
        for bytes in [10, 100_000] {
            assert_eq!(lengths(&shared, document(bytes), panics).await, Err(Failure::Internal));
            assert_eq!(lengths(&shared, document(bytes), length).await, Ok(bytes));
        }
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_stopped_and_gives_its_place_back() {
        static STARTED: AtomicBool = AtomicBool::new(false);
        fn endless(_: &str, _: Positions, run: Run) -> Result<usize, Cancelled> {
            STARTED.store(true, Ordering::SeqCst);
            while !run.is_cancelled() {
                std::thread::yield_now();
            }
            Err(Cancelled)
        }
        let shared = shared();
        let late = timeout(Duration::from_millis(100), lengths(&shared, document(100_000), endless)).await;
        assert!(late.is_err() && STARTED.load(Ordering::SeqCst));
        let start = Instant::now();
        while lengths(&shared, document(100_000), length).await != Ok(100_000) {
            assert!(start.elapsed() < Duration::from_secs(5), "the work goes on");
            sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn while_the_one_place_is_taken_long_texts_are_refused_and_short_ones_are_not() {
        let shared = shared();
        let _place = shared.admission.enter(Size::Long).expect("a place");
        assert_eq!(lengths(&shared, document(100_000), length).await, Err(Failure::Overloaded));
        assert_eq!(lengths(&shared, document(10), length).await, Ok(10));
    }

    #[tokio::test]
    async fn work_that_does_not_fit_the_budget_waits_when_it_is_long_and_is_refused_when_it_is_short() {
        let shared = shared();
        // Everything except the memory for a text of 5,000 bytes.
        let all = (0..).find_map(|step| shared.budget.reserve(Purpose::Work, (320 << 20) - step * 4096));
        let mut taken = all.expect("a budget");
        drop(taken.split(work_memory(5_000, false)));
        assert_eq!(lengths(&shared, document(8_000), length).await, Err(Failure::OverBudget));
        assert_eq!(lengths(&shared, document(5_000), length).await, Ok(5_000), "what fits is not hurt");
        let long = lengths(&shared, document(400_000), length);
        let late = async {
            sleep(Duration::from_millis(50)).await;
            drop(taken);
        };
        assert_eq!(tokio::join!(long, late).0, Ok(400_000));
        assert_eq!(shared.budget.taken(), 0);
    }

    #[tokio::test]
    async fn a_text_that_never_fits_is_refused_by_name() {
        let settings = Settings { memory_budget: 190 << 20, ..Settings::default() };
        assert!(settings.errors().is_empty());
        let shared = Shared::new(settings, Life::start().1, Traces::default());
        let mut in_json = call();
        in_json.form = Form::Json;
        let Err(Failure::Invalid(violations)) =
            run(&shared, &in_json, document(1_000_000), None, length).await
        else {
            panic!("it is refused for good")
        };
        assert_eq!(violations[0].field, "text");
        assert_eq!(
            lengths(&shared, document(1_000_000), length).await,
            Ok(1_000_000),
            "a message is shorter"
        );
    }
}
