//! AnalyzeStream: many documents over one call, answered in order.
//!
//! One task reads and one writes; between them is a queue of documents in progress, at most
//! `max_stream_documents`. Without a free slot, the reader stops reading, and HTTP/2 flow control makes the
//! client wait. If the client goes away, everything here is dropped and the work stops.

use std::sync::Arc;

use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout_at;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::task::AbortOnDropHandle;
use tonic::{Request, Status, Streaming};

use super::call::Call;
use super::encoded::Encoded;
use super::failure::Failure;
use super::pb::analyze_stream_response::Result as Outcome;
use super::pb::{AnalyzeStreamRequest, AnalyzeStreamResponse};
use super::settings::MAX_ID_BYTES;
use super::shared::Shared;
use super::work::{Answered, Arrived};
use super::{answers, work};
use crate::text;

/// The answers for the transport.
pub(super) type Answers = ReceiverStream<Result<Encoded, Status>>;

/// A document in progress.
struct Pending {
    id: String,
    work: AbortOnDropHandle<Result<Answered<Encoded>, Failure>>,
    /// Released when the answer has been handed to the transport.
    _slot: OwnedSemaphorePermit,
}

/// Starts answering in a task that ends with the call.
pub(super) fn start(shared: Arc<Shared>, request: Request<Streaming<AnalyzeStreamRequest>>) -> Answers {
    let call = Call::of(request.extensions(), shared.settings.deadline);
    let (answers, receiver) = mpsc::channel(1);
    tokio::spawn(drive(shared, request.into_inner(), answers, call));
    ReceiverStream::new(receiver)
}

/// Answers documents until they end, the client goes away, its deadline passes or the server drains.
async fn drive(
    shared: Arc<Shared>,
    documents: Streaming<AnalyzeStreamRequest>,
    answers: Sender<Result<Encoded, Status>>,
    call: Call,
) {
    let (sender, receiver) = mpsc::channel(shared.settings.max_stream_documents as usize);
    let exchange =
        async { tokio::join!(read(shared, documents, sender, &call), write(receiver, &answers, &call)).0 };
    let end = tokio::select! {
        () = answers.closed() => return,
        () = call.given_up() => Err(Failure::DeadlineExceeded.status(call.id)),
        end = exchange => end,
    };
    if let Err(status) = end {
        let _ = answers.send(Err(status)).await;
    }
}

/// Starts the work on each document as slots become free. An error ends the call, after the answers to
/// earlier documents.
async fn read(
    shared: Arc<Shared>,
    mut documents: Streaming<AnalyzeStreamRequest>,
    queue: Sender<Pending>,
    call: &Call,
) -> Result<(), Status> {
    let slots = Arc::new(Semaphore::new(shared.settings.max_stream_documents as usize));
    let mut life = shared.life.clone();
    loop {
        let slot = Arc::clone(&slots).acquire_owned().await;
        let slot = slot.map_err(|_| Failure::Internal.status(call.id))?;
        let request = tokio::select! {
            biased;
            () = life.draining() => return Err(Failure::Draining.status(call.id)),
            request = documents.message() => request?,
        };
        let Some(request) = request else { return Ok(()) };
        let id = shortened(&request.id).to_owned();
        let arrived = Arrived::new(request, call.account.arrived(), &shared.settings).detached();
        let work = analyze(Arc::clone(&shared), call.clone(), arrived, id.clone());
        let work = AbortOnDropHandle::new(tokio::spawn(work));
        if queue.send(Pending { id, work, _slot: slot }).await.is_err() {
            return Ok(());
        }
    }
}

/// Hands the answers to the transport, in order.
async fn write(mut queue: Receiver<Pending>, answers: &Sender<Result<Encoded, Status>>, call: &Call) {
    while let Some(pending) = queue.recv().await {
        let (answer, bytes) = match pending.work.await.unwrap_or(Err(Failure::Internal)) {
            Ok(Answered { answer, bytes }) => (answer, Some(bytes)),
            Err(failure) => {
                let result = Some(Outcome::Error(failure.message_status(call.id)));
                (Encoded::message(&AnalyzeStreamResponse { id: pending.id, result }), None)
            }
        };
        call.account.answer(bytes);
        if answers.send(Ok(answer)).await.is_err() {
            return;
        }
    }
}

/// Processes one document: it is checked, admitted, and subject to the server's own deadline, like a call.
async fn analyze(
    shared: Arc<Shared>,
    stream: Call,
    arrived: Arrived,
    id: String,
) -> Result<Answered<Encoded>, Failure> {
    let call = stream.anew(shared.settings.deadline);
    let work = async {
        // The limit on calls with one document also applies to documents of streams.
        let _place = shared.admission.begin()?;
        work::answer(&shared, &call, arrived, answers::analyze_in_stream(id)).await
    };
    timeout_at(call.due, work).await.unwrap_or(Err(Failure::DeadlineExceeded))
}

/// The id, cut to the length that an answer carries.
pub(super) fn shortened(id: &str) -> &str {
    text::start(id, MAX_ID_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_id_is_cut_between_letters() {
        assert_eq!(shortened("a1"), "a1");
        let long = "x".to_owned() + &"م".repeat(MAX_ID_BYTES);
        assert_eq!(shortened(&long).len(), MAX_ID_BYTES - 1);
    }
}
