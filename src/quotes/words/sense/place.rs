//! A word among its neighbours: resolves its sense if other words have the same spelling.

use super::{
    HAMZA, HAMZA_BELOW, MADDA, Sense, as_noun, begins_definite, has_article, is_ambiguous, opens_phrase,
    traits,
};
use crate::lexicon::{CueClass, Flags, Form, Prefix, VerbForm, is_common, spelling};
use crate::text::Key;
use crate::text::letter::proclitic;
use crate::tokens::{Token, TokenKind};

/// "أن" with a pronoun.
const THAT: Flags = Flags::COMPLEMENTIZER.with(Flags::PRONOUN_SUFFIX);

/// Words that fold to the same letters.
enum Ambiguity {
    /// The name of a letter, or a particle.
    Letter,
    /// "ألا" (that not) folds to "إلا" (except).
    ThatNot,
    /// "أمام" (before) folds to "إمام" (imam), which keeps its hamza below.
    Imam,
    /// "باسم" is a name right after a verb, and "in the name of" after a spokesman or before a body.
    InTheNameOf,
    /// "علي" is a name or, in texts that always dot final yaa, "on".
    On,
    /// "آن" is a name or "time", never the complementizer it folds to.
    Time,
}

/// Whether both properties are in the set.
const fn has_both(flags: Flags, one: Flags, other: Flags) -> bool {
    flags.any(one) && flags.any(other)
}

/// A word among its neighbours. The senses of the words after it are known.
pub(super) struct Place<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    /// The senses of the words after it.
    pub following: &'t [Sense],
    pub at: usize,
}

