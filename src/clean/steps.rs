//! The character steps of the clean text: what each does, by which profile, and under which name users of other
//! tools know it.

use crate::analysis::{CleanOptions, CleanProfile};

/// A set of [`Step`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Steps(u32);

/// One change to characters that can be switched on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Step {
    /// Every style of line end is a line feed; one that only wraps a paragraph at a column is a space.
    LineEnds,
    /// No-break, thin, ideographic and other odd spaces, and tabs, are a space.
    Spaces,
    /// Several spaces are one; none stands at the ends of a line.
    DoubledSpaces,
    /// Marks of direction (U+200E, 200F, 061C, 202A–202E, 2066–2069) go.
    BidiMarks,
    /// Zero-width spaces, joiners beside Arabic letters, byte order marks and soft hyphens go.
    ZeroWidth,
    /// Control characters go.
    Controls,
    /// Presentation forms are letters (CAMeL Tools `normalize_unicode`; PyArabic `normalize_ligature` for lam-alef).
    PresentationForms,
    /// Tatweel between two letters goes; one that stands as a dash, or ends a clitic (`لـ`), stays.
    Tatweel,
    /// Tatweel goes wherever a letter stands before it (PyArabic `strip_tatweel`, AraBERT's preprocessor).
    AllTatweel,
    /// Vowel marks go (CAMeL Tools `dediac_ar`, PyArabic `strip_tashkeel`).
    Diacritics,
    /// Alef with madda, hamza or wasla is bare (CAMeL Tools `normalize_alef_ar`).
    Alef,
    /// Hamza on waw and yaa is waw and yaa.
    Hamza,
    /// Alef maqsura is yaa (CAMeL Tools `normalize_alef_maksura_ar`).
    AlefMaksura,
    /// Taa marbuta is haa (CAMeL Tools `normalize_teh_marbuta_ar`).
    TaaMarbuta,
    /// Letters of Persian and Urdu keyboards are their Arabic neighbours.
    FarsiLetters,
    /// Arabic-Indic and Persian digits, and their separators, are 0–9, `.` and `,`.
    Digits,
    /// Arabic and typographic marks are those of ASCII.
    Punctuation,
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

    /// Whether no step is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The steps that the options ask for: the profile's, with those added and those left out.
    #[must_use]
    pub fn chosen(options: &CleanOptions) -> Self {
        let profile = match options.profile {
            CleanProfile::AsIs => Self::NONE,
            CleanProfile::Display => Self::of(Step::LOSSLESS),
            CleanProfile::Search => Self(Self::of(Step::LOSSLESS).0 | Self::of(Step::LOSSY).0),
        };
        Self((profile.0 | options.with.0) & !options.without.0)
    }
}
