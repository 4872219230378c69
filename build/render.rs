//! Renders the tables as Rust: the static items of `lexicon.rs`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::flags::frame;
use super::keys::{KEY_WINDOW, key_fingerprint};
use super::letter::Key;
use super::{Draft, Tables, Verb, Weights, page};

pub fn render(tables: &Tables, version: u64) -> String {
    let mut entries = Entries::default();
    let places: Vec<Place> = tables.entries.values().map(|draft| entries.place(tables, draft)).collect();
    [
        "// Made by build.rs from lexicon/*.tsv.\n",
        "/// The version of the lexicon: a hash of its tables, including the weights of the confidences, as 16 lower-case hexadecimal digits.\n",
        &format!("pub const LEXICON_VERSION: &str = \"{version:016x}\";\n"),
        &render_verbs(&tables.verbs),
        &entries.render(),
        &render_prepositions(),
        &render_spellings(&tables.spellings),
        &render_confidence(&tables.confidence),
        &render_weights("CHOICE", 10, "a candidate for the speaker", &tables.choices),
        &render_weights("PAIR", 4, "a pair of quotes", &tables.pairs),
        &render_weights("TITLE", 2, "a line that may be the title", &tables.titles),
        &render_forms(tables, &entries, &places),
        &render_common(&tables.common),
        &render_senses(&tables.senses),
        &render_often(&tables.often),
        &page::render(tables),
        &page::render_small(tables),
    ]
    .concat()
}

/// The entries of forms, with the phrases that start with them. Forms with equal entries share one.
struct Entries {
    phrases: Vec<String>,
    openers: Vec<String>,
    /// The entries without a verb, and the entries with one, which follow them.
    parts: [Vec<String>; 2],
    known: BTreeMap<String, Place>,
}

/// The location of an entry: its part, and its index in that part.
type Place = (usize, usize);

impl Default for Entries {
    fn default() -> Self {
        Self {
            phrases: Vec::new(),
            openers: vec!["Opener { phrases: (0, 0), seconds: 0 }".to_owned()],
            parts: [vec!["    Entry { flags: Flags(0), verb: None, opener: 0 },\n".to_owned()], Vec::new()],
            known: BTreeMap::new(),
        }
    }
}

impl Entries {
    /// The location of a form's entry.
    fn place(&mut self, tables: &Tables, draft: &Draft) -> Place {
        let opener = self.opener(tables, draft);
        let verb = draft.verb.as_ref().map_or("None".into(), |(verb, form)| {
            format!(
                "Some(VerbForm {{ verb: {verb}, form: Form::{}, gender: Gender::{}, number: Number::{} }})",
                form.form, form.gender, form.number
            )
        });
        let entry =
            format!("    Entry {{ flags: Flags({:#x}), verb: {verb}, opener: {opener} }},\n", draft.flags);
        let part = usize::from(draft.verb.is_some());
        let entries = &mut self.parts[part];
        *self.known.entry(entry).or_insert_with_key(|entry| {
            entries.push(entry.clone());
            (part, entries.len() - 1)
        })
    }

    /// The index of the phrases that start with a form; 0 if there are none.
    fn opener(&mut self, tables: &Tables, draft: &Draft) -> usize {
        if draft.phrases.is_empty() {
            return 0;
        }
        let mut own = draft.phrases.clone();
        // The longest first, and whole words before proclitics.
        own.sort_by_key(|(text, _)| (Reverse(text.split_whitespace().count()), text.ends_with('-')));
        let first = self.phrases.len();
        let seconds = own.iter().fold(0, |set, (text, _)| set | second_bits(text));
        for (text, index) in own {
            let (line, class) = tables.phrases[index];
            self.phrases.push(render_phrase(&text, class, line));
        }
        let end = self.phrases.len();
        self.openers.push(format!("Opener {{ phrases: ({first}, {end}), seconds: {seconds:#x} }}"));
        self.openers.len() - 1
    }

    /// The index of the entry at a location.
    fn index(&self, (part, at): Place) -> usize {
        part * self.parts[0].len() + at
    }

