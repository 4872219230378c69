//! What is done with one document: the call, and its answer in the form asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};

use isnad::markup::Readable;
use isnad::page::Report;
use isnad::server::wire;
use isnad::text::OffsetEncoding;
use isnad::{Cancel, Options};

use crate::document::{Document, Ticket};
use crate::fault::Fault;
use crate::style::Style;
use crate::{given, html, json, read};

/// Which of the calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Everything.
    Analyze,
    /// The article out of the page.
    Clean,
    /// The same, line by line with the reasons.
    Blocks,
    /// Sentences.
    Segment,
    /// Quotes.
    Quotes,
    /// How each stage came to its answer; for reading only.
    Explain(read::View),
    /// What the tagger's weights stand on, of the lines that are kept, or of all; for learning them.
    Facts(bool),
    /// The choice of the title with all candidates and facts; for learning the weights.
    Titles,
    /// The choices of speakers with all candidates and facts; for learning the weights.
    Choices(Box<given::Given>),
}

/// The form of answers.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// For reading.
    Text(Style),
    /// A JSON object a line.
    Jsonl {
        /// The unit of offsets.
        unit: OffsetEncoding,
        /// Whether fields that hold their default values are there.
        defaults: bool,
    },
    /// A page to look at.
    Html,
}

/// A call with its options: what the command line asks for.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which call.
    pub call: Call,
    /// What it is given.
    pub options: Options,
}

/// What became of one document.
#[derive(Debug, Default)]
pub struct Answer {
    /// What goes to standard output.
    pub output: Vec<u8>,
    /// What goes to standard error, when there is no answer.
    pub complaint: Option<String>,
    /// How much was read for it, in bytes.
    pub size: u64,
}

/// Everything that a worker needs, shared by all.
#[derive(Debug)]
pub struct Answerer {
    /// The call.
    pub job: Job,
    /// The form of its answers.
    pub form: Form,
    /// Set when nobody reads the answers any more.
    pub cancel: Cancel,
}

impl Form {
    /// What stands before the first answer, and behind the last.
    pub fn frame(self) -> (String, String) {
        match self {
            Self::Html => {
                let Report { head, tail } = Report::new();
                (head, tail)
            }
            Self::Text(_) | Self::Jsonl { .. } => (String::new(), String::new()),
        }
    }
}

impl Answerer {
    /// Reads a document and answers it.
    pub fn answer(&self, ticket: Ticket) -> Answer {
        let document = ticket.read();
        let output =
            document.text.as_ref().map_err(Fault::clone).and_then(|text| self.guarded(&document, text));
        let (output, complaint) = match output {
            Ok(output) => (output, None),
            Err(fault) => self.refuse(&document, &fault),
        };
        Answer { output, complaint, size: document.size }
    }

    /// An error line where lines are asked for, and a complaint.
    fn refuse(&self, document: &Document, fault: &Fault) -> (Vec<u8>, Option<String>) {
        let output = match self.form {
            Form::Jsonl { .. } => json::error_line(&document.id, &fault.to_json(&document.place)),
            Form::Text(_) | Form::Html => Vec::new(),
        };
        (output, Some(format!("{}: {fault}", document.place)))
    }

    /// The core does not panic; if it does all the same, that costs one document and not the rest.
    fn guarded(&self, document: &Document, text: &str) -> Result<Vec<u8>, Fault> {
        catch_unwind(AssertUnwindSafe(|| self.call(document, text)))
            .unwrap_or_else(|_| Err(Fault::internal("isnad failed on this document; please report it")))
    }

    fn call(&self, document: &Document, text: &str) -> Result<Vec<u8>, Fault> {
        let output = match self.form {
            Form::Jsonl { unit, defaults } => self.json(document, text, unit, defaults),
            Form::Text(style) => self.page(document, text, style).map(Ok),
            Form::Html => isnad::analyze(text, &self.job.options, &self.cancel)
                .map(|found| html::document(&document.id, text, found)),
        };
        // Cancelled: nobody reads it.
        output.unwrap_or_else(|| Ok(Vec::new()))
    }

