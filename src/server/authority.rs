//! Requests over a Unix socket whose authority is the socket's path.
//!
//! gRPC's own library and `grpcurl -unix` send the path of the socket where HTTP/2 wants a host, and h2 resets such a
//! call before anybody is asked (hyperium/h2 takes no other authority). Nothing here depends on the authority, so the
//! letters in it that no host has are replaced before h2 reads it. The length stays: the table of headers that both
//! sides keep (HPACK, RFC 7541) counts it, and all that refers to the table stays right.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use httlib_huffman::DecoderSpeed;
use http::uri::Authority;
use tokio::io::{AsyncRead, ReadBuf};

/// Length of the preface that comes before the first frame.
const PREFACE: usize = 24;

/// Length of a frame's head: the length of its payload, type, flags, stream.
const HEAD: usize = 9;

/// The longest payload of a frame that a server takes unless it says otherwise, and ours does not.
const MAX_PAYLOAD: usize = 1 << 14;

/// The type of a frame that begins a list of headers, and its flags.
const HEADERS: u8 = 1;
const PADDED: u8 = 0x8;
const PRIORITY: u8 = 0x20;

/// Bytes that are read at a time.
const CHUNK: usize = 8 << 10;

/// A stream whose requests have an authority that h2 can read.
#[derive(Debug)]
pub(super) struct Readable<S> {
    stream: S,
    frames: Frames,
    /// What was read and not handed on yet, from `given` on.
    ready: Vec<u8>,
    given: usize,
}

impl<S> Readable<S> {
    /// Over a stream of which nothing was read yet.
    pub(super) const fn new(stream: S) -> Self {
        Self { stream, frames: Frames { passing: PREFACE, held: Vec::new() }, ready: Vec::new(), given: 0 }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Readable<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        while this.given == this.ready.len() {
            let mut chunk = [0; CHUNK];
            let mut chunk = ReadBuf::new(&mut chunk);
            ready!(Pin::new(&mut this.stream).poll_read(context, &mut chunk))?;
            if chunk.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            this.ready.clear();
            this.given = 0;
            this.frames.take(chunk.filled(), &mut this.ready);
        }
        let end = this.ready.len().min(this.given + buffer.remaining());
        buffer.put_slice(&this.ready[this.given..end]);
        this.given = end;
        Poll::Ready(Ok(()))
    }
}

written_through!(Readable);

/// The frames that a client sends, as they come.
#[derive(Debug)]
struct Frames {
    /// Bytes that go through as they are.
    passing: usize,
    /// The start of a frame that is not whole: of its head, or of a list of headers.
    held: Vec<u8>,
}

impl Frames {
    /// Takes what has come; what can be handed on goes to `out`.
    fn take(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while !bytes.is_empty() {
            if self.passing > 0 {
                let passed = cut(&mut bytes, self.passing);
                self.passing -= passed.len();
                out.extend_from_slice(passed);
                continue;
            }
            self.held.extend_from_slice(cut(&mut bytes, self.wanted() - self.held.len()));
            if self.held.len() == self.wanted() {
                self.hand_on(out);
            }
        }
    }

    /// How much of the frame has to be there.
    fn wanted(&self) -> usize {
        let held = length(&self.held).filter(|length| self.held[3] == HEADERS && *length <= MAX_PAYLOAD);
        HEAD + held.unwrap_or(0)
    }

    /// Hands on what is held; the rest of the frame, if there is any, goes through.
    fn hand_on(&mut self, out: &mut Vec<u8>) {
        let rest = length(&self.held).unwrap_or(0) + HEAD - self.held.len();
        if self.held[3] == HEADERS && rest == 0 {
            out.extend(rewritten(&self.held).unwrap_or_else(|| self.held.clone()));
        } else {
            out.extend_from_slice(&self.held);
        }
        self.passing = rest;
        self.held.clear();
    }
}

/// The first `most` bytes, taken away.
fn cut<'b>(bytes: &mut &'b [u8], most: usize) -> &'b [u8] {
    let (now, later) = bytes.split_at(most.min(bytes.len()));
    *bytes = later;
    now
}

/// The length of a frame's payload, once its head is there.
fn length(frame: &[u8]) -> Option<usize> {
    let [high, middle, low] = *frame.get(..HEAD)?.first_chunk()?;
    Some(u32::from_be_bytes([0, high, middle, low]) as usize)
}

/// A frame of headers whose authority is one of HTTP; none when it has to stay as it is.
fn rewritten(frame: &[u8]) -> Option<Vec<u8>> {
    let (start, end) = block(frame)?;
    let (place, authority) = Block { bytes: frame.get(start..end)?, at: 0 }.authority()?;
    if authority.is_empty() || Authority::try_from(&authority[..]).is_ok() {
        return None;
    }
    let host = authority.iter().map(|byte| if is_of_host(*byte) { *byte } else { b'-' });
    let mut new = frame[..start + place.start].to_vec();
    write_length(authority.len(), &mut new);
    new.extend(host);
    new.extend_from_slice(&frame[start + place.end..]);
    let length = u32::try_from(new.len() - HEAD).ok().filter(|length| *length as usize <= MAX_PAYLOAD)?;
    new[..3].copy_from_slice(&length.to_be_bytes()[1..]);
    Some(new)
}

fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.'
}

