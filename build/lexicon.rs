//! Turns `lexicon/*.tsv` into static tables. Every row is checked. Errors name the file and the line.

#[allow(dead_code)]
#[path = "../src/lexicon/flags.rs"]
mod flags;
mod inflect;
#[allow(dead_code)]
#[path = "../src/lexicon/keys.rs"]
mod keys;
#[allow(dead_code, unused_imports)]
#[path = "../src/text/letter/mod.rs"]
mod letter;
mod page;
#[allow(dead_code)]
#[path = "../src/lexicon/page.rs"]
mod page_words;
mod render;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use flags::{CUE_CLASSES, Flags, PhraseClass, Sense, frame};
use inflect::Inflected;
use letter::Key;

/// The columns of one row, and its place for error messages.
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

    /// The value of `name` in a vocabulary.
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

/// The entry of one form.
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

/// The name of a fact, and its weight in each situation.
type Weights = (String, Vec<i16>);

#[derive(Default)]
struct Tables {
    entries: BTreeMap<u64, Draft>,
    verbs: Vec<Verb>,
    phrases: Vec<(usize, &'static str)>,
    pages: Vec<(u64, page_words::PageClass, u8)>,
    months: Vec<(u64, u8)>,
    latin: Vec<(String, String)>,
    abbreviations: Vec<(String, bool)>,
    /// Words that are distinguished only by their exact spelling, by name.
    spellings: Vec<(String, Vec<String>)>,
    /// Titles with a pronoun. They are used if no other word has the same spelling.
    owned: Vec<(u64, u64)>,
    /// Words that the press uses other than as names.
    common: Vec<u64>,
    /// The senses of words when two quotes are compared, with their values.
    senses: BTreeMap<u64, (&'static str, u64)>,
    /// The rarity of frequent words in the press.
    often: BTreeMap<u64, u8>,
    /// The facts about a pair of quotes, each with its weights.
    pairs: Vec<Weights>,
    /// The name of each piece of evidence, and its weights for the quote as a whole, for its speaker, and for being a quote.
    confidence: Vec<(String, [f32; 3])>,
    /// The facts about a candidate for the speaker, each with its weights.
    choices: Vec<Weights>,
    /// The facts about a candidate for the title, each with its weights.
    titles: Vec<Weights>,
}

/// Reads the lexicon and writes `lexicon.rs` into the build's output directory.
pub fn generate() {
    println!("cargo:rerun-if-changed=lexicon");
    let mut tables = Tables::default();
    let mut texts = BTreeMap::new();
    for (file, columns, read) in [
        ("words.tsv", 2, read_words as fn(&mut Tables, &Row)),
        ("nouns.tsv", 4, read_noun),
        ("names.tsv", 2, read_words),
        ("verbs.tsv", 6, read_verb),
        ("acts.tsv", 2, read_act),
        ("phrases.tsv", 2, read_phrase),
        ("page.tsv", 3, page::read),
        ("common.tsv", 1, read_common),
        ("across.tsv", 3, read_sense),
        ("often.tsv", 2, read_often),
        ("pairs.tsv", 5, read_pair),
        ("months.tsv", 2, page::read_month),
        ("latin.tsv", 2, page::read_latin),
        ("abbreviations.tsv", 2, page::read_abbreviation),
        ("spellings.tsv", 2, read_spelling),
        ("confidence.tsv", 4, read_confidence),
        ("choices.tsv", 11, read_choice),
        ("titles.tsv", 3, read_title),
    ] {
        let text = fs::read_to_string(format!("lexicon/{file}"))
            .unwrap_or_else(|error| panic!("lexicon/{file}: {error}"));
        for row in rows(file, columns, &text) {
            read(&mut tables, &row);
        }
        texts.insert(file, text.into_bytes());
    }
    texts.insert("tagger.bin", fs::read("lexicon/tagger.bin").expect("lexicon/tagger.bin exists"));
    for (key, flags) in std::mem::take(&mut tables.owned) {
        let flags = flags | Flags::PRONOUN_SUFFIX.0;
        tables.entries.entry(key).or_insert_with(|| Draft { flags, ..Draft::default() });
    }
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("lexicon.rs");
    fs::write(out, render::render(&tables, version(&texts)))
        .expect("the build's output folder can be written");
}

fn rows(file: &str, columns: usize, text: &str) -> Vec<Row> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .skip(1)
        .map(|(number, line)| {
            let row = Row {
                place: format!("lexicon/{file}:{}", number + 1),
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
    let noun = Noun::of(row);
    let feminine = if noun.is_feminine(row) { Flags::FEMININE.0 } else { 0 };
    tables.entry(row, noun.singular).flags |= noun.kinds | feminine;
    tables.owned.extend(noun.with_pronouns());
    add_duals(tables, row, &noun);
    for word in forms(noun.feminines) {
        tables.entry(row, word).flags |= noun.kinds | Flags::FEMININE.0;
    }
    for plural in forms(noun.plurals) {
        tables.entry(row, plural).flags |= noun.plural(plural);
        // A sound plural in the construct state loses its nun.
        if let Some(construct) = plural.strip_suffix('ن').filter(|rest| rest.ends_with(['و', 'ي'])) {
            add_new(tables, row, construct, noun.plural(plural));
        }
    }
}

/// A row of `nouns.tsv`.
struct Noun<'r> {
    singular: &'r str,
    feminines: &'r str,
    plurals: &'r str,
    /// The kinds of things that it names: bits of [`Flags`].
    kinds: u64,
}

impl<'r> Noun<'r> {
    fn of(row: &'r Row) -> Self {
        let kinds = row.column(3).split(',').map(|name| row.value(Flags::NAMES, name.trim()).0);
        Self {
            singular: row.column(0),
            feminines: row.column(1),
            plurals: row.column(2),
            kinds: kinds.fold(0, |a, b| a | b),
        }
    }

    fn is_feminine(&self, row: &Row) -> bool {
        self.singular.ends_with('ة') || row.column(4).contains("(f)")
    }

    /// The kinds that apply to persons.
    fn persons(&self) -> u64 {
        self.kinds & (Flags::TITLE.0 | Flags::UNNAMED.0)
    }

    /// The flags of a plural form. Things are feminine in the plural; for persons the ending decides.
    fn plural(&self, form: &str) -> u64 {
        let feminine = if self.persons() == 0 || form.ends_with("ات") { Flags::FEMININE.0 } else { 0 };
        self.kinds | Flags::PLURAL.0 | feminine
    }

    /// Forms with a pronoun: "رئيسها فلان", "مصادرنا". A title or source with a pronoun is still one.
    fn with_pronouns(&self) -> Vec<(u64, u64)> {
        let persons = self.persons();
        if persons == 0 || self.singular.chars().count() <= 2 {
            return Vec::new();
        }
        let stem =
            self.singular.strip_suffix('ة').map_or(self.singular.to_owned(), |stem| format!("{stem}ت"));
        let plurals = forms(self.plurals).filter(|plural| plural.chars().count() > 3);
        let many = plurals.map(|plural| (plural.to_owned(), persons | Flags::PLURAL.0));
        let stems: Vec<(String, u64)> = std::iter::once((stem, persons)).chain(many).collect();
        let with =
            |suffix| stems.iter().map(move |(stem, flags)| (Key::of(&format!("{stem}{suffix}")).0, *flags));
        ["ها", "هم", "نا"].into_iter().flat_map(with).collect()
    }
}

/// The forms in a column: several separated by `|`, or none (`-`).
fn forms(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|form| !matches!(*form, "" | "-"))
}

/// The duals: "وكالتا رويترز", "صحيفتي", "الطبيبان". Other masculine duals are spelt like accusatives and plurals.
fn add_duals(tables: &mut Tables, row: &Row, noun: &Noun) {
    for stem in [noun.singular, noun.feminines].into_iter().filter_map(|column| column.strip_suffix('ة')) {
        for ending in ["تا", "تي", "تان", "تين"] {
            let flags = noun.kinds | Flags::FEMININE.0 | Flags::PLURAL.0;
            add_new(tables, row, &format!("{stem}{ending}"), flags);
        }
    }
    let masculine = noun.persons() != 0
        && noun.singular.chars().count() > 3
        && !noun.singular.ends_with(['ة', 'ي', 'ى', 'ا']);
    if masculine {
        add_new(tables, row, &format!("{}ان", noun.singular), noun.persons() | Flags::PLURAL.0);
    }
}

/// Adds a form unless an earlier row has it.
fn add_new(tables: &mut Tables, row: &Row, word: &str, flags: u64) {
    if !tables.entries.contains_key(&Key::of(word).0) {
        tables.entry(row, word).flags |= flags;
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
        row.fail("the lemma occurs twice");
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
        // If several rows share a form, finite forms take precedence over nominal ones, then the first row wins.
        if entry.verb.as_ref().is_none_or(|(_, before)| form.rank() < before.rank()) {
            entry.verb = Some((verb, form));
        }
    }
}

/// Reads a verb that does not report. Its forms are marked unless they have another reading.
fn read_act(tables: &mut Tables, row: &Row) {
    let parts =
        inflect::Parts { perfect: row.column(0), imperfect: row.column(1), participle: "-", masdars: "-" };
    // With an object pronoun, too many of them look like nouns (قاد، قادة).
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

/// Reads the sense of words when two quotes are compared.
fn read_sense(tables: &mut Tables, row: &Row) {
    let sense = row.value(Sense::NAMES, row.column(1));
    let value = match row.column(2) {
        "-" => 0,
        number => number.parse().unwrap_or_else(|error| row.fail(&format!("{number:?}: {error}"))),
    };
    for word in row.column(0).split_whitespace() {
        if tables.senses.insert(Key::of(word).0, (sense, value)).is_some() {
            row.fail(&format!("{word:?} occurs twice"));
        }
    }
}

/// Reads the words of one rarity. If two words fold to one key, the more frequent one counts.
fn read_often(tables: &mut Tables, row: &Row) {
    let level: u8 =
        row.column(0).parse().unwrap_or_else(|error| row.fail(&format!("{:?}: {error}", row.column(0))));
    for word in row.column(1).split_whitespace() {
        tables.often.entry(Key::of(word).0).and_modify(|known| *known = level.min(*known)).or_insert(level);
    }
}

/// Reads the weights of a fact about a pair of quotes. `src/across/facts.rs` has the names in the same order.
fn read_pair(tables: &mut Tables, row: &Row) {
    tables.pairs.push(weights(row, 4));
}

/// Reads a spelling. The compiler reports a name that no rule uses, and a name that no row defines.
fn read_spelling(tables: &mut Tables, row: &Row) {
    let words = row.column(1).split_whitespace().map(str::to_owned).collect();
    tables.spellings.push((row.column(0).to_owned(), words));
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

/// Reads a weight of the confidences. `src/quotes/confidence.rs` has the names in the same order.
fn read_confidence(tables: &mut Tables, row: &Row) {
    let weight = |index: usize| match row.column(index).parse() {
        Ok(weight) => weight,
        Err(error) => row.fail(&format!("{:?}: {error}", row.column(index))),
    };
    tables.confidence.push((row.column(0).to_owned(), [weight(1), weight(2), weight(3)]));
}

/// Reads the weights of a fact about a candidate for the speaker. `src/quotes/score/facts.rs` has the names in the same order.
fn read_choice(tables: &mut Tables, row: &Row) {
    tables.choices.push(weights(row, 10));
}

/// Reads the weights of a fact about a line that may be the title. `src/clean/judge/title/facts.rs` has the names in the same order.
fn read_title(tables: &mut Tables, row: &Row) {
    tables.titles.push(weights(row, 2));
}

/// The name of a fact, and its weights in `situations` situations.
fn weights(row: &Row, situations: usize) -> Weights {
    let weight = |index: usize| match row.column(index).parse() {
        Ok(weight) => weight,
        Err(error) => row.fail(&format!("{:?}: {error}", row.column(index))),
    };
    (row.column(0).to_owned(), (1..=situations).map(weight).collect())
}

/// The version of the tables: FNV-1a over the name and the contents of each, each followed by a zero byte, in the order of
/// the names.
fn version(texts: &BTreeMap<&str, Vec<u8>>) -> u64 {
    let parts = texts.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_slice()]);
    let bytes = parts.flat_map(|part| part.iter().copied().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
