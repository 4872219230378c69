//! Converts a request message to a document for the core. Everything is checked, and all violations are
//! reported together.

use bytes::Bytes;

use super::claims::{MAX_CLAIMS, MAX_SPEAKER_BYTES, VerifyRequest};
use super::estimate::Asked;
use super::failure::{Failure, Reason, Violation};
use super::mask::{self, FieldMask};
use super::pb;
use super::settings::{MAX_ID_BYTES, Settings};
use super::wire::{self, AlignmentForm, Positions};
use crate::across::is_time;
use crate::clean::{Step, Steps};
use crate::text::OffsetEncoding;
use crate::{CleanOptions, CleanProfile, Options, Part, Parts, QuoteOptions, SegmentOptions, Verifier};

/// A text that is valid UTF-8, as a slice of its message.
#[derive(Clone, Debug)]
pub(super) struct Text(Bytes);

impl Text {
    /// Length in bytes.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// A copy, so that the rest of its message can be freed.
    pub(super) fn detached(&self) -> Self {
        Self(Bytes::copy_from_slice(&self.0))
    }

    /// The text. Validates the bytes again, which costs a thousandth of an analysis. To avoid this for owned,
    /// shared bytes would take `unsafe` code.
    pub(super) fn as_str(&self) -> &str {
        simdutf8::basic::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A checked request.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// The text to analyze.
    pub(super) text: Text,
    /// The options of the analysis.
    pub(super) options: Options,
    /// How the answer encodes positions.
    pub(super) positions: Positions,
    /// The cost of claims beside the analysis.
    pub(super) asked: Asked,
}

/// A request that carries one document.
pub(super) trait Inbound {
    /// The document, or all its violations.
    fn document(self, settings: &Settings) -> Result<Document, Failure>;
}

impl Inbound for pb::CleanRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        let parts = check.parts(self.read_mask.as_ref(), Part::CLEANING);
        let options = Options { clean: check.clean(self.clean), parts, ..Options::default() };
        check.document(self.text, self.offset_encoding, options, settings)
    }
}

impl Inbound for pb::SegmentRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        let parts = check.parts(self.read_mask.as_ref(), Part::SEGMENTATION);
        let options = Options { segment: segment(self.segment), parts, ..Options::default() };
        check.document(self.text, self.offset_encoding, options, settings)
    }
}

impl Inbound for pb::ExtractQuotesRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        let parts = check.parts(self.read_mask.as_ref(), Part::EXTRACTION);
        let options = Options { quotes: check.quotes(self.quotes), parts, ..Options::default() };
        check.document(self.text, self.offset_encoding, options, settings)
    }
}

impl Inbound for pb::AnalyzeRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        let options = Options {
            clean: check.clean(self.clean),
            segment: segment(self.segment),
            quotes: check.quotes(self.quotes),
            parts: check.parts(self.read_mask.as_ref(), Part::ALL),
        };
        check.document(self.text, self.offset_encoding, options, settings)
    }
}

impl Inbound for pb::AnalyzeStreamRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        check.at_most("id", self.id.len(), MAX_ID_BYTES);
        let options = Options {
            clean: check.clean(self.clean),
            segment: segment(self.segment),
            quotes: check.quotes(self.quotes),
            parts: check.parts(self.read_mask.as_ref(), Part::ALL),
        };
        check.document(self.text, self.offset_encoding, options, settings)
    }
}

impl Inbound for VerifyRequest {
    fn document(self, settings: &Settings) -> Result<Document, Failure> {
        let mut check = Check::default();
        let asked = check.claims(&self.claims.0, settings.max_text_bytes as usize);
        let options = Options { parts: Verifier::PARTS.iter().copied().collect(), ..Options::default() };
        let document = check.document(self.text, self.offset_encoding, options, settings)?;
        Ok(Document { asked, ..document })
    }
}

/// Collects the violations of one request.
#[derive(Debug, Default)]
pub(super) struct Check {
    violations: Vec<Violation>,
    /// The form of the alignment that the request asks for.
    alignment: AlignmentForm,
}

impl Check {
    /// The document, if there are no violations so far and none in its text and unit.
    pub(super) fn document(
        mut self,
        text: Bytes,
        unit: i32,
        options: Options,
        settings: &Settings,
    ) -> Result<Document, Failure> {
        self.text(&text, settings.max_text_bytes as usize);
        let positions = Positions { unit: self.unit(unit), alignment: self.alignment };
        if self.violations.is_empty() {
            Ok(Document { text: Text(text), options, positions, asked: Asked::default() })
        } else {
            Err(Failure::Invalid(self.violations))
        }
    }

    fn text(&mut self, text: &[u8], limit: usize) {
        if text.is_empty() {
            self.add("text", Reason::Required, "is empty".to_owned());
        }
        self.at_most("text", text.len(), limit);
        if text.len() <= limit && simdutf8::basic::from_utf8(text).is_err() {
            self.add("text", Reason::NotUtf8, "is not UTF-8".to_owned());
        }
    }

