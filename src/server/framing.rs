//! Finds where the messages of a gRPC body begin and end.

use smallvec::SmallVec;

/// The length of a message header: a flag, and the length in four bytes.
const HEAD: usize = 5;

/// Parses a body, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Framing {
    /// The received part of the current message's header.
    head: SmallVec<[u8; HEAD]>,
    /// The number of content bytes still to come, once its header is complete.
    rest: usize,
    /// The length of its content on the wire.
    length: usize,
}

impl Framing {
    /// Whether a message has begun and is not complete.
    pub(super) fn is_within(&self) -> bool {
        !self.head.is_empty()
    }

    /// Parses a piece. Calls `completed` with the length of each message that it completes.
    pub(super) fn follow(&mut self, mut piece: &[u8], mut completed: impl FnMut(usize)) {
        while !piece.is_empty() {
            if self.head.len() < HEAD {
                let (head, others) = piece.split_at(piece.len().min(HEAD - self.head.len()));
                self.head.extend_from_slice(head);
                piece = others;
                self.begin();
            } else {
                let content = piece.len().min(self.rest);
                self.rest -= content;
                piece = &piece[content..];
            }
            if self.head.len() == HEAD && self.rest == 0 {
                completed(self.length);
                self.head.clear();
            }
        }
    }

    /// Parses the length once the header is complete.
    fn begin(&mut self) {
        if let [_, length @ ..] = &self.head[..]
            && let Ok(length) = <[u8; 4]>::try_from(length)
        {
            self.length = u32::from_be_bytes(length) as usize;
            self.rest = self.length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages found in a body that arrives in pieces of equal length.
    fn messages(body: &[u8], piece: usize) -> Vec<usize> {
        let (mut framing, mut found) = (Framing::default(), Vec::new());
        for piece in body.chunks(piece) {
            framing.follow(piece, |message| found.push(message));
        }
        found
    }

    #[test]
    fn messages_are_found_however_they_are_cut() {
        let body = b"\0\0\0\0\x03abc\0\0\0\0\0\x01\0\0\0\x01z\0\0\0\0\x09half";
        for piece in 1..=body.len() {
            assert_eq!(messages(body, piece), [3, 0, 1], "{piece}");
        }
    }

    #[test]
    fn a_message_is_within_from_its_first_byte_to_its_last() {
        let mut framing = Framing::default();
        for (piece, within) in [(&b"\0"[..], true), (b"\0\0\0\x02", true), (b"a", true), (b"b", false)] {
            framing.follow(piece, |_| ());
            assert_eq!(framing.is_within(), within, "{piece:?}");
        }
    }
}