impl Place<'_> {
    #[inline(never)]
    pub fn known(&self, token: &Token, next: Key) -> Sense {
        let flags = self.flags(token);
        let ban = token.word.prefix.has(Prefix::BA) && self.is_ban();
        let prefix = if ban { Prefix::default() } else { token.word.prefix };
        let verb = token
            .word
            .entry()
            .verb
            .filter(|verb| !self.is_preposition_like(flags, prefix) && !self.is_called(*verb));
        let definite = self.is_definite(token, prefix, flags);
        let phrase = opens_phrase(token.word.entry(), next);
        Sense { flags, verb, prefix, traits: traits(definite, phrase, flags) }
    }

    /// The lexicon's flags for the word at this index; empty outside the text.
    fn raw(&self, at: usize) -> Flags {
        self.tokens.get(at).map_or(Flags::default(), |t| t.word.flags())
    }

    /// The sense of the word this many positions after this one.
    fn after(&self, places: usize) -> Sense {
        self.following.get(places - 1).copied().unwrap_or_default()
    }

    /// The lexicon's flags for the word this many positions before this one; empty outside the text.
    fn raw_before(&self, places: usize) -> Flags {
        self.raw(self.at.wrapping_sub(places))
    }

    fn begins_with(&self, letter: &str) -> bool {
        self.written().starts_with(letter)
    }

    fn written(&self) -> &str {
        self.tokens.get(self.at).map_or("", |t| t.span.slice(self.text))
    }

    fn flags(&self, token: &Token) -> Flags {
        let flags = as_noun(token.word.flags(), token.word.prefix);
        if is_ambiguous(flags) { self.told_apart(token, flags) } else { flags }
    }

    /// The properties of a word that is spelt like another.
    fn told_apart(&self, token: &Token, flags: Flags) -> Flags {
        let without = match self.ambiguity(token, flags) {
            Some(Ambiguity::Letter) if self.is_spelt() => return Flags::LETTER,
            Some(Ambiguity::Letter) => Flags::LETTER,
            Some(Ambiguity::ThatNot) if self.begins_with(HAMZA) => return THAT,
            Some(Ambiguity::ThatNot) => THAT,
            Some(Ambiguity::Imam) if self.written().contains(HAMZA_BELOW) => Flags::ADJUNCT,
            Some(Ambiguity::Imam) => Flags::TITLE,
            Some(Ambiguity::InTheNameOf) if self.is_name_after_verb() => Flags::PREPOSITION,
            Some(Ambiguity::InTheNameOf) => Flags::PERSONAL_NAME,
            Some(Ambiguity::On) if self.is_ali() => Flags::PREPOSITION,
            Some(Ambiguity::On) => Flags::PERSONAL_NAME,
            Some(Ambiguity::Time) => return Flags::default(),
            None => return flags,
        };
        flags.without(without)
    }

    /// The ambiguity of the word, if it has one.
    fn ambiguity(&self, token: &Token, flags: Flags) -> Option<Ambiguity> {
        Some(match flags {
            flags if self.is_letter_too(flags) => Ambiguity::Letter,
            flags if has_both(flags, Flags::COMPLEMENTIZER, Flags::ADJUNCT) => Ambiguity::ThatNot,
            flags if token.length == 4 && has_both(flags, Flags::ADJUNCT, Flags::TITLE) => Ambiguity::Imam,
            flags if has_both(flags, Flags::PREPOSITION, Flags::PERSONAL_NAME) => match token.length {
                3 => Ambiguity::On,
                _ => Ambiguity::InTheNameOf,
            },
            flags if flags.any(Flags::COMPLEMENTIZER) && self.is_never_that() => Ambiguity::Time,
            _ => return None,
        })
    }

    /// Whether the word may also be the name of a letter.
    fn is_letter_too(&self, flags: Flags) -> bool {
        if !flags.any(Flags::LETTER) || flags == Flags::LETTER {
            return false;
        }
        !self.begins_with(MADDA)
    }

    fn is_never_that(&self) -> bool {
        self.is_ban() || self.begins_with(MADDA)
    }

    /// Whether a particle is the name of a letter: it is among letter names ("سي إن إن", but "بي بي سي إن"), or it is
    /// "كي" (in order that) and no verb follows it.
    fn is_spelt(&self) -> bool {
        let (before, next) = (self.raw_before(1), self.raw(self.at + 1));
        if self.raw(self.at).any(Flags::COMPLEMENTIZER) {
            return self.is_spelt_complementizer(before, next);
        }
        if before.with(next).any(Flags::LETTER) {
            return true;
        }
        spelling::IN_ORDER_THAT.contains(&self.written()) && !self.looks_imperfect(1)
    }

    fn is_spelt_complementizer(&self, before: Flags, next: Flags) -> bool {
        if !before.any(Flags::LETTER) {
            return next.any(Flags::LETTER) && !next.any(Flags::COMPLEMENTIZER);
        }
        match before.any(Flags::COMPLEMENTIZER) {
            true => self.raw_before(2).with(next).any(Flags::LETTER),
            false => next.any(Flags::LETTER),
        }
    }

    /// Whether "علي" is the name: after another preposition, or in the position of a name and before another name.
    fn is_ali(&self) -> bool {
        const DOTTED: char = '\u{64A}';
        const BEFORE: Flags = Flags::VERB.with(Flags::TITLE).with(Flags::PERSONAL_NAME);
        let next = self.tokens.get(self.at + 1).filter(|next| next.kind == TokenKind::Word);
        let Some(next) = next else { return false };
        let before = self.raw_before(1);
        let name = !next.word.is_known() && !is_common(next.whole);
        self.written().ends_with(DOTTED) && (before.any(Flags::PREPOSITION) || before.any(BEFORE) && name)
    }

    /// Whether the word is in the position of a verb's subject, and nothing that it could govern follows.
    fn is_name_after_verb(&self) -> bool {
        const BODIES: Flags = Flags::TITLE.with(Flags::ORGANISATION).with(Flags::MEDIUM).with(Flags::PLACE);
        if self.raw(self.at + 1).any(BODIES) {
            return false;
        }
        match self.raw_before(1) {
            _ if self.at == 0 => true,
            // "الدكتور باسم وهبة", but "المتحدث باسم الوزارة".
            before if before.any(Flags::TITLE) => !before.any(Flags::UNNAMED),
            before => before.any(Flags::VERB.with(Flags::ACT)) && !before.any(BODIES),
        }
    }

    /// "بان كي مون": spelt like the complementizer with ب.
    fn is_ban(&self) -> bool {
        if !self.raw(self.at).any(Flags::COMPLEMENTIZER) || self.after(2).flags.any(Flags::LETTER) {
            return false;
        }
        match self.raw(self.at + 1) {
            Flags::LETTER => false,
            next => next.any(Flags::LETTER) && self.after(1).flags == Flags::LETTER,
        }
    }

    /// "شاب يدعى سامر", "ويدعى أبو علي": the passive imperfect of a verb of claiming, with undotted final yaa and a
    /// name after it.
    fn is_called(&self, form: VerbForm) -> bool {
        const UNDOTTED: char = '\u{649}';
        if form.form != Form::Imperfect || form.verb().class != CueClass::Claim {
            return false;
        }
        self.written().ends_with(UNDOTTED) && self.is_followed_by_name()
    }

    fn is_followed_by_name(&self) -> bool {
        const OTHERS: Flags =
            Flags::COMPLEMENTIZER.with(Flags::TITLE).with(Flags::ORGANISATION).with(Flags::UNNAMED);
        let word = self.tokens.get(self.at + 1).is_some_and(Token::is_wordlike);
        word && !self.after(1).flags.any(OTHERS)
    }

    /// Whether a preposition or adverb that is spelt like a verb (بين، عقب، حسب) is not the verb. It is the verb only
    /// after و or ف, right before its complementizer, or with a subject and a clause.
    fn is_preposition_like(&self, flags: Flags, prefix: Prefix) -> bool {
        const SHADDA: char = '\u{651}';
        // "here" folds to "congratulated", which is written with its hamza.
        if flags.any(Flags::DEMONSTRATIVE) {
            return !self.written().ends_with(HAMZA);
        }
        if !flags.any(Flags::PREPOSITION.with(Flags::ADJUNCT)) || prefix.has(Prefix::CONJUNCTION) {
            return false;
        }
        let clause = self.after(1).flags.any(Flags::COMPLEMENTIZER) && !self.looks_imperfect(2);
        // "عبّر" is written with shadda if it is the verb.
        !clause && !self.written().contains(SHADDA) && !self.has_subject_and_clause()
    }

    /// "بين الأستاذ سامر أن": an explaining verb with its subject and clause. The preposition "between" would have a
    /// conjunction between two things.
    fn has_subject_and_clause(&self) -> bool {
        const REACH: usize = 10;
        const SOMEBODY: Flags = Flags::TITLE.with(Flags::UNNAMED).with(Flags::PERSONAL_NAME);
        const ENDS: Flags = Flags::VERB.with(Flags::CONJUNCTION).with(Flags::COMPLEMENTIZER);
        if !self.is_explained() || !self.after(1).flags.any(SOMEBODY) {
            return false;
        }
        let ends = |sense: &&Sense| sense.flags.any(ENDS) || sense.prefix.has(Prefix::CONJUNCTION);
        let end = self.following.iter().take(REACH).find(ends);
        end.is_some_and(|sense| {
            sense.flags.any(Flags::COMPLEMENTIZER) && !sense.prefix.has(Prefix::CONJUNCTION)
        })
    }

    fn is_explained(&self) -> bool {
        let verb = self.tokens.get(self.at).and_then(|token| token.word.entry().verb);
        verb.is_some_and(|verb| verb.verb().class == CueClass::Explanation)
    }

    /// Whether the word this many positions after this one begins like a present-tense verb.
    fn looks_imperfect(&self, places: usize) -> bool {
        let first = self.tokens.get(self.at + places).map_or(0, |t| t.whole.first());
        matches!(first, proclitic::YA | proclitic::TA | proclitic::NUN) && !self.after(places).is_definite()
    }

    #[inline]
    fn is_definite(&self, token: &Token, prefix: Prefix, flags: Flags) -> bool {
        // إلياس begins like a word with the article.
        if flags.any(Flags::PERSONAL_NAME) || !begins_definite(token.whole) {
            return prefix.has(Prefix::ARTICLE);
        }
        prefix.has(Prefix::ARTICLE) || has_article(self.text, token)
    }
}