    fn claims(&mut self, claims: &[pb::Claim], limit: usize) -> Asked {
        if claims.is_empty() {
            self.add("claims", Reason::Required, "is empty".to_owned());
        } else if claims.len() > MAX_CLAIMS {
            self.add("claims", Reason::OutOfRange, format!("has over {MAX_CLAIMS} claims, the limit"));
        }
        for (at, claim) in claims.iter().enumerate().take(MAX_CLAIMS) {
            if !claim.words.contains(char::is_alphanumeric) {
                let field = format!("claims[{at}].words").into();
                let description = "has no word".to_owned();
                self.violations.push(Violation { field, description, reason: Reason::Required });
            }
        }
        for (at, claim) in claims.iter().enumerate().take(MAX_CLAIMS) {
            let (size, limit) = (claim.speaker.len(), MAX_SPEAKER_BYTES);
            if size > limit {
                let field = format!("claims[{at}].speaker").into();
                let description = format!("has {size} bytes, over the limit of {limit}");
                self.violations.push(Violation {
                    field,
                    description,
                    reason: Reason::TooLarge { limit, size },
                });
            }
        }
        let bytes = claims.iter().map(|claim| claim.words.len() + claim.speaker.len()).sum();
        self.at_most("claims", bytes, limit);
        Asked { claims: claims.len(), bytes }
    }

    fn unit(&mut self, number: i32) -> OffsetEncoding {
        wire::unit(number).unwrap_or_else(|| self.unknown("offset_encoding", number))
    }

    fn clean(&mut self, options: Option<pb::CleanOptions>) -> CleanOptions {
        let options = options.unwrap_or_default();
        let profile = match pb::CleanProfile::try_from(options.profile) {
            Ok(pb::CleanProfile::Unspecified | pb::CleanProfile::Display) => CleanProfile::Display,
            Ok(pb::CleanProfile::AsIs) => CleanProfile::AsIs,
            Ok(pb::CleanProfile::Search) => CleanProfile::Search,
            Err(_) => self.unknown("clean.profile", options.profile),
        };
        let with = self.steps("clean.with_steps", &options.with_steps);
        let without = self.steps("clean.without_steps", &options.without_steps);
        if !with.and(without).is_empty() {
            let description = "names a step that is also in clean.with_steps".to_owned();
            self.add("clean.without_steps", Reason::Contradiction, description);
        }
        self.alignment = self.alignment(options.alignment);
        CleanOptions { profile, apply_repairs: options.apply_repairs, with, without }
    }

    fn alignment(&mut self, number: i32) -> AlignmentForm {
        match pb::AlignmentForm::try_from(number) {
            Ok(pb::AlignmentForm::Unspecified | pb::AlignmentForm::List) => AlignmentForm::List,
            Ok(pb::AlignmentForm::Compact) => AlignmentForm::Compact,
            Ok(pb::AlignmentForm::None) => AlignmentForm::None,
            Err(_) => self.unknown("clean.alignment", number),
        }
    }

    /// The steps with these numbers; the first unknown number is a violation.
    fn steps(&mut self, field: &'static str, numbers: &[i32]) -> Steps {
        let mut steps = Steps::NONE;
        for &number in numbers {
            match pb::CleanStep::try_from(number).ok().and_then(step) {
                Some(step) => steps = steps.with(step),
                None => return self.unknown(field, number),
            }
        }
        steps
    }

    fn quotes(&mut self, options: Option<pb::QuoteOptions>) -> QuoteOptions {
        let options = options.unwrap_or_default();
        QuoteOptions {
            min_confidence: self.share("quotes.min_confidence", options.min_confidence),
            min_speaker_confidence: self
                .share("quotes.min_speaker_confidence", options.min_speaker_confidence),
        }
    }

    /// The parts that a mask names.
    fn parts(&mut self, mask: Option<&FieldMask>, of_answer: &[Part]) -> Parts {
        mask::parts(mask, of_answer).unwrap_or_else(|wrong| {
            self.add("read_mask", Reason::UnknownValue, wrong);
            Parts::ALL
        })
    }

    /// A number from 0 to 1.
    fn share(&mut self, field: &'static str, share: f32) -> f32 {
        if !(0.0..=1.0).contains(&share) {
            self.add(field, Reason::OutOfRange, format!("is {share}, outside 0 to 1"));
        }
        share
    }

    pub(super) fn at_most(&mut self, field: &'static str, size: usize, limit: usize) {
        if size > limit {
            let description = format!("has {size} bytes, over the limit of {limit}");
            self.add(field, Reason::TooLarge { limit, size }, description);
        }
    }

    /// Checks an optional time.
    pub(super) fn time(&mut self, field: &'static str, written: &str) {
        if !written.is_empty() && !is_time(written) {
            self.add(field, Reason::Malformed, "is not an ISO 8601 day or time".to_owned());
        }
    }

    /// Adds a violation for an unknown enum number: proto3 enums are open.
    fn unknown<T: Default>(&mut self, field: &'static str, number: i32) -> T {
        self.add(field, Reason::UnknownValue, format!("has no value {number}"));
        T::default()
    }

