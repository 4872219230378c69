//! Reads the cases of a Markdown file.

use super::marked;

/// One file of cases.
#[derive(Debug, Default)]
pub struct File {
    pub cases: Vec<Case>,
}

/// One text and the expected results.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The heading, or the first cell of a table row.
    pub name: String,
    /// The line in the file.
    pub line: usize,
    /// The title of the first column, if the case is a table row.
    pub table: Option<String>,
    pub text: String,
    pub quotes: Option<Quotes>,
    pub sentences: Option<Vec<Sentence>>,
    pub blocks: Option<Vec<(String, String)>>,
    /// The reason why the case is known to fail.
    pub gap: Option<String>,
}

/// The expected quotes.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    pub wanted: Vec<Quote>,
    /// Whether there may be others.
    pub partial: bool,
}

/// One expected quote.
#[derive(Clone, Debug, Default)]
pub struct Quote {
    /// `direct`, `indirect` or `mixed`; empty if the case leaves it open.
    pub kind: String,
    /// Whether it may be missing.
    pub optional: bool,
    /// The pieces of the content.
    pub content: Vec<String>,
    /// Other expected fields: the name and the value.
    pub fields: Vec<(String, String)>,
}

/// One expected sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub text: String,
    /// Whether the preceding sentence end is inside a quotation.
    pub inside_quote: bool,
}

type Parsed<T> = Result<T, String>;

impl File {
    /// Reads the cases. An error starts with the line.
    pub fn parse(markdown: &str) -> Parsed<Self> {
        let mut reader = Reader::default();
        for (index, line) in markdown.lines().enumerate() {
            reader.line(index + 1, line).map_err(|e| format!("{}: {e}", index + 1))?;
        }
        reader.close()?;
        Ok(Self { cases: reader.cases })
    }
}

#[derive(Default)]
struct Reader {
    cases: Vec<Case>,
    case: Case,
    fence: Option<(String, Vec<String>)>,
    /// The cells of a table's header.
    table: Option<Vec<String>>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Parsed<()> {
        if let Some(info) = line.strip_prefix("```") {
            return match self.fence.take() {
                Some((kind, lines)) => self.block(&kind, &lines),
                None => {
                    self.fence = Some((info.trim().to_owned(), Vec::new()));
                    Ok(())
                }
            };
        }
        if let Some((_, lines)) = &mut self.fence {
            lines.push(line.to_owned());
            return Ok(());
        }
        if line.starts_with('|') {
            return self.row(number, line);
        }
        self.table = None;
        if line.starts_with('#') {
            self.close()?;
            self.case = Case {
                name: line.trim_start_matches('#').trim().to_owned(),
                line: number,
                ..Case::default()
            };
        } else if let Some(reason) = line.strip_prefix("known-gap:") {
            self.case.gap = Some(reason.trim().to_owned());
        }
        Ok(())
    }

    /// Ends the case under the last heading.
    fn close(&mut self) -> Parsed<()> {
        if self.fence.is_some() {
            return Err(format!("a fence is not closed in \"{}\"", self.case.name));
        }
        let case = std::mem::take(&mut self.case);
        let asks = case.quotes.is_some() || case.sentences.is_some() || case.blocks.is_some();
        match (case.text.is_empty(), asks) {
            (true, true) => Err(format!("{}: expectations without a text", case.line)),
            (false, false) => Err(format!("{}: a text without expectations", case.line)),
            (true, false) => Ok(()),
            (false, true) => {
                self.cases.push(case);
                Ok(())
            }
        }
    }

    fn block(&mut self, kind: &str, lines: &[String]) -> Parsed<()> {
        match kind {
            "text" => self.case.text = lines.join("\n"),
            "quotes" => self.case.quotes = Some(quotes(lines)?),
            "sentences" => self.case.sentences = Some(collect(lines, sentence)?),
            "blocks" => self.case.blocks = Some(collect(lines, key_and_value)?),
            other => return Err(format!("a fence of the unknown kind \"{other}\"")),
        }
        Ok(())
    }

    fn row(&mut self, number: usize, line: &str) -> Parsed<()> {
        let cells: Vec<String> =
            line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        let Some(head) = &self.table else {
            self.table = Some(cells);
            return Ok(());
        };
        if cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':'))) {
            return Ok(());
        }
        let [name, sentence, rest @ ..] = cells.as_slice() else {
            return Err("a row needs two cells".to_owned());
        };
        let title = head.first().cloned().unwrap_or_default();
        let note = rest.first().map_or("", String::as_str);
        self.cases.push(marked::row(&title, name, sentence, note, number)?);
        Ok(())
    }
}

fn collect<T>(lines: &[String], read: impl Fn(&str) -> Parsed<T>) -> Parsed<Vec<T>> {
    lines.iter().filter(|line| !line.trim().is_empty()).map(|line| read(line.trim())).collect()
}

fn key_and_value(line: &str) -> Parsed<(String, String)> {
    let (key, value) = line.split_once(':').ok_or_else(|| format!("no colon in \"{line}\""))?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

fn sentence(line: &str) -> Parsed<Sentence> {
    let inside_quote = line.starts_with("+ ");
    let text = line.strip_prefix("- ").or_else(|| line.strip_prefix("+ "));
    let text = text.ok_or_else(|| format!("a sentence begins with \"- \" or \"+ \": \"{line}\""))?;
    Ok(Sentence { text: text.to_owned(), inside_quote })
}

/// The pieces of a content, fragments or relays, which are separated by bars.
pub fn pieces(value: &str) -> Vec<String> {
    value.split('|').map(|piece| piece.trim().to_owned()).filter(|piece| piece != "-").collect()
}

fn quotes(lines: &[String]) -> Parsed<Quotes> {
    let mut quotes = Quotes::default();
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        match line {
            "none" => {}
            "partial" => quotes.partial = true,
            _ => {
                let (key, value) = key_and_value(line)?;
                quote_line(&mut quotes.wanted, &key, &value)?;
            }
        }
    }
    Ok(quotes)
}

fn quote_line(wanted: &mut Vec<Quote>, key: &str, value: &str) -> Parsed<()> {
    let kind = key.strip_prefix("optional ").unwrap_or(key);
    if matches!(kind, "direct" | "indirect" | "mixed") {
        let optional = key != kind;
        wanted.push(Quote { kind: kind.to_owned(), optional, content: pieces(value), fields: Vec::new() });
        return Ok(());
    }
    let quote = wanted.last_mut().ok_or_else(|| format!("\"{key}\" before the first quote"))?;
    quote.fields.push((key.to_owned(), value.to_owned()));
    Ok(())
}
