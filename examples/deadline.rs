//! Cancels the analysis after a tenth of a second, and prints where the time went:
//! `cargo run --locked -p isnad --example deadline -- examples/article.txt`.

use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, error, fs, thread};

use isnad::{Analyzer, Cancel};

fn main() -> Result<(), Box<dyn error::Error>> {
    let path = env::args().nth(1).ok_or("usage: deadline FILE")?;
    let page = fs::read_to_string(path)?;
    let cancel = Arc::new(Cancel::new());
    thread::spawn({
        let cancel = Arc::clone(&cancel);
        move || {
            thread::sleep(Duration::from_millis(100));
            cancel.cancel();
        }
    });
    let (analyzer, start) = (Analyzer::new(), Instant::now());
    let mut done = |stage| println!("{stage} after {:?}", start.elapsed());
    let article = analyzer.cancel(&cancel).on_stage(&mut done).try_analyze(&page)?;
    println!("{} quotes", article.quotes(&page).count());
    Ok(())
}
