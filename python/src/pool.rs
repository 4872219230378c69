//! Processes many documents on worker threads and returns the answers in order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use isnad::Cancel;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator};

use crate::answer::Answer;
use crate::calls::Job;
use crate::fault::{self, Kind};
use crate::request::Call;
use crate::trace::Reported;

/// Documents waiting or in progress per worker: enough that no worker is idle while an answer is taken.
const AHEAD: usize = 16;

/// The longest delay of Python signals.
const SIGNALS: Duration = Duration::from_millis(100);

/// The result of a worker for a document.
enum Made {
    Answer(Box<Answer>),
    Reported(Reported),
}

/// The work to do for each document.
#[derive(Clone, Copy)]
enum Task {
    Call(Call),
    Report,
}

/// A document and its result, or the encoded status of its error.
type Triple = (Py<PyAny>, Option<Py<PyAny>>, Option<Py<PyBytes>>);

type Outcome = Result<Made, Kind>;

/// A document for a worker, and the channel for its outcome.
struct Work {
    text: String,
    outcome: Sender<Outcome>,
}

/// A document taken from the source.
struct Taken {
    document: Py<PyAny>,
    outcome: Receiver<Outcome>,
}

/// Takes documents from an iterator of pairs (any object, text) and yields triples in the same order: the object, the
/// result or None, and the status or None.
#[pyclass(module = "isnad._native")]
pub struct Many {
    source: Option<Py<PyIterator>>,
    /// The exception of the source, to be raised after the documents before it.
    raised: Option<PyErr>,
    work: Option<Sender<Work>>,
    taken: VecDeque<Taken>,
    most: usize,
    cancel: Arc<Cancel>,
}

#[pymethods]
impl Many {
    /// Starts the workers. Without a call, they read documents for tracing.
    #[new]
    fn new(job: &Job, call: Option<&str>, source: &Bound<'_, PyAny>, workers: usize) -> PyResult<Self> {
        let task = call.map_or(Ok(Task::Report), |call| Call::of(call).map(Task::Call))?;
        let (work, queue) = unbounded();
        let cancel = Arc::new(Cancel::new());
        for _ in 0..workers {
            let worker = Worker { job: job.clone(), task, queue: queue.clone(), cancel: Arc::clone(&cancel) };
            let started = thread::Builder::new().name("isnad".to_owned()).spawn(move || worker.run());
            started
                .map_err(|error| PyRuntimeError::new_err(format!("cannot start a worker thread: {error}")))?;
        }
        let source = Some(source.try_iter()?.unbind());
        let most = workers.saturating_mul(AHEAD);
        Ok(Self { source, raised: None, work: Some(work), taken: VecDeque::new(), most, cancel })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Triple>> {
        while self.taken.len() < self.most && self.take(py) {}
        let Some(Taken { document, outcome }) = self.taken.pop_front() else {
            return self.raised.take().map_or(Ok(None), Err);
        };
        let (made, fault) = match waited(py, &outcome)? {
            Ok(Made::Answer(answer)) => (Some(Bound::new(py, *answer)?.into_any().unbind()), None),
            Ok(Made::Reported(document)) => (Some(Bound::new(py, document)?.into_any().unbind()), None),
            Err(kind) => (None, Some(kind.to_bytes(py))),
        };
        Ok(Some((document, made, fault)))
    }
}

impl Many {
    /// Takes one more document from the source; false if it has no more.
    fn take(&mut self, py: Python<'_>) -> bool {
        let Some(source) = &self.source else { return false };
        let next = source.bind(py).clone().next();
        match next.map(|next| next.and_then(|pair| pair.extract())) {
            Some(Ok((document, text))) => self.send(py, document, &text),
            Some(Err(error)) => self.end(Some(error)),
            None => self.end(None),
        }
        self.source.is_some()
    }

    fn end(&mut self, raised: Option<PyErr>) {
        (self.source, self.work, self.raised) = (None, None, raised);
    }

    fn send(&mut self, py: Python<'_>, document: Py<PyAny>, text: &Py<PyAny>) {
        let (sender, outcome) = bounded(1);
        let sent = match fault::text(text.bind(py)) {
            Ok(text) => {
                let work = Work { text: text.to_owned(), outcome: sender };
                self.work.as_ref().is_some_and(|queue| queue.send(work).is_ok())
            }
            Err(kind) => sender.send(Err(kind)).is_ok(),
        };
        // If a worker is gone, the channel is closed, which becomes a fault when the outcome is awaited.
        debug_assert!(sent || self.work.is_none());
        self.taken.push_back(Taken { document, outcome });
    }
}

impl Drop for Many {
    /// The answers are no longer needed.
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// Waits for the outcome. Other Python threads can run meanwhile.
fn waited(py: Python<'_>, outcome: &Receiver<Outcome>) -> PyResult<Outcome> {
    loop {
        if let Ok(outcome) = outcome.try_recv() {
            return Ok(outcome);
        }
        match py.detach(|| outcome.recv_timeout(SIGNALS)) {
            Ok(outcome) => return Ok(outcome),
            Err(RecvTimeoutError::Disconnected) => return Ok(Err(Kind::Internal)),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
        }
    }
}

/// One thread.
struct Worker {
    job: Job,
    task: Task,
    queue: Receiver<Work>,
    cancel: Arc<Cancel>,
}

impl Worker {
    /// Works until there are no more documents.
    fn run(&self) {
        while let Ok(work) = self.queue.recv() {
            // The receiver may have gone away.
            let _ = work.outcome.send(self.outcome(&work.text));
        }
    }

    fn outcome(&self, text: &str) -> Outcome {
        match self.task {
            Task::Call(call) => {
                self.job.answer(call, text, &self.cancel).map(|answer| Made::Answer(Box::new(answer)))
            }
            Task::Report => Reported::of(&self.job, text, &self.cancel).map(Made::Reported),
        }
    }
}
