//! A response body. Its bytes stay reserved until they have been written to the client.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use hyper::body::{Body, Frame, SizeHint};
use tower::BoxError;

use super::account::Account;
use super::budget::{Purpose, Reserved};
use super::form::Form;
use super::framing::Framing;
use super::shared::Shared;
use super::taking::Taking;

/// The most of an answer that is handed to HTTP/2 at once. The rest follows when this has been written.
const AT_ONCE: usize = 60 << 10;

/// A response body.
#[derive(Debug)]
pub(super) struct Leaving<B> {
    body: B,
    form: Form,
    framing: Framing,
    /// The bytes reserved for the rest of an answer without frames.
    rest: Option<Reserved>,
    taking: Arc<Taking>,
    account: Arc<Account>,
    shared: Arc<Shared>,
}

impl<B: Body> Leaving<B> {
    /// Wraps a body.
    pub(super) fn new(body: B, form: Form, account: Arc<Account>, shared: Arc<Shared>) -> Self {
        let (framing, taking) = (Framing::default(), Taking::current());
        Self { body, form, framing, rest: None, taking, account, shared }
    }

    /// The bytes reserved for the messages that end in a piece.
    fn reserved(&mut self, bytes: &Bytes) -> Option<Reserved> {
        if !self.form.is_framed() {
            return self.part(bytes.len());
        }
        let mut reserved: Option<Reserved> = None;
        let account = &self.account;
        self.framing.follow(bytes, |_| {
            let next = account.answered();
            let is_more = |it: &Reserved| reserved.as_ref().is_none_or(|best| best.bytes() < it.bytes());
            if next.as_ref().is_some_and(is_more) {
                reserved = next;
            }
        });
        reserved
    }

    /// A part of the bytes reserved for an answer without frames. The first call releases the bytes that the answer does not
    /// need.
    fn part(&mut self, bytes: usize) -> Option<Reserved> {
        if let Some(mut whole) = self.account.answered() {
            let others = usize::try_from(self.body.size_hint().lower()).unwrap_or(usize::MAX);
            whole.set(Purpose::Work, bytes.saturating_add(others));
            self.rest = Some(whole);
        }
        self.rest.as_mut().map(|rest| rest.split(bytes))
    }

    /// A piece with its reserved bytes; reserves them now if they have not been reserved before.
    fn hold(&mut self, bytes: Bytes) -> Result<Held, BoxError> {
        let mut reserved = self.reserved(&bytes);
        let fits = match &mut reserved {
            Some(reserved) => reserved.set(Purpose::Work, bytes.len()),
            None => {
                reserved = self.shared.budget.reserve(Purpose::Probe, bytes.len());
                reserved.is_some()
            }
        };
        let reserved = reserved.filter(|_| fits).ok_or("no memory is left for the answer")?;
        let begun = u32::try_from(bytes.len() >> 20).unwrap_or(u32::MAX).saturating_add(1);
        self.taking.give(bytes.len(), self.shared.settings.answer_timeout.saturating_mul(begun));
        let length = bytes.len();
        Ok(Held { bytes, length, taking: Arc::clone(&self.taking), _reserved: reserved })
    }
}

impl<B> Body for Leaving<B>
where
    B: Body<Data = Bytes, Error: Into<BoxError>> + Unpin,
{
    type Data = Held;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Held>, BoxError>>> {
        if self.taking.bytes() > AT_ONCE {
            // The call's task is woken when this changes.
            let late = self.taking.is_late().then(|| Err("the client does not read the answer".into()));
            return late.map_or(Poll::Pending, |late| Poll::Ready(Some(late)));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| match frame.map_err(Into::into)?.into_data() {
            Ok(bytes) => self.hold(bytes).map(Frame::data),
            Err(other) => other.into_trailers().map(Frame::trailers).map_err(|_| "a frame of no kind".into()),
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A piece of an answer. It is dropped when it has been written, or when it can no longer be delivered.
#[derive(Debug)]
pub(super) struct Held {
    bytes: Bytes,
    length: usize,
    taking: Arc<Taking>,
    _reserved: Reserved,
}

impl Buf for Held {
    fn remaining(&self) -> usize {
        self.bytes.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.bytes.chunk()
    }

    fn advance(&mut self, count: usize) {
        self.bytes.advance(count);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.taking.taken(self.length);
    }
}