    fn render(&self) -> String {
        format!(
            "static PHRASES: &[Phrase] = &[\n{}];\nstatic ENTRIES: &[Entry] = &[\n{}];\n\
             static OPENERS: &[Opener] = &[\n    {},\n];\n",
            self.phrases.concat(),
            self.parts.concat().concat(),
            self.openers.join(",\n    ")
        )
    }
}

fn render_verbs(verbs: &[Verb]) -> String {
    let mut rows = String::new();
    for Verb { lemma, class, frames, line } in verbs {
        writeln!(
            rows,
            "    Verb {{ lemma: {lemma:?}, class: CueClass::{class}, frames: {frames:#x}, line: {line} }},"
        )
        .expect("a string can be written");
    }
    format!("static VERBS: &[Verb] = &[\n{rows}];\n")
}

fn render_prepositions() -> String {
    let prepositions = frame::NAMES.iter().filter_map(|(name, bit)| Some((name.strip_prefix("prep:")?, bit)));
    let prepositions: Vec<(Key, u32)> = prepositions.map(|(word, bit)| (Key::of(word), *bit)).collect();
    let rows: Vec<String> =
        prepositions.iter().map(|(key, bit)| format!("(Key({:#x}), {bit:#x})", key.0)).collect();
    let bits = prepositions.iter().fold(0, |bits, (key, _)| bits | key.bit());
    let rows = rows.join(", ");
    format!(
        "static PREPOSITION_FRAMES: &[(Key, u32)] = &[{rows}];\nconst PREPOSITION_BITS: u64 = {bits:#x};\n"
    )
}

/// Renders a constant for each name.
fn render_spellings(rows: &[(String, Vec<String>)]) -> String {
    let constant = |(name, words): &(String, Vec<String>)| {
        let name = name.to_uppercase().replace('-', "_");
        format!("    pub(crate) const {name}: [&str; {}] = {words:?};\n", words.len())
    };
    let constants: String = rows.iter().map(constant).collect();
    format!(
        "/// Words that are distinguished only by their exact spelling.\npub(crate) mod spelling {{\n{constants}}}\n"
    )
}

fn render_confidence(rows: &[(String, [f32; 3])]) -> String {
    let weights: Vec<String> = rows.iter().map(|(_, weights)| format!("{weights:?}")).collect();
    let names: Vec<String> = rows.iter().map(|(name, ..)| format!("{name:?}")).collect();
    format!(
        "/// The weights of the evidence, in the order of its names. The last row is the bias.\n\
         #[allow(clippy::approx_constant)] // Trained, not typed.\n\
         pub static CONFIDENCE: &[[f32; 3]] = &[{}];\n\
         #[cfg(test)]\npub(crate) const CONFIDENCE_NAMES: &[&str] = &[{}];\n",
        weights.join(", "),
        names.join(", ")
    )
}

/// Renders the weights of a set of facts, and their names for a test.
fn render_weights(name: &str, columns: usize, about: &str, rows: &[Weights]) -> String {
    let weights: Vec<String> = rows.iter().map(|(_, weights)| format!("{weights:?}")).collect();
    let names: Vec<String> = rows.iter().map(|(name, _)| format!("{name:?}")).collect();
    format!(
        "/// The weights of the facts about {about}, in the order of their names: one column for each situation.\n\
         pub static {name}S: &[[i16; {columns}]] = &[{}];\n\
         #[cfg(test)]\npub(crate) const {name}_NAMES: &[&str] = &[{}];\n",
        weights.join(", "),
        names.join(", ")
    )
}

/// Renders the keys of all forms, and the entry of each.
fn render_forms(tables: &Tables, entries: &Entries, places: &[Place]) -> String {
    let keys: Vec<u64> = tables.entries.keys().copied().collect();
    let (table, slots) = render_keys("FORMS", &keys);
    let mut entry_of = vec![0; slots.iter().max().map_or(0, |last| last + 1)];
    for (slot, &place) in slots.into_iter().zip(places) {
        entry_of[slot] = entries.index(place);
    }
    format!(
        "{table}/// The entry of the key in each slot of [`FORMS`].\nstatic FORM_ENTRIES: &[u16] = &{entry_of:?};\n"
    )
}

