//! What the layer promises, on small texts.

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
