//! Encoded answers. They are encoded where the work is done, so that network threads do not spend time on long answers.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{BufMut, Bytes};
use hyper::body::{Body, Frame, SizeHint};
use prost::Message;
use serde::Serialize;
use tonic::Status;
use tonic::codec::{EncodeBuf, Encoder};
use tonic_prost::ProstDecoder;

use super::wire::Keep;
use super::wire::json::{self, Form};
use crate::analysis::Parts;

/// The encoding of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Protocol Buffers.
    Message,
    /// JSON, with or without fields that have default values.
    Json {
        /// Whether to include them.
        defaults: bool,
    },
}

/// An encoded answer, in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Encoded(VecDeque<Bytes>);

impl Encoded {
    /// Encodes the requested parts of an answer.
    pub(super) fn of(answer: impl Message + Serialize + Keep, writing: Writing, parts: Parts) -> Self {
        let answer = answer.keep(parts);
        match writing {
            Writing::Message => Self::message(&answer),
            Writing::Json { defaults } => Self::json(&answer, Form { defaults, parts }),
        }
    }

    /// Encodes an answer as Protocol Buffers.
    pub(super) fn message(answer: &impl Message) -> Self {
        Self([Bytes::from(answer.encode_to_vec())].into())
    }

    /// Encodes an answer as JSON.
    pub(super) fn json(answer: &impl Serialize, form: Form) -> Self {
        Self(json::pieces(answer, form).into())
    }

    /// Length in bytes.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(Bytes::len).sum()
    }
}

/// The body of an answer in JSON.
impl Body for Encoded {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.len() as u64)
    }
}

/// A codec that decodes messages and takes encoded answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codec<R>(PhantomData<R>);

impl<R> Default for Codec<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<R: Message + Default + Send + 'static> tonic::codec::Codec for Codec<R> {
    type Encode = Encoded;
    type Decode = R;
    type Encoder = Copies;
    type Decoder = ProstDecoder<R>;

    fn encoder(&mut self) -> Copies {
        Copies
    }

    fn decoder(&mut self) -> ProstDecoder<R> {
        ProstDecoder::default()
    }
}

/// Copies the encoded bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Copies;

impl Encoder for Copies {
    type Item = Encoded;
    type Error = Status;

    fn encode(&mut self, answer: Encoded, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.reserve(answer.len());
        answer.0.into_iter().for_each(|piece| buffer.put(piece));
        Ok(())
    }
}
