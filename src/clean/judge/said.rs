//! Verdicts that follow from a label alone.

use super::Verdict;
use super::label::Label;
use crate::clean::{BlockKind, BlockRule};
use crate::lexicon::PageClass;

/// The verdict for a label; `None` if the verdict depends on the place.
pub const fn said(label: Label) -> Option<Verdict> {
    Some(match label {
        Label::Rule => (BlockKind::Ui, BlockRule::Signs),
        Label::Counter => (BlockKind::Ui, BlockRule::Counter),
        Label::Stamp => (BlockKind::Timestamp, BlockRule::Date),
        Label::Prose | Label::Semi | Label::Plain => return None,
        Label::Said(class) => match class {
            PageClass::Related | PageClass::Also => (BlockKind::Related, BlockRule::RelatedHeading),
            PageClass::More => (BlockKind::Related, BlockRule::More),
            PageClass::Comments => (BlockKind::Comments, BlockRule::CommentsHeading),
            PageClass::Form => (BlockKind::Ui, BlockRule::CommentForm),
            PageClass::Copyright => (BlockKind::Ui, BlockRule::Copyright),
            PageClass::Site => (BlockKind::Ui, BlockRule::SiteLink),
            PageClass::Share => (BlockKind::Ui, BlockRule::Share),
            PageClass::Ui => (BlockKind::Ui, BlockRule::Button),
            PageClass::Follow => (BlockKind::Ui, BlockRule::Follow),
            PageClass::Poll => (BlockKind::Ui, BlockRule::Poll),
            PageClass::Tags => (BlockKind::Ui, BlockRule::Tags),
            PageClass::Source => (BlockKind::Source, BlockRule::SourceLabel),
            PageClass::Ago => (BlockKind::Timestamp, BlockRule::Age),
            PageClass::Byline => (BlockKind::Byline, BlockRule::BylineLabel),
            PageClass::Agency => (BlockKind::Byline, BlockRule::Agency),
            PageClass::Caption => (BlockKind::Caption, BlockRule::CaptionLabel),
            PageClass::End => (BlockKind::Ui, BlockRule::EndMark),
            PageClass::Section
            | PageClass::Followed
            | PageClass::Position
            | PageClass::Stamp
            | PageClass::Resume
            | PageClass::Time
            | PageClass::Morning
            | PageClass::Evening => return None,
        },
    })
}
