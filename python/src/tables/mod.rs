//! Analyses as Arrow tables: nested rows, one per document, and the same data as flat tables.

mod columns;
mod flattened;
mod rows;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use arrow::array::{Array, AsArray, LargeBinaryArray, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::pyarrow::PyArrowType;
use isnad::Cancel;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

use crate::calls::Job;
use crate::fault::{Kind, guarded};
use crate::request::Call;
use rows::Rows;

pub use flattened::flat;

/// The version of the schema. It increases with every incompatible change.
const SCHEMA_VERSION: &str = "1";

/// Rows that a worker takes at a time.
const CHUNK: usize = 32;

/// The most bytes of text in one batch. Arrow's string offsets have 31 bits, and results can be longer than the text.
const LONGEST: usize = 256 << 20;

fn wrong(error: &ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The schema with the versions in its metadata.
fn told(schema: &Schema) -> SchemaRef {
    let metadata = [
        ("isnad.schema_version", SCHEMA_VERSION),
        ("isnad.version", isnad::server::VERSION),
        ("isnad.lexicon_version", isnad::LEXICON_VERSION),
        ("isnad.offsets", "utf32"),
    ];
    let metadata: HashMap<_, _> =
        metadata.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Arc::new(Schema::new_with_metadata(schema.fields().clone(), metadata))
}

/// A column as bytes; numbers are formatted. Byte columns are accepted, too: if strings are not always valid, as in Spark, each row is
/// validated separately.
fn bytes(batch: &RecordBatch, name: &str) -> PyResult<LargeBinaryArray> {
    let column = batch
        .column_by_name(name)
        .ok_or_else(|| PyKeyError::new_err(format!("the batch has no column {name:?}")))?;
    let is_text = column.data_type().is_string() || column.data_type().is_binary();
    let written = if is_text { Ok(Arc::clone(column)) } else { cast(column, &DataType::Utf8) };
    let bytes = written.and_then(|it| cast(&it, &DataType::LargeBinary)).map_err(|error| wrong(&error))?;
    Ok(bytes.as_binary::<i64>().clone())
}

/// A nested row for each row of a batch, in order.
#[pyfunction]
pub fn nested(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
    text: &str,
    id: &str,
    job: &Job,
    workers: usize,
) -> PyResult<PyArrowType<RecordBatch>> {
    let (texts, ids) = (bytes(&batch.0, text)?, bytes(&batch.0, id)?);
    let length: usize = texts.iter().flatten().map(<[u8]>::len).filter(|length| *length <= LONGEST).sum();
    if length > LONGEST {
        let message = format!("the batch has {length} bytes of text, over the limit of {LONGEST}: split it");
        return Err(PyValueError::new_err(message));
    }
    let schema = told(&rows::schema());
    let batches = py.detach(|| Analyzing { texts: &texts, ids: &ids, job, schema: &schema }.run(workers));
    let batches: Result<Vec<RecordBatch>, Kind> = batches.into_iter().collect();
    let whole = concat_batches(&schema, &batches?).map_err(|error| wrong(&error))?;
    Ok(PyArrowType(whole))
}

/// The input columns.
struct Analyzing<'a> {
    texts: &'a LargeBinaryArray,
    ids: &'a LargeBinaryArray,
    job: &'a Job,
    schema: &'a SchemaRef,
}

impl Analyzing<'_> {
    /// A batch for each chunk of rows, in order.
    fn run(&self, workers: usize) -> Vec<Result<RecordBatch, Kind>> {
        let chunks = self.texts.len().div_ceil(CHUNK);
        let next = AtomicUsize::new(0);
        let work = || {
            let mut made = Vec::new();
            loop {
                let chunk = next.fetch_add(1, Ordering::Relaxed);
                if chunk >= chunks {
                    return made;
                }
                made.push((chunk, guarded(|| Ok(self.chunk(chunk))).and_then(|batch| batch)));
            }
        };
        let mut made: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (1..workers.min(chunks)).map(|_| scope.spawn(work)).collect();
            let own = work();
            // Each chunk catches its own panics, so threads do not panic.
            own.into_iter()
                .chain(threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()))
                .collect()
        });
        made.sort_by_key(|(chunk, _)| *chunk);
        made.into_iter().map(|(_, batch)| batch).collect()
    }

    fn chunk(&self, chunk: usize) -> Result<RecordBatch, Kind> {
        let mut rows = Rows::default();
        let first = chunk * CHUNK;
        for row in first..self.texts.len().min(first + CHUNK) {
            let id = (!self.ids.is_null(row)).then(|| String::from_utf8_lossy(self.ids.value(row)));
            let id = id.as_deref();
            match self.answer(row) {
                Ok((text, answer)) => rows.analysis(id, text, answer.analysis().ok_or(Kind::Internal)?),
                Err(kind) => rows.fault(id, kind),
            }
        }
        rows.into_batch(Arc::clone(self.schema)).map_err(|_| Kind::Internal)
    }

    fn answer(&self, row: usize) -> Result<(&str, crate::answer::Answer), Kind> {
        if self.texts.is_null(row) {
            return Err(Kind::NotText);
        }
        let bytes = self.texts.value(row);
        if bytes.len() > LONGEST {
            return Err(Kind::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Kind::NotUtf8)?;
        if text.is_empty() {
            return Err(Kind::Empty);
        }
        let answer = self.job.answer(Call::Analyze, text, &Cancel::new())?;
        Ok((text, answer))
    }
}

/// The schema of each flat table, and under `nested` the schema of nested rows.
#[pyfunction]
pub fn schemas() -> HashMap<&'static str, PyArrowType<Schema>> {
    let flat = flattened::schemas().into_iter();
    let all = flat.chain([("nested", told(&rows::schema()))]);
    all.map(|(name, schema)| (name, PyArrowType(schema.as_ref().clone()))).collect()
}
