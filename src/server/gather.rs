//! Trace: many documents over one call, and one answer after the last.
//!
//! Documents are processed one after the other, each under the limits of a call with one document. Only their quotes are kept, and their
//! bytes stay reserved. The deadline layer ends the call if it takes too long in total.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tonic::{Request, Status, Streaming};

use super::admission::Size;
use super::budget::{Purpose, Reserved};
use super::call::Call;
use super::encoded::Encoded;
use super::estimate::{KEPT_ERROR, kept_memory, trace_memory};
use super::failure::{Failure, Reason, Violation};
use super::pb::{TraceError, TraceRequest};
use super::request::{Check, Document, Inbound};
use super::settings::{MAX_ID_BYTES, Settings};
use super::shared::Shared;
use super::stream::shortened;
use super::wire::{self, Positions};
use super::work::{Answer, Answered, Arrived, StopOnDrop};
use super::{tasks, work};
use crate::across::trace::try_trace;
use crate::trace::TraceDocument;
use crate::{Cancelled, OffsetEncoding, Options, Part, Parts, Run};

impl Inbound for TraceRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        check.at_most("id", self.id.len(), MAX_ID_BYTES);
        check.at_most("outlet", self.outlet.len(), MAX_ID_BYTES);
        check.time("published", &self.published);
        let options =
            Options { parts: Parts::from_iter([Part::Sentences, Part::Quotes]), ..Options::default() };
        check.document(self.text, self.offset_encoding, options, settings)
    }
}

/// The documents received so far.
#[derive(Default)]
struct Gathered {
    documents: Vec<TraceDocument>,
    /// Their reserved bytes.
    reserved: Vec<Reserved>,
    errors: Vec<TraceError>,
    /// The number of requests.
    count: u32,
    /// The total length of their texts, in bytes.
    bytes: usize,
    /// The unit of the first request.
    unit: OffsetEncoding,
}

/// The answer of a call, after all its documents.
pub(super) async fn trace(
    shared: &Arc<Shared>,
    request: Request<Streaming<TraceRequest>>,
) -> Result<Encoded, Status> {
    let call = Call::of(request.extensions(), shared.settings.deadline);
    let failed = |failure: Failure| failure.status(call.id);
    let mut requests = request.into_inner();
    let mut gathered = Gathered::default();
    let mut life = shared.life.clone();
    loop {
        let request = tokio::select! {
            biased;
            () = life.draining() => return Err(failed(Failure::Draining)),
            request = requests.message() => request?,
        };
        let Some(request) = request else { break };
        gathered.take(shared, &call, request).await.map_err(failed)?;
    }
    let (answer, bytes) = gathered.traced(shared).await.map_err(failed)?;
    call.account.answer(Some(bytes));
    Ok(answer)
}

impl Gathered {
    /// Processes one more document. Errors of the document alone are recorded; errors of the call or the server end the call.
    async fn take(&mut self, shared: &Shared, call: &Call, request: TraceRequest) -> Result<(), Failure> {
        self.bytes += request.text.len();
        if self.count == 0 {
            self.unit = wire::unit(request.offset_encoding).unwrap_or_default();
        }
        let index = self.count;
        self.count += 1;
        self.within(&shared.settings)?;
        let id = shortened(&request.id).to_owned();
        let reading = reading(&request);
        let arrived = Arrived::new(request, call.account.arrived(), &shared.settings).detached();
        // The limit on calls with one document also applies to documents of streams.
        let _place = shared.admission.begin()?;
        match work::answer(shared, &call.clone().anew(shared.settings.deadline), arrived, reading).await {
            Ok(Answered { answer, mut bytes }) => {
                if !bytes.set(Purpose::Work, kept_memory(&answer)) {
                    return Err(Failure::OverBudget);
                }
                self.documents.push(answer);
                self.reserved.push(bytes);
            }
            Err(failure @ (Failure::Invalid(_) | Failure::Internal)) => {
                let bytes = shared.budget.reserve(Purpose::Work, KEPT_ERROR);
                self.reserved.push(bytes.ok_or(Failure::OverBudget)?);
                let error = Some(failure.message_status(call.id));
                self.errors.push(TraceError { index, id, error });
            }
            Err(failure) => return Err(failure),
        }
        Ok(())
    }

    /// Checks the limits on the number and the total length of documents.
    fn within(&self, settings: &Settings) -> Result<(), Failure> {
        let (count, most) = (self.count as usize, settings.max_trace_documents as usize);
        at_most("documents", count, most, "documents")?;
        at_most("text", self.bytes, settings.max_trace_bytes as usize, "bytes in all documents")
    }

    /// Traces the documents on a worker.
    async fn traced(self, shared: &Shared) -> Result<(Encoded, Reserved), Failure> {
        let most = trace_memory(&self.documents, self.errors.len());
        if !shared.budget.can_ever_fit(most) {
            at_most(
                "documents",
                most,
                shared.settings.memory_budget as usize,
                "bytes of memory may be needed",
            )?;
        }
        let bytes = shared.budget.reserve(Purpose::Work, most).ok_or(Failure::OverBudget)?;
        let place = shared.admission.enter(Size::Long)?;
        let turn = shared.admission.turn(Size::Long, place).await?;
        let stop = StopOnDrop::default();
        let flag = stop.flag();
        let job = move || {
            // The turn ends with the work, not with the call, because cancelled work can continue for a moment.
            let _turn = turn;
            work::lower_priority();
            let work = || {
                let traced = try_trace(&self.documents, &flag).map_err(|Cancelled| Failure::Cancelled)?;
                let answer = wire::trace_response(&self.documents, traced, self.unit);
                Ok(Encoded::message(&wire::TraceResponse { errors: self.errors, ..answer }))
            };
            catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Failure::Internal))
        };
        let answer = tasks::work(job).await.ok_or(Failure::Internal)??;
        Ok((answer, bytes))
    }
}

/// Turns the text of a request into a document for tracing.
fn reading(request: &TraceRequest) -> impl Answer<TraceDocument> + use<> {
    let known = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    let (id, outlet, published) = (request.id.clone(), known(&request.outlet), known(&request.published));
    move |text: &str, positions: Positions, run: Run<'_>| {
        let analysis = run.try_analyze(text)?;
        let mut document = wire::in_unit(TraceDocument::new(id, text, &analysis), text, positions.unit);
        (document.outlet, document.published) = (outlet, published);
        Ok(document)
    }
}

fn at_most(field: &'static str, size: usize, limit: usize, of: &str) -> Result<(), Failure> {
    if size <= limit {
        return Ok(());
    }
    let description = format!("{size} {of}, over the limit of {limit}");
    let reason = Reason::TooLarge { limit, size };
    Err(Failure::Invalid(vec![Violation { field: field.into(), description, reason }]))
}
