//! The character steps of the clean text: what each does, by which profile, and under which name users of other
//! tools know it.

use crate::text::named;

/// A set of [`Step`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Steps(u32);

named! {
    /// One change to characters that can be switched on its own, with the name under which it is asked for, as in
    /// `isnad clean --with NAME`.
    pub enum Step {
        LineEnds "line-ends" "Every style of line end is a line feed; one that only wraps a paragraph at a column is a space.";
        Spaces "spaces" "No-break, thin, ideographic and other odd spaces, and tabs, are a space.";
        DoubledSpaces "doubled-spaces" "Several spaces are one; none stands at the ends of a line.";
        BidiMarks "bidi-marks" "Marks of direction (U+200E, 200F, 061C, 202A–202E, 2066–2069) go.";
        ZeroWidth "zero-width" "Zero-width spaces, joiners beside Arabic letters, byte order marks and soft hyphens go.";
        Controls "controls" "Control characters go.";
        PresentationForms "presentation-forms" "Presentation forms are letters (CAMeL Tools normalize_unicode; PyArabic normalize_ligature for lam-alef).";
        Tatweel "tatweel" "Tatweel between two letters goes; one that stands as a dash, or ends a clitic (لـ), stays.";
        AllTatweel "all-tatweel" "Tatweel goes wherever a letter stands before it (PyArabic and AraBERT strip_tatweel).";
        Diacritics "diacritics" "Vowel marks go (CAMeL Tools dediac_ar, PyArabic and AraBERT strip_tashkeel).";
        Alef "alef" "Alef with madda, hamza or wasla is bare (CAMeL Tools normalize_alef_ar, PyArabic normalize_alef).";
        Hamza "hamza" "Hamza on waw and yaa is waw and yaa (PyArabic normalize_hamza, with method tasheel).";
        AlefMaksura "alef-maksura" "Alef maqsura is yaa (CAMeL Tools normalize_alef_maksura_ar).";
        TaaMarbuta "taa-marbuta" "Taa marbuta is haa (CAMeL Tools normalize_teh_marbuta_ar, PyArabic normalize_teh).";
        FarsiLetters "farsi-letters" "Letters of Persian and Urdu keyboards are their Arabic neighbours.";
        Digits "digits" "Arabic-Indic and Persian digits, and their separators, are 0–9, full stop and comma (AraBERT map_hindi_numbers_to_arabic).";
        Punctuation "punctuation" "Arabic and typographic marks are those of ASCII.";
    }
}

impl Step {
    /// The steps that lose nothing a reader sees, in the order in which they are documented.
    pub const LOSSLESS: &'static [Self] = &[
        Self::LineEnds,
        Self::Spaces,
        Self::DoubledSpaces,
        Self::BidiMarks,
        Self::ZeroWidth,
        Self::Controls,
        Self::PresentationForms,
        Self::Tatweel,
    ];
    /// The steps that make different spellings one.
    pub const LOSSY: &'static [Self] = &[
        Self::AllTatweel,
        Self::Diacritics,
        Self::Alef,
        Self::Hamza,
        Self::AlefMaksura,
        Self::TaaMarbuta,
        Self::FarsiLetters,
        Self::Digits,
        Self::Punctuation,
    ];
}

impl Steps {
    /// No step.
    pub const NONE: Self = Self(0);

    /// The steps in `list`.
    #[must_use]
    pub fn of(list: &[Step]) -> Self {
        list.iter().fold(Self::NONE, |set, &step| set.with(step))
    }

    /// The set with `step`.
    #[must_use]
    pub const fn with(self, step: Step) -> Self {
        Self(self.0 | 1 << step as u8)
    }

    /// Whether `step` is in the set.
    #[inline]
    #[must_use]
    pub const fn has(self, step: Step) -> bool {
        self.0 & (1 << step as u8) != 0
    }

    /// The steps in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The steps in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The steps that are not in the other set.
    #[must_use]
    pub const fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether no step is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// As the list of its steps.
#[cfg(feature = "serde")]
impl serde::Serialize for Steps {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(Step::ALL.iter().filter(|step| self.has(**step)))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Steps {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Step>::deserialize(deserializer).map(|steps| Self::of(&steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_lossless_or_lossy_and_has_a_name_of_its_own() {
        let lists = [Step::LOSSLESS, Step::LOSSY].concat();
        assert_eq!(lists, Step::ALL);
        let names: std::collections::HashSet<_> = Step::ALL.iter().map(|step| step.as_str()).collect();
        assert_eq!(names.len(), Step::ALL.len());
    }
}
