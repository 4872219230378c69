//! Column builders that are filled row by row, and lists of rows.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, Int32Builder, Int64Builder, ListArray, ListBuilder, StringBuilder, StructArray,
};
use arrow::buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{DataType, Field, Fields};

/// The columns of one table.
pub trait Table: Default {
    /// Returns the filled columns with their fields, and resets them.
    fn finish(&mut self) -> (Fields, Vec<ArrayRef>);
}

/// A column.
pub trait Column: Default {
    /// Returns the filled column and resets it.
    fn end(&mut self) -> ArrayRef;
}

macro_rules! columns {
    ($($builder:ty),*) => {
        $(impl Column for $builder {
            fn end(&mut self) -> ArrayRef {
                Arc::new(self.finish())
            }
        })*
    };
}

columns!(
    StringBuilder,
    Int32Builder,
    arrow::array::Float32Builder,
    arrow::array::BooleanBuilder,
    ListBuilder<StringBuilder>,
    ListBuilder<Int32Builder>,
    ListBuilder<Int64Builder>
);

/// Defines a table with its columns. `(optional)` after a name marks a column that can have nulls.
macro_rules! table {
    (@nullable) => { false };
    (@nullable optional) => { true };
    ($(#[$about:meta])* $name:ident { $($column:ident $(($null:ident))? : $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Default)]
        pub struct $name {
            $(pub $column: $kind,)*
        }

        impl $crate::tables::columns::Table for $name {
            fn finish(&mut self) -> (arrow::datatypes::Fields, Vec<arrow::array::ArrayRef>) {
                use $crate::tables::columns::{Column as _, field};
                let columns = vec![$(self.$column.end()),*];
                let names = [$((stringify!($column), $crate::tables::columns::table!(@nullable $($null)?))),*];
                let fields = names.iter().zip(&columns);
                (fields.map(|((name, nullable), column)| field(name, column, *nullable)).collect(), columns)
            }
        }
    };
}

pub(super) use table;

/// The field of a filled column.
pub fn field(name: &str, column: &ArrayRef, nullable: bool) -> Field {
    Field::new(name, column.data_type().clone(), nullable)
}

/// Lists of rows of a table.
#[derive(Debug)]
pub struct Lists<T> {
    /// The rows; those of the current list are last.
    pub rows: T,
    count: i32,
    offsets: Vec<i32>,
}

impl<T: Default> Default for Lists<T> {
    fn default() -> Self {
        Self { rows: T::default(), count: 0, offsets: vec![0] }
    }
}

impl<T> Lists<T> {
    /// The table, for one more row.
    pub const fn next(&mut self) -> &mut T {
        self.count += 1;
        &mut self.rows
    }

    /// Ends a list.
    pub fn close(&mut self) {
        self.offsets.push(self.count);
    }
}

impl<T: Table> Column for Lists<T> {
    fn end(&mut self) -> ArrayRef {
        let (fields, columns) = self.rows.finish();
        let (count, offsets) =
            (std::mem::take(&mut self.count), std::mem::replace(&mut self.offsets, vec![0]));
        debug_assert_eq!(offsets.last(), Some(&count), "the last list is closed");
        let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
        let item = Arc::new(Field::new("item", DataType::Struct(fields.clone()), false));
        Arc::new(ListArray::new(item, offsets, Arc::new(StructArray::new(fields, columns, None)), None))
    }
}

/// A nullable row of a table.
#[derive(Debug, Default)]
pub struct Maybe<T> {
    rows: T,
    there: Vec<bool>,
}

impl<T> Maybe<T> {
    /// The table, for one more row. If the row is null, fill it with any values.
    pub fn next(&mut self, there: bool) -> &mut T {
        self.there.push(there);
        &mut self.rows
    }
}

impl<T: Table> Column for Maybe<T> {
    fn end(&mut self) -> ArrayRef {
        let (fields, columns) = self.rows.finish();
        let there = NullBuffer::from(std::mem::take(&mut self.there));
        Arc::new(StructArray::new(fields, columns, Some(there)))
    }
}

/// The fields of a table.
pub fn fields<T: Table>() -> Fields {
    T::default().finish().0
}
