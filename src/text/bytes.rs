//! A fast search for rare bytes.

/// The number of bytes that are examined together.
const BLOCK: usize = 32;

/// Returns the index of the first byte for which `odd` is true, or the length of `bytes` if there is none. `odd` also gets the next
/// byte; for the last byte that is a line feed. `may_be` must be true wherever `odd` is, and must not branch, because it is
/// applied to whole blocks.
#[inline]
pub fn find(bytes: &[u8], may_be: impl Fn(u8, u8) -> bool, odd: impl Fn(u8, u8) -> bool) -> usize {
    let behind = bytes.get(1..).unwrap_or_default();
    let mut at = 0;
    for (block, next) in bytes.as_chunks::<BLOCK>().0.iter().zip(behind.as_chunks::<BLOCK>().0) {
        let mut pairs = block.iter().zip(next);
        if any(block, next, &may_be)
            && let Some(found) = pairs.position(|(&byte, &next)| odd(byte, next))
        {
            return at + found;
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..).unwrap_or_default().iter();
    let next = behind.get(at..).unwrap_or_default().iter().chain(b"\n");
    at + rest.clone().zip(next).position(|(&byte, &next)| odd(byte, next)).unwrap_or(rest.len())
}

/// Returns whether `may_be` is true for any byte of the block.
#[inline]
fn any(block: &[u8; BLOCK], next: &[u8; BLOCK], may_be: impl Fn(u8, u8) -> bool) -> bool {
    // One lane for each byte, combined at the end. The compiler would break up a sum over all of them.
    let mut lanes = [0; BLOCK];
    for ((lane, &byte), &next) in lanes.iter_mut().zip(block).zip(next) {
        *lane = if may_be(byte, next) { u8::MAX } else { 0 };
    }
    lanes.as_chunks().0.iter().fold(0, |any, lanes| any | u128::from_ne_bytes(*lanes)) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_odd_pair_is_found_wherever_it_stands() {
        let odd = |byte: u8, next: u8| (byte == b'a') & (next == b'b');
        for at in 0..100 {
            let mut bytes = vec![b'-'; 100];
            bytes[at] = b'a';
            assert_eq!(find(&bytes, |byte, _| byte == b'a', odd), 100, "{at}");
            bytes.insert(at + 1, b'b');
            assert_eq!(find(&bytes, |byte, _| byte == b'a', odd), at);
        }
    }

    #[test]
    fn a_line_ends_behind_the_last_byte() {
        assert_eq!(find(b"aa", |_, _| true, |byte, next| (byte == b'a') & (next == b'\n')), 1);
        assert_eq!(find(b"", |_, _| true, |_, _| true), 0);
    }
}
