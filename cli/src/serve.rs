//! `isnad serve`.

use std::process::ExitCode;

use clap::Args;
use isnad::server;

use crate::report::{complain, only};
use crate::settings::{File, Given};

/// The exit code of a wrong command line, as clap has it.
const USAGE: u8 = 2;

/// The server, in this process.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    given: Given,

    #[command(flatten)]
    file: File,

    /// Say what is wrong with the settings and the files of TLS that they name, and end: with 0 when nothing is
    #[arg(long)]
    check_config: bool,

    /// Print the settings that hold, each with where it came from, and end
    #[arg(long)]
    print_config: bool,
}

impl Serve {
    /// Serves until the process is told to end. All that is wrong with the settings is named at once.
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
