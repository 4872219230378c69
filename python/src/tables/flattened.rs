//! Flat tables from nested rows. Each row has the id of its document.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, ListArray, RecordBatch, StructArray, UInt32Array};
use arrow::compute::take;
use arrow::datatypes::{Field, Fields, Int32Type, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow::pyarrow::PyArrowType;
use pyo3::prelude::*;

use super::{rows, told, wrong};

/// The list columns that become flat tables.
const LISTS: [&str; 3] = ["sentences", "quotes", "entities"];

/// The flat tables of a batch from `nested`, by name.
#[pyfunction]
pub fn flat(nested: PyArrowType<RecordBatch>) -> PyResult<HashMap<&'static str, PyArrowType<RecordBatch>>> {
    let tables = tables(&nested.0).map_err(|error| wrong(&error))?;
    Ok(tables.into_iter().map(|(name, table)| (name, PyArrowType(table))).collect())
}

/// The schema of each flat table.
pub fn schemas() -> Vec<(&'static str, SchemaRef)> {
    let empty = RecordBatch::new_empty(Arc::new(rows::schema()));
    let tables = tables(&empty).unwrap_or_default();
    tables.into_iter().map(|(name, table)| (name, table.schema())).collect()
}

fn tables(nested: &RecordBatch) -> Result<Vec<(&'static str, RecordBatch)>, ArrowError> {
    let ids = column(nested, "id")?;
    let mut tables = vec![("documents", documents(nested)?)];
    for name in LISTS {
        let list = column(nested, name)?.as_list::<i32>().clone();
        let (owners, items) = (owners(&list), items(&list));
        let documents = take(ids, &owners, None)?;
        if name == "quotes" {
            tables.push(("relays", relays(&documents, &items)?));
        }
        tables.push((name, table(vec![("document", documents)], &items)?));
    }
    Ok(tables)
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> Result<&'b ArrayRef, ArrowError> {
    let missing =
        || ArrowError::SchemaError(format!("no column {name:?}: not a batch of isnad.arrow.analyze"));
    batch.column_by_name(name).ok_or_else(missing)
}

/// The columns of documents, without the list columns.
fn documents(nested: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let schema = nested.schema();
    let own = schema.fields().iter().enumerate().filter(|(_, field)| !LISTS.contains(&field.name().as_str()));
    let own: Vec<usize> = own.map(|(at, _)| at).collect();
    let batch = nested.project(&own)?;
    batch.clone().with_schema(told(&batch.schema()))
}

/// The relays of quotes, each with its document and quote.
fn relays(documents: &ArrayRef, quotes: &StructArray) -> Result<RecordBatch, ArrowError> {
    let lists = quotes.column_by_name("relays").map(|relays| relays.as_list::<i32>().clone());
    let lists = lists.ok_or_else(|| ArrowError::SchemaError("quotes have no relays".to_owned()))?;
    let owners = owners(&lists);
    let indexes = quotes
        .column_by_name("index")
        .map_or_else(|| Int32Array::from(vec![0; quotes.len()]), |it| it.as_primitive::<Int32Type>().clone());
    let keys = vec![("document", take(documents, &owners, None)?), ("quote", take(&indexes, &owners, None)?)];
    table(keys, &items(&lists))
}

/// For each list item, the row that it belongs to.
#[allow(clippy::cast_possible_truncation, reason = "a batch has fewer rows than 32 bits count")]
fn owners(lists: &ListArray) -> UInt32Array {
    let lengths = lists.offsets().lengths();
    lengths.enumerate().flat_map(|(row, length)| std::iter::repeat_n(row as u32, length)).collect()
}

/// The items of all lists. The batch may be a slice of another.
#[allow(clippy::cast_sign_loss, reason = "offsets are not negative")]
fn items(lists: &ListArray) -> StructArray {
    let (first, last) = (lists.offsets()[0] as usize, lists.offsets()[lists.len()] as usize);
    lists.values().as_struct().slice(first, last - first)
}

/// A table of the keys and the columns of items, without the relays, which have a separate table.
fn table(keys: Vec<(&str, ArrayRef)>, items: &StructArray) -> Result<RecordBatch, ArrowError> {
    let keyed = keys.into_iter().map(|(name, column)| {
        let nullable = name == "document";
        (Field::new(name, column.data_type().clone(), nullable), column)
    });
    let own = items.fields().iter().zip(items.columns()).filter(|(field, _)| field.name() != "relays");
    let own = own.map(|(field, column)| (field.as_ref().clone(), Arc::clone(column)));
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = keyed.chain(own).unzip();
    RecordBatch::try_new(told(&Schema::new(Fields::from(fields))), columns)
}
