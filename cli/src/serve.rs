//! `isnad serve`.

use std::process::ExitCode;

use clap::Args;
use isnad::server;

use crate::report::{complain, only};
use crate::settings::{File, Given};

/// The exit code of a usage error, the same as clap's.
const USAGE: u8 = 2;

/// The server, in this process.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    given: Given,

    #[command(flatten)]
    file: File,

    /// Check the settings and the TLS files that they name, report all errors, and exit: with 0 if there are
    /// none
    #[arg(long)]
    check_config: bool,

    /// Print the settings in force, each with its origin, and exit
    #[arg(long)]
    print_config: bool,
}

impl Serve {
    /// Serves until the process is signalled to stop. All errors in the settings are reported at once.
    pub fn run(self) -> ExitCode {
        let settled = match self.given.settle(self.file.path.as_deref()) {
            Ok(settled) => settled,
            Err(errors) => {
                errors.iter().for_each(|error| complain(error));
                return ExitCode::from(USAGE);
            }
        };
        if self.print_config {
            return only(settled.printed().as_bytes());
        }
        let done =
            if self.check_config { server::check(&settled.settings) } else { server::run(settled.settings) };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        }
    }
}
