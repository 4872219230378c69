//! What is claimed of a text.

/// A quotation that a text is said to hold.
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
    /// Who is said to have said them.
    pub speaker: Option<&'c str>,
}

impl<'c> Claim<'c> {
    /// A claim about words alone.
    #[must_use]
    pub const fn new(words: &'c str) -> Self {
        Self { words, speaker: None }
    }

    /// The claim with a speaker. A name without letters counts as none.
    #[must_use]
    pub const fn with_speaker(self, name: &'c str) -> Self {
        Self { speaker: Some(name), ..self }
    }
}
