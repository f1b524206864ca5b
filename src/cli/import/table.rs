//! A table that somebody hands in, CSV or a spreadsheet, as rows of cells under headings that are known by many names.

use super::super::answer::Objection;
use super::super::home::read;
use crate::report::csv::mark;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

/// No file larger than this is a table of ours.
const FILE_MAX: u64 = 64 << 20;
/// The row that names the columns is looked for among so many: provincial lists begin with a title.
const HEAD_MAX: usize = 12;

/// A column by its own name, and what else it is called: without accents, small letters, words between spaces.
pub(super) type Column = (&'static str, &'static [&'static str]);

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Which one, from 1, as a spreadsheet counts them.
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

impl Row {
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| clean(cell).is_empty())
    }
}

/// The headings of a table.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Where each known column stands.
    at: BTreeMap<&'static str, usize>,
    /// The headings as the file has them.
    pub(super) headings: Vec<String>,
}

impl Head {
    /// Headings of which none has to be found.
    pub(super) fn plain(headings: Vec<String>) -> Self {
        Self { at: BTreeMap::new(), headings }
    }

    pub(super) fn at(&self, column: &str) -> Option<usize> {
        self.at.get(column).copied()
    }

    /// What a person calls the column at `index`.
    pub(super) fn heading(&self, index: usize) -> &str {
        self.headings.get(index).map_or("", String::as_str)
    }

    /// The headings that are not known.
    pub(super) fn unused(&self) -> Vec<String> {
        let known = |index: &usize| self.at.values().any(|at| at == index);
        let others = (0..self.headings.len()).filter(|index| !known(index));
        others.map(|index| self.headings[index].clone()).filter(|heading| !heading.is_empty()).collect()
    }
}

/// All rows of `file`, whatever kind of table it is.
///
/// # Errors
/// The file is not there, too large, not UTF-8, or no table.
pub(super) fn rows(file: &Path) -> Result<Vec<Row>, Objection> {
    if is_sheet(file) { sheet(file) } else { commas(&text(file)?, file) }
}

pub(super) fn ending(file: &Path) -> String {
    file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase()
}

fn is_sheet(file: &Path) -> bool {
    matches!(ending(file).as_str(), "xlsx" | "xlsm" | "xlsb" | "xls" | "ods")
}

pub(super) fn text(file: &Path) -> Result<String, Objection> {
    read(file)?.ok_or_else(|| Objection::own("no_file", &[("path", &file.display())]))
}

/// The row that has all the `needed` columns, one of each group, and where every column stands. Rows before it are
/// titles.
pub(super) fn head(rows: &[Row], columns: &[Column], needed: &[&[&str]]) -> Option<(usize, Head)> {
    rows.iter().take(HEAD_MAX).enumerate().find_map(|(place, row)| {
        let mut at = BTreeMap::new();
        for (index, cell) in row.cells.iter().enumerate() {
            // A heading that two columns go by is of the one that has none yet: `Procedure` beside `Procedure code`.
            let left: Vec<Column> = columns.iter().filter(|(name, _)| !at.contains_key(name)).copied().collect();
            if let Some(name) = column(&left, cell) {
                at.insert(name, index);
            }
        }
        let has_all = needed.iter().all(|group| group.iter().any(|name| at.contains_key(name)));
        let headings = row.cells.iter().map(|cell| clean(cell)).collect();
        has_all.then_some((place, Head { at, headings }))
    })
}

/// The column that a heading names, whatever signs stand around its words: `Số CCCD/CMND (*)`.
pub(super) fn column(columns: &[Column], heading: &str) -> Option<&'static str> {
    let folded = fold(&clean(heading));
    let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let said = words.join(" ");
    let named = columns.iter().find(|(name, others)| folded == *name || others.contains(&said.as_str()));
    named.map(|(name, _)| *name)
}

fn commas(text: &str, file: &Path) -> Result<Vec<Row>, Objection> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let count = |line: &str, mark: u8| line.bytes().filter(|byte| *byte == mark).count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark(text.as_bytes()))
        .from_reader(text.as_bytes());
    // Lines inside cells are no rows, empty lines are.
    let (mut rows, mut inside) = (Vec::new(), 0);
    for record in reader.records() {
        let record = record.map_err(|error| broken(file, &error))?;
        let from = record.position().map_or((0, 0), |position| (position.line(), position.byte()));
        let (line, byte) = (usize::try_from(from.0).unwrap_or(0), usize::try_from(from.1).unwrap_or(0));
        // A row's place is told from before the empty lines that it follows.
        let ends = text.as_bytes().get(byte..).unwrap_or_default();
        let empty = ends.iter().take_while(|end| matches!(end, b'\n' | b'\r')).filter(|end| **end == b'\n').count();
        let number = (line + empty).saturating_sub(inside);
        inside += record.iter().map(|cell| count(cell, b'\n')).sum::<usize>();
        rows.push(Row { number, cells: record.iter().map(harmless).collect() });
    }
    Ok(rows)
}

/// The apostrophe before what a spreadsheet would take for a formula is none of the text's.
fn harmless(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell).to_owned()
}

/// The first sheet.
fn sheet(file: &Path) -> Result<Vec<Row>, Objection> {
    let found = std::fs::metadata(file);
    match &found {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Objection::own("no_file", &[("path", &file.display())]));
        }
        Ok(found) if !found.is_file() => return Err(Objection::own("not_a_file", &[("path", &file.display())])),
        Ok(found) if found.len() > FILE_MAX => return Err(Objection::own("too_large", &[("path", &file.display())])),
        _ => {}
    }
    let bytes = std::fs::read(file).map_err(|error| Objection::file("unreadable", file, &error))?;
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| broken(file, &error))?;
    let Some(range) = book.worksheet_range_at(0) else { return Ok(Vec::new()) };
    let range = range.map_err(|error| broken(file, &error))?;
    // Rows and columns before the first that is used are there too: places are counted from the corner.
    let (above, before) = range.start().unwrap_or_default();
    let numbers = usize::try_from(above).unwrap_or_default() + 1..;
    let rows = numbers.zip(range.rows()).map(|(number, row)| {
        let cells = (0..before).map(|_| String::new()).chain(row.iter().map(shown)).collect();
        Row { number, cells }
    });
    Ok(rows.collect())
}

/// A cell as people would have typed it: a date is a number in a spreadsheet.
fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) if !at.is_duration() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{day:02}/{month:02}/{year:04}");
            // A date alone is the midnight of it there.
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        other => other.to_string(),
    }
}

fn broken(file: &Path, why: &dyn std::fmt::Display) -> Objection {
    Objection::own("not_a_table", &[("path", &file.display()), ("why", &why)])
}
