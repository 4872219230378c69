//! Tests of the guarantees of this layer, on small texts.

use super::*;
use crate::EditKind;

const TEXT: &str = "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق إليه قبل 25 نيسان المقبل. \
                    وأضافت أن الوزارة فحصت جدرانه ثلاث مرات في السنة الماضية.\n\
                    وأكد رئيس البلدية سليم الطرابيشي أن السكان لم يعرفوا شيئا عن الفحص الأخير. \
                    ونفى الطرابيشي أن تكون البلدية طلبت تأجيل أعمال الصيانة في الجسر القديم.";

fn told(claim: &str) -> Verdict {
    verify(TEXT, &[Claim::new(claim)]).remove(0)
}

/// The words of each edit in the claim and in the text.
fn edits(claim: &str) -> Vec<(EditKind, &str, &'static str)> {
    let verdict = told(claim);
    verdict.edits.iter().map(|edit| (edit.kind, &claim[edit.claim], &TEXT[edit.text])).collect()
}

#[test]
fn the_words_of_the_text_are_verbatim_however_they_are_spelt() {
    for claim in [
        "سد الوادي الأخضر آمن ولن يغلق الطريق إليه قبل 25 نيسان المقبل",
        "«سد الوادي الاخضر امن، ولن يغلق الطريق اليه... قبل ٢٥ نيسان المقبل»!",
        "المقبل وأضافت أن الوزارة",
        "الماضية وأكد رئيس البلدية",
        "البلدية",
        "أضافت أن الوزارة فحصت",
        "لن يغلق الطريق إليه",
    ] {
        assert_eq!(told(claim).presence, Presence::Verbatim, "{claim}");
    }
}

#[test]
fn each_change_is_told_in_its_place() {
    use EditKind::*;
    for (claim, expected) in [
        (
            "سد الوادي الأخضر آمن وسيغلق الطريق إليه قبل 25 نيسان المقبل",
            vec![(Polarity, "", "ولن"), (Changed, "وسيغلق", "يغلق")],
        ),
        ("سد الوادي الأخضر آمن ولن يغلق الطريق إليه قبل 20 نيسان المقبل", vec![(Number, "20", "25")]),
        ("سد الوادي الأخضر خطر ولن يغلق الطريق إليه قبل", vec![(Changed, "خطر", "آمن")]),
        ("سد الوادي آمن ولن يغلق الطريق إليه قبل", vec![(Dropped, "", "الأخضر")]),
        ("سد الوادي الأخضر القديم آمن ولن يغلق الطريق", vec![(Added, "القديم", "")]),
        ("أن الوزارة فحصت مرات ثلاث جدرانه في السنة الماضية", vec![]),
    ] {
        let verdict = told(claim);
        assert_eq!(verdict.presence, Presence::Near, "{claim}");
        if expected.is_empty() {
            assert!(!verdict.edits.is_empty());
        } else {
            assert_eq!(edits(claim), expected, "{claim}");
        }
    }
}

#[test]
fn a_word_that_fills_a_text_is_no_more_work_than_others() {
    let text = "كلمة ".repeat((1 << 20) / "كلمة ".len());
    let claim = "كلمة ".repeat(20);
    let verifier = Verifier::new(&text);
    let verdict = verifier.verify(&Claim::new(&claim));
    assert_eq!((verdict.presence, verdict.places.len()), (Presence::Verbatim, 8));
    assert_eq!(verdict.exact as usize, text.split(' ').count() - 20);
    let verdict = verifier.verify(&Claim::new(&format!("{claim} زيادة")));
    assert_eq!((verdict.presence, verdict.edits.len()), (Presence::Near, 1));
}

#[test]
fn the_speaker_and_what_denies_the_words_are_told() {
    let verdict = |claim: &str, speaker: &str| {
        let verdict = verify(TEXT, &[Claim::new(claim).with_speaker(speaker)]).remove(0);
        (verdict.attribution.expect("a speaker"), verdict.polarity.expect("words"))
    };
    use Attribution::{Nobody, Other, Same, Variant};
    use Polarity::{Affirmed, Denied, Reversed};
    let safe = "سد الوادي الأخضر آمن";
    assert_eq!(verdict(safe, "هالة المرزوقي"), (Same, Affirmed));
    assert_eq!(verdict(safe, "وزيرة المياه"), (Variant, Affirmed));
    assert_eq!(verdict(safe, "المرزوقي"), (Variant, Affirmed));
    assert_eq!(verdict(safe, "سليم الطرابيشي"), (Other, Affirmed));
    assert_eq!(verdict("قالت وزيرة المياه", "هالة المرزوقي"), (Nobody, Affirmed));
    assert_eq!(verdict("يغلق الطريق إليه قبل", "هالة المرزوقي").1, Denied);
    assert_eq!(verdict("تكون البلدية طلبت تأجيل أعمال الصيانة", "الطرابيشي"), (Variant, Denied));
    assert_eq!(verdict("السكان عرفوا شيئا عن الفحص الأخير", "الطرابيشي").1, Reversed);
    for (text, claim, expected) in [
        ("قال الوزير إن ما يتردد عن إغلاق الجسر القديم غير صحيح.", "إغلاق الجسر القديم", Denied),
        ("ليس صحيحا أن الجسر القديم مغلق.", "الجسر القديم مغلق", Denied),
        ("لا شك أن الجسر القديم مغلق.", "الجسر القديم مغلق", Affirmed),
        ("لا ينفي الوزير أن الجسر القديم مغلق.", "الجسر القديم مغلق", Affirmed),
        ("لم يقل الوزير إن الجسر القديم مغلق.", "الجسر القديم مغلق", Denied),
        ("هذا ما يقوله الوزير عن الجسر القديم اليوم.", "يقوله الوزير عن الجسر", Affirmed),
    ] {
        assert_eq!(verify(text, &[Claim::new(claim)])[0].polarity, Some(expected), "{text}");
    }
}

#[test]
fn what_a_claim_leaves_out_or_joins_is_told() {
    let left_out = told("سد الوادي الأخضر آمن ... يغلق الطريق إليه قبل 25 نيسان");
    assert_eq!(left_out.presence, Presence::Near);
    assert_eq!(left_out.edits[0].kind, EditKind::Polarity);
    let joined = format!(
        "{TEXT}\n{}\nوقال سامر القلعاوي إن المدرسة الجديدة ستفتح أبوابها في الخريف.",
        "نهر بحر ".repeat(50)
    );
    let verdicts =
        verify(&joined, &[Claim::new("سد الوادي الأخضر آمن والمدرسة الجديدة ستفتح أبوابها في الخريف")]);
    assert_eq!((verdicts[0].presence, verdicts[0].places.len()), (Presence::Partial, 2));
    assert!(verdicts[0].edits.iter().any(|edit| edit.kind == EditKind::Dropped));
    let inserted = edits("سد الوادي الأخضر [القديم] آمن ولن يغلق الطريق");
    assert_eq!(inserted, [(EditKind::Added, "القديم", "")]);
}
