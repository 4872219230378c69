use super::*;
use crate::clean::BlockKind;
use crate::quotes::EntityKind;
use crate::quotes::words::Lookups;
use crate::segment::Marks;
use crate::tagger::Kind;
use crate::tokens::tokenize;

/// A row, as text.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    name: String,
    titles: Vec<String>,
    mentions: Vec<String>,
}

fn written(name: &str, titles: &[&str], mentions: &[&str]) -> Written {
    let owned = |words: &[&str]| words.iter().map(|words| (*words).to_owned()).collect();
    Written { name: name.to_owned(), titles: owned(titles), mentions: owned(mentions) }
}

/// The rows of a text in which the tagger found these words, which are in text order.
fn rows(text: &str, found: &[(&str, Kind)]) -> Vec<(EntityKind, Written)> {
    let tokens = tokenize(text);
    let paragraphs =
        [Paragraph { tokens: TokenRange::new(0, tokens.len()), block: 0, kind: BlockKind::Body }];
    let (lookups, marks) = (Lookups::of(&tokens), Marks::pair(&tokens, &paragraphs));
    let scene = lookups.scene(&marks);
    let mut from = 0;
    let spans = found.iter().map(|(words, kind)| {
        let start = from + text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
        from = start + words.len();
        let at = |byte: usize| tokens.partition_point(|token| (token.span.start as usize) < byte);
        Tagged { words: TokenRange::new(at(start), at(from)), kind: *kind, trust: 100 }
    });
    let spans: Vec<_> = spans.collect();
    let people = PeopleOf::new(&scene, &paragraphs);
    let inventory = Inventory::read(&scene, &paragraphs, &spans, &people);
    let words = |range: &TokenRange| scene.span(*range).map_or("", |span| span.slice(text)).to_owned();
    let row = |row: &Row| Written {
        name: words(&row.name),
        titles: row.titles.iter().map(words).collect(),
        mentions: row.mentions.iter().map(words).collect(),
    };
    inventory.rows.iter().map(|it| (it.kind, row(it))).collect()
}

/// The rows that are persons.
fn persons(text: &str, found: &[(&str, Kind)]) -> Vec<Written> {
    let persons = rows(text, found).into_iter().filter(|(kind, _)| *kind == EntityKind::Person);
    persons.map(|(_, row)| row).collect()
}

#[test]
fn a_surname_is_the_one_who_is_named_in_full() {
    let text = "زار سامر القلعاوي المرفأ أمس. وقال القلعاوي إن السفن كثيرة.";
    let wanted = [written("سامر القلعاوي", &[], &["سامر القلعاوي", "القلعاوي"])];
    assert_eq!(persons(text, &[("سامر القلعاوي", Kind::Person), ("القلعاوي", Kind::Person)]), wanted);
    // The tagger does not have to find it.
    assert_eq!(persons(text, &[("سامر القلعاوي", Kind::Person)]), wanted);
}

#[test]
fn a_full_name_after_the_surname_is_the_name_of_both() {
    let text = "وقال القلعاوي إن السفن كثيرة. وكان سامر القلعاوي زار المرفأ أمس.";
    let found = persons(text, &[("القلعاوي", Kind::Person), ("سامر القلعاوي", Kind::Person)]);
    assert_eq!(found, [written("سامر القلعاوي", &[], &["القلعاوي", "سامر القلعاوي"])]);
}

#[test]
fn two_who_share_a_given_name_stay_two() {
    let text = "زار سامر القلعاوي المرفأ أمس. والتقى سامر الطرابيشي في المساء.";
    let found = persons(text, &[("سامر القلعاوي", Kind::Person), ("سامر الطرابيشي", Kind::Person)]);
    let names: Vec<_> = found.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["سامر القلعاوي", "سامر الطرابيشي"]);
}

#[test]
fn a_title_belongs_to_the_name_beside_it() {
    let text = "وصل وزير النقل سامر القلعاوي أمس. والتقى نبيل الطرابيشي، مدير المرفأ، في المساء.";
    let found = [
        ("وزير النقل", Kind::Title),
        ("سامر القلعاوي", Kind::Person),
        ("نبيل الطرابيشي", Kind::Person),
        ("مدير المرفأ", Kind::Title),
    ];
    let wanted = [
        written("سامر القلعاوي", &["وزير النقل"], &["سامر القلعاوي"]),
        written("نبيل الطرابيشي", &["مدير المرفأ"], &["نبيل الطرابيشي"]),
    ];
    assert_eq!(persons(text, &found), wanted);
}

#[test]
fn a_title_alone_is_a_mention_of_its_holder() {
    let text = "وصل وزير النقل سامر القلعاوي أمس. والتقى نبيل الطرابيشي في المساء. وغادر الوزير صباحا.";
    let found = [
        ("وزير النقل", Kind::Title),
        ("سامر القلعاوي", Kind::Person),
        ("نبيل الطرابيشي", Kind::Person),
        ("الوزير", Kind::Person),
    ];
    let wanted = [
        written("سامر القلعاوي", &["وزير النقل"], &["سامر القلعاوي", "الوزير"]),
        written("نبيل الطرابيشي", &[], &["نبيل الطرابيشي"]),
    ];
    assert_eq!(persons(text, &found), wanted);
}

#[test]
fn two_persons_in_one_span_are_two() {
    let text = "زار سامر القلعاوي ونبيل الطرابيشي المرفأ أمس.";
    let found = persons(text, &[("سامر القلعاوي ونبيل الطرابيشي", Kind::Person)]);
    let starts: Vec<_> = found.iter().map(|row| row.name.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(starts, ["سامر", "ونبيل"], "{found:?}");
}

#[test]
fn a_body_under_its_short_name_is_the_body() {
    let text = "أعلنت وزارة المياه خطة جديدة. ولم تذكر الوزارة موعدا.";
    let found = rows(text, &[("وزارة المياه", Kind::Body), ("الوزارة", Kind::Body)]);
    let wanted = written("وزارة المياه", &[], &["وزارة المياه", "الوزارة"]);
    assert_eq!(found, [(EntityKind::Organisation, wanted)]);
}
