//! Facts from the rules' pick.

use super::one::One;
use crate::quotes::resolution::{Identity, Nearness, Resolution, SpeakerRule};
use crate::quotes::score::Facts;
use crate::text::Key;

/// The source that the rules pick as the speaker.
#[derive(Clone, Debug)]
pub struct RulesPick<'r> {
    /// The source, as a candidate; `None` if the rules name nobody.
    pub one: Option<One<'r>>,
    /// How the rules found it.
    pub rule: SpeakerRule,
}

impl RulesPick<'_> {
    /// The facts of the source itself.
    pub fn own(&self) -> Facts {
        Facts::RULES.with(Facts::AS_RULES).with(self.ways())
    }

    /// The facts of a row, compared with the rules' source.
    pub fn of(&self, one: &One) -> Facts {
        let Some(own) = &self.one else { return Facts::default() };
        let same = own.row.is_some() && own.row == one.row;
        if !same {
            return Facts::default().and(Facts::AS_RULES, own.keys == one.keys);
        }
        Facts::ROW_OF_RULES
            .with(self.ways())
            .and(Facts::AS_RULES, own.keys == one.keys)
            .and(Facts::LONGER, is_longer(one.keys, own.keys))
            .and(Facts::SHORTER, is_longer(own.keys, one.keys))
    }

    fn ways(&self) -> Facts {
        of_resolution(self.rule.resolution).with(self.rule.identity.map(of_identity).unwrap_or_default())
    }
}

const fn is_longer(long: &[Key], short: &[Key]) -> bool {
    long.len() > short.len()
}

const fn of_resolution(resolution: Resolution) -> Facts {
    match resolution {
        Resolution::Named(found) => of_nearness(found.nearness()),
        Resolution::Turn => Facts::RULES_TURN,
        Resolution::EarlierParagraph => Facts::RULES_OLD_TURN,
        Resolution::Nobody => Facts::RULES_NOBODY,
    }
}

const fn of_nearness(nearness: Nearness) -> Facts {
    match nearness {
        Nearness::OwnClause => Facts::RULES_SUBJECT,
        Nearness::Outside => Facts::RULES_ANTECEDENT,
        Nearness::OtherClause => Facts::RULES_MAIN_VERB,
    }
}

const fn of_identity(identity: Identity) -> Facts {
    match identity {
        Identity::SameName
        | Identity::Surname
        | Identity::GivenName
        | Identity::TitleAndSurname
        | Identity::ArticleSurname
        | Identity::FullestForm
        | Identity::FullNameNearby
        | Identity::ExtendedName => Facts::BY_NAME,
        Identity::Title
        | Identity::TitleInText
        | Identity::Counterpart
        | Identity::RelatedTitle
        | Identity::OnlyTitle
        | Identity::Introduced => Facts::BY_TITLE,
        Identity::SameWords
        | Identity::ShortForm
        | Identity::LongForm
        | Identity::WithoutHead
        | Identity::MarkedName
        | Identity::LongerInText
        | Identity::HeadInText
        | Identity::Holder => Facts::BY_WORDS,
        Identity::Description
        | Identity::LastBody
        | Identity::Unnamed
        | Identity::Agreeing
        | Identity::Newest => Facts::BY_TURN,
        Identity::Issuer | Identity::Maker => Facts::BY_MAKER,
        Identity::New | Identity::Weighed => Facts::BY_NOTHING,
    }
}
