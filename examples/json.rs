//! Prints an analysis as JSON, with options from JSON:
//! `cargo run --locked -p isnad --features serde --example json -- examples/article.txt`.

use std::{env, error, fs, io};

use isnad::{Analyzer, Options};

fn main() -> Result<(), Box<dyn error::Error>> {
    let path = env::args().nth(1).ok_or("usage: json FILE")?;
    let page = fs::read_to_string(path)?;
    // As in a settings file. Fields may be missing.
    let options: Options = serde_json::from_str(
        r#"{"quotes": {"min_speaker_confidence": 0.8}, "parts": ["quotes", "entities", "metadata"]}"#,
    )?;
    let article = Analyzer::with_options(options).analyze(&page);
    serde_json::to_writer_pretty(io::stdout(), &article)?;
    println!();
    Ok(())
}