    /// The answer as a line. `None` when cancelled.
    fn json(
        &self,
        document: &Document,
        text: &str,
        unit: OffsetEncoding,
        defaults: bool,
    ) -> Option<Result<Vec<u8>, Fault>> {
        let parts = self.job.options.parts;
        let json_form = wire::json::Form { defaults, parts };
        let (id, options, cancel) = (&document.id, &self.job.options, &self.cancel);
        let form = wire::Form { unit, alignment: options.clean.alignment };
        Some(match self.job.call {
            Call::Analyze => {
                let found = isnad::analyze(text, options, cancel)?;
                json::answer(id, "analysis", wire::analyze_response(text, found, form), json_form)
            }
            Call::Clean | Call::Blocks => {
                let found = isnad::clean(text, options, cancel)?;
                json::answer(id, "cleaning", wire::clean_response(text, found, form), json_form)
            }
            Call::Segment => {
                let found = isnad::segment(text, options, cancel)?;
                json::answer(id, "segmentation", wire::segment_response(text, found, unit), json_form)
            }
            Call::Quotes => {
                let found = isnad::extract_quotes(text, options, cancel)?;
                json::answer(id, "extraction", wire::extract_quotes_response(text, found, unit), json_form)
            }
            Call::Facts(every_line) => json::line(
                id,
                "facts",
                &json::Facts(&isnad::explain::facts(text, every_line, options, cancel)?),
            ),
            Call::Titles => {
                json::line(id, "title", &json::title(isnad::explain::title(text, cancel)?.as_ref()))
            }
            Call::Choices(ref given) => {
                let found = isnad::explain::choices(
                    text,
                    &given.of(id.as_str().unwrap_or_default()),
                    options,
                    cancel,
                )?;
                json::line(id, "choices", &json::choices(&found))
            }
            Call::Explain(_) => Err(Fault::internal("an explanation has no JSON form")),
        })
    }

    /// The answer for reading. `None` when cancelled.
    fn page(&self, document: &Document, text: &str, style: Style) -> Option<Vec<u8>> {
        match &self.job.call {
            Call::Explain(view) => self.explained(document, text, style, view),
            _ => self.read(text, style).map(|page| page.finish(document)),
        }
    }

    /// How each stage came to its answer, of the text as it is read: without its markup.
    fn explained(&self, document: &Document, text: &str, style: Style, view: &read::View) -> Option<Vec<u8>> {
        let readable = Readable::of(text);
        let mut options = self.job.options.clone();
        options.segment.keep_lines |= readable.as_ref().is_some_and(|readable| readable.tags().is_some());
        let text = readable.as_ref().map_or(text, Readable::text);
        let mut page = read::Page::new(text, style);
        if readable.is_some() {
            page.line(0, "Offsets are those of the text without its markup.");
        }
        read::explanation(&mut page, &isnad::explain(text, &options, &self.cancel)?, view);
        Some(page.finish(document))
    }

    /// The answer for reading where it is about the text as it is given. `None` when cancelled.
    fn read<'t>(&self, text: &'t str, style: Style) -> Option<read::Page<'t>> {
        let (options, cancel) = (&self.job.options, &self.cancel);
        let mut page = read::Page::new(text, style);
        match &self.job.call {
            Call::Analyze => read::analysis(&mut page, &isnad::analyze(text, options, cancel)?),
            Call::Clean => read::cleaned(&mut page, &isnad::clean(text, options, cancel)?),
            Call::Blocks => read::explained(&mut page, &isnad::clean(text, options, cancel)?),
            Call::Segment => read::sentences(&mut page, &isnad::segment(text, options, cancel)?),
            Call::Quotes => read::extraction(&mut page, &isnad::extract_quotes(text, options, cancel)?),
            // They have no form for reading, or one of their own.
            Call::Facts(_) | Call::Titles | Call::Choices(_) | Call::Explain(_) => {}
        }
        Some(page)
    }
}
