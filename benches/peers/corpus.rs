//! The texts: news generated from our own phrases, and articles if they are available.

use std::path::{Path, PathBuf};

/// The parts of a sentence: subjects, verbs of saying, what is said, and more.
const PEOPLE: &[&str] = &[
    "وزير الموارد المائية سامر القلعاوي",
    "المتحدثة باسم البلدية ليان الورداني",
    "رئيس اتحاد المزارعين بدر الفواز",
    "د. سعد الدوري",
    "مصدر في وزارة الطاقة",
    "الناطق باسم نقابة السائقين",
    "مديرة المستشفى منى الرفاعي",
];
const VERBS: &[&str] =
    &["قال", "وأضاف", "وأكدت", "وأوضح", "وأشار إلى", "وذكرت", "ونفى", "وتساءل", "وحذر من", "ورأى", "واعتبر"];
const CLAUSES: &[&str] = &[
    "الخزانات ممتلئة بنسبة 80 بالمئة بعد أمطار الأسبوع الماضي",
    "أعمال الصيانة على الطريق الجبلي ستنتهي في 12/08/2014",
    "أسعار القمح ارتفعت 4.3 بالمئة في الأسواق المحلية",
    "الأطباء ينتظرون وصول الأجهزة الجديدة منذ شهرين",
    "المفاوضات بين الجانبين تجري في أجواء هادئة",
    "السكان عادوا إلى بيوتهم في القرى الحدودية مساء السبت",
    "الاتفاق لا يشمل المناطق التي لم تصلها المياه",
    "الجسر القديم أقفل أمام الشاحنات حتى إشعار آخر",
];
const ADJUNCTS: &[&str] = &[
    "في مؤتمر صحفي عقده في العاصمة",
    "خلال جلسة استمرت أربع ساعات",
    "بحسب بيان وزع على الصحفيين",
    "صباح الأربعاء",
    "على هامش المعرض الزراعي",
    "في تصريح لوكالة الضفاف",
    "بعد لقائه وفدا من المنطقة الشرقية",
];
const SIGNS: &[&str] = &[". ", ". ", ". ", ". ", ".\n", ".\n\n", "؟ ", "! ", "... ", ".\" ", "؛ "];

/// `articles` generated articles of about four kilobytes each. The same on every call.
pub fn made(articles: usize) -> Vec<String> {
    let mut dice = Dice(0x5EED);
    (0..articles).map(|_| article(&mut dice)).collect()
}

fn article(dice: &mut Dice) -> String {
    let mut text = format!("{} {}\n", dice.word(), dice.of(CLAUSES));
    while text.len() < 4000 {
        let mark = if dice.below(3) == 0 { "\"" } else { "" };
        let parts = [dice.of(VERBS), dice.of(PEOPLE), dice.of(ADJUNCTS)];
        text.push_str(&parts.join(" "));
        text.push_str(&format!(" أن {mark}{}، {} ", dice.of(CLAUSES), dice.of(ADJUNCTS)));
        for _ in 0..dice.below(12) {
            text.push_str(&dice.word());
            text.push(' ');
        }
        text.push_str(&format!("{}{mark}{}", dice.of(CLAUSES), dice.of(SIGNS)));
    }
    text
}

/// Pseudo-random choices (xorshift), equal on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn of(&mut self, choices: &[&'static str]) -> &'static str {
        choices[self.below(choices.len())]
    }

    /// A word that is in no lexicon, because news is full of names.
    fn word(&mut self) -> String {
        let letters: Vec<char> = "ابتجحخدرزسشصطعغفقكلمنهوي".chars().collect();
        let length = 3 + self.below(5);
        let article = if self.below(3) == 0 { "ال" } else { "" };
        article.chars().chain((0..length).map(|_| letters[self.below(letters.len())])).collect()
    }
}

/// The annotated articles in the folder that `$ISNAD_SHARED` names (by default `shared` beside the repository), sorted by name;
/// `None` if the folder does not exist. Annotated articles never change, so counts stay comparable.
pub fn articles() -> Option<Vec<String>> {
    let corpus = shared()?.join("corpus");
    read([texts_in(&corpus.join("dev"))?, texts_in(&corpus.join("dev2"))?].concat())
}

/// As many different articles as there are: what is repeated in a text is boilerplate, and costs less.
#[allow(dead_code, reason = "each bench uses its part")]
pub fn different() -> Option<Vec<String>> {
    const FOLDERS: &[&str] = &["dev", "dev2", "dev3", "draws/3", "draws/4", "draws/5", "draws/6", "draws/7"];
    let corpus = shared()?.join("corpus");
    read(FOLDERS.iter().flat_map(|folder| texts_in(&corpus.join(folder)).unwrap_or_default()).collect())
}

/// The text files of a folder, sorted by name; none if it cannot be read.
#[allow(dead_code, reason = "each bench uses its part")]
pub fn texts(folder: &Path) -> Option<Vec<String>> {
    read(texts_in(folder)?)
}

fn read(mut paths: Vec<PathBuf>) -> Option<Vec<String>> {
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn shared() -> Option<PathBuf> {
    let beside = || {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .find_map(|it| Some(it.join("shared")).filter(|it| it.is_dir()))
    };
    std::env::var_os("ISNAD_SHARED").map(PathBuf::from).or_else(beside)
}

fn texts_in(folder: &Path) -> Option<Vec<PathBuf>> {
    let paths = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    Some(paths.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect())
}
