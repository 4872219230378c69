//! Blocks of text files as `score.py` reads them.
use isnad::text::{OffsetEncoding, OffsetIndex, tokenize};
use std::io::Write as _;
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let show = args.first().is_some_and(|a| a == "--show");
    if show {
        args.remove(0);
    }
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    for path in args {
        let text = std::fs::read_to_string(&path).unwrap();
        let id = std::path::Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
        let tokens = tokenize(&text);
        let blocks = isnad::clean::blocks(&text, &tokens);
        if show {
            writeln!(out, "=== {id}").unwrap();
            for b in &blocks {
                let s = b.span.slice(&text).trim();
                let n = s.chars().count();
                let shown: String = if n > 150 { format!("{} […{n}…] {}", s.chars().take(90).collect::<String>(), s.chars().skip(n - 50).collect::<String>()) } else { s.replace('\n', "⏎") };
                writeln!(out, "{}{:9} {:16} {shown}", if b.kept { ' ' } else { '-' }, format!("{:?}", b.kind), b.rule).unwrap();
            }
            continue;
        }
        let index = OffsetIndex::new(&text, OffsetEncoding::Utf32);
        let rows: Vec<String> = blocks
            .iter()
            .map(|b| format!("{{\"kind\":\"BLOCK_KIND_{}\",\"kept\":{},\"rule\":\"{}\",\"span\":{{\"start\":{},\"end\":{}}}}}", format!("{:?}", b.kind).to_uppercase(), b.kept, b.rule, index.convert(b.span.start), index.convert(b.span.end)))
            .collect();
        writeln!(out, "{{\"id\":\"{id}\",\"analysis\":{{\"blocks\":[{}]}}}}", rows.join(",")).unwrap();
    }
}
