//! Grammar that the tables name: what kind of saying a cue is, gender, number.

use crate::text::kinds;

kinds! {
    /// What kind of saying a cue is. The names are those of the
    /// lexicon's files, except for `source`, which no verb is.
    pub enum CueClass {
        /// Neutral report: قال، ذكر، أفاد.
        Statement "statement",
        /// Goes on with what came before: أضاف، تابع.
        Continuation "continuation",
        /// Explanation: أوضح، شرح.
        Explanation "explanation",
        /// Pointing out: أشار، لفت.
        Remark "remark",
        /// Assertion: أكد، شدد.
        Assertion "assertion",
        /// Opinion: اعتبر، رأى.
        Opinion "opinion",
        /// Forecast or hope: توقع، أعرب عن أمله.
        Forecast "forecast",
        /// A claim the writer keeps away from: زعم، ادعى.
        Claim "claim",
        /// Denial or refusal: نفى، رفض.
        Denial "denial",
        /// Admission or disclosure: اعترف، أقر.
        Admission "admission",
        /// Promise: وعد، تعهد.
        Promise "promise",
        /// Threat or warning: هدد، حذر.
        Warning "warning",
        /// Demand, request or advice: دعا، طالب.
        Demand "demand",
        /// Question: سأل، تساءل.
        Question "question",
        /// Answer or reaction: أجاب، رد، علق.
        Answer "answer",
        /// Judgement: اتهم، انتقد، وصف.
        Judgement "judgement",
        /// Manner of speaking: هتف، صرخ.
        Manner "manner",
        /// Passing on: نقل، نسب.
        Relay "relay",
        /// A preposition or adverb of source: بحسب، وفقا ل.
        Source "source",
    }
}

kinds! {
    /// Grammatical gender.
    #[derive(Default)]
    pub enum Gender {
        /// Not shown.
        #[default]
        Unknown "unknown",
        /// Masculine.
        Masculine "masculine",
        /// Feminine.
        Feminine "feminine",
    }
}

kinds! {
    /// Grammatical number.
    #[derive(Default)]
    pub enum Number {
        /// Not shown.
        #[default]
        Unknown "unknown",
        /// One.
        Singular "singular",
        /// Two.
        Dual "dual",
        /// More than two.
        Plural "plural",
    }
}