    fn add(&mut self, field: &'static str, reason: Reason, description: String) {
        self.violations.push(Violation { field: field.into(), description, reason });
    }
}

/// The core's step; none for `CLEAN_STEP_UNSPECIFIED`.
const fn step(step: pb::CleanStep) -> Option<Step> {
    Some(match step {
        pb::CleanStep::Unspecified => return None,
        pb::CleanStep::LineEnds => Step::LineEnds,
        pb::CleanStep::Spaces => Step::Spaces,
        pb::CleanStep::DoubledSpaces => Step::DoubledSpaces,
        pb::CleanStep::BidiMarks => Step::BidiMarks,
        pb::CleanStep::ZeroWidth => Step::ZeroWidth,
        pb::CleanStep::Controls => Step::Controls,
        pb::CleanStep::PresentationForms => Step::PresentationForms,
        pb::CleanStep::Tatweel => Step::Tatweel,
        pb::CleanStep::AllTatweel => Step::AllTatweel,
        pb::CleanStep::Diacritics => Step::Diacritics,
        pb::CleanStep::Alef => Step::Alef,
        pb::CleanStep::Hamza => Step::Hamza,
        pb::CleanStep::AlefMaksura => Step::AlefMaksura,
        pb::CleanStep::TaaMarbuta => Step::TaaMarbuta,
        pb::CleanStep::FarsiLetters => Step::FarsiLetters,
        pb::CleanStep::Digits => Step::Digits,
        pb::CleanStep::Punctuation => Step::Punctuation,
    })
}

/// The core's options. These cannot be invalid.
fn segment(options: Option<pb::SegmentOptions>) -> SegmentOptions {
    let options = options.unwrap_or_default();
    SegmentOptions {
        line_breaks: options.line_breaks.unwrap_or(true),
        keep_quotations_whole: options.keep_quotations_whole,
        keep_lines: options.keep_lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(request: pb::AnalyzeRequest) -> Vec<String> {
        let settings = Settings { max_text_bytes: 10, ..Settings::default() };
        match request.document(&settings) {
            Err(Failure::Invalid(violations)) => violations.iter().map(|it| it.field.to_string()).collect(),
            Err(other) => panic!("{other:?}"),
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn text_alone_is_a_full_request_with_the_defaults() {
        let request = pb::AnalyzeRequest { text: "نعم".into(), ..Default::default() };
        let document = request.document(&Settings::default()).expect("a document");
        assert_eq!(document.options, Options::default());
        assert_eq!(document.positions.unit, OffsetEncoding::Utf8);
        assert_eq!(document.text.as_str(), "نعم");
    }

    #[test]
    fn all_violations_come_at_once() {
        let request = pb::AnalyzeRequest {
            text: Bytes::new(),
            offset_encoding: 9,
            clean: Some(pb::CleanOptions { profile: -1, ..Default::default() }),
            segment: None,
            quotes: Some(pb::QuoteOptions { min_confidence: f32::NAN, min_speaker_confidence: -0.1 }),
            read_mask: Some(FieldMask { paths: vec!["speakers".to_owned()] }),
        };
        let quotes = ["quotes.min_confidence", "quotes.min_speaker_confidence"];
        assert_eq!(
            fields(request),
            ["clean.profile", quotes[0], quotes[1], "read_mask", "text", "offset_encoding"]
        );
    }

    #[test]
    fn every_step_of_the_core_has_one_on_the_wire() {
        let named = (0..64).filter_map(|number| pb::CleanStep::try_from(number).ok().and_then(step));
        assert_eq!(named.collect::<Vec<_>>(), Step::ALL);
    }

    #[test]
    fn steps_reach_the_core_and_wrong_ones_are_named() {
        use pb::CleanStep::{Diacritics, Tatweel};
        let request = |with: &[i32], without: &[i32]| pb::AnalyzeRequest {
            text: "نعم".into(),
            clean: Some(pb::CleanOptions {
                with_steps: with.to_vec(),
                without_steps: without.to_vec(),
                ..Default::default()
            }),
            ..Default::default()
        };
        let (diacritics, tatweel) = (Diacritics as i32, Tatweel as i32);
        let good = request(&[diacritics, diacritics], &[tatweel]);
        let options = good.document(&Settings::default()).expect("a document").options.clean;
        assert_eq!(options.with, Steps::NONE.with(Step::Diacritics));
        assert_eq!(options.without, Steps::NONE.with(Step::Tatweel));
        assert_eq!(fields(request(&[99, -1], &[0])), ["clean.with_steps", "clean.without_steps"]);
        assert_eq!(fields(request(&[tatweel], &[diacritics, tatweel])), ["clean.without_steps"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_and_long_texts_are_refused() {
        for text in [&b"\xD9"[..], "نعم نعم".as_bytes()] {
            assert_eq!(
                fields(pb::AnalyzeRequest { text: text.to_vec().into(), ..Default::default() }),
                ["text"]
            );
        }
    }
}
