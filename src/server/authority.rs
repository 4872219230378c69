//! Requests over a Unix socket whose authority is the socket's path.
//!
//! gRPC's own library and `grpcurl -unix` send the socket's path as the HTTP/2 authority. h2 resets such a call
//! immediately, because it accepts only hosts (hyperium/h2). Nothing in the server depends on the authority, so
//! characters that are not valid in a host are replaced before h2 reads them. The length does not change: it counts
//! in the header table that both sides keep (HPACK, RFC 7541), and references to the table stay valid.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use httlib_huffman::DecoderSpeed;
use http::uri::Authority;
use tokio::io::{AsyncRead, ReadBuf};

/// Length of the preface before the first frame.
const PREFACE: usize = 24;

/// Length of a frame header: payload length, type, flags, stream.
const HEAD: usize = 9;

/// The longest frame payload that a server accepts by default; this server keeps the default.
const MAX_PAYLOAD: usize = 1 << 14;

/// The type of a HEADERS frame, and its flags.
const HEADERS: u8 = 1;
const PADDED: u8 = 0x8;
const PRIORITY: u8 = 0x20;

/// The read buffer size, in bytes.
const CHUNK: usize = 8 << 10;

/// A stream in which every authority is valid for h2.
#[derive(Debug)]
pub(super) struct Readable<S> {
    stream: S,
    frames: Frames,
    /// Bytes read; those from `given` on have not been passed on yet.
    ready: Vec<u8>,
    given: usize,
}

impl<S> Readable<S> {
    /// Wraps a stream that has not been read from yet.
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

/// Parses the frames that a client sends.
#[derive(Debug)]
struct Frames {
    /// The number of bytes to pass through unchanged.
    passing: usize,
    /// The start of an incomplete frame header or HEADERS frame.
    held: Vec<u8>,
}

impl Frames {
    /// Processes received bytes and appends to `out` the bytes that can be passed on.
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

    /// How many bytes of the frame are needed.
    fn wanted(&self) -> usize {
        let held = length(&self.held).filter(|length| self.held[3] == HEADERS && *length <= MAX_PAYLOAD);
        HEAD + held.unwrap_or(0)
    }

    /// Passes on the held bytes; the rest of the frame, if any, passes through unchanged.
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

/// Removes and returns the first `most` bytes.
fn cut<'b>(bytes: &mut &'b [u8], most: usize) -> &'b [u8] {
    let (now, later) = bytes.split_at(most.min(bytes.len()));
    *bytes = later;
    now
}

/// The length of a frame's payload, once its header is complete.
fn length(frame: &[u8]) -> Option<usize> {
    let [high, middle, low] = *frame.get(..HEAD)?.first_chunk()?;
    Some(u32::from_be_bytes([0, high, middle, low]) as usize)
}

/// The HEADERS frame with a valid authority; none if it does not need to change.
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

/// The range of the header block in a frame, between priority and padding.
fn block(frame: &[u8]) -> Option<(usize, usize)> {
    let flags = *frame.get(4)?;
    let padding = if flags & PADDED == 0 { None } else { Some(usize::from(*frame.get(HEAD)?)) };
    let priority = if flags & PRIORITY == 0 { 0 } else { 5 };
    let start = HEAD + usize::from(padding.is_some()) + priority;
    Some((start, frame.len().checked_sub(padding.unwrap_or(0))?))
}

/// Writes the length of a string without Huffman coding.
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

/// A header block, parsed from its start.
struct Block<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Block<'_> {
    /// The range of the `:authority` value, length included, and the value. None if it refers to the table, where it
    /// has been made valid before.
    fn authority(mut self) -> Option<(Range<usize>, Vec<u8>)> {
        loop {
            let name = match *self.bytes.get(self.at)? {
                // An indexed header, and a table size update.
                byte if byte & 0x80 != 0 => self.number(7).map(|_| None)?,
                byte if byte & 0xE0 == 0x20 => self.number(5).map(|_| None)?,
                // A literal header with and without indexing.
                byte if byte & 0x40 != 0 => Some(self.number(6)?),
                _ => Some(self.number(4)?),
            };
            let Some(name) = name else { continue };
            // The first name of the static table.
            let is_authority = name == 1 || (name == 0 && self.letters()? == b":authority");
            let start = self.at;
            let value = self.letters()?;
            if is_authority {
                return Some((start..self.at, value));
            }
        }
    }

    /// An integer with a prefix of this many bits (RFC 7541, 5.1).
    fn number(&mut self, bits: u32) -> Option<usize> {
        let most = (1 << bits) - 1;
        let mut number = usize::from(self.byte()?) & most;
        if number < most {
            return Some(number);
        }
        // More than four bytes would exceed any frame.
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number += usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A string, Huffman-coded or not (RFC 7541, 5.2).
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

    /// A HEADERS frame: POST, an authority encoded as given, a path from the table, and padding.
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

    /// The bytes passed on for a preface and these frames, the same for every split.
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
