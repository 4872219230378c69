//! Hard-wrapped text: line ends that a program inserted inside paragraphs to keep lines within a column.
//!
//! Such a program breaks a line if the next word would pass the column. Each wrapped line therefore indicates a range of
//! columns: from its own width to the column at which the first word of the next line would have ended. In wrapped text these
//! ranges share a column; those of headlines, captions and verses do not. Lines are joined only if two thirds of those that can be wrapped
//! agree on a column, and only the lines that agree.

use super::lines::{Line, lines};
use super::{Token, TokenKind, Tokens};
use crate::lexicon::Flags;
use crate::text::letter::{self, class};

/// The columns at which text may be wrapped.
const COLUMNS: std::ops::RangeInclusive<usize> = 64..=120;
/// The number of lines that must agree on a column.
const VOTES: usize = 4;
/// A line of fewer bytes does not fill any column.
const SHORT: usize = 40;
/// A line of more bytes is wider than any column.
const LONG: usize = 4 * *COLUMNS.end();

/// Removes the line ends that only wrap a paragraph from `tokens`. They become white space.
pub(super) fn join(tokens: &mut Tokens<'_>) {
    if let Some(column) = column(tokens) {
        let wraps = wraps(tokens, column);
        tokens.remove(&wraps);
    }
}

/// Returns whether the white space between two tokens contains a line end, which then only wraps.
pub(crate) fn is_wrapped(text: &str, end: u32, start: u32) -> bool {
    let gap = text.get(end as usize..start as usize).unwrap_or_default();
    gap.chars().any(|c| class(c) == letter::NEWLINE)
}

impl Line<'_> {
    /// The number of characters; `None` if it is more than any column.
    fn width(&self) -> Option<usize> {
        (self.text.len() <= LONG).then(|| self.text.chars().count()).filter(|width| width <= COLUMNS.end())
    }

    /// Returns whether a wrapped line can have this width, and the next line starts with words.
    fn may_wrap(&self) -> bool {
        let single = self.end.length == 1;
        single && (SHORT..=LONG).contains(&self.text.len()) && self.goes_on()
    }

    /// Returns whether the next line starts with a word or a mark, and not like a list item.
    fn goes_on(&self) -> bool {
        let kind = |at: usize| self.next.1.get(at).map(|token| token.kind);
        match kind(0) {
            Some(TokenKind::Number) => {
                !matches!(kind(1), Some(TokenKind::Dash | TokenKind::Stop | TokenKind::Close))
            }
            Some(TokenKind::Quote | TokenKind::Open) => true,
            _ => self.next.1.first().is_some_and(Token::is_wordlike),
        }
    }

    /// Returns whether the line ends inside a sentence.
    fn is_open(&self) -> bool {
        let last = self.tokens.last();
        last.is_some_and(|last| last.is_wordlike() || last.kind == TokenKind::Comma)
    }

    /// The columns at which a program would have broken the line here; `None` if no column is that wide.
    fn columns(&self) -> Option<(usize, usize)> {
        let width = self.width()?;
        let word = self.next.0.chars().take(*COLUMNS.end()).take_while(|c| !c.is_whitespace()).count();
        let range = (width.max(*COLUMNS.start()), (width + word).min(*COLUMNS.end()));
        (range.0 <= range.1).then_some(range)
    }

    /// Returns whether the line is as full as a line wrapped at this column.
    fn fills(&self, column: usize) -> bool {
        self.may_wrap() && self.columns().is_some_and(|(from, to)| from <= column && column <= to)
    }

    /// Returns whether the line has what running text has and headlines hardly ever have: a comma, a full stop, brackets, a verb at the start.
    fn is_running(&self) -> bool {
        let sign = |token: &Token| matches!(token.kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Open);
        // The tokens may be skimmed.
        let verb =
            self.tokens.first().is_some_and(|first| first.read(self.whole).word.flags().any(Flags::VERB));
        self.text.len() >= SHORT && (verb || self.tokens.iter().any(sign))
    }
}

/// The column on which at least two thirds of the lines that can be wrapped agree. Lines wider than any column count against it.
fn column(tokens: &Tokens<'_>) -> Option<usize> {
    let mut bounds = [(0_usize, 0_usize); *COLUMNS.end() + 1];
    let mut asked = 0;
    for line in lines(tokens) {
        let range = if line.may_wrap() && line.is_open() { line.columns() } else { None };
        if let Some((from, to)) = range {
            bounds.get_mut(from)?.0 += 1;
            bounds.get_mut(to)?.1 += 1;
        }
        asked += usize::from(range.is_some() || line.width().is_none());
    }
    let mut votes = 0;
    let mut best = (0, 0);
    for (column, (begin, end)) in bounds.into_iter().enumerate() {
        votes += begin;
        best = if votes > best.0 { (votes, column) } else { best };
        votes -= end;
    }
    (best.0 >= VOTES && best.0 * 3 >= asked * 2).then_some(best.1)
}

