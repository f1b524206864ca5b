//! What the centre hands to others as tables: rows of cells, written as CSV, as a spreadsheet, as JSON or for reading.
//!
//! A row is written when it is there and then forgotten, so a register of ten years needs no more memory than one of a day.

pub mod csv;
mod json;
pub mod promises;
pub mod register;
mod text;
pub mod visit_rows;
pub mod visits;
mod xlsx;

pub use csv::harmless;

use crate::domain::time::Timestamp;
use crate::text::words::Words;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::path::Path;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Letters, and digits that are no number: codes, telephones, ID numbers.
    Text(String),
    /// A number.
    Number(u64),
    /// So many tenths.
    Tenths(i64),
    /// A moment.
    Moment(Timestamp),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A moment, where there is one.
    pub fn moment(at: Option<Timestamp>) -> Self {
        at.map_or(Self::Empty, Self::Moment)
    }

    /// A number, where there is one.
    pub fn number(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What programs call it.
    pub key: &'static str,
    /// Its width in a spreadsheet, in characters.
    pub wide: u16,
}

/// In which form a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// For reading: one row a line, cells between bars.
    #[default]
    Text,
    /// Comma-separated, UTF-8 with a byte order mark: without it the spreadsheet program in use here takes Vietnamese
    /// letters for another alphabet, and whoever reads it with a program of its own passes over it.
    Csv,
    /// A spreadsheet: codes and telephones are text in it, moments are dates.
    Xlsx,
    /// One JSON document.
    Json,
}

/// A table that is being written.
pub trait Table {
    /// Writes one row; it has a cell for every column.
    ///
    /// # Errors
    /// The system's error.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;

    /// Writes what follows the last row.
    ///
    /// # Errors
    /// The system's error.
    fn end(self: Box<Self>) -> io::Result<()>;
}

/// Begins a table called `name` with these columns on `to`. `room` is a folder for what a spreadsheet needs meanwhile.
///
/// # Errors
/// The system's error.
pub fn begin<'a>(
    form: Form,
    name: &'static str,
    columns: &'static [Column],
    words: &'a Words,
    room: &Path,
    to: impl Write + Send + 'a,
) -> io::Result<Box<dyn Table + 'a>> {
    Ok(match form {
        Form::Text => Box::new(text::Plain::begin(columns, words, to)?),
        Form::Csv => Box::new(csv::Commas::begin(columns, words, to)?),
        Form::Xlsx => Box::new(xlsx::Workbook::begin(name, columns, words, room, to)?),
        Form::Json => Box::new(json::Objects::begin(name, columns, to)?),
    })
}

/// What people call a column.
fn heading(column: &Column, words: &Words) -> String {
    words.get(&format!("report.column_{}", column.key)).to_owned()
}

/// So many tenths as a number to reckon with.
fn float(tenths: i64) -> f64 {
    i32::try_from(tenths).map_or(f64::NAN, f64::from) / 10.0
}

/// A moment as people write it; both a spreadsheet and our own import read it again.
fn shown(at: Timestamp) -> String {
    at.local().format("%d/%m/%Y %H:%M").to_string()
}
