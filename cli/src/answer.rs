//! What is done with one document: the call, and its answer in the form asked for.

use isnad::internals::explain;
use isnad::internals::markup::Readable;
use isnad::page::Report;
use isnad::server::wire::{self, AlignmentForm};
use isnad::{Analyzer, Cancel, Cancelled, OffsetEncoding, Run};

use crate::document::{Document, Ticket};
use crate::fault::{Fault, guarded};
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
    /// What it is made with.
    pub analyzer: Analyzer,
    /// How answers as JSON give the alignment of the clean text.
    pub alignment: AlignmentForm,
}

impl Job {
    /// A call whose answers have no alignment, or all of it.
    pub fn new(call: Call, analyzer: Analyzer) -> Self {
        Self { call, analyzer, alignment: AlignmentForm::default() }
    }
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
        let output = document
            .text
            .as_ref()
            .map_err(Fault::clone)
            .and_then(|text| guarded(|| self.call(&document, text)));
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

    fn call(&self, document: &Document, text: &str) -> Result<Vec<u8>, Fault> {
        let output = match self.form {
            Form::Jsonl { unit, defaults } => self.json(document, text, unit, defaults),
            Form::Text(style) => self.page(document, text, style).map(Ok),
            Form::Html => self.run().try_analyze(text).map(|found| html::document(&document.id, text, found)),
        };
        // Cancelled: nobody reads it.
        output.unwrap_or_else(|Cancelled| Ok(Vec::new()))
    }

    fn run(&self) -> Run<'_> {
        self.job.analyzer.cancel(&self.cancel)
    }

    /// The answer as a line.
    fn json(
        &self,
        document: &Document,
        text: &str,
        unit: OffsetEncoding,
        defaults: bool,
    ) -> Result<Result<Vec<u8>, Fault>, Cancelled> {
        let (id, options, cancel) = (&document.id, self.job.analyzer.options(), &self.cancel);
        let json_form = wire::json::Form { defaults, parts: options.parts };
        let positions = wire::Positions { unit, alignment: self.job.alignment };
        Ok(match self.job.call {
            Call::Analyze => {
                let found = self.run().try_analyze(text)?;
                json::answer(id, "analysis", wire::analyze_response(text, found, positions), json_form)
            }
            Call::Clean | Call::Blocks => {
                let found = self.run().try_clean(text)?;
                json::answer(id, "cleaning", wire::clean_response(text, found, positions), json_form)
            }
            Call::Segment => {
                let found = self.run().try_segment(text)?;
                json::answer(id, "segmentation", wire::segment_response(text, found, unit), json_form)
            }
            Call::Quotes => {
                let found = self.run().try_extract_quotes(text)?;
                json::answer(id, "extraction", wire::extract_quotes_response(text, found, unit), json_form)
            }
            Call::Facts(every_line) => {
                json::line(id, "facts", &json::Facts(&explain::facts(text, every_line, options, cancel)?))
            }
            Call::Titles => json::line(id, "title", &json::title(explain::title(text, cancel)?.as_ref())),
            Call::Choices(ref given) => {
                let given = given.of(id.as_str().unwrap_or_default());
                json::line(id, "choices", &json::choices(&explain::choices(text, &given, options, cancel)?))
            }
            Call::Explain(_) => Err(Fault::internal("an explanation has no JSON form")),
        })
    }

    /// The answer for reading.
    fn page(&self, document: &Document, text: &str, style: Style) -> Result<Vec<u8>, Cancelled> {
        match &self.job.call {
            Call::Explain(view) => self.explained(document, text, style, view),
            _ => self.read(text, style).map(|page| page.finish(document)),
        }
    }

    /// How each stage came to its answer, of the text as it is read: without its markup.
    fn explained(
        &self,
        document: &Document,
        text: &str,
        style: Style,
        view: &read::View,
    ) -> Result<Vec<u8>, Cancelled> {
        let readable = Readable::of(text);
        let mut options = self.job.analyzer.options().clone();
        options.segment.keep_lines |= readable.as_ref().is_some_and(|readable| readable.tags().is_some());
        let text = readable.as_ref().map_or(text, Readable::text);
        let mut page = read::Page::new(text, style);
        if readable.is_some() {
            page.line(0, "Offsets are those of the text without its markup.");
        }
        read::explanation(&mut page, &explain::explain(text, &options, &self.cancel)?, view);
        Ok(page.finish(document))
    }

    /// The answer for reading where it is about the text as it is given.
    fn read<'t>(&self, text: &'t str, style: Style) -> Result<read::Page<'t>, Cancelled> {
        let run = self.run();
        let mut page = read::Page::new(text, style);
        match &self.job.call {
            Call::Analyze => read::analysis(&mut page, &run.try_analyze(text)?),
            Call::Clean => read::cleaned(&mut page, &run.try_clean(text)?),
            Call::Blocks => read::explained(&mut page, &run.try_clean(text)?),
            Call::Segment => read::sentences(&mut page, &run.try_segment(text)?),
            Call::Quotes => read::extraction(&mut page, &run.try_extract_quotes(text)?),
            // They have no form for reading, or one of their own.
            Call::Facts(_) | Call::Titles | Call::Choices(_) | Call::Explain(_) => {}
        }
        Ok(page)
    }
}
