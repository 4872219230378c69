//! Sentences compared with annotated ends: golden cases, and texts whose form changes while their ends do not.
//!
//! Two sets are not part of the repository ([`crate::shared`]). If they are missing, their tests report that they were skipped.

mod golden;
mod marked;
mod other_scripts;
mod properties;
mod robust;
