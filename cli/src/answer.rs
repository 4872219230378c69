//! Processing one document: the call, and its answer in the requested format.

use isnad::internals::explain;
use isnad::internals::markup::Readable;
use isnad::page::Report;
use isnad::server::wire::{self, AlignmentForm};
use isnad::{Analyzer, Cancel, Cancelled, OffsetEncoding, Run};

use crate::document::{Document, Ticket};
use crate::fault::{Fault, guarded};
use crate::style::Style;
use crate::{given, html, json, read};

/// One of the calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Everything.
    Analyze,
    /// The page's article.
    Clean,
    /// The page's blocks, each with the rule that decided.
    Blocks,
    /// Sentences.
    Segment,
    /// Quotes.
    Quotes,
    /// How each stage reached its result; has only a human-readable form.
    Explain(read::View),
    /// The tagger's features, of all lines if true, otherwise of the kept lines; for training its weights.
    Facts(bool),
    /// The title choice with all candidates and facts; for training its weights.
    Titles,
    /// The speaker choices with all candidates and facts; for training their weights.
    Choices(Box<given::Given>),
}

/// The format of answers.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Human-readable text.
    Text(Style),
    /// A JSON object a line.
    Jsonl {
        /// The unit of offsets.
        unit: OffsetEncoding,
        /// Whether fields with default values are included.
        defaults: bool,
    },
    /// An HTML page.
    Html,
}

/// A call with its options, from the command line.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which call.
    pub call: Call,
    /// The analyzer, with its options.
    pub analyzer: Analyzer,
    /// How JSON answers encode the alignment of the clean text.
    pub alignment: AlignmentForm,
}

impl Job {
    /// A call with the default form of the alignment.
    pub fn new(call: Call, analyzer: Analyzer) -> Self {
        Self { call, analyzer, alignment: AlignmentForm::default() }
    }
}

/// The result for one document.
#[derive(Debug, Default)]
pub struct Answer {
    /// The bytes for standard output.
    pub output: Vec<u8>,
    /// The message for standard error, if there is no answer.
    pub complaint: Option<String>,
    /// The size of its input, in bytes.
    pub size: u64,
}

/// The state that all workers share.
#[derive(Debug)]
pub struct Answerer {
    /// The call.
    pub job: Job,
    /// The format of its answers.
    pub form: Form,
    /// Set when the reader of the answers has gone away.
    pub cancel: Cancel,
}

impl Form {
    /// The output before the first answer and after the last.
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

    /// An error message, and in JSON Lines format also an error line.
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
        // Cancelled: the reader has gone away.
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

    /// The human-readable answer.
    fn page(&self, document: &Document, text: &str, style: Style) -> Result<Vec<u8>, Cancelled> {
        match &self.job.call {
            Call::Explain(view) => self.explained(document, text, style, view),
            _ => self.read(text, style).map(|page| page.finish(document)),
        }
    }

    /// How each stage reached its result. The text is the one that was analyzed: without markup.
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
            page.line(0, "Offsets refer to the text without its markup.");
        }
        read::explanation(&mut page, &explain::explain(text, &options, &self.cancel)?, view);
        Ok(page.finish(document))
    }

    /// The human-readable answer of every call except `explain`; offsets refer to the original text.
    fn read<'t>(&self, text: &'t str, style: Style) -> Result<read::Page<'t>, Cancelled> {
        let run = self.run();
        let mut page = read::Page::new(text, style);
        match &self.job.call {
            Call::Analyze => read::analysis(&mut page, &run.try_analyze(text)?),
            Call::Clean => read::cleaned(&mut page, &run.try_clean(text)?),
            Call::Blocks => read::explained(&mut page, &run.try_clean(text)?),
            Call::Segment => read::sentences(&mut page, &run.try_segment(text)?),
            Call::Quotes => read::extraction(&mut page, &run.try_extract_quotes(text)?),
            // These have no human-readable form, or a separate one.
            Call::Facts(_) | Call::Titles | Call::Choices(_) | Call::Explain(_) => {}
        }
        Ok(page)
    }
}
