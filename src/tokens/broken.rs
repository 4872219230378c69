//! Broken paragraphs: line ends that a converter inserted inside paragraphs, around a link or where the page had a `<br>`.
//!
//! A comma, preposition or particle at the end of a line indicates that the sentence continues, and so does a comma or full stop at the
//! start of the next line. In a text with such lines, a line that ends in a word also continues if the next line starts with a word that
//! cannot start a sentence. A line that starts with a verb, then a few words, then a line that ends in a full stop form a paragraph with
//! a link in it.

use super::lines::{Line, lines};
use super::{Token, TokenKind, Tokens};
use crate::lexicon::{Flags, Prefix, Word, spelling};

/// A line of fewer bytes may be a list item or a label.
const SHORT: usize = 40;
/// A line of more characters is a paragraph as written.
const LONG: usize = 140;
/// A line of more bytes is more than a link.
const LINK: usize = 80;
/// The maximum number of words of a link in a paragraph.
const LINK_WORDS: usize = 3;

/// Removes the line ends inside broken paragraphs from `tokens`. They become white space.
pub(super) fn join(tokens: &mut Tokens<'_>) {
    let mut found = Breaks::default();
    for line in lines(tokens).filter(|line| line.end.length == 1 && !leads_elsewhere(line)) {
        found.read(&line);
    }
    found.join_linked();
    if !found.breaks.is_empty() {
        tokens.remove(&found.breaks);
        tokens.clauses = found.clauses();
    }
}

/// The line ends inside broken paragraphs.
#[derive(Default)]
struct Breaks {
    /// The line ends as indexes of tokens.
    breaks: Vec<usize>,
    /// The first tokens of lines that begin a clause of their own.
    clauses: Vec<usize>,
    /// The line ends before and after the link of a possible paragraph.
    linked: Vec<[usize; 2]>,
    /// Whether one of them is certainly a paragraph.
    sure: bool,
    /// The line end after a line that starts with a verb and does not end in a full stop, and whether the line cannot be a headline.
    begun: Option<(usize, bool)>,
    /// The line end before a line that may be a link.
    link: Option<usize>,
    /// Whether the line before that line end is text: it follows a line that ends in a full stop, or starts with a verb.
    inside: bool,
    /// Whether the last line ends in a full stop.
    finished: bool,
}

impl Breaks {
    fn read(&mut self, line: &Line) {
        let linked = begins_with_sign(line) || self.is_link(line);
        if linked {
            self.join_link();
        }
        if linked || self.runs_on(line) {
            self.breaks.push(line.at);
            if begins_clause(line) {
                self.clauses.push(line.at + 1);
            }
        }
        self.note_linked(line);
        self.note(line);
    }

    /// Records a line that starts a paragraph, and the link that follows it.
    fn note_linked(&mut self, line: &Line) {
        if let Some((before, sure)) = self.begun.take().filter(|_| is_short(line) && goes_on_to_stop(line)) {
            self.linked.push([before, line.at]);
            self.sure |= sure || ends_with_comma_or_particle(line);
        }
        self.begun = (goes_on_open(line) && begins_with_verb(line)).then(|| (line.at, is_no_headline(line)));
    }

    /// Joins the paragraphs with links if one is certain, if the text has other broken lines, or if there are several.
    fn join_linked(&mut self) {
        if self.sure || (self.breaks.len() + self.linked.len() > 1 && !self.linked.is_empty()) {
            self.breaks.extend(self.linked.iter().flatten());
            self.breaks.sort_unstable();
            self.breaks.dedup();
        }
    }

    /// The first tokens of clauses, renumbered without the removed line ends.
    fn clauses(&self) -> Vec<usize> {
        self.clauses.iter().map(|&at| at - self.breaks.partition_point(|&end| end < at)).collect()
    }

