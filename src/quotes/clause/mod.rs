//! Reads what follows a cue in its clause: the subject, the addressee, and what introduces the content.
//!
//! A [`walk::Walk`] goes from the cue to the content, word by word. Each kind of sign or word has a file with the
//! function that reads it; the function records what it finds in the walk and returns where to continue.

mod addressee;
mod apposition;
mod bare;
mod complement;
mod complementizer;
mod counted;
mod mark;
mod other_cue;
pub mod reading;
mod step;
mod subject;
mod walk;
mod word;

use crate::quotes::cue::Cue;
use crate::quotes::words::scene::Scene;
use crate::tokens::TokenRange;
use walk::{Step, Walk};

pub use complementizer::is_imperfect;

/// What introduces the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A complementizer; the content starts at the token.
    Clause(usize),
    /// A colon; the content starts at the token.
    Colon(usize),
    /// A quotation; its opening mark is the token.
    Mark(usize),
    /// A noun complement that contains a quotation; it starts at the token.
    Noun(usize),
    /// A question word; the content starts at the token.
    Question(usize),
}

impl Opening {
    /// The first token of the content.
    pub const fn start(self) -> usize {
        match self {
            Self::Clause(at) | Self::Colon(at) | Self::Mark(at) | Self::Noun(at) | Self::Question(at) => at,
        }
    }
}

/// What was read of the clause that follows a cue.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// The noun phrase of the subject.
    pub subject: Option<TokenRange>,
    /// The addressee.
    pub addressee: Option<TokenRange>,
    /// What introduces the content; `None` if there is no content after the cue.
    pub opening: Option<Opening>,
    /// Another cue that comes before the content, and takes over the content and this subject.
    pub hand_over: Option<usize>,
    /// One past the last token read.
    pub end: usize,
}

/// Reads the clause that follows `cue`, up to `limit`.
pub fn read(scene: &Scene, cue: &Cue, limit: usize) -> Clause {
    let mut walk = Walk::new(scene, cue, limit);
    let mut at = cue.tokens.end();
    while at < walk.limit {
        match step::step(&mut walk, scene.word(at)) {
            Step::On(next) => at = next.max(at + 1),
            Step::Done => {
                walk.clause.end = at;
                break;
            }
        }
    }
    walk.clause
}
