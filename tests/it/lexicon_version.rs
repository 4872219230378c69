//! The version of the lexicon depends on all of its tables, and on nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The name and the contents of each table, in the order of the names.
fn tables() -> BTreeMap<String, Vec<u8>> {
    let files =
        fs::read_dir(crate::at("lexicon")).expect("the folder").map(|file| file.expect("a file").path());
    let table = |path: &Path| path.extension().is_some_and(|ending| ending == "tsv" || ending == "bin");
    let tables = files.filter(|path| table(path));
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
    tables.map(|path| (name(&path), fs::read(&path).expect("a table"))).collect()
}

/// 64-bit FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_version_is_a_hash_of_every_table() {
    let tables = tables();
    assert!(tables.contains_key("verbs.tsv") && tables.contains_key("confidence.tsv"));
    let parts = tables.iter().flat_map(|(name, text)| [name.as_bytes(), text]);
    let bytes = parts.flat_map(|part| part.iter().copied().chain([0]));
    assert_eq!(isnad::LEXICON_VERSION, format!("{:016x}", hash(bytes)));
}
