//! Prints who said what to whom, through whom: `cargo run --locked -p isnad --example speakers -- examples/article.txt`.

use std::{env, error, fs};

use isnad::{Analyzer, QuoteView};

fn main() -> Result<(), Box<dyn error::Error>> {
    let path = env::args().nth(1).ok_or("usage: speakers FILE")?;
    let page = fs::read_to_string(path)?;
    let article = Analyzer::new().min_confidence(0.3).analyze(&page);
    for entity in article.entities(&page).filter(|entity| !entity.quotes.is_empty()) {
        let titles = entity.titles();
        println!("{} ({}) {}", entity.name(), entity.kind, titles.join("، "));
        entity.quotes().for_each(show);
    }
    Ok(())
}

fn show(quote: QuoteView) {
    println!("  {}: {}", quote.kind, quote.text());
    if let Some(cue) = quote.cue() {
        println!("    {} ({}, {})", cue.text(), cue.lemma, cue.class);
    }
    if let Some(addressee) = quote.addressee_name() {
        println!("    to {addressee}");
    }
    for relay in quote.relays() {
        println!("    through {}", relay.name());
    }
}
