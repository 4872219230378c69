//! Sets of folded words as static tables. `build.rs` includes this file, so that both sides compute the same slot for a key.

/// The number of slots, from its home on, in which a key may be.
pub const KEY_WINDOW: usize = 8;

/// An open-addressing table. Most words that are looked up are not in it, and one byte of their hash usually shows this. Those
/// bytes are stored together, so they stay in the processor's cache, while the keys need not.
pub struct KeyTable {
    /// The factor by which a key is multiplied.
    pub factor: u64,
    /// The key's home is the product shifted right by this many bits.
    pub shift: u32,
    /// For each slot, one byte of the hash of its key; 0 if the slot is free.
    pub fingerprints: &'static [u8],
    /// The key in each slot.
    pub keys: &'static [u64],
}

impl KeyTable {
    /// The slot of a key.
    #[inline]
    #[must_use]
    pub fn slot(&self, key: u64) -> Option<usize> {
        let hash = key.wrapping_mul(self.factor);
        let home = (hash >> self.shift) as usize;
        let window = self.fingerprints.get(home..)?.first_chunk::<KEY_WINDOW>()?;
        let mut same = same_bytes(u64::from_le_bytes(*window), key_fingerprint(hash, self.shift));
        while same != 0 {
            let slot = home + same.trailing_zeros() as usize / 8;
            if self.keys.get(slot) == Some(&key) {
                return Some(slot);
            }
            same &= same - 1;
        }
        None
    }
}

/// The byte of a hash that is stored in the table: seven bits of the hash, and one bit that is always set.
#[inline]
#[must_use]
pub fn key_fingerprint(hash: u64, shift: u32) -> u8 {
    (hash >> (shift - 7)) as u8 | 0x80
}

/// A bit for each byte of `bytes` that equals `byte`. Occasionally also a bit for a byte above such a byte.
#[inline]
const fn same_bytes(bytes: u64, byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let other = bytes ^ (ONES * byte as u64);
    other.wrapping_sub(ONES) & !other & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_the_same_are_found() {
        assert_eq!(same_bytes(u64::from_le_bytes([7, 1, 2, 7, 3, 4, 5, 9]), 9), 0x80 << 56);
        assert_eq!(same_bytes(u64::from_le_bytes([7, 2, 2, 3, 3, 4, 5, 7]), 7), 0x80 << 56 | 0x80);
        assert_eq!(same_bytes(0, 1), 0);
    }
}
