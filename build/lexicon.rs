//! Turns `lexicon/*.tsv` into static tables. Every row is checked; an error names file and line.

#[allow(dead_code)]
#[path = "../src/lexicon/flags.rs"]
mod flags;
mod inflect;
#[allow(dead_code)]
#[path = "../src/lexicon/keys.rs"]
mod keys;
#[allow(dead_code)]
#[path = "../src/text/letter.rs"]
mod letter;
mod page;
#[allow(dead_code)]
#[path = "../src/lexicon/page.rs"]
mod page_words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use flags::{CUE_CLASSES, Flags, PhraseClass, frame};
use inflect::Inflected;
use keys::{KEY_WINDOW, key_fingerprint};
use letter::Key;

/// The columns of one row, and where it stands for error messages.
struct Row {
    place: String,
    line: usize,
    columns: Vec<String>,
}

impl Row {
    fn column(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", |c| c.trim())
    }

    fn fail(&self, message: &str) -> ! {
        panic!("{}: {message}", self.place)
    }

    /// The value that `name` has in a vocabulary.
    fn value<T: Copy>(&self, vocabulary: &[(&str, T)], name: &str) -> T {
        match vocabulary.iter().find(|(known, _)| *known == name) {
            Some(&(_, value)) => value,
            None => self.fail(&format!(
                "{name:?} is not one of {:?}",
                vocabulary.iter().map(|v| v.0).collect::<Vec<_>>()
            )),
        }
    }
}

/// What the tables say of one form.
#[derive(Default)]
struct Draft {
    flags: u64,
    verb: Option<(usize, Inflected)>,
    phrases: Vec<(String, usize)>,
}

/// A row of `verbs.tsv`.
struct Verb {
    lemma: String,
    class: &'static str,
    frames: u32,
    line: usize,
}

