//! Comparisons of invented sentences.

use super::*;

const LONG: &str = "سيفتح الجسر القديم في مدينة الضفاف يوم الأحد المقبل بعد أعمال ترميم كلفت 25 مليون ليرة";

fn found(a: &str, b: &str) -> Comparison {
    let day = "2024-03-05";
    compare(&Quotation::new(a).with_published(day), &Quotation::new(b).with_published(day))
}

fn kinds(a: &str, b: &str) -> Vec<EditKind> {
    found(a, b).edits.iter().map(|edit| edit.kind).collect()
}

#[test]
fn equal_texts_are_the_same_and_have_no_edits() {
    let same = found(LONG, LONG);
    assert_eq!((same.relation, same.kind, same.part), (Relation::Same, PairKind::Utterance, None));
    assert!(same.edits.is_empty() && same.similarity > 0.99);
    assert_eq!(found("", "").relation, Relation::Same);
}

#[test]
fn another_sentence_is_different() {
    let other = "ارتفعت أسعار الخضار في سوق البلدة هذا الأسبوع بسبب الأمطار";
    assert_eq!(found(LONG, other).relation, Relation::Different);
}

#[test]
fn each_difference_has_its_kind() {
    for (from, to, kind) in [
        ("سيفتح", "لن سيفتح", EditKind::Polarity),
        ("25", "35", EditKind::Number),
        ("الضفاف", "دمشق", EditKind::Name),
        ("كلفت", "كلفت ربما", EditKind::Hedge),
        ("أعمال", "كل أعمال", EditKind::Quantifier),
        ("القديم ", "", EditKind::Dropped),
        ("القديم", "القديم الحجري", EditKind::Added),
        ("المقبل", "المـقبل", EditKind::Spelling),
        ("25", "خمسة وعشرين", EditKind::Spelling),
        ("أعمال", "الأعمال", EditKind::Form),
    ] {
        assert!(kinds(LONG, &LONG.replace(from, to)).contains(&kind), "{from} {to}");
    }
}

#[test]
fn the_same_words_in_another_order_are_moved() {
    let a = "يوم الأحد المقبل سيفتح الجسر القديم";
    let b = "سيفتح الجسر القديم يوم الأحد المقبل";
    assert!(kinds(a, b).iter().all(|kind| *kind == EditKind::Moved));
}

#[test]
fn scripture_and_formulas_are_told_apart() {
    let prayer = "نسأل الله أن يتغمد الشهداء بواسع رحمته ويلهم ذويهم الصبر والسلوان";
    assert_eq!(found(prayer, prayer).kind, PairKind::Formula);
    let verse = "يا أيها الذين آمنوا اتقوا الله";
    assert_eq!(found(verse, verse).kind, PairKind::Scripture);
}

#[test]
fn dates_are_read_and_what_is_none_is_passed_over() {
    let undated = compare(&Quotation::new(LONG), &Quotation::new(LONG).with_published("gestern"));
    assert_eq!(undated.relation, Relation::Same);
    let column =
        |a, b| pair_facts(&Quotation::new(LONG).with_published(a), &Quotation::new(LONG).with_published(b)).1;
    assert_eq!(column("2024-02-28", "2024-02-29"), Column::Close);
    assert_eq!(column("2023-12-31", "2024-01-01"), Column::Close);
    assert_eq!(column("2023-12-31", "2024-01-02"), Column::Apart);
    assert_eq!(column("2023-12-31", "2024-13-02"), Column::Undated);
}
