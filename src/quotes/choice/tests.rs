//! Tests the facts about candidates, and the choice under simple weights. The weights of the lexicon are retrained
//! often, so these tests use their own.

use super::*;
use crate::clean::BlockKind;
use crate::quotes::inventory::InventoryOf;
use crate::quotes::name;
use crate::quotes::people::PeopleOf;
use crate::quotes::score::{Choice, Facts, Situation};
use crate::quotes::speakers::Witness;
use crate::quotes::words::{Lookups, Scene};
use crate::quotes::{Page, QuoteOptions, attribute, read_drafts};
use crate::segment::{Cuts, Marks, Paragraph};
use crate::tagger::{Kind, Tagged};
use crate::text::Cancel;
use crate::tokens::{TokenRange, tokenize};

/// A choice, with the names as text.
struct Asked {
    situation: Situation,
    /// The name and facts of each candidate; the name of "nobody" is empty.
    candidates: Vec<(String, Facts)>,
    taken: String,
}

impl Asked {
    /// The facts of the candidate with this name.
    fn facts(&self, name: &str) -> Facts {
        let names: Vec<_> = self.candidates.iter().map(|(name, _)| name).collect();
        let found = self.candidates.iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("{name} is not among {names:?}")).1
    }

    /// Returns whether all of these facts are true of the candidate with this name.
    fn knows(&self, name: &str, facts: &[Facts]) -> bool {
        let known = self.facts(name);
        facts.iter().all(|fact| known.any(*fact))
    }
}

struct Listener<'s, 't> {
    scene: &'s Scene<'t>,
    asked: Vec<Asked>,
}

impl Witness for Listener<'_, '_> {
    fn weighed(&mut self, question: &Question, among: &[Candidate], choice: Choice) {
        let span = |candidate: &Candidate| name::span(self.scene, candidate.name?);
        let named = |one: &Candidate| span(one).map_or("", |span| span.slice(self.scene.text)).to_owned();
        let candidates: Vec<_> = among.iter().map(|one| (named(one), one.facts)).collect();
        let taken = candidates[choice.index].0.clone();
        self.asked.push(Asked { situation: question.situation(), candidates, taken });
    }
}

/// Returns the choices in a text in which the tagger found these spans. Each fact in `count` has the same weight, and
/// all others have none.
fn asked(text: &str, found: &[(&str, Kind)], count: &[Facts]) -> Vec<Asked> {
    let tokens = tokenize(text);
    let paragraphs =
        [Paragraph { tokens: TokenRange::new(0, tokens.len()), block: 0, kind: BlockKind::Body }];
    let (lookups, marks) = (Lookups::of(&tokens), Marks::pair(&tokens, &paragraphs));
    let cuts = Cuts::of(&tokens, &paragraphs, &marks);
    let scene = lookups.scene(&marks);
    let spans = || {
        let mut from = 0;
        let span = |(words, kind): &(&str, Kind)| {
            let start =
                from + text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
            from = start + words.len();
            let at = |byte: usize| tokens.partition_point(|token| (token.span.start as usize) < byte);
            Tagged { words: TokenRange::new(at(start), at(from)), kind: *kind, trust: 100 }
        };
        found.iter().map(span).collect()
    };
    let weight = |fact: &Facts| if count.contains(fact) { 100 } else { 0 };
    let weights: Vec<_> =
        Facts::ALL.iter().map(|(.., fact)| [weight(fact); Situation::NAMES.len()]).collect();
    let people = PeopleOf::new(&scene, &paragraphs);
    let inventory = InventoryOf::new(&scene, &paragraphs, &people, &spans);
    let page = Page {
        scene: &scene,
        paragraphs: &paragraphs,
        people: &people,
        inventory: &inventory,
        weights: &weights,
    };
    let drafts = read_drafts(&scene, &paragraphs, &cuts, &Cancel::default()).expect("nobody cancels");
    let mut listener = Listener { scene: &scene, asked: Vec::new() };
    attribute(&page, drafts, &QuoteOptions::default(), &mut listener);
    listener.asked
}

const TITLED: (&str, &[(&str, Kind)]) = (
    "وصل وزير النقل سامر القلعاوي إلى المرفأ أمس. والتقى نبيل الطرابيشي في المساء. وقال الوزير إن السفن كثيرة.",
    &[
        ("وزير النقل", Kind::Title),
        ("سامر القلعاوي", Kind::Person),
        ("نبيل الطرابيشي", Kind::Person),
        ("الوزير", Kind::Person),
    ],
);