    /// Records what affects the next line.
    fn note(&mut self, line: &Line) {
        self.link = (is_open(line) && may_be_link(line.next.0)).then_some(line.at);
        let text = self.finished || self.breaks.last() == Some(&line.at) || begins_with_verb(line);
        self.inside = self.link.is_some() && text;
        self.finished = line.tokens.last().is_some_and(|last| last.kind == TokenKind::Stop);
    }

    /// Returns whether the line is a link inside a sentence that continues on the next line.
    fn is_link(&self, line: &Line) -> bool {
        is_open(line) && (self.goes_on_after_link(line) || (self.inside && begins_inside(line, INNER)))
    }

    /// Returns whether the end of the line, or the start of the next, indicates that the sentence continues.
    fn runs_on(&self, line: &Line) -> bool {
        ends_with_comma(line) || self.ends_inside(line) || self.goes_on(line)
    }

    /// Joins the previous line to the line that is followed by a sign.
    fn join_link(&mut self) {
        let last = self.breaks.last().copied();
        self.breaks.extend(self.link.filter(|at| last < Some(*at)));
    }

    /// Returns whether the line is a link inside a sentence and is joined to the previous line, so that the sentence continues.
    fn goes_on_after_link(&self, line: &Line) -> bool {
        let joined = self.link.is_some() && self.breaks.last().copied() == self.link;
        let next = line.next.1.first().filter(|next| next.kind == TokenKind::Word);
        joined && next.is_some_and(|next| !next.read(line.whole).word.prefix.has(Prefix::CONJUNCTION))
    }

    /// Returns whether the line ends in a word that requires another. A short line counts only in a text with broken lines.
    fn ends_inside(&self, line: &Line) -> bool {
        ends_with_particle(line) && (line.text.len() >= SHORT || !self.breaks.is_empty())
    }

    /// Returns whether the text has broken lines and the next line starts with a word that cannot start a sentence.
    fn goes_on(&self, line: &Line) -> bool {
        !self.breaks.is_empty() && goes_on(line)
    }
}

/// Returns whether the next line invites the reader to read something else.
fn leads_elsewhere(line: &Line) -> bool {
    spelling::READ_ALSO.iter().any(|word| line.next.0.starts_with(word))
}

/// Returns whether the line ends in a comma and a word follows.
fn ends_with_comma(line: &Line) -> bool {
    let comma = has_comma_last(line);
    comma && line.text.len() >= SHORT && line.next.1.first().is_some_and(|next| next.kind == TokenKind::Word)
}

/// Returns whether the line ends in a word and the next line starts with the comma or full stop after it.
fn begins_with_sign(line: &Line) -> bool {
    let sign = |token: &Token| matches!(token.kind, TokenKind::Comma | TokenKind::Stop) && token.length == 1;
    is_open(line) && line.next.1.first().is_some_and(sign)
}

/// Returns whether the line ends in a preposition that requires a noun, or a particle that requires a clause or verb.
fn ends_with_particle(line: &Line) -> bool {
    const WANTS: Flags = Flags::PREPOSITION
        .with(Flags::COMPLEMENTIZER)
        .with(Flags::QAD)
        .with(Flags::FUTURE)
        .with(Flags::ADJUNCT);
    let is = |word: &Token, flags: Flags| word.word.flags().any(flags);
    let governs = |word: Token| is(&word, WANTS) && !is(&word, Flags::PRONOUN_SUFFIX);
    line.tokens.last().is_some_and(|last| governs(last.read(line.whole)))
        && line.next.1.first().is_some_and(Token::is_wordlike)
}

/// Returns whether the line ends in a word and the next line starts with a word that cannot start a sentence.
fn goes_on(line: &Line) -> bool {
    let full = line.text.len() >= SHORT && line.text.chars().count() <= LONG;
    full && is_open(line) && begins_inside(line, INNER.with(Flags::COMPLEMENTIZER))
}

/// Words that cannot start a sentence. أن cannot either, but its folded form is that of إن.
const INNER: Flags = Flags::PREPOSITION.with(Flags::RELATIVE).with(Flags::ADJUNCT).with(Flags::AUXILIARY);

