//! Generates what the crate embeds. Each module describes its output.

use std::error::Error;

#[path = "build/commit.rs"]
mod commit;
#[path = "build/lexicon.rs"]
mod lexicon;
#[cfg(feature = "service")]
#[path = "build/proto.rs"]
mod proto;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    commit::generate();
    lexicon::generate();
    #[cfg(feature = "service")]
    proto::generate()?;
    Ok(())
}