/// The line ends that wrap at the column, as indexes of tokens.
fn wraps(tokens: &Tokens<'_>, column: usize) -> Vec<usize> {
    let stops = is_parted_by_blank_lines(tokens, column);
    let mut wraps = Vec::new();
    // The headline is above the first line that looks like running text, and may be as long as a wrapped line.
    let mut begun = false;
    for line in lines(tokens) {
        begun |= line.is_running();
        if begun && line.fills(column) && (stops || line.is_open()) {
            wraps.push(line.at);
        }
    }
    wraps
}

/// Returns whether a blank line follows each paragraph, so that a full line that ends a sentence does not end a paragraph.
fn is_parted_by_blank_lines(tokens: &Tokens<'_>, column: usize) -> bool {
    let (mut blank, mut single) = (0, 0);
    let mut wrapped = false;
    for line in lines(tokens) {
        let full = line.fills(column);
        if wrapped && !full {
            *(if line.end.length > 1 { &mut blank } else { &mut single }) += 1;
        }
        wrapped = full && line.is_open();
    }
    blank > 0 && single == 0
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    const WORDS: &str = "قال وزير الموارد المائية في مؤتمر صحفي عقده في العاصمة صباح الأربعاء، إن الخزانات ممتلئة بنسبة ثمانين \
        بالمئة وإن الوزارة ستبدأ توزيع المضخات على القرى في الأسبوع المقبل بعد أن تنتهي من أعمال الصيانة، مضيفا أن الخطة لن \
        تتغير مهما كانت الظروف وأن التقنين لن يعود قبل نهاية الخريف في كل المدن التي وصلت إليها المياه من السد الكبير \
        وفي القرى التي تنتظر دورها منذ عام كامل بلا جواب.";

    /// The words in lines of at most `column` columns.
    fn wrapped(words: &str, column: usize) -> String {
        let mut text = String::new();
        let mut width = 0;
        for word in words.split_whitespace() {
            let length = word.chars().count();
            let fits = width + 1 + length <= column;
            text.push_str(if width == 0 {
                ""
            } else if fits {
                " "
            } else {
                "\n"
            });
            text.push_str(word);
            width = if fits && width > 0 { width + 1 + length } else { length };
        }
        text
    }

    fn line_ends(text: &str) -> usize {
        tokenize(text).iter().filter(|token| token.kind == TokenKind::Newline).count()
    }

    #[test]
    fn a_wrapped_paragraph_has_no_line_ends() {
        for column in [64, 72, 78] {
            let text = wrapped(WORDS, column);
            assert!(text.lines().count() > 4, "{text}");
            assert_eq!(line_ends(&text), 0, "{text}");
        }
    }

    #[test]
    fn paragraphs_stay_apart() {
        let paragraph = wrapped(WORDS, 72);
        assert_eq!(line_ends(&format!("{paragraph}\n\n{paragraph}\n{paragraph}")), 2);
    }

    #[test]
    fn a_headline_stays_apart_from_the_text_below_it() {
        let paragraph = wrapped(WORDS, 72);
        let headline = "وزير الموارد المائية يعلن أن الخزانات ممتلئة وأن الخطة لن تتغير أبدا";
        assert_eq!(line_ends(&format!("{headline}\n{paragraph}\n")), 2);
    }

    #[test]
    fn headlines_of_like_length_are_not_wrapped() {
        let headlines = "وزير الموارد المائية يعلن أن الخزانات ممتلئة وأن الخطة لن تتغير\n\
            الأمطار تغلق الطريق الجبلي وتعزل ثلاث قرى في شمال البلاد منذ يومين كاملين\n\
            اجتماع طارئ للجنة السدود مساء الأحد لبحث توزيع المضخات على قرى الجنوب\n\
            رئيس البلدية يفتتح جسرا جديدا في وسط المدينة بعد عامين من الأعمال المتواصلة\n\
            فريق المدينة يفوز على ضيفه بهدفين ويتأهل إلى الدور الثاني من البطولة الكبرى";
        assert_eq!(line_ends(headlines), 4);
    }

    #[test]
    fn a_full_line_that_ends_a_sentence_goes_on_where_blank_lines_part_paragraphs() {
        let first = wrapped(WORDS, 72);
        let stopped = first.replacen('\n', ".\n", 2).replacen(".\n", "\n", 1);
        assert!(stopped.contains(".\n"));
        assert_eq!(line_ends(&format!("{stopped}\n\n{first}\n\n{first}")), 2);
        assert_eq!(line_ends(&format!("{stopped}\n{first}\n{first}")), 3);
    }

    #[test]
    fn ordinary_paragraphs_among_full_lines_speak_against_wrapping() {
        let paragraph = WORDS.split_whitespace().collect::<Vec<_>>().join(" ");
        let wrapped = wrapped(WORDS, 72);
        let mixed = format!("{wrapped}\n{}", format!("{paragraph}\n").repeat(4));
        assert_eq!(column(&tokenize(&mixed)), None);
    }
}