/// Where the headers are in a frame, between priority and padding.
fn block(frame: &[u8]) -> Option<(usize, usize)> {
    let flags = *frame.get(4)?;
    let padding = if flags & PADDED == 0 { None } else { Some(usize::from(*frame.get(HEAD)?)) };
    let priority = if flags & PRIORITY == 0 { 0 } else { 5 };
    let start = HEAD + usize::from(padding.is_some()) + priority;
    Some((start, frame.len().checked_sub(padding.unwrap_or(0))?))
}

/// A length before letters that are not packed by Huffman's code.
fn write_length(length: usize, out: &mut Vec<u8>) {
    const MOST: usize = 0x7F;
    if length < MOST {
        out.push(length as u8);
        return;
    }
    out.push(MOST as u8);
    let mut rest = length - MOST;
    while rest >= 0x80 {
        out.push((rest & 0x7F) as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// A list of headers, read from its start.
struct Block<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Block<'_> {
    /// Where the value of `:authority` is, length and letters, and what it says. None when it is in the table: there
    /// it has been made readable before.
    fn authority(mut self) -> Option<(Range<usize>, Vec<u8>)> {
        loop {
            let name = match *self.bytes.get(self.at)? {
                // A header of the table, and a new size of the table.
                byte if byte & 0x80 != 0 => self.number(7).map(|_| None)?,
                byte if byte & 0xE0 == 0x20 => self.number(5).map(|_| None)?,
                // A header with a value of its own, to be kept in the table, and not to be kept.
                byte if byte & 0x40 != 0 => Some(self.number(6)?),
                _ => Some(self.number(4)?),
            };
            let Some(name) = name else { continue };
            // The first name of the table that everybody has.
            let is_authority = name == 1 || (name == 0 && self.letters()? == b":authority");
            let start = self.at;
            let value = self.letters()?;
            if is_authority {
                return Some((start..self.at, value));
            }
        }
    }

    /// A number whose first part has this many bits (RFC 7541, 5.1).
    fn number(&mut self, bits: u32) -> Option<usize> {
        let most = (1 << bits) - 1;
        let mut number = usize::from(self.byte()?) & most;
        if number < most {
            return Some(number);
        }
        // More than four bytes are longer than any frame.
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number += usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A string, packed by Huffman's code or not (RFC 7541, 5.2).
    fn letters(&mut self) -> Option<Vec<u8>> {
        let packed = self.bytes.get(self.at)? & 0x80 != 0;
        let length = self.number(7)?;
        let letters = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        if !packed {
            return Some(letters.to_vec());
        }
        let mut unpacked = Vec::new();
        httlib_huffman::decode(letters, &mut unpacked, DecoderSpeed::FourBits).ok()?;
        Some(unpacked)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &[u8] = b"/run/isnad.sock";

    /// A frame of headers: POST, an authority written in this way, a path of the table, and padding.
    fn frame(authority: &[u8], padding: &[u8]) -> Vec<u8> {
        let (flags, before) =
            if padding.is_empty() { (4, vec![]) } else { (4 | PADDED, vec![padding.len() as u8]) };
        let payload = [&before, &b"\x83"[..], authority, b"\x84", padding].concat();
        let length = u8::try_from(payload.len()).expect("a short frame");
        [&[0, 0, length, HEADERS, flags, 0, 0, 0, 1][..], &payload].concat()
    }

    fn packed(letters: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        httlib_huffman::encode(letters, &mut packed).expect("letters");
        [&[0x80 | packed.len() as u8][..], &packed].concat()
    }

    /// What is handed on of a preface and these frames, however they are cut.
    fn handed_on(frames: &[u8]) -> Vec<u8> {
        let sent = [&[b'P'; PREFACE], frames].concat();
        let in_pieces = |size: usize| {
            let (mut state, mut out) = (Frames { passing: PREFACE, held: Vec::new() }, Vec::new());
            sent.chunks(size).for_each(|piece| state.take(piece, &mut out));
            out.split_off(PREFACE)
        };
        let whole = in_pieces(sent.len());
        assert!([1, 2, 7, 40].into_iter().all(|size| in_pieces(size) == whole));
        whole
    }

    #[test]
    fn a_path_becomes_a_host_of_the_same_length_however_it_is_written() {
        let plain = [&[PATH.len() as u8], PATH].concat();
        let host = [&[PATH.len() as u8], &b"-run-isnad.sock"[..]].concat();
        let name = b"\x40\x0A:authority";
        for (before, value) in
            [(&b"\x41"[..], &plain), (b"\x01", &plain), (name, &plain), (b"\x41", &packed(PATH))]
        {
            for padding in [&b""[..], b"\0\0\0"] {
                let sent = frame(&[before, value].concat(), padding);
                assert_eq!(handed_on(&sent), frame(&[before, &host].concat(), padding));
            }
        }
    }

    #[test]
    fn all_else_goes_through_as_it_is() {
        let data = [&[0, 0, 3, 0, 1, 0, 0, 0, 1][..], b"abc"].concat();
        let host = frame(b"\x41\x09localhost", b"");
        let ended = frame(b"\x41\x7F", b"");
        let empty = [0, 0, 0, HEADERS, 4, 0, 0, 0, 1].to_vec();
        let frames = [&data[..], &host, &ended, &empty, &data].concat();
        assert_eq!(handed_on(&frames), frames);
    }

    #[test]
    fn a_long_path_has_a_long_length() {
        for length in [126, 127, 254, 255, 300, 20_000] {
            let mut written = Vec::new();
            write_length(length, &mut written);
            assert_eq!(Block { bytes: &written, at: 0 }.number(7), Some(length));
        }
    }
}