/// Returns whether the next line starts with one of these words, or with a word that has an attached preposition.
fn begins_inside(line: &Line, words: Flags) -> bool {
    let Some(next) = line.next.1.first().filter(|next| next.kind == TokenKind::Word) else { return false };
    let word = next.read(line.whole).word;
    let inner = word.flags().any(words) || word.prefix.has(Prefix::PREPOSITIONS);
    inner && !word.prefix.has(Prefix::CONJUNCTION)
}

/// Returns whether the line ends in a comma and the next line is a clause of its own: it starts without a conjunction or relative word.
fn begins_clause(line: &Line) -> bool {
    const BOUND: Flags = Flags::RELATIVE.with(Flags::COMPLEMENTIZER).with(Flags::THAT_WHICH);
    let word = line.next.1.first().map(|next| next.read(line.whole).word);
    // "إلا" and "ألا" have the same folded form.
    let bound = |flags: Flags| flags.any(BOUND) && !flags.any(Flags::CONJUNCTION);
    let free = |word: Word| !bound(word.flags()) && !word.prefix.has(Prefix::CONJUNCTION);
    ends_with_comma(line) && word.is_some_and(free)
}

/// Returns whether the line starts with a verb, as paragraphs do and titles hardly ever do.
fn begins_with_verb(line: &Line) -> bool {
    let verb = |token: &Token| token.read(line.whole).word.flags().any(Flags::VERB.with(Flags::ACT));
    line.tokens.first().is_some_and(verb)
}

/// Returns whether a line that starts with a verb cannot be a headline: it is one word, starts with a conjunction, or ends in mid-sentence.
fn is_no_headline(line: &Line) -> bool {
    let joined =
        line.tokens.first().is_some_and(|first| first.read(line.whole).word.prefix.has(Prefix::CONJUNCTION));
    joined || line.tokens.len() == 1 || ends_with_comma_or_particle(line)
}

fn ends_with_comma_or_particle(line: &Line) -> bool {
    ends_with_particle(line) || has_comma_last(line)
}

fn has_comma_last(line: &Line) -> bool {
    line.tokens.last().is_some_and(|last| last.kind == TokenKind::Comma)
}

/// Returns whether the line ends in a word or a comma.
fn goes_on_open(line: &Line) -> bool {
    is_open(line) || has_comma_last(line)
}

/// Returns whether the line may be a link in a paragraph: a few words.
fn is_short(line: &Line) -> bool {
    line.text.len() <= LINK && line.text.split_whitespace().nth(LINK_WORDS).is_none() && goes_on_open(line)
}

/// Returns whether the next line ends in a full stop and does not start like a sentence, with a verb or a conjunction.
fn goes_on_to_stop(line: &Line) -> bool {
    let own = line.next.1.iter().position(|token| token.kind == TokenKind::Newline);
    let next = line.next.1.get(..own.unwrap_or(line.next.1.len())).unwrap_or_default();
    let begins = |first: &Token| {
        let word = first.read(line.whole).word;
        word.flags().any(Flags::VERB.with(Flags::ACT)) || word.prefix.has(Prefix::CONJUNCTION)
    };
    next.len() > 1
        && next.last().is_some_and(|last| last.kind == TokenKind::Stop)
        && next.first().is_some_and(|first| first.kind == TokenKind::Word && !begins(first))
}

/// Returns whether the last token is a word.
fn is_open(line: &Line) -> bool {
    line.tokens.last().is_some_and(Token::is_wordlike)
}

