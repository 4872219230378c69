//! Output generated from the definition of the command line: completions and manual pages.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::fault::plain;
use crate::report;

/// Writes the completion script for `shell`.
pub fn completions(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "isnad", &mut script);
    report::only(&script)
}

/// Writes a page for each command into `folder`.
pub fn man(folder: &Path) -> ExitCode {
    match clap_mangen::generate_to(Cli::command(), folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::unusable(&format!("{}: {}", folder.display(), plain(&error))),
    }
}