#[derive(Default)]
struct Tables {
    entries: BTreeMap<u64, Draft>,
    verbs: Vec<Verb>,
    phrases: Vec<(usize, &'static str)>,
    pages: Vec<(u64, page_words::PageClass, u8)>,
    months: Vec<(u64, u8)>,
    latin: Vec<(String, String)>,
    abbreviations: Vec<(String, bool)>,
    /// Titles with a pronoun: they count where no other word is spelt so.
    owned: Vec<(u64, u64)>,
    /// Words of the press that are no names.
    common: Vec<u64>,
    /// Name, weight for the quote, weight for the speaker.
    confidence: Vec<(String, f32, f32)>,
}

/// Reads the lexicon and writes `lexicon.rs` into the build's output folder.
pub fn generate() {
    println!("cargo:rerun-if-changed=lexicon");
    let mut tables = Tables::default();
    let mut version = Fnv::default();
    for (file, columns, read) in [
        ("words.tsv", 2, read_words as fn(&mut Tables, &Row)),
        ("nouns.tsv", 4, read_noun),
        ("names.tsv", 2, read_words),
        ("verbs.tsv", 6, read_verb),
        ("acts.tsv", 2, read_act),
        ("phrases.tsv", 2, read_phrase),
        ("page.tsv", 3, page::read),
        ("common.tsv", 1, read_common),
        ("months.tsv", 2, page::read_month),
        ("latin.tsv", 2, page::read_latin),
        ("abbreviations.tsv", 2, page::read_abbreviation),
        ("confidence.tsv", 3, read_confidence),
    ] {
        for row in rows(file, columns, &mut version) {
            read(&mut tables, &row);
        }
    }
    for (key, flags) in std::mem::take(&mut tables.owned) {
        let flags = flags | Flags::PRONOUN_SUFFIX.0;
        tables.entries.entry(key).or_insert_with(|| Draft { flags, ..Draft::default() });
    }
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("lexicon.rs");
    fs::write(out, render(&tables, version.0)).expect("the build's output folder can be written");
}

fn rows(file: &str, columns: usize, version: &mut Fnv) -> Vec<Row> {
    let path = format!("lexicon/{file}");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    version.add(text.as_bytes());
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .skip(1)
        .map(|(number, line)| {
            let row = Row {
                place: format!("{path}:{}", number + 1),
                line: number + 1,
                columns: line.split('\t').map(str::to_owned).collect(),
            };
            if row.columns.len() < columns {
                row.fail(&format!("{} columns, at least {columns} expected", row.columns.len()));
            }
            row
        })
        .collect()
}

impl Tables {
    fn entry(&mut self, row: &Row, word: &str) -> &mut Draft {
        let key = Key::of(word);
        if key.is_empty() {
            row.fail(&format!("{word:?} has no Arabic letter"));
        }
        self.entries.entry(key.0).or_default()
    }
}

fn read_words(tables: &mut Tables, row: &Row) {
    let flags =
        row.column(1).split_whitespace().map(|name| row.value(Flags::NAMES, name).0).fold(0, |a, b| a | b);
    for word in row.column(0).split_whitespace() {
        tables.entry(row, word).flags |= flags;
    }
}

fn read_noun(tables: &mut Tables, row: &Row) {
    let kinds =
        row.column(3).split(',').map(|name| row.value(Flags::NAMES, name.trim()).0).fold(0, |a, b| a | b);
    let singular = row.column(0);
    let feminine_singular = singular.ends_with('ة') || row.column(4).contains("(f)");
    let feminine = Flags::FEMININE.0;
    tables.entry(row, singular).flags |= kinds | if feminine_singular { feminine } else { 0 };
    // "رئيسها فلان", "مصادرنا": a title or source with a pronoun is one still.
    let persons = kinds & (Flags::TITLE.0 | Flags::UNNAMED.0);
    if persons != 0 && singular.chars().count() > 2 {
        let stem = singular.strip_suffix('ة').map_or(singular.to_owned(), |stem| format!("{stem}ت"));
        for suffix in ["ها", "هم", "نا"] {
            tables.owned.push((Key::of(&format!("{stem}{suffix}")).0, persons));
            for plural in row.column(2).split('|').map(str::trim).filter(|p| p.chars().count() > 3) {
                let many = persons | Flags::PLURAL.0;
                tables.owned.push((Key::of(&format!("{plural}{suffix}")).0, many));
            }
        }
    }
    // "وكالتا رويترز", "صحيفتي": two of them. Masculine duals are spelt like accusatives and plurals.
    for stem in [0, 1].into_iter().filter_map(|column| row.column(column).strip_suffix('ة')) {
        for ending in ["تا", "تي", "تان", "تين"] {
            let dual = format!("{stem}{ending}");
            if !tables.entries.contains_key(&Key::of(&dual).0) {
                tables.entry(row, &dual).flags |= kinds | feminine | Flags::PLURAL.0;
            }
        }
    }
    for (column, extra) in [(1, feminine), (2, Flags::PLURAL.0 | if persons == 0 { feminine } else { 0 })] {
        for word in row.column(column).split('|').map(str::trim).filter(|w| !w.is_empty() && *w != "-") {
            tables.entry(row, word).flags |= kinds | extra;
            // A sound plural in the construct state drops its nun.
            if let Some(construct) =
                word.strip_suffix("ون").or_else(|| word.strip_suffix("ين")).filter(|_| column == 2)
            {
                let ending = if word.ends_with("ون") { "و" } else { "ي" };
                let construct = format!("{construct}{ending}");
                if !tables.entries.contains_key(&Key::of(&construct).0) {
                    tables.entry(row, &construct).flags |= kinds | extra;
                }
            }
        }
    }
}

fn read_verb(tables: &mut Tables, row: &Row) {
    let class = row.value(CUE_CLASSES, row.column(4));
    let frames =
        row.column(5).split_whitespace().map(|name| row.value(frame::NAMES, name)).fold(0, |a, b| a | b);
    let homograph = row.column(3).split('|').any(|masdar| Key::of(masdar) == Key::of(row.column(0)));
    let frames = frames | if homograph { frame::HOMOGRAPH } else { 0 };
    let verb = tables.verbs.len();
    if tables.verbs.iter().any(|verb| verb.lemma == row.column(0)) {
        row.fail("the lemma stands twice");
    }
    tables.verbs.push(Verb { lemma: row.column(0).to_owned(), class, frames, line: row.line });
    let parts = inflect::Parts {
        perfect: row.column(0),
        imperfect: row.column(1),
        participle: row.column(2),
        masdars: row.column(3),
    };
    for form in inflect::forms(&parts) {
        let entry = tables.entry(row, &form.text);
        entry.flags |= Flags::VERB.0;
        // The first row that has a form keeps it, finite forms before nominal ones.
        if entry.verb.as_ref().is_none_or(|(_, before)| form.rank() < before.rank()) {
            entry.verb = Some((verb, form));
        }
    }
}

/// A verb that reports nothing: its forms are marked where no other reading has them.
fn read_act(tables: &mut Tables, row: &Row) {
    let parts =
        inflect::Parts { perfect: row.column(0), imperfect: row.column(1), participle: "-", masdars: "-" };
    // With an object's pronoun too many of them look like nouns (قاد، قادة).
    for form in inflect::forms(&parts).into_iter().filter(|form| form.form != "PerfectObject") {
        let entry = tables.entry(row, &form.text);
        if entry.flags == 0 {
            entry.flags = Flags::ACT.0;
        }
    }
}

fn read_common(tables: &mut Tables, row: &Row) {
    tables.common.extend(row.column(0).split_whitespace().map(|word| Key::of(word).0));
}

fn read_phrase(tables: &mut Tables, row: &Row) {
    let class = row.value(PhraseClass::NAMES, row.column(1));
    let text = row.column(0).to_owned();
    let first = text.split_whitespace().next().unwrap_or_default().to_owned();
    let index = tables.phrases.len();
    tables.phrases.push((row.line, class));
    let entry = tables.entry(row, &first);
    entry.flags |= Flags::PHRASE.0;
    entry.phrases.push((text, index));
}

/// A weight of the confidences; `src/quotes/confidence.rs` has the names in the same order.
fn read_confidence(tables: &mut Tables, row: &Row) {
    let weight = |index: usize| match row.column(index).parse() {
        Ok(weight) => weight,
        Err(error) => row.fail(&format!("{:?}: {error}", row.column(index))),
    };
    tables.confidence.push((row.column(0).to_owned(), weight(1), weight(2)));
}

fn render(tables: &Tables, version: u64) -> String {
    let mut out = String::from("// Made by build.rs from lexicon/*.tsv.\n");
    let mut phrases = String::new();
    let mut phrase_count = 0;
    let mut openers = vec![String::from("Opener { phrases: (0, 0), seconds: 0 }")];
    // Forms of which the lexicon says the same share an entry; those of verbs stand behind the others.
    let mut entries =
        [String::from("    Entry { flags: Flags(0), verb: None, opener: 0 },\n"), String::new()];
    let mut known: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut counts = [1, 0];
    let mut places = Vec::with_capacity(tables.entries.len());
    for draft in tables.entries.values() {
        let mut own = draft.phrases.clone();
        // The longest first, and a whole word before a proclitic.
        own.sort_by_key(|(text, _)| {
            (std::cmp::Reverse(text.split_whitespace().count()), text.ends_with('-'))
        });
        let first = phrase_count;
        let seconds = own.iter().fold(0, |set, (text, _)| set | second_bits(text));
        let opens = !own.is_empty();
        for (text, index) in own {
            let (line, class) = tables.phrases[index];
            phrases.push_str(&render_phrase(&text, class, line));
            phrase_count += 1;
        }
        if opens {
            openers.push(format!("Opener {{ phrases: ({first}, {phrase_count}), seconds: {seconds:#x} }}"));
        }
        let opener = if opens { openers.len() - 1 } else { 0 };
        let verb = draft.verb.as_ref().map_or("None".into(), |(verb, form)| {
            format!(
                "Some(VerbForm {{ verb: {verb}, form: Form::{}, gender: Gender::{}, number: Number::{} }})",
                form.form, form.gender, form.number
            )
        });
        let entry =
            format!("    Entry {{ flags: Flags({:#x}), verb: {verb}, opener: {opener} }},\n", draft.flags);
        let part = usize::from(draft.verb.is_some());
        let place = *known.entry(entry).or_insert_with_key(|entry| {
            entries[part].push_str(entry);
            counts[part] += 1;
            (part, counts[part] - 1)
        });
        places.push(place);
    }
    let entries = entries.concat();
    let places: Vec<usize> = places.into_iter().map(|(part, at)| part * counts[0] + at).collect();
    let mut verbs = String::new();
    for Verb { lemma, class, frames, line } in &tables.verbs {
        writeln!(
            verbs,
            "    Verb {{ lemma: {lemma:?}, class: CueClass::{class}, frames: {frames:#x}, line: {line} }},"
        )
        .expect("a string can be written");
    }
    writeln!(out, "/// The version of the lexicon: a hash of its files.\npub const LEXICON_VERSION: &str = \"{version:016x}\";").expect("a string can be written");
    writeln!(out, "static VERBS: &[Verb] = &[\n{verbs}];\nstatic PHRASES: &[Phrase] = &[\n{phrases}];\nstatic ENTRIES: &[Entry] = &[\n{entries}];")
        .expect("a string can be written");
    writeln!(out, "static OPENERS: &[Opener] = &[\n    {},\n];", openers.join(",\n    "))
        .expect("a string can be written");
    let prepositions = frame::NAMES.iter().filter_map(|(name, bit)| Some((name.strip_prefix("prep:")?, bit)));
    let prepositions: Vec<(Key, u32)> = prepositions.map(|(word, bit)| (Key::of(word), *bit)).collect();
    let rows: Vec<String> =
        prepositions.iter().map(|(key, bit)| format!("(Key({:#x}), {bit:#x})", key.0)).collect();
    let bits = prepositions.iter().fold(0, |bits, (key, _)| bits | key.bit());
    writeln!(
        out,
        "static PREPOSITION_FRAMES: &[(Key, u32)] = &[{}];\nconst PREPOSITION_BITS: u64 = {bits:#x};",
        rows.join(", ")
    )
    .expect("a string can be written");
    let weights: Vec<String> =
        tables.confidence.iter().map(|(_, quote, speaker)| format!("({quote:?}, {speaker:?})")).collect();
    let names: Vec<String> = tables.confidence.iter().map(|(name, ..)| format!("{name:?}")).collect();
    writeln!(out, "/// Weights of the evidence, in the order of its names; the last is the bias.\n#[allow(clippy::approx_constant)] // Trained, not typed.\npub static CONFIDENCE: &[(f32, f32)] = &[{}];", weights.join(", "))
        .expect("a string can be written");
    writeln!(out, "#[cfg(test)]\npub(crate) const CONFIDENCE_NAMES: &[&str] = &[{}];", names.join(", "))
        .expect("a string can be written");
    let keys: Vec<u64> = tables.entries.keys().copied().collect();
    let (table, slots) = render_keys("FORMS", &keys);
    out.push_str(&table);
    let mut entry_of = vec![0; slots.iter().max().map_or(0, |last| last + 1)];
    for (slot, place) in slots.into_iter().zip(places) {
        entry_of[slot] = place;
    }
    writeln!(
        out,
        "/// The entry of the key in each slot of [`FORMS`].\nstatic FORM_ENTRIES: &[u16] = &{entry_of:?};"
    )
    .expect("a string can be written");
    let mut common = tables.common.clone();
    common.sort_unstable();
    common.dedup();
    out.push_str(&render_keys("COMMON", &common).0);
    out.push_str(&page::render(tables));
    out.push_str(&page::render_small(tables));
    out
}

/// The bits under which a phrase is found by its second word: all where any word may be the second.
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

/// A [`KeyTable`] of the keys, and the slot of each. The keys stand by their homes, each as near to its own as those
/// before it leave room; the factor is the first under which none is too far off.
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

/// The slot of each key; none where one would be outside the window from its home.
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

/// FNV-1a, for the lexicon's version.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
