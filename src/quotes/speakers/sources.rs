//! Mentions joined into sources: one that is known, one that the text spells out, or a new one.

use crate::quotes::words::sets;

use super::{COMPARED, LOOK_BACK, Source, Speakers};
use crate::lexicon::{Flags, Prefix};
use crate::lexicon::{Gender, Number};
use crate::quotes::name::{self, Keys, Mention};
use crate::quotes::people::{self, People, Phrase, alike, holds_all, same_person};
use crate::quotes::result::EntityKind;
use crate::quotes::words::scene::agrees;
use crate::text::Key;
use crate::tokens::{TokenKind, TokenRange};

impl<'s> Speakers<'s, '_> {
    /// The source that a mention names: one that is known, or a new one.
    pub fn source(&mut self, tokens: TokenRange) -> u32 {
        let mention = self.read(self.cut(tokens));
        if let Some(maker) = people::maker(self.scene, &mention) {
            let index = self.source(maker);
            self.enrich(index, &mention);
            return index;
        }
        let found = self.known(&mention);
        let index = found.unwrap_or_else(|| self.add(&mention));
        self.enrich(index, &mention);
        index
    }

    /// The mention's parts; of "X's statements" those of X, where the text knows the surname.
    fn read(&self, tokens: TokenRange) -> Mention {
        let mention = name::read(self.scene, tokens);
        let next = tokens.start + 1;
        let owned = mention.kind == EntityKind::Document && !mention.named && next < tokens.end;
        if owned && self.people.is_surname(name::bare(self.scene, next)) {
            return name::read(self.scene, TokenRange::new(next, tokens.end));
        }
        mention
    }

    /// A mention that begins with a surname of the text ends with it: what follows is the clause's.
    pub fn cut(&self, tokens: TokenRange) -> TokenRange {
        let first = name::bare(self.scene, tokens.start);
        let unknown =
            |at: usize| at < tokens.end && !self.scene.is(at, sets::SOURCE) && self.scene.is_wordlike(at);
        if unknown(tokens.start + 1)
            && !self.scene.is(tokens.start, sets::SOURCE)
            && self.people.is_surname(first)
            && !self.people.is_surname(name::bare(self.scene, tokens.start + 1))
        {
            return TokenRange::new(tokens.start, tokens.start + 1);
        }
        tokens
    }

    fn known(&self, mention: &Mention) -> Option<u32> {
        if mention.named {
            return self.by_name(mention);
        }
        let keys = name::keys(self.scene, mention.tokens);
        match mention.kind {
            EntityKind::Person | EntityKind::Unnamed => self.by_description(mention, &keys),
            _ => self.by_noun(mention, &keys),
        }
    }

    fn by_name(&self, mention: &Mention) -> Option<u32> {
        let keys = name::keys(self.scene, mention.name);
        self.find(|s| s.named && same_person(&s.keys, &keys))
            .or_else(|| self.find(|s| !s.named && s.kind != EntityKind::Person && s.keys == keys))
    }

    /// A title or description alone: a source that has been called so, or the surname at its end.
    fn by_description(&self, mention: &Mention, keys: &[Key]) -> Option<u32> {
        if let Some(last) = keys.last().filter(|_| mention.definite && !self.ends_in_another(mention))
            && let Some(found) =
                self.find(|s| s.named && s.kind == EntityKind::Person && s.keys.last() == Some(last))
        {
            return Some(found);
        }
        let person = |s: &Source| matches!(s.kind, EntityKind::Person | EntityKind::Unnamed);
        if mention.definite {
            self.find(|s| person(s) && holds_all(&s.title_keys, keys))
        } else {
            self.find(|s| person(s) && s.keys.as_slice() == keys)
        }
    }

    /// "رسول الله", "شقيق سامر الراوي": whether the last word is the name of another.
    fn ends_in_another(&self, mention: &Mention) -> bool {
        self.scene.is(mention.tokens.end.saturating_sub(1), Flags::DEITY)
            || self.scene.is(mention.tokens.start, Flags::KIN)
    }

    /// A body or text: the same words, or a definite head that an earlier mention spells out.
    fn by_noun(&self, mention: &Mention, keys: &[Key]) -> Option<u32> {
        let names = name::keys(self.scene, mention.name);
        let head = names.first().copied()?;
        let marked = self.scene.kind(mention.name.end.saturating_sub(1)) == TokenKind::Quote;
        self.find(|s| {
            let same = s.keys == names;
            let short = mention.definite
                && [s.keys.first(), s.title_keys.first()].into_iter().flatten().any(|k| alike(*k, head))
                && (holds_all(&s.keys, &names) || holds_all(&s.title_keys, keys));
            let long = s.kind != EntityKind::Person && s.keys.len() > 1 && names.starts_with(&s.keys);
            let proper = s.kind == EntityKind::Organisation
                && names.len() < s.keys.len()
                && s.keys.get(1..).is_some_and(|rest| rest.starts_with(&names));
            // "وكالة الأنباء الرسمية سبأ", "وكالة الأنباء سبأ".
            let last = |keys: &[Key]| keys.last().copied();
            let same_name = marked
                && s.kind == EntityKind::Organisation
                && s.keys.first().is_some_and(|k| alike(*k, head))
                && last(&s.keys) == last(&names);
            s.kind != EntityKind::Person && (same || short || long || proper || same_name)
        })
    }

    /// The newest source that fits.
    pub(super) fn find(&self, fits: impl Fn(&Source) -> bool) -> Option<u32> {
        self.sources.iter().enumerate().rev().take(COMPARED).find(|(_, s)| fits(s)).map(|(i, _)| i as u32)
    }

    /// A source for a mention that none of the known ones carries: the one that the text spells
    /// out elsewhere, the one who is speaking where the mention only describes him, or a new one.
    fn add(&mut self, mention: &Mention) -> u32 {
        if let Some(full) = self.trade(mention) {
            let keys = name::keys(self.scene, full);
            let source = Source { named: true, ..self.fresh(mention, full, keys) };
            return self.push(source);
        }
        if let Some(phrase) = self.spelt_out(mention) {
            let full = &phrase.mention;
            // Who is behind a text may be called by a short name there.
            if mention.kind == EntityKind::Document && full.kind != EntityKind::Document {
                return self.source(full.tokens);
            }
            let keys = Keys::from_slice(self.people.words(phrase.names));
            if let Some(known) = self
                .find(|s| if full.named { s.named && same_person(&s.keys, &keys) } else { s.keys == keys })
            {
                return known;
            }
            let name = full.name;
            let source = Source {
                titles: full.titles.to_vec(),
                title_keys: self.people.words(phrase.titles).to_vec(),
                ..self.fresh(full, name, keys)
            };
            return self.push(source);
        }
        if let Some(source) = self.described(mention) {
            return source;
        }
        let keys = name::keys(self.scene, mention.name);
        let mut source = self.fresh(mention, mention.name, keys);
        let known = self.people.fullest(self.scene, source.name);
        if let Some(full) = known.or_else(|| self.searched(&source)).filter(|_| source.named) {
            source.keys = name::keys(self.scene, full);
            source.name = full;
            source.kind = EntityKind::Person;
        } else if let Some(phrase) = self.people.extended(&source.keys).filter(|_| source.named) {
            source.keys = Keys::from_slice(self.people.words(phrase.names));
            source.name = phrase.mention.name;
        }
        self.push(source)
    }

    /// "الراوي", "الفريق الراوي": a word with the article, often a trade, that is the surname of somebody in
    /// the text.
    fn trade(&self, mention: &Mention) -> Option<TokenRange> {
        let trade = !mention.named
            && !self.ends_in_another(mention)
            && mention.definite
            && matches!(mention.kind, EntityKind::Person | EntityKind::Unnamed);
        let last = mention.tokens.end.checked_sub(1).filter(|_| trade)?;
        self.scene
            .is_definite(last)
            .then(|| self.people.fullest(self.scene, TokenRange::new(last, mention.tokens.end)))?
    }

    /// The full name behind a surname that only stands alone where people speak.
    fn searched(&self, source: &Source) -> Option<TokenRange> {
        let single = source.named && source.name.len() == 1 && self.sources.len() < COMPARED;
        let person = matches!(source.kind, EntityKind::Unknown | EntityKind::Person);
        (single && person).then(|| People::searched(self.scene, source.name))?
    }

    fn fresh(&self, mention: &Mention, name: TokenRange, keys: Keys) -> Source {
        Source {
            name,
            keys,
            named: mention.named,
            titles: Vec::new(),
            title_keys: Vec::new(),
            kind: mention.kind,
            gender: mention.gender,
            number: mention.number,
            mentions: Vec::new(),
        }
    }

    fn push(&mut self, source: Source) -> u32 {
        self.sources.push(source);
        (self.sources.len() - 1) as u32
    }

    /// The phrase of the text that says in full whom the mention means.
    fn spelt_out(&self, mention: &Mention) -> Option<&'s Phrase> {
        let at = mention.tokens.start;
        let names = name::keys(self.scene, mention.name);
        let keys = name::keys(self.scene, mention.tokens);
        match mention.kind {
            EntityKind::Person | EntityKind::Unnamed if !mention.named => {
                let one = mention.definite && mention.number != Number::Plural;
                let by_title = one.then(|| self.people.by_title(at, &keys)).flatten();
                by_title.or_else(|| {
                    let alone = mention.definite && keys.len() == 1;
                    if alone { self.people.by_unnamed(at, &keys) } else { self.introduced(mention, &keys) }
                })
            }
            EntityKind::Organisation | EntityKind::Document if !mention.named => {
                let body = mention.kind == EntityKind::Organisation;
                if let Some(phrase) = body.then(|| self.introduced(mention, &keys)).flatten() {
                    return Some(phrase);
                }
                // "التقارير" are not the one report.
                let same = |p: &&Phrase| {
                    mention.definite
                        && (mention.number == p.mention.number || mention.number == Number::Unknown)
                };
                let short = || self.people.by_head(at, &names).filter(same);
                let first = self.people.longer(at, &names).or_else(short)?;
                // "the presidency" → "the general presidency" → "the general presidency of the army".
                let full = self
                    .people
                    .longer(at, self.people.words(first.names))
                    .filter(|p| p.mention.kind == first.mention.kind)
                    .unwrap_or(first);
                Some(self.people.sayer(full))
            }
            EntityKind::Unknown
                if names.len() <= 4
                    && !self.scene.is(mention.name.start, Flags::PERSONAL_NAME)
                    && !names.last().is_some_and(|last| self.people.is_surname(*last)) =>
            {
                self.people.holding(self.scene, at, &names)
            }
            _ => None,
        }
    }

    /// Whom an indefinite description means that the text names only later.
    fn introduced(&self, mention: &Mention, keys: &[Key]) -> Option<&'s Phrase> {
        let described = !mention.definite && mention.number != Number::Plural;
        described.then(|| self.people.introduced(mention, keys)).flatten()
    }

    /// "the source", "the speaker", "the statement": whoever is speaking, where number and gender
    /// allow it.
    fn described(&self, mention: &Mention) -> Option<u32> {
        let words = self.scene.words(mention.tokens);
        let description = match mention.kind {
            EntityKind::Person | EntityKind::Unnamed | EntityKind::Document => !mention.named && words <= 4,
            EntityKind::Unknown => {
                words >= 2
                    && mention
                        .tokens
                        .iter()
                        .all(|at| self.scene.is_definite(at) || self.scene.is(at, Flags::EMPHASIS))
                    && mention.tokens.iter().all(|at| self.scene.is_known(at) || self.scene.is_common(at))
            }
            EntityKind::Organisation => false,
        };
        let shown = (mention.gender, mention.number);
        // "المادة (28)", "المتحدث باسم الوزارة", "رئيس البعثة في البلاد": more than a description of who is
        // speaking, unlike "القيادي في الحزب".
        let head = mention.tokens.start;
        let spokesman = |at: usize| self.scene.is(at, Flags::PREPOSITION) && self.scene.is_in_the_name_of(at);
        let somebody = self.scene.prefix(head).has(Prefix::ARTICLE) && !mention.tokens.iter().any(spokesman);
        let own = |at: usize| {
            self.scene.kind(at) == TokenKind::Number || self.scene.is(at, Flags::PREPOSITION) && !somebody
        };
        if mention.tokens.iter().any(own) {
            return None;
        }
        let document = mention.kind == EntityKind::Document;
        let head = name::keys(self.scene, mention.tokens).first().copied();
        // The father of X is not X.
        let child = (mention.tokens.len() == 2).then(|| name::bare(self.scene, mention.tokens.end - 1));
        let fits = |s: &Source| {
            if s.named && s.keys.first().copied() == child {
                return false;
            }
            if document {
                let heads = [s.title_keys.first(), s.keys.first()];
                heads.into_iter().flatten().any(|t| head.is_some_and(|h| alike(*t, h)))
            } else {
                let number = match shown.1 {
                    Number::Plural => s.number == Number::Plural,
                    shown => s.number == shown || shown == Number::Unknown || s.number == Number::Unknown,
                };
                // "المصدر" may be a body or text of either gender.
                let source = self.scene.is(mention.tokens.start, Flags::UNNAMED)
                    && !self.scene.is(mention.tokens.start, Flags::TITLE)
                    && shown.1 == Number::Singular;
                if source && matches!(s.kind, EntityKind::Organisation | EntityKind::Document) {
                    return true;
                }
                // "الخبير" is nobody's organisation.
                let person = mention.kind == EntityKind::Person && shown.1 != Number::Plural;
                let body = s.kind == EntityKind::Organisation;
                // "الوزير" is no source that nobody named.
                let office = self.scene.is(mention.tokens.start, Flags::TITLE)
                    && !self.scene.is(mention.tokens.start, Flags::UNNAMED);
                let nobody = s.kind == EntityKind::Unnamed && !s.named && office;
                number && agrees(shown, (s.gender, s.number)) && !(person && body) && !nobody
            }
        };
        let turn = || {
            self.turns
                .iter()
                .rev()
                .take(LOOK_BACK)
                .find(|&&(s, _)| self.sources.get(s as usize).is_some_and(fits))
        };
        // A statement that nobody is said to have made is that of the body that spoke last.
        let body = || {
            self.turns.last().filter(|&&(s, _)| {
                document && self.sources.get(s as usize).is_some_and(|s| s.kind == EntityKind::Organisation)
            })
        };
        (description && mention.definite).then(|| turn().or_else(body)).flatten().map(|&(s, _)| s)
    }

    /// What the mention adds to what is known of its source.
    fn enrich(&mut self, index: u32, mention: &Mention) {
        let keys = name::keys(self.scene, mention.name);
        let titles: Keys = mention.titles.iter().flat_map(|t| name::words(self.scene, *t)).collect();
        let Some(source) = self.sources.get_mut(index as usize) else { return };
        source.mentions.push(mention.tokens);
        let own = mention.named || mention.kind == source.kind || source.kind == EntityKind::Unknown;
        if own && mention.named == source.named && keys.len() > source.keys.len() && keys.len() <= 12 {
            source.name = mention.name;
            source.keys = keys;
        }
        // The same title again adds nothing, and a source with very many is no person.
        const TITLES: usize = 16;
        if source.titles.len() < TITLES && !titles.iter().all(|t| source.title_keys.contains(t)) {
            source.titles.extend(mention.titles.iter().cloned());
            source.title_keys.extend(titles);
        }
        if source.gender == Gender::Unknown {
            source.gender = mention.gender;
        }
        if source.kind == EntityKind::Unknown {
            source.kind = mention.kind;
        }
    }
}
