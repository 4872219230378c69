//! Runs the core on one document: the smallest texts where they are, others on a worker thread.

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

/// From a document to its answer.
pub(super) trait Answer<T>:
    FnOnce(&str, Positions, Run<'_>) -> Result<T, Cancelled> + Send + 'static
{
}

impl<T, F: FnOnce(&str, Positions, Run<'_>) -> Result<T, Cancelled> + Send + 'static> Answer<T> for F {}

/// Sets the flag of a piece of work when nobody waits for it any more: the caller went away, its
/// deadline passed, or the connection was cut. All of these drop the future that holds this.
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

/// Counts a document once: as what has become of it, or as what ended the wait for it.
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

/// An answer with the bytes that are kept for it.
#[derive(Debug)]
pub(super) struct Answered<T> {
    /// The answer.
    pub(super) answer: T,
    /// Its bytes.
    pub(super) bytes: Reserved,
}

/// A request as it has arrived.
#[derive(Debug)]
pub(super) struct Arrived {
    document: Result<Document, Failure>,
    bytes: Option<Reserved>,
}

impl Arrived {
    /// A request with the bytes that are kept for it. It is checked at once: what its message holds beside the text is gone then.
    pub(super) fn new(request: impl Inbound, bytes: Option<Reserved>, settings: &Settings) -> Self {
        Self { document: request.document(settings), bytes }
    }

    /// A request that could not be read.
    pub(super) const fn refused(failure: Failure) -> Self {
        Self { document: Err(failure), bytes: None }
    }

    /// The same in memory of its own, for one that waits.
    pub(super) fn detached(self) -> Self {
        let detached = |document: Document| Document { text: document.text.detached(), ..document };
        Self { document: self.document.map(detached), ..self }
    }
}

/// The answer for a request: checked, worked on and counted.
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

/// The answer of a call with one document; its bytes wait for it to go out.
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

/// The answer for `document`. Refused at once when the server is full.
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
            // The turn ends with the work, not with the call: cancelled work may go on for a moment.
            let _turn = turn;
            step_back();
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

/// Waits for the turn of a text, for which nothing but the text is kept meanwhile.
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
    // Whoever has turns before this one ends, and so do answers that nobody takes.
    bytes.grow(Purpose::Work, most).await;
    Ok((document, bytes, turn))
}

/// What the work on a document may take. The settings see to it that there can be as much, but for the longest texts in JSON.
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

/// Puts this thread behind those of the runtime, in the eyes of the system: whoever waits for a short answer or a
/// refusal does not wait for the workers' time to be over.
pub(super) fn step_back() {
    const NICE: i32 = 10;
    thread_local! {
        static DONE: () = {
            // A system that does not let it is no worse than before.
            let _ = rustix::process::setpriority_process(None, NICE);
        };
    }
    DONE.with(|()| ());
}

/// A panic of the core is an error of its document: not of the stream, nor of the connection.
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

    /// One document in work, none waiting.
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
        // All but what the work on a text of 5,000 bytes takes.
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
