//! Sentences against ends that people have set: golden cases, and texts whose form changes while their ends do not.
//!
//! Two sets are no part of the repository ([`crate::shared`]). Where there is none, what needs it says that it was skipped.

mod golden;
mod marked;
mod other_scripts;
mod properties;
mod robust;
