//! A table as one JSON document: `{"name": [{…}, …]}` in one line, for programs.

use super::{Cell, Column, Table, float};
use serde_json::{Map, Value};
use std::io::{self, Write};

pub(super) struct Objects<W> {
    to: W,
    columns: &'static [Column],
    any: bool,
}

impl<W: Write> Objects<W> {
    pub(super) fn begin(name: &str, columns: &'static [Column], mut to: W) -> io::Result<Self> {
        write!(to, "{{{}:[", Value::from(name))?;
        Ok(Self { to, columns, any: false })
    }
}

impl<W: Write> Table for Objects<W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let value = |cell: &Cell| match cell {
            Cell::Text(text) => Value::from(text.as_str()),
            Cell::Number(number) => Value::from(*number),
            Cell::Tenths(tenths) => Value::from(float(*tenths)),
            Cell::Moment(at) => Value::from(at.to_string()),
            Cell::Empty => Value::Null,
        };
        let object: Map<String, Value> =
            self.columns.iter().zip(cells).map(|(column, cell)| (column.key.to_owned(), value(cell))).collect();
        if std::mem::replace(&mut self.any, true) {
            self.to.write_all(b",")?;
        }
        write!(self.to, "{}", Value::Object(object))
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.to.write_all(b"]}\n")?;
        self.to.flush()
    }
}
