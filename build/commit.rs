//! The commit that `GetInfo` and `--version` report.

use std::env;
use std::path::Path;
use std::process::Command;

/// Sets `ISNAD_COMMIT` for the crate: from the environment, otherwise from git, otherwise "unknown".
pub fn generate() {
    println!("cargo:rerun-if-env-changed=ISNAD_COMMIT");
    let commit = env::var("ISNAD_COMMIT").ok().or_else(from_git).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=ISNAD_COMMIT={commit}");
}

/// The checked-out commit. The log of HEAD grows with every commit and checkout.
fn from_git() -> Option<String> {
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    // Cargo would run the script every time for a path that does not exist.
    if Path::new(&log).exists() {
        println!("cargo:rerun-if-changed={log}");
    }
    git(&["rev-parse", "--verify", "HEAD"])
}

/// The line that git prints; `None` if the command fails.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let line = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !line.is_empty()).then_some(line)
}
