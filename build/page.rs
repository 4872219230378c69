//! Renders `lexicon/page.tsv` as an open-addressing table of phrase hashes, and the small tables that cleaning also
//! uses.

use super::letter::Key;
use super::page_words::{PAGE_BITS, PageClass, PhraseHash, Place, page_bit, word_id};
use super::{Row, Tables};

pub fn read(tables: &mut Tables, row: &Row) {
    let class = row.value(PageClass::NAMES, row.column(1));
    let place = row.value(Place::NAMES, row.column(2));
    let hash = phrase(row.column(0));
    if hash == PhraseHash::default() {
        row.fail("no words");
    }
    match tables.pages.iter_mut().find(|(known, ..)| *known == hash.0) {
        Some((_, known, places)) if *known == class => *places |= place.bit(),
        Some((_, known, _)) => row.fail(&format!("the phrase occurs twice, as {known:?} and as {class:?}")),
        None => tables.pages.push((hash.0, class, place.bit())),
    }
}

fn phrase(text: &str) -> PhraseHash {
    let words = text.split([' ', '-', '.', '…']).filter(|word| !word.is_empty());
    words.fold(PhraseHash::default(), |hash, word| hash.then(word_id(Key::of(word).0, word)))
}

pub fn read_month(tables: &mut Tables, row: &Row) {
    match row.column(1).parse() {
        Ok(number @ 1..=12) => tables.months.push((phrase(row.column(0)).0, number)),
        _ => row.fail("a month's number is 1 to 12"),
    }
}

pub fn read_latin(tables: &mut Tables, row: &Row) {
    tables.latin.push((row.column(0).to_owned(), row.column(1).to_owned()));
}

pub fn read_abbreviation(tables: &mut Tables, row: &Row) {
    match row.column(1) {
        place @ ("before" | "behind") => {
            tables.abbreviations.push((row.column(0).to_ascii_lowercase(), place == "before"));
        }
        _ => row.fail("the place of an abbreviation is before or behind"),
    }
}

/// The months, Latin letters and abbreviations, unhashed. The longest Latin rows are first.
pub fn render_small(tables: &Tables) -> String {
    let mut latin = tables.latin.clone();
    latin.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    let mut months = tables.months.clone();
    months.sort_unstable();
    months.dedup();
    let abbreviations = &tables.abbreviations;
    format!(
        "static MONTHS: &[(u64, u8)] = &{months:?};\n\
         static LATIN: &[(&str, &str)] = &{latin:?};\n\
         static ABBREVIATIONS: &[(&str, bool)] = &{abbreviations:?};\n"
    )
}

pub fn render(tables: &Tables) -> String {
    let bits = (tables.pages.len() * 4).next_power_of_two().trailing_zeros();
    let mut longest = 0;
    let mut slots: Vec<Option<(u64, PageClass, u8)>> = vec![None; (1 << bits) + 64];
    for &page in &tables.pages {
        let home = (page.0 >> (64 - bits)) as usize;
        let free = (home..).find(|&slot| slots[slot].is_none()).unwrap_or(home);
        longest = longest.max(free - home);
        slots[free] = Some(page);
    }
    let mut seen = [0_u64; PAGE_BITS / 64];
    for (hash, ..) in &tables.pages {
        let bit = page_bit(*hash);
        seen[bit / 64] |= 1 << (bit % 64);
    }
    assert!(longest < 64, "a probe of {longest} slots: the table needs another hash");
    let rows: Vec<String> = slots
        .iter()
        .map(|slot| match slot {
            Some((hash, class, places)) => format!("({hash:#x}, Some(PageClass::{class:?}), {places})"),
            None => "(0, None, 0)".to_owned(),
        })
        .collect();
    format!(
        "const PAGE_SHIFT: u32 = {};\nconst PAGE_PROBE: usize = {longest};\nstatic PAGE_SLOTS: &[PageRow] = &[{}];\nstatic PAGE_SEEN: &[u64; PAGE_BITS / 64] = &{seen:?};\n",
        64 - bits,
        rows.join(",")
    )
}
