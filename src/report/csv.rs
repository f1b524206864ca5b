//! A table as comma-separated values, for spreadsheets that people open with a double click.

use super::{Cell, Column, Table, heading, shown};
use crate::text::tenths::tenths;
use crate::text::words::{Language, Words};
use ::csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

pub(super) struct Commas<W: Write>(Writer<W>, Language);

impl<W: Write> Commas<W> {
    pub(super) fn begin(columns: &[Column], words: &Words, mut to: W) -> io::Result<Self> {
        to.write_all("\u{FEFF}".as_bytes())?;
        let mut writer =
            WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).from_writer(to);
        writer.write_record(columns.iter().map(|column| heading(column, words)))?;
        Ok(Self(writer, words.language()))
    }
}

impl<W: Write> Table for Commas<W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Text(text) => self.0.write_field(harmless(text).as_bytes())?,
                Cell::Number(number) => self.0.write_field(number.to_string())?,
                Cell::Tenths(value) => self.0.write_field(tenths(*value, self.1))?,
                Cell::Moment(at) => self.0.write_field(shown(*at))?,
                Cell::Empty => self.0.write_field("")?,
            }
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// A spreadsheet takes what begins with these marks for a formula and reckons it, whoever typed it as a name; with an
/// apostrophe before it, it stays a text; blanks before them are passed over, also by this. A telephone with its country
/// stays as it is.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let begins = |letter: char| letter.is_control() || letter.is_whitespace();
    match text.trim_start_matches(begins).strip_prefix(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        Some(rest) if !is_number(rest) => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

/// The mark between the cells of a table, as its first line that has any shows: spreadsheets here write semicolons.
pub fn mark(text: &[u8]) -> u8 {
    // Of as many of each, the last.
    let marks = [b'\t', b';', b','];
    let cells = |line: &[u8], mark: u8| line.split(|byte| *byte == mark).count();
    let mut lines = text.split(|byte| *byte == b'\n');
    let first = lines.find(|line| line.iter().any(|byte| marks.contains(byte))).unwrap_or_default();
    marks.into_iter().max_by_key(|mark| cells(first, *mark)).unwrap_or(b',')
}
