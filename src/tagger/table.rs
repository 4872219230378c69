//! The weights, as `scripts/train-tagger` writes them into `lexicon/tagger.bin`.
//!
//! All numbers are little-endian. The file has, in this order: lanes of 16-bit weights, one weight for each label, for the transitions from
//! label to label, into spans, out of spans, and outside spans together with the unit of all weights; lanes by level of repetition; lanes by
//! kind of block; the slots; and the rows, with a byte for each label for the tokens in reach. A slot is 0, or has 16 bits of the hash of a
//! key and the index of the key's row.

/// The number of labels with weights. The label of no span has no weights.
pub const LABELS: usize = 8;

/// A weight for each label.
pub type Lanes = [i16; LABELS];

/// The number of tokens that a token has weights for: itself and its neighbours.
pub const REACH: usize = 5;

/// Lanes in the file.
type Packed = [u8; 2 * LABELS];
/// The weights that a key contributes to the tokens in its reach, the earliest first.
pub type Row = [[u8; LABELS]; REACH];
type Slot = [u8; 4];

const FILE: &[u8] = include_bytes!("../../lexicon/tagger.bin");
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
const SLOT_BITS: u32 = 17;
/// The number of slots, from its home on, in which a key may be.
const PROBES: usize = 256;

const LEVELS: usize = super::repeats::LEVELS;
const KINDS: usize = 4;
/// The number of bytes before the slots.
const HEAD: usize = (LABELS + 3 + LEVELS + KINDS) * size_of::<Packed>();

static SLOTS: &[Slot; 1 << SLOT_BITS] = match FILE.split_at(HEAD).1.as_chunks().0.first_chunk() {
    Some(slots) => slots,
    None => panic!("lexicon/tagger.bin is too short"),
};
static ROWS: &[Row] = FILE.split_at(HEAD + size_of_val(SLOTS)).1.as_chunks().0.as_chunks().0;

/// Reads `LENGTH` lanes of the head, starting at `from`.
const fn lanes<const LENGTH: usize>(from: usize) -> [Lanes; LENGTH] {
    let packed: &[Packed] = FILE.as_chunks().0;
    let mut lanes = [[0; LABELS]; LENGTH];
    let mut at = 0;
    while at < LENGTH * LABELS {
        let weight = &packed[from + at / LABELS].as_chunks().0[at % LABELS];
        lanes[at / LABELS][at % LABELS] = i16::from_le_bytes(*weight);
        at += 1;
    }
    lanes
}

/// Weights of the transitions from each label to each label.
pub static BETWEEN: [Lanes; LABELS] = lanes(0);
/// Weights of the transitions from no span to each label.
pub const INTO: Lanes = lanes::<1>(LABELS)[0];
/// Weights of the transitions from each label to no span.
pub static OUT: Lanes = lanes::<1>(LABELS + 1)[0];
/// The weight of the transition from no span to no span.
pub const REST: i16 = lanes::<1>(LABELS + 2)[0][0];
/// The weight that corresponds to one natural logarithm of the odds.
pub const UNIT: i16 = lanes::<1>(LABELS + 2)[0][1];
/// Weights by the level of repetition.
pub static REPEATED: [Lanes; LEVELS] = lanes(LABELS + 3);
/// Weights by the kind of block: title, deck, heading, body.
pub static BLOCKS: [Lanes; KINDS] = lanes(LABELS + 3 + LEVELS);

/// The row of a key.
#[inline]
pub fn find(key: u64) -> Option<&'static Row> {
    let hash = key.wrapping_mul(FACTOR);
    let home = (hash >> (64 - SLOT_BITS)) as usize;
    let check = (hash >> 31) as u16 | 1;
    for probe in 0..PROBES {
        let slot = u32::from_le_bytes(SLOTS[(home + probe) & (SLOTS.len() - 1)]);
        if slot as u16 == check {
            return ROWS.get((slot >> 16) as usize);
        }
        if slot == 0 {
            return None;
        }
    }
    None
}
