//! The character steps of the clean text: what each step does, which profile includes it, and what other tools call
//! it.

use crate::text::named;

/// A set of [`Step`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Steps(u32);

named! {
    /// One change to characters that can be switched on its own. Its name selects it, as in `isnad clean --with NAME`.
    pub enum Step {
        LineEnds "line-ends" "Every line end becomes a line feed; one that only wraps a paragraph at a column becomes a space.";
        Spaces "spaces" "Tabs and no-break, thin, ideographic and other unusual spaces become a space.";
        DoubledSpaces "doubled-spaces" "Several spaces become one; spaces at the ends of a line are removed.";
        BidiMarks "bidi-marks" "Bidirectional marks (U+200E, 200F, 061C, 202A–202E, 2066–2069) are removed.";
        ZeroWidth "zero-width" "Zero-width spaces, joiners beside Arabic letters, byte order marks and soft hyphens are removed.";
        Controls "controls" "Control characters are removed.";
        PresentationForms "presentation-forms" "Presentation forms become letters (CAMeL Tools normalize_unicode; PyArabic normalize_ligature for lam-alef).";
        Tatweel "tatweel" "Tatweel between two letters is removed; a tatweel used as a dash or at the end of a clitic (لـ) stays.";
        AllTatweel "all-tatweel" "Tatweel is removed wherever it follows a letter (PyArabic and AraBERT strip_tatweel).";
        Diacritics "diacritics" "Diacritics are removed (CAMeL Tools dediac_ar, PyArabic and AraBERT strip_tashkeel).";
        Alef "alef" "Alef with madda, hamza or wasla becomes bare alef (CAMeL Tools normalize_alef_ar, PyArabic normalize_alef).";
        Hamza "hamza" "Waw and yaa with hamza become waw and yaa (PyArabic normalize_hamza, with method tasheel).";
        AlefMaksura "alef-maksura" "Alef maqsura becomes yaa (CAMeL Tools normalize_alef_maksura_ar).";
        TaaMarbuta "taa-marbuta" "Taa marbuta becomes haa (CAMeL Tools normalize_teh_marbuta_ar, PyArabic normalize_teh).";
        FarsiLetters "farsi-letters" "Letters of Persian and Urdu keyboards become their Arabic equivalents.";
        Digits "digits" "Arabic-Indic and Persian digits, and their separators, become 0–9, full stop and comma (AraBERT map_hindi_numbers_to_arabic).";
        Punctuation "punctuation" "Arabic and typographic punctuation becomes ASCII.";
    }
}

impl Step {
    /// The steps that lose nothing a reader sees, in documented order.
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
    /// The steps that make different spellings equal.
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

    /// Returns the set of the steps in `list`.
    #[must_use]
    pub fn of(list: &[Step]) -> Self {
        list.iter().fold(Self::NONE, |set, &step| set.with(step))
    }

    /// Returns the set with `step` added.
    #[must_use]
    pub const fn with(self, step: Step) -> Self {
        Self(self.0 | 1 << step as u8)
    }

    /// Returns whether the set contains `step`.
    #[inline]
    #[must_use]
    pub const fn has(self, step: Step) -> bool {
        self.0 & (1 << step as u8) != 0
    }

    /// Returns the steps in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the steps in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the steps that are not in the other set.
    #[must_use]
    pub const fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Serialised as the list of its steps.
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
