//! A table as a spreadsheet: what is a code stays one, what is a date can be reckoned with.

use super::{Cell, Column, Table, float, heading};
use crate::text::words::Words;
use rust_xlsxwriter::{ColNum, Format, FormatAlign, FormatBorder, RowNum, Worksheet, XlsxError};
use std::io::{self, Write};
use std::path::Path;

/// Rows of one sheet, its first line counted; what comes after goes on in the next sheet.
const ROWS_MAX: RowNum = 1_000_000;
/// The most characters that a cell of such a file may hold.
const CELL_MAX: usize = 32_767;

pub(super) struct Workbook<'a, W> {
    book: rust_xlsxwriter::Workbook,
    to: W,
    columns: &'static [Column],
    words: &'a Words,
    name: &'static str,
    formats: Formats,
    sheets: usize,
    row: RowNum,
}

#[derive(Clone)]
struct Formats {
    head: Format,
    text: Format,
    number: Format,
    tenths: Format,
    moment: Format,
}

impl<'a, W: Write + Send> Workbook<'a, W> {
    pub(super) fn begin(
        name: &'static str,
        columns: &'static [Column],
        words: &'a Words,
        room: &Path,
        to: W,
    ) -> io::Result<Self> {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.set_tempdir(room).map_err(error)?;
        let plain = || Format::new().set_align(FormatAlign::Top);
        let formats = Formats {
            head: Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
            text: plain().set_num_format("@"),
            number: plain().set_num_format("#,##0"),
            tenths: plain().set_num_format("0.0"),
            moment: plain().set_num_format("dd/mm/yyyy hh:mm"),
        };
        let mut workbook = Self { book, to, columns, words, name, formats, sheets: 0, row: 0 };
        workbook.add_sheet().map_err(error)?;
        Ok(workbook)
    }

    fn add_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let title = self.words.get(&format!("report.sheet_{}", self.name)).to_owned();
        let title = if self.sheets == 1 { title } else { format!("{title} {}", self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(title)?.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(self.columns) {
            sheet.set_column_width(at, column.wide)?;
        }
        for (at, column) in (0..).zip(self.columns) {
            sheet.write_string_with_format(0, at, heading(column, self.words), &self.formats.head)?;
        }
        self.row = 1;
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.book.worksheet_from_index(self.sheets - 1)
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.row >= ROWS_MAX {
            self.add_sheet()?;
        }
        let row = self.row;
        self.row += 1;
        for (at, cell) in (0..).zip(cells) {
            self.cell(row, at, cell)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: RowNum, at: ColNum, cell: &Cell) -> Result<(), XlsxError> {
        let Formats { text, number, tenths, moment, .. } = self.formats.clone();
        let sheet = self.sheet()?;
        match cell {
            Cell::Text(value) => {
                let value: String = value.chars().take(CELL_MAX).collect();
                sheet.write_string_with_format(row, at, value, &text)?;
            }
            // A fee is far below where a spreadsheet's numbers become coarse.
            Cell::Number(value) => {
                let value = u32::try_from(*value).map_or_else(|_| value.to_string().parse().unwrap_or(0.0), f64::from);
                sheet.write_number_with_format(row, at, value, &number)?;
            }
            Cell::Tenths(value) => {
                sheet.write_number_with_format(row, at, float(*value), &tenths)?;
            }
            Cell::Moment(value) => {
                sheet.write_datetime_with_format(row, at, value.local(), &moment)?;
            }
            Cell::Empty => {}
        }
        Ok(())
    }
}

impl<W: Write + Send> Table for Workbook<'_, W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.write(cells).map_err(error)
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.book.save_to_writer(&mut self.to).map_err(error)?;
        self.to.flush()
    }
}

fn error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}
