//! The weights, as `scripts/train-tagger` writes them into `lexicon/tagger.bin`.
//!
//! All numbers are little-endian. In this order, each with a weight for every label: lanes of 16 bits from label to label,
//! into spans, out of them, outside them with the unit of all weights, by level of repetition, by kind of block; slots; rows of
//! bytes for the tokens in reach. A slot is 0, or has 16 bits of the hash of a key and the index of the key's row.

/// Labels with weights; that of no span weighs nothing.
pub const LABELS: usize = 8;

/// A weight for each label.
pub type Lanes = [i16; LABELS];

/// Tokens beside a token for which it has weights, with itself.
pub const REACH: usize = 5;

/// Lanes in the file.
type Packed = [u8; 2 * LABELS];
/// The weights that a key gives to the tokens in its reach, the earliest first.
pub type Row = [[u8; LABELS]; REACH];
type Slot = [u8; 4];

const FILE: &[u8] = include_bytes!("../../lexicon/tagger.bin");
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
const SLOT_BITS: u32 = 17;
/// Slots from its home on in which a key may stand.
const PROBES: usize = 256;

const LEVELS: usize = super::repeats::LEVELS;
const KINDS: usize = 4;
/// Bytes before the slots.
const HEAD: usize = (LABELS + 3 + LEVELS + KINDS) * size_of::<Packed>();

static SLOTS: &[Slot; 1 << SLOT_BITS] = match FILE.split_at(HEAD).1.as_chunks().0.first_chunk() {
    Some(slots) => slots,
    None => panic!("lexicon/tagger.bin is too short"),
};
static ROWS: &[Row] = FILE.split_at(HEAD + size_of_val(SLOTS)).1.as_chunks().0.as_chunks().0;

/// So many lanes from a place in the head on.
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

/// Weights from each label to each.
pub static BETWEEN: [Lanes; LABELS] = lanes(0);
/// Weights from no span to each label.
pub const INTO: Lanes = lanes::<1>(LABELS)[0];
/// Weights from each label to no span.
pub static OUT: Lanes = lanes::<1>(LABELS + 1)[0];
/// The weight from no span to no span.
pub const REST: i16 = lanes::<1>(LABELS + 2)[0][0];
/// The weight that changes the odds by a natural logarithm of one.
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