#[test]
fn a_title_alone_means_its_holder() {
    let (text, found) = TITLED;
    let asked = asked(text, found, &[Facts::HEAD_IN_TITLES, Facts::NAMED]);
    let [asked] = asked.as_slice() else { panic!("one quote") };
    assert_eq!(asked.situation, Situation::Title);
    let holder = [Facts::NAMED, Facts::TITLED, Facts::IN_TITLES, Facts::HEAD_IN_TITLES];
    assert!(asked.knows("سامر القلعاوي", &holder), "{:?}", asked.facts("سامر القلعاوي"));
    assert!(asked.knows("نبيل الطرابيشي", &[Facts::NAMED, Facts::SHARES_NOTHING]));
    assert!(!asked.facts("نبيل الطرابيشي").any(Facts::IN_TITLES));
    assert_eq!(asked.taken, "سامر القلعاوي");
}

#[test]
fn the_weights_decide_and_nobody_is_a_candidate() {
    let (text, found) = TITLED;
    let taken = |fact: Facts| asked(text, found, &[fact]).pop().expect("one quote").taken;
    assert_eq!(taken(Facts::NOBODY), "");
    assert_eq!(taken(Facts::SHARES_NOTHING), "نبيل الطرابيشي");
    assert_eq!(taken(Facts::STANDS), "الوزير");
}

#[test]
fn a_surname_means_the_one_who_is_named_in_full() {
    let text = "زار سامر القلعاوي المرفأ أمس والتقى نبيل الطرابيشي. وقال القلعاوي إن السفن كثيرة.";
    let found =
        [("سامر القلعاوي", Kind::Person), ("نبيل الطرابيشي", Kind::Person), ("القلعاوي", Kind::Person)];
    let asked = asked(text, &found, &[Facts::LAST_SHARED, Facts::FULL]);
    let [asked] = asked.as_slice() else { panic!("one quote") };
    assert_eq!(asked.situation, Situation::Name);
    let shared = [Facts::SHARES_ALL, Facts::WITHIN_NAME, Facts::LAST_SHARED, Facts::WHOLE_MENTION];
    assert!(asked.knows("سامر القلعاوي", &shared), "{:?}", asked.facts("سامر القلعاوي"));
    assert!(!asked.facts("سامر القلعاوي").any(Facts::FIRST_SHARED.with(Facts::SAME_WORDS)));
    assert_eq!(asked.taken, "سامر القلعاوي");
}

#[test]
fn who_is_named_behind_the_content_does_not_stand_after_the_cue() {
    let text = "قال سامر القلعاوي إن السفن كثيرة. ووصل نبيل الطرابيشي أمس.";
    let found = [("سامر القلعاوي", Kind::Person), ("نبيل الطرابيشي", Kind::Person)];
    let asked = asked(text, &found, &[Facts::AFTER_CUE]);
    let [asked] = asked.as_slice() else { panic!("one quote") };
    assert!(asked.knows("سامر القلعاوي", &[Facts::PERSON, Facts::AFTER_CUE, Facts::FIRST_AFTER_CUE]));
    let others = asked.candidates.iter().filter(|(name, _)| name != "سامر القلعاوي");
    assert!(others.map(|(_, facts)| facts).all(|facts| !facts.any(Facts::AFTER_CUE)));
    assert!(!asked.facts("سامر القلعاوي").any(Facts::UNKNOWN_KIND));
    assert_eq!(asked.taken, "سامر القلعاوي");
}

#[test]
fn who_spoke_last_is_known_to_have_done_so() {
    let text = "قال سامر القلعاوي إن السفن كثيرة. وقال نبيل الطرابيشي إن المرفأ صغير. وكان الطقس جميلا. وأضاف أن السد آمن.";
    let found = [("سامر القلعاوي", Kind::Person), ("نبيل الطرابيشي", Kind::Person)];
    let asked = asked(text, &found, &[Facts::RULES_SUBJECT, Facts::LATEST]);
    let [first, _, last] = asked.as_slice() else { panic!("three quotes") };
    assert!(first.knows("سامر القلعاوي", &[Facts::NO_TURN, Facts::RIGHT_AFTER_CUE, Facts::RULES]));
    assert_eq!(last.situation, Situation::Implicit);
    assert!(last.knows("نبيل الطرابيشي", &[Facts::LATEST, Facts::LATEST_GOES_ON, Facts::LATEST_HERE]));
    assert!(last.knows("سامر القلعاوي", &[Facts::SPOKE, Facts::TURN_BEFORE]));
    assert_eq!(last.taken, "نبيل الطرابيشي");
}
