//! Grammar that the tables name: what kind of saying a cue is, gender, number.

/// What kind of saying a cue is; `lexicon/README.md` tells the classes with examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueClass {
    /// Neutral report: قال، ذكر، أفاد.
    Statement,
    /// Goes on with what came before: أضاف، تابع.
    Continuation,
    /// Explanation: أوضح، شرح.
    Explanation,
    /// Pointing out: أشار، لفت.
    Remark,
    /// Assertion: أكد، شدد.
    Assertion,
    /// Opinion: اعتبر، رأى.
    Opinion,
    /// Forecast or hope: توقع، أعرب عن أمله.
    Forecast,
    /// A claim the writer keeps away from: زعم، ادعى.
    Claim,
    /// Denial or refusal: نفى، رفض.
    Denial,
    /// Admission or disclosure: اعترف، أقر.
    Admission,
    /// Promise: وعد، تعهد.
    Promise,
    /// Threat or warning: هدد، حذر.
    Warning,
    /// Demand, request or advice: دعا، طالب.
    Demand,
    /// Question: سأل، تساءل.
    Question,
    /// Answer or reaction: أجاب، رد، علق.
    Answer,
    /// Judgement: اتهم، انتقد، وصف.
    Judgement,
    /// Manner of speaking: هتف، صرخ.
    Manner,
    /// Passing on: نقل، نسب.
    Relay,
    /// A preposition or adverb of source: بحسب، وفقا ل.
    Source,
}

impl CueClass {
    /// Its name: in the lexicon's files, except for [`Source`](Self::Source), which no verb is.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Continuation => "continuation",
            Self::Explanation => "explanation",
            Self::Remark => "remark",
            Self::Assertion => "assertion",
            Self::Opinion => "opinion",
            Self::Forecast => "forecast",
            Self::Claim => "claim",
            Self::Denial => "denial",
            Self::Admission => "admission",
            Self::Promise => "promise",
            Self::Warning => "warning",
            Self::Demand => "demand",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Judgement => "judgement",
            Self::Manner => "manner",
            Self::Relay => "relay",
            Self::Source => "source",
        }
    }
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Not shown.
    #[default]
    Unknown,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Number {
    /// Not shown.
    #[default]
    Unknown,
    /// One.
    Singular,
    /// Two.
    Dual,
    /// More than two.
    Plural,
}
