//! Prints the public items that a file of rustdoc's JSON describes, one a line, sorted.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: isnad-api FILE");
        return ExitCode::from(2);
    };
    // What every type has by its traits' own rules, or derives, says nothing.
    let listing = public_api::Builder::from_rustdoc_json(path)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build();
    match listing {
        Ok(listing) => {
            listing.items().for_each(|item| println!("{item}"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("isnad-api: {error}");
            ExitCode::FAILURE
        }
    }
}
