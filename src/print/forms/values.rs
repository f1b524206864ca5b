//! What fills a form: texts by the names of their gaps, rows by the names of their tables.

use crate::text::nfc::clean;
use std::collections::BTreeMap;

/// What fills a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    texts: BTreeMap<&'static str, String>,
    tables: BTreeMap<&'static str, Rows>,
}

/// The rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

/// The gap of a table's column that counts its rows from 1.
pub const ROW: &str = "row";

impl Values {
    /// Fills a gap. The text is cleaned like all that comes in: composed letters, single spaces.
    pub fn set(&mut self, gap: &'static str, text: impl AsRef<str>) {
        self.texts.insert(gap, clean(text.as_ref()));
    }

    /// Fills a table of these columns.
    pub fn rows<const N: usize>(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) {
        let rows = rows.into_iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
        self.tables.insert(table, Rows { columns, rows });
    }

    /// What stands in a gap; nothing in one that this form does not know.
    pub fn get(&self, gap: &str) -> &str {
        self.texts.get(gap).map_or("", String::as_str)
    }

    /// The rows of a table.
    pub fn table(&self, name: &str) -> Option<&Rows> {
        self.tables.get(name)
    }

    /// Every text, of gaps and of tables.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let cells = self.tables.values().flat_map(|table| table.rows.iter().flatten());
        self.texts.values().chain(cells).map(String::as_str)
    }

    /// The names of all gaps outside of tables.
    pub fn gaps(&self) -> impl Iterator<Item = &'static str> {
        self.texts.keys().copied()
    }

    /// The names of all tables.
    pub fn tables(&self) -> impl Iterator<Item = &'static str> {
        self.tables.keys().copied()
    }
}

impl Rows {
    /// The gaps that a column of this table may have, besides those of the form and [`ROW`].
    pub fn columns(&self) -> &'static [&'static str] {
        self.columns
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What stands in row `row`, from 0, for `gap`; `None` when the table has no such column.
    pub fn cell(&self, row: usize, gap: &str) -> Option<String> {
        if gap == ROW {
            return Some((row + 1).to_string());
        }
        let column = self.columns.iter().position(|column| *column == gap)?;
        self.rows.get(row)?.get(column).cloned()
    }
}
