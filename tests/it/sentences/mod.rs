//! Sentences against ends that people have set: golden cases, and texts whose form changes while their ends do not.
//!
//! Two sets are no part of the repository: `$ISNAD_SHARED` names their folder (default: "shared" beside the
//! repository). Where there is none, what needs it says that it was skipped.

mod golden;
mod marked;
mod other_scripts;
mod properties;
mod robust;

use std::path::{Path, PathBuf};

/// The folder of annotated texts.
fn shared() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("ISNAD_SHARED").map_or(beside, PathBuf::from)
}
