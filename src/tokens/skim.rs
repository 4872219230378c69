//! Decides which words the tokenizer skips if only sentence ends are requested: words inside a run of words.

use super::{Token, TokenKind};

/// Returns whether `last` is inside a run of words, or between a comma and another word.
pub(super) fn is_inner(first: &Token, last: &Token, next: &Token) -> bool {
    let words = next.kind == TokenKind::Word && last.kind == TokenKind::Word;
    words && matches!(first.kind, TokenKind::Word | TokenKind::Comma)
}

/// The number of bytes from `at` to the space before the last word of a run of plain words.
pub(super) fn to_last_space(bytes: &[u8], at: usize) -> usize {
    let run = match bytes.get(at..at + plain(bytes, at)).unwrap_or_default() {
        // The first byte of something that is not a letter.
        [run @ .., 0xD8 | 0xD9] => run,
        run => run,
    };
    run.trim_ascii_end().iter().rposition(|&b| b == b' ').unwrap_or(0)
}

/// The number of plain bytes from `at` on: spaces, and the letters U+0621–063A and U+0641–064A with diacritics.
/// They are most of a text, so they are examined in blocks and without branches.
fn plain(bytes: &[u8], at: usize) -> usize {
    const BLOCK: usize = 16;
    let blocks = |back| bytes.get(at.saturating_sub(back)..).unwrap_or_default().as_chunks::<BLOCK>().0;
    let mut length = 0;
    for ((block, leads), befores) in blocks(0).iter().zip(blocks(1)).zip(blocks(2)) {
        let mut signs = [0; BLOCK];
        for (((sign, &byte), &lead), &before) in signs.iter_mut().zip(block).zip(leads).zip(befores) {
            let letter = (lead == 0xD8) & (byte.wrapping_sub(0xA1) <= 0xBA - 0xA1);
            let other = (lead == 0xD9) & (byte.wrapping_sub(0x81) <= 0x8A - 0x81);
            let mark = (lead == 0xD9) & (byte.wrapping_sub(0x8B) <= 0x9F - 0x8B) & (before != b' ');
            let whole = (byte == b' ') | (byte == 0xD8) | (byte == 0xD9) | letter | other | mark;
            *sign = u8::from(!whole);
        }
        let signs = u128::from_le_bytes(signs);
        if signs != 0 {
            return length + signs.trailing_zeros() as usize / 8;
        }
        length += BLOCK;
    }
    length
}
