//! The ends inside lines do not move if lines are joined into one paragraph, or if a mark is missing.

use serde_json::Value;

use super::marked::{Dice, Marked, Score};

/// The maximum change of F1.
const TOLERANCE: f64 = 0.01;
/// The number of times that a mark is inserted at a different place.
const TRIES: u64 = 40;
const MARKS: [&str; 7] = ["\"", "«", "»", "“", "”", "(", "'"];

#[rustfmt::skip]
const OWN: &[&[&str]] = &[
    &["خزانات المدينة ممتلئة لأول مرة منذ عقد"],
    &["قال وزير الموارد المائية سامر القلعاوي إن الخزانات ممتلئة بنسبة 80.5 بالمئة.", "وأضاف أن التقنين لن يعود قبل الخريف.", "ولم يحدد موعدا."],
    &["وقالت المهندسة ليان الورداني: \"السد آمن تماما.", "فحصنا الجدار ثلاث مرات.", "لم نجد شقا واحدا\".", "ثم عرضت صور الفحص."],
    &["هل يكفي ذلك؟", "لا أحد يعرف!", "والمزارعون ينتظرون منذ عام 2013."],
    &["وأكد د. سعد الدوري أن «المياه صالحة للشرب». ودعا السكان إلى الهدوء."],
    &["وكان السد (بني عام 1962) قد أقفل مرتين.", "وفي المرة الثانية جفت القنوات.", "ومات الزرع."],
    &["«لن نترك أرضنا»، قال المزارع بدر الفواز.", "«ولدنا هنا، وسنبقى هنا.", "نريد الماء فقط».", "ومضى إلى حقله."],
    &["ونقلت وكالة الضفاف عن مصدر في الوزارة قوله إن المضخات وصلت.", "وتبلغ كلفتها 4،2 مليون دينار.", "وستوزع في 12/5/2014."],
    &["انتهى الاجتماع مساء.", "غادر الوفد المدينة…", "وبقيت الأسئلة.", "من يدفع؟", "ومتى؟"],
    &["وجاء في البيان أن «الأعمال تسير كما يجب».", "غير أن السكان يشكون.", "المياه مقطوعة منذ أسبوع!", "ولا جواب."],
    &["وعلى www.difaf.example.com نشرت الوزارة الجدول.", "الجدول قصير.", "فيه ثلاث قرى."],
    &["وتساءلت صحيفة \"المرفأ\": أين الباقي؟", "ولم ترد الوزارة.", "وقال الناطق إنه في إجازة."],
];

fn own() -> Marked {
    // The line with «ودعا» has its inner end inside one string.
    let mut own = Marked::of(OWN);
    for (line, ends) in &mut own.lines {
        if let (Some(at), true) = (line.find(". ودعا"), ends.is_empty()) {
            ends.push(at + 1);
        }
    }
    own
}

#[test]
fn own_text_is_split_as_written() {
    assert!(own().score("\n").f1() > 0.999, "F1 {:.4}", own().score("\n").f1());
}

#[test]
fn own_text_keeps_its_ends_in_another_form() {
    assert_steady("our own text", &[own()]);
}

#[test]
fn annotated_articles_keep_their_ends_in_another_form() {
    match articles() {
        Some(articles) => assert_steady("annotated articles", &articles),
        None => println!("annotated articles: SKIPPED, there are none in {}", crate::shared().display()),
    }
}

fn assert_steady(what: &str, texts: &[Marked]) {
    let total = |joint: &str, change: &mut dyn FnMut(&Marked) -> Marked| {
        let mut score = Score::default();
        texts.iter().for_each(|text| score.add(change(text).score(joint)));
        score.f1()
    };
    let lines = total("\n", &mut Marked::clone);
    let paragraph = total(" ", &mut Marked::clone);
    println!("{what}: inner F1 {lines:.4} as lines, {paragraph:.4} as one paragraph");
    assert!(
        (lines - paragraph).abs() < TOLERANCE,
        "{what}: {lines:.4} as lines, {paragraph:.4} as one paragraph"
    );
    for (form, joint, base) in [("lines", "\n", lines), ("one paragraph", " ", paragraph)] {
        let mut dice = Dice(0x15AAD);
        let mut sum = 0.0;
        for _ in 0..TRIES {
            let mark = MARKS[dice.below(MARKS.len())];
            sum += total(joint, &mut |text| text.with_mark(mark, |places| dice.below(places)));
        }
        let marked = sum / TRIES as f64;
        println!("{what}: {marked:.4} as {form} with a mark put in");
        assert!(
            (base - marked).abs() < TOLERANCE,
            "{what} as {form}: {base:.4}, {marked:.4} with a mark put in"
        );
    }
}

/// The kept lines of the annotated articles, with the ends inside them.
fn articles() -> Option<Vec<Marked>> {
    let files = std::fs::read_dir(crate::shared().join("gold/dev")).ok()?;
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    let articles: Vec<Marked> = paths.iter().filter_map(|path| article(path)).collect();
    (!articles.is_empty()).then_some(articles)
}

fn article(gold: &std::path::Path) -> Option<Marked> {
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold).ok()?).ok()?;
    let text = text_of(gold["id"].as_str()?)?;
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let end_of =
        |end: &Value| text.get(..*offsets.get(end.as_u64()? as usize)?).map(|text| text.trim_end().len());
    let ends: Vec<usize> =
        gold["sentences"].as_array()?.iter().filter_map(|s| end_of(&s["span"][1])).collect();
    let kept = |line: &&Value| matches!(line["kind"].as_str(), Some("title" | "deck" | "heading" | "body"));
    let mut lines = Vec::new();
    for line in gold["lines"].as_array()?.iter().filter(kept) {
        let start = *offsets.get(line["span"][0].as_u64()? as usize)?;
        let end = end_of(&line["span"][1])?;
        let inner = ends.iter().filter(|at| (start + 1..end).contains(*at)).map(|at| at - start).collect();
        lines.push((text[start..end].to_owned(), inner));
    }
    Some(Marked { lines })
}

/// The text of an article. The gold has the id "a001" or "s001"; the file's name is that id or contains it.
fn text_of(id: &str) -> Option<String> {
    let path = crate::shared().join("corpus/dev").join(format!("{id}.txt"));
    std::fs::read_to_string(path).ok()
}
