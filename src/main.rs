//! The process: what the command line asks for, done, and an exit code.

mod cli;

use std::process::ExitCode;

/// An answer is many small pieces of memory, made by one thread and given back by the same: measured in docs/speed.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
