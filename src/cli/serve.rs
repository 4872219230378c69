//! `isnad serve`.

use std::process::ExitCode;

use clap::Args;
use isnad::server::{self, Settings};

use super::report::complain;

/// The exit code of a wrong command line, as clap has it.
const USAGE: u8 = 2;

/// The server, in this process.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    settings: Settings,
}

impl Serve {
    /// Serves until the process is told to end. Settings that do not go together are all named.
    pub fn run(self) -> ExitCode {
        let errors = self.settings.errors();
        if !errors.is_empty() {
            errors.iter().for_each(|error| complain(error));
            return ExitCode::from(USAGE);
        }
        match server::run(self.settings) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        }
    }
}
