//! Grammatical categories in the tables: the class of a cue, gender, number.

use crate::text::kinds;

kinds! {
    /// The kind of saying that a cue expresses. The names are those in the
    /// lexicon's files, except `source`, which is never a verb.
    pub enum CueClass {
        /// Neutral report: قال، ذكر، أفاد.
        Statement "statement",
        /// Continuation of what was said before: أضاف، تابع.
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
        /// A claim that the writer does not endorse: زعم، ادعى.
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
        /// Passing on the words of others: نقل، نسب.
        Relay "relay",
        /// A preposition or adverb of source: بحسب، وفقا ل.
        Source "source",
    }
}

kinds! {
    /// Grammatical gender.
    #[derive(Default)]
    pub enum Gender {
        /// Not marked.
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
        /// Not marked.
        #[default]
        Unknown "unknown",
        /// One person or thing.
        Singular "singular",
        /// Two.
        Dual "dual",
        /// More than two.
        Plural "plural",
    }
}
