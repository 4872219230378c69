//! The rules that produce quotes.

use crate::text::named;

named! {
    /// The rule that produced a quote; the names are part of the output.
    pub enum Rule {
        VerbClause "verb-clause" "A verb, its subject after it, a complementizer: \"قال X إن\".";
        VerbColon "verb-colon" "A verb and a colon: \"قال X:\".";
        VerbMark "verb-mark" "A verb and quotation marks: `قال X \"…\"`.";
        VerbNoun "verb-noun" "A verb and a noun complement with a quoted fragment.";
        VerbQuestion "verb-question" "A verb and a question.";
        Participle "participle" "A participle: \"مضيفا أن\".";
        Nominal "nominal" "A verbal noun: \"قوله إن\".";
        ContentFirst "content-first" "A quotation or clause first, then the verb and its subject.";
        SourceBefore "source-before" "\"بحسب X، …\".";
        SourceAfter "source-after" "\"…، بحسب X\".";
        Headline "headline" "A headline's \"X: …\".";
        Continued "continued" "A quotation that continues without a cue.";
    }
}
