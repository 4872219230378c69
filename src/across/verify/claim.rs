//! A claim about a text.

/// A claimed quotation from a text.
///
/// ```
/// use isnad::Claim;
///
/// let claim = Claim::new("سد الوادي الأخضر آمن").with_speaker("هالة المرزوقي");
/// assert_eq!(claim.speaker, Some("هالة المرزوقي"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim<'c> {
    /// The words.
    pub words: &'c str,
    /// The claimed speaker.
    pub speaker: Option<&'c str>,
}

impl<'c> Claim<'c> {
    /// A claim without a speaker.
    #[must_use]
    pub const fn new(words: &'c str) -> Self {
        Self { words, speaker: None }
    }

    /// Sets the claimed speaker. A name without letters is ignored.
    #[must_use]
    pub const fn with_speaker(self, name: &'c str) -> Self {
        Self { speaker: Some(name), ..self }
    }
}
