//! Derives the forms of a verb from its principal parts, as an Arabic dictionary gives them.
//!
//! Only the third person, and the first person plural of the imperfect, because those occur in news reports.
//! Keys are folded, so hamza and vowels do not matter. What matters is the spelling of weak
//! endings: رأى gives رأت and رأوا, يدعو gives يدعون, داعي gives داعيا and داعين.

/// The principal parts of a verb.
pub struct Parts<'a> {
    /// The perfect, third person masculine singular, or `-`.
    pub perfect: &'a str,
    /// The imperfect, third person masculine singular, or `-`.
    pub imperfect: &'a str,
    /// The active participles, separated by `|`, or `-`.
    pub participle: &'a str,
    /// The verbal nouns, separated by `|`, or `-`.
    pub masdars: &'a str,
}

/// A form, with the names of the Rust variants that describe it.
#[derive(Clone)]
pub struct Inflected {
    pub text: String,
    pub form: &'static str,
    pub gender: &'static str,
    pub number: &'static str,
}

impl Inflected {
    /// The priority of the form if two rows share it; the lowest rank wins.
    pub fn rank(&self) -> u8 {
        match self.form {
            "Perfect" => 0,
            "Imperfect" => 1,
            "Participle" => 2,
            "MasdarSuffixed" => 3,
            "PerfectObject" => 5,
            _ => 4,
        }
    }
}

fn form(text: String, form: &'static str, gender: &'static str, number: &'static str) -> Inflected {
    Inflected { text, form, gender, number }
}

/// All forms of a verb.
pub fn forms(parts: &Parts) -> Vec<Inflected> {
    let mut all = if parts.perfect == "-" { Vec::new() } else { perfect(parts.perfect) };
    all.extend(imperfect(parts.imperfect));
    for base in alternatives(parts.participle) {
        all.extend(participle(base));
    }
    for masdar in alternatives(parts.masdars) {
        all.extend(masdar_forms(masdar));
    }
    all
}

/// The entries of a column: several separated by `|`, or none (`-`).
fn alternatives(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|part| !part.is_empty() && *part != "-")
}

fn perfect(lemma: &str) -> Vec<Inflected> {
    // A weak last letter is replaced before the endings: رأى، دعا.
    let weak = lemma.strip_suffix('ى').map(|stem| (stem, 'ي')).or_else(|| {
        // Hollow verbs (قال) keep their alef. Only a final alef is weak.
        lemma.strip_suffix('ا').map(|stem| (stem, 'و'))
    });
    let (stem, dual) =
        weak.map_or((lemma.to_owned(), lemma.to_owned()), |(s, l)| (s.to_owned(), format!("{s}{l}")));
    let objects = ["ه", "ها", "هم"].into_iter().flat_map(|object| {
        // A weak last letter turns to alef before the object: نفاه.
        let masculine = if weak.is_some() { format!("{stem}ا{object}") } else { format!("{stem}{object}") };
        [
            form(masculine, "PerfectObject", "Masculine", "Singular"),
            form(format!("{stem}ت{object}"), "PerfectObject", "Feminine", "Singular"),
        ]
    });
    let objects: Vec<Inflected> = objects.collect();
    let mut all = vec![
        form(lemma.to_owned(), "Perfect", "Masculine", "Singular"),
        form(format!("{stem}ت"), "Perfect", "Feminine", "Singular"),
        form(format!("{dual}ا"), "Perfect", "Masculine", "Dual"),
        form(format!("{stem}تا"), "Perfect", "Feminine", "Dual"),
        form(format!("{stem}وا"), "Perfect", "Masculine", "Plural"),
    ];
    all.extend(women(lemma).map(|form_of| form(form_of, "Perfect", "Feminine", "Plural")));
    all.extend(objects);
    all
}

/// The feminine plural of the perfect: أوضحن, قلن. `None` if it is spelt like another form, or changes more.
fn women(lemma: &str) -> Option<String> {
    let letters: Vec<char> = lemma.chars().collect();
    match letters.as_slice() {
        [.., 'ن' | 'ى' | 'ا' | 'ي'] => None,
        // A hollow verb loses its alef.
        [first, 'ا', last] => Some(format!("{first}{last}ن")),
        [_, _, _, ..] => Some(format!("{lemma}ن")),
        _ => None,
    }
}

fn imperfect(third: &str) -> Vec<Inflected> {
    let Some(body) = third.strip_prefix('ي') else { return Vec::new() };
    let weak = ['ى', 'ي', 'و'].iter().find_map(|&last| body.strip_suffix(last));
    let short = weak.unwrap_or(body);
    // يرى keeps its last letter as yaa in the dual: يريان; يدعو keeps it as waw: يدعوان.
    let long = body.replace('ى', "ي");
    vec![
        form(format!("ي{body}"), "Imperfect", "Masculine", "Singular"),
        form(format!("ت{body}"), "Imperfect", "Feminine", "Singular"),
        form(format!("ن{body}"), "Imperfect", "Unknown", "Plural"),
        form(format!("ي{long}ان"), "Imperfect", "Masculine", "Dual"),
        form(format!("ت{long}ان"), "Imperfect", "Feminine", "Dual"),
        form(format!("ي{short}ون"), "Imperfect", "Masculine", "Plural"),
        form(format!("ي{short}وا"), "Imperfect", "Masculine", "Plural"),
        form(format!("ي{long}ن"), "Imperfect", "Feminine", "Plural"),
    ]
}

/// The accusative, in which a participle depends on a verb. The bare form is usually a noun.
fn participle(base: &str) -> Vec<Inflected> {
    let weak = base.strip_suffix('ي');
    let short = weak.unwrap_or(base);
    let mut all = vec![
        form(format!("{base}ا"), "Participle", "Masculine", "Singular"),
        form(format!("{base}ة"), "Participle", "Feminine", "Singular"),
        form(format!("{short}ين"), "Participle", "Masculine", "Plural"),
        form(format!("{base}تين"), "Participle", "Feminine", "Dual"),
        form(format!("{base}ات"), "Participle", "Feminine", "Plural"),
    ];
    if weak.is_some() {
        all.push(form(format!("{base}ين"), "Participle", "Masculine", "Plural"));
    }
    all
}

fn masdar_forms(masdar: &str) -> Vec<Inflected> {
    // Before a suffix, taa marbuta becomes taa, and a final hamza may be on waw or yaa.
    let stem = masdar.strip_suffix('ة').map_or(masdar.to_owned(), |s| format!("{s}ت"));
    let mut all = vec![form(masdar.to_owned(), "Masdar", "Unknown", "Unknown")];
    for (suffix, gender, number) in [
        ("ه", "Masculine", "Singular"),
        ("ها", "Feminine", "Singular"),
        ("هم", "Masculine", "Plural"),
        ("هما", "Masculine", "Dual"),
        ("هن", "Feminine", "Plural"),
    ] {
        all.push(form(format!("{stem}{suffix}"), "MasdarSuffixed", gender, number));
        if let Some(bare) = masdar.strip_suffix("اء") {
            for seat in ["ائ", "اؤ"] {
                all.push(form(format!("{bare}{seat}{suffix}"), "MasdarSuffixed", gender, number));
            }
        }
    }
    all
}