fn render_common(common: &[u64]) -> String {
    let mut common = common.to_owned();
    common.sort_unstable();
    common.dedup();
    render_keys("COMMON", &common).0
}

fn render_senses(senses: &BTreeMap<u64, (&'static str, u64)>) -> String {
    let rows: Vec<String> =
        senses.iter().map(|(key, (sense, value))| format!("({key:#x}, Sense::{sense}, {value})")).collect();
    format!(
        "/// The senses of words when two quotes are compared, by their keys.\n\
         static SENSES: &[(u64, Sense, u64)] = &[{}];\n",
        rows.join(", ")
    )
}

/// Renders the keys of frequent words, and the rarity of each.
fn render_often(often: &BTreeMap<u64, u8>) -> String {
    let keys: Vec<u64> = often.keys().copied().collect();
    let (table, slots) = render_keys("OFTEN", &keys);
    let mut levels = vec![0; slots.iter().max().map_or(0, |last| last + 1)];
    for (slot, level) in slots.into_iter().zip(often.values()) {
        levels[slot] = *level;
    }
    format!(
        "{table}/// The rarity of the key in each slot of [`OFTEN`].\nstatic OFTEN_LEVELS: &[u8] = &{levels:?};\n"
    )
}

/// The bits of a phrase's possible second words: all bits if any word may be second.
fn second_bits(phrase: &str) -> u64 {
    let words: Vec<&str> = phrase.split_whitespace().skip(1).collect();
    match words.as_slice() {
        [] => u64::MAX,
        [last] if last.ends_with('-') => u64::MAX,
        [second, ..] => Key::of(second).bit(),
    }
}

fn render_phrase(text: &str, class: &str, line: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().skip(1).collect();
    let open = words.last().is_some_and(|w| w.ends_with('-'));
    let keys: Vec<String> = words.iter().map(|w| format!("Key({:#x})", Key::of(w).0)).collect();
    let shown = text.trim_end_matches('-');
    format!(
        "    Phrase {{ text: {shown:?}, class: PhraseClass::{class}, rest: &[{}], open: {open}, line: {line} }},\n",
        keys.join(", ")
    )
}

/// A [`KeyTable`] of the keys, and the slot of each key. Keys are in the order of their homes, each in the first free slot from its
/// home on. The factor is the first one for which no key is too far from its home.
fn render_keys(name: &str, keys: &[u64]) -> (String, Vec<usize>) {
    let bits = (keys.len() * 2).next_power_of_two().trailing_zeros();
    let factors = (0..1000).map(|turn| 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * turn + 1));
    let found = factors.into_iter().find_map(|factor| Some((factor, placed(keys, factor, bits)?)));
    let (factor, slots) = found.expect("one of a thousand factors parts the keys");
    let length = (1 << bits) + 2 * KEY_WINDOW;
    let (mut fingerprints, mut by_slot) = (vec![0; length], vec![0; length]);
    for (&key, &slot) in keys.iter().zip(&slots) {
        fingerprints[slot] = key_fingerprint(key.wrapping_mul(factor), 64 - bits);
        by_slot[slot] = key;
    }
    let table = format!(
        "static {name}: KeyTable = KeyTable {{ factor: {factor:#x}, shift: {}, fingerprints: &{fingerprints:?}, keys: &{by_slot:?} }};\n",
        64 - bits
    );
    (table, slots)
}

/// The slot of each key; `None` if a slot would be outside the window of its home.
fn placed(keys: &[u64], factor: u64, bits: u32) -> Option<Vec<usize>> {
    let home = |key: u64| (key.wrapping_mul(factor) >> (64 - bits)) as usize;
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|&at| home(keys[at]));
    let mut slots = vec![0; keys.len()];
    let mut free = 0;
    for at in order {
        let slot = home(keys[at]).max(free);
        if slot - home(keys[at]) >= KEY_WINDOW {
            return None;
        }
        slots[at] = slot;
        free = slot + 1;
    }
    Some(slots)
}
