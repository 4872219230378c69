use super::barrier::Barrier;
use super::*;
use crate::clean::BlockKind;
use crate::quotes::words::Lookups;
use crate::segment::{Marks, Paragraph};
use crate::tokens::tokenize;

/// Runs a function on the text.
fn look<T>(text: &str, look: impl FnOnce(&Scene) -> T) -> T {
    let tokens = tokenize(text);
    let whole = [Paragraph { tokens: TokenRange::new(0, tokens.len()), block: 0, kind: BlockKind::Body }];
    let (lookups, marks) = (Lookups::of(&tokens), Marks::pair(&tokens, &whole));
    look(&lookups.scene(&marks))
}

/// The phrase at the head of the text, and why it ends.
fn phrase(text: &str, single: bool) -> (&str, Option<Barrier>) {
    look(text, |scene| {
        let (phrase, barrier) = grow(scene, 0, scene.tokens.len(), single);
        let span = scene.span(phrase.start..phrase.end);
        (span.map_or("", |span| span.slice(text)), barrier)
    })
}

/// Checks that each phrase ends at its bar, for the given reason.
fn check(cases: &[(&str, Barrier)], single: bool) {
    for (case, barrier) in cases {
        let (inside, outside) = case.split_once('|').unwrap();
        let text = format!("{inside}{}", outside.trim_start());
        assert_eq!(phrase(&text, single), (inside.trim_end(), Some(*barrier)), "{case}");
    }
}

#[test]
fn a_phrase_ends_for_the_reason_that_its_barrier_names() {
    let cases = [
        ("كابلون | ذلك الخبر", Barrier::Demonstrative),
        ("أمير القصيم | مهرجانَ التمور", Barrier::Accusative),
        ("سامر القلعاوي | عودته إلى الملعب", Barrier::Possessed),
        ("سامر القلعاوي | أن السد متين", Barrier::Particle),
        ("سامر القلعاوي | أمس", Barrier::Time),
        ("ابن عطاري | رأى القلعة", Barrier::UndottedVerb),
        ("سامر القلعاوي | كلمة في الحفل", Barrier::Text),
        ("التيار الجمهوري | الجنوبيين بالتأخر", Barrier::Oblique),
        ("بيان صحفي | عزمه الاستقالة", Barrier::PossessedAfterText),
        ("الدكتور المزروع | بالأمر الملكي", Barrier::JoinedArticle),
        ("سامر القلعاوي | بتنكيس الأعلام", Barrier::WithAct),
        ("سامر القلعاوي | بسفرة الأعلام", Barrier::JoinedAct),
        ("شركة ميتا | ليشغل المنصب", Barrier::Purpose),
        ("مدير المرفأ | بالتأكيد", Barrier::PrepositionWithAct),
        ("التقرير | إلى وقائع", Barrier::AfterText),
        ("سامر القلعاوي | الحادث", Barrier::CommonNoun),
        ("جريدة «المرفأ» | الحادث", Barrier::AfterMarks),
        ("مدير الأمن | رسالة إلى السكان", Barrier::GivenText),
        ("الرئيس التونسي | احترام بلاده", Barrier::GivenAct),
        ("الشرطة في أستراليا | إحباط الهجوم", Barrier::ActAfterPlace),
        ("محكمة أستراليا | السجن", Barrier::NounAfterPlace),
        ("سامر القلعاوي |، المدير", Barrier::Comma),
        ("سامر القلعاوي |: السد متين", Barrier::Sign),
    ];
    check(&cases, false);
}

#[test]
fn no_two_barriers_have_one_name() {
    let names: std::collections::HashSet<_> = Barrier::ALL.iter().map(|barrier| barrier.as_str()).collect();
    assert_eq!(names.len(), Barrier::ALL.len());
}

#[test]
fn the_end_of_a_phrase_that_was_read_has_the_same_barrier() {
    let why = |text: &str, words: usize| look(text, |scene| why_ends(scene, TokenRange::new(0, words)));
    assert_eq!(why("سامر القلعاوي أن السد متين", 2), Some(Barrier::Particle));
    assert_eq!(why("سامر القلعاوي، مدير المرفأ، أن السد متين", 5), Some(Barrier::Comma), "an apposition");
    assert_eq!(why("الشركة المصنع", 1), Some(Barrier::AfterDefinite), "only before an object");
    assert_eq!(why("سامر القلعاوي أن السد متين", 1), None, "something else ended it");
}

#[test]
fn the_one_name_of_a_subject_ends_before_the_object() {
    let cases = [
        ("سامر القلعاوي | رئيس", Barrier::IndefiniteTitle),
        ("الشركة | المصنع", Barrier::AfterDefinite),
        ("وزارة الصحة | السد", Barrier::AfterConstruct),
        ("الوزير السوري | المصنع", Barrier::AfterAdjective),
        ("إيران | تقاربا", Barrier::AfterState),
        ("الوزير | الجنوبيين", Barrier::PluralObject),
    ];
    check(&cases, true);
}
