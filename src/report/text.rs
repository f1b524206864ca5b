//! A table for reading at a terminal: one row a line, cells between bars, with what the cells are in the first line.

use super::{Cell, Column, Table, heading, shown};
use crate::text::money::grouped;
use crate::text::tenths::tenths;
use crate::text::words::{Language, Words};
use std::io::{self, Write};

pub(super) struct Plain<W>(W, Language);

impl<W: Write> Plain<W> {
    pub(super) fn begin(columns: &[Column], words: &Words, to: W) -> io::Result<Self> {
        let mut plain = Self(to, words.language());
        plain.line(columns.iter().map(|column| heading(column, words)))?;
        Ok(plain)
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        let line = cells.collect::<Vec<_>>().join(" | ");
        writeln!(self.0, "{}", line.trim_end())
    }
}

impl<W: Write> Table for Plain<W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let language = self.1;
        self.line(cells.iter().map(|cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) if language == Language::En => grouped(*number).replace('.', ","),
            Cell::Number(number) => grouped(*number),
            Cell::Tenths(value) => tenths(*value, language),
            Cell::Moment(at) => shown(*at),
            Cell::Empty => String::new(),
        }))
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