/// Returns whether the first line of the text is a few words.
fn may_be_link(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.len() <= LINK)
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    fn line_ends(text: &str) -> usize {
        tokenize(text).iter().filter(|token| token.kind == TokenKind::Newline).count()
    }

    #[test]
    fn a_comma_at_the_end_of_a_line_says_that_the_sentence_goes_on() {
        let text = "أعلنت بلدية الضفاف أن الجسر القديم سيفتح يوم الأحد المقبل،\nإلا أن الأعمال فيه لم تنته بعد.\nوقال رئيسها ذلك.";
        assert_eq!(line_ends(text), 1);
        assert_eq!(tokenize(text).clauses().len(), 1);
        assert_eq!(line_ends("الرياضة،\nالثقافة،\nالسياسة"), 2, "a list");
        assert_eq!(line_ends(&text.replacen('\n', "\n\n", 1)), 2, "a blank line");
    }

    #[test]
    fn a_line_that_begins_with_a_conjunction_begins_no_clause_of_its_own() {
        let text = "أعلنت بلدية الضفاف أن الجسر القديم سيفتح يوم الأحد المقبل،\nوأن السوق ستبقى مغلقة.";
        assert_eq!(line_ends(text), 0);
        assert_eq!(tokenize(text).clauses().len(), 0);
    }

    #[test]
    fn a_sign_at_the_head_of_a_line_joins_the_link_before_it() {
        let text = "عاد الممثل سامر القلعاوي إلى المسرح ببطولة مسرحية\nالنهر والمدينة\n، بعد غياب طويل.";
        assert_eq!(line_ends(text), 0);
    }

    #[test]
    fn among_broken_lines_a_preposition_begins_no_sentence() {
        let broken = "أظهر البحث أن المقطع صور في سوق المدينة القديمة قبل أربعة أعوام،\n";
        let line = "ونشر موقع محلي الصورة ذاتها في خبر عن ترميم الجسر الحجري\nفي مدينة الضفاف.";
        assert_eq!(line_ends(&format!("{broken}{line}")), 0);
        assert_eq!(line_ends(line), 1);
    }

    #[test]
    fn a_link_between_two_parts_of_a_sentence_is_joined_to_both() {
        let before = "أغلقت السلطات الطريق الساحلي.\n";
        let text = "ونقلت صحيفة محلية صورا\nمن الميناء القديم\nفي مدينة الضفاف.";
        assert_eq!(line_ends(&format!("{before}{text}")), 1);
        let lead = "استعاد فريق الوادي\nصدارة الدوري\nبعد فوزه على ضيفه.";
        assert_eq!(line_ends(lead), 0, "it begins with a verb");
        let title = "فريق الوادي يستعيد الصدارة\nمنى الرفاعي\nبعد شهر عاد فريق الوادي.";
        assert_eq!(line_ends(title), 2, "a title, a name and a paragraph");
    }

    #[test]
    fn a_line_that_ends_in_a_particle_goes_on() {
        let text = "قال وزير الموارد المائية سامر القلعاوي، الأربعاء، إن\nالتقنين لن\nيعود قبل الخريف.";
        assert_eq!(line_ends(text), 0);
    }

    #[test]
    fn a_verb_some_words_and_a_stop_are_a_paragraph_with_a_link() {
        let one = "أغلقت سلطات\nميناء الضفاف\nالأرصفة الشمالية أمام السفن الكبيرة.";
        assert_eq!(line_ends(one), 2, "once, in a text without other broken lines");
        assert_eq!(line_ends(&format!("{one}\n{one}")), 1);
        for sure in [one.replacen(' ', "\n", 1).replacen("\nميناء", " ميناء", 1), format!("و{one}")]
        {
            assert_eq!(line_ends(&sure), 0, "no headline: {sure}");
        }
        let teasers = "أغلقت سلطات الميناء الأرصفة\nمحليات\nأغلقت سلطات الميناء الأرصفة الشمالية اليوم.";
        assert_eq!(line_ends(&format!("{teasers}\n{teasers}")), 5, "the third line begins with a verb, too");
    }

    #[test]
    fn an_invitation_to_read_on_stays_apart() {
        let text = "أعلنت بلدية الضفاف أن الجسر القديم سيفتح يوم الأحد المقبل،\nاقرأ أيضا: السوق مغلقة";
        assert_eq!(line_ends(text), 1);
    }
}
