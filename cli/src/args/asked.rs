//! The subcommands about the command line itself.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// `isnad completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `isnad man`.
#[derive(Debug, Args)]
pub struct Man {
    /// An existing folder
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}
