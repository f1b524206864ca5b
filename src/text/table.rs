//! Tables in plain files: one row a line, cells between tabs, and the place of every cell for those who mend them.

use super::nfc::clean;

/// Where something stands in a table file, counted from 1 as people and spreadsheets do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line in the file.
    pub line: usize,
    /// The cell in the line.
    pub column: usize,
    /// What the column is called in the file's first line.
    pub name: &'static str,
}

impl Place {
    /// What a sentence about this place needs: `{line}`, `{column}`, `{name}`.
    pub fn gaps(&self) -> Vec<(&'static str, String)> {
        vec![("line", self.line.to_string()), ("column", self.column.to_string()), ("name", self.name.to_owned())]
    }
}

/// One line of a table that holds cells.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The line in the file, from 1.
    pub line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell at `index` (from 0), as it stands in the file; empty when the line ends before it.
    pub fn raw(&self, index: usize) -> &'a str {
        self.cells.get(index).copied().unwrap_or_default()
    }

    /// The cell at `index` (from 0), cleaned.
    pub fn cell(&self, index: usize) -> String {
        clean(self.raw(index))
    }

    /// How many cells the line has, empty ones counted.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// How many cells the line has, empty ones at its end not counted.
    pub fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !clean(cell).is_empty()).map_or(0, |last| last + 1)
    }

    /// The place of the cell at `index` (from 0) under the column `name`.
    pub fn place(&self, index: usize, name: &'static str) -> Place {
        Place { line: self.line, column: index + 1, name }
    }
}

/// The rows of a table file. Empty lines and lines that begin with `#` are passed over; a byte order mark and
/// Windows line ends do not matter.
pub fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.lines()
        .enumerate()
        .map(|(index, line)| Row { line: index + 1, cells: line.split('\t').collect() })
        .filter(|row| row.width() > 0 && !row.raw(0).starts_with('#'))
}
