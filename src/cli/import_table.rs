//! A catalogue that comes as CSV or as a spreadsheet, turned into the table with tabs that the catalogue's reader knows:
//! the same checks, the same mendings, the same places for those who mend the file.

use super::answer::Objection;
use super::home::read;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use calamine::{Reader, open_workbook_auto_from_rs};
use std::io::Cursor;
use std::path::Path;

/// No file larger than this is a catalogue.
const FILE_MAX: u64 = 32 << 20;
/// The line that names the columns is looked for among so many: provincial lists begin with a title.
const HEAD_MAX: usize = 12;

/// Columns of a catalogue, and what else they are called, without accents.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("code", &["ma thu tuc", "ma tthc", "ma thu tuc hanh chinh", "ma so tthc", "ma so"]),
    ("name", &["ten thu tuc", "ten tthc", "ten thu tuc hanh chinh", "thu tuc hanh chinh", "thu tuc"]),
    ("field", &["linh vuc", "ten linh vuc"]),
    ("limit", &["thoi han", "thoi han giai quyet", "thoi gian giai quyet", "so ngay"]),
    ("limit_unit", &["don vi", "don vi tinh", "don vi thoi han"]),
    ("fee_vnd", &["phi", "le phi", "phi, le phi", "phi, le phi (dong)"]),
    ("documents", &["thanh phan ho so", "giay to", "ho so"]),
    ("basis", &["nguon", "can cu"]),
    ("caution", &["luu y", "ghi chu"]),
    ("label", &["ten ngan", "ten goi tat", "ten thuong goi"]),
];

/// What a list says for the units of the catalogue.
const UNITS: [(&str, &str); 4] = [
    ("ngay lam viec", "working_day"),
    ("ngay", "calendar_day"),
    ("gio", "hour"),
    ("trong ngay", "same_day_next_if_after_15h"),
];

/// The table with tabs in `file`, whatever kind of table it is; and how many cells had a line break that was taken out.
///
/// # Errors
/// The file is not there, too large, not UTF-8, or no spreadsheet.
pub(super) fn tabbed(file: &Path) -> Result<(String, usize), Objection> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let rows = match ending.as_str() {
        "csv" => commas(&text(file)?, file)?,
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => sheet(file)?,
        _ => return Ok((text(file)?, 0)),
    };
    Ok(as_tabbed(rows))
}

fn text(file: &Path) -> Result<String, Objection> {
    read(file)?.ok_or_else(|| Objection::own("no_file", &[("path", &file.display())]))
}

/// The mark between cells is the one that stands more often in the first line: spreadsheets here write semicolons.
fn commas(text: &str, file: &Path) -> Result<Vec<Vec<String>>, Objection> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let mark = [b',', b';', b'\t'].into_iter().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.map(|row| row.iter().map(harmless).collect()));
    rows.collect::<Result<_, csv::Error>>().map_err(|error| broken(file, &error))
}

/// The apostrophe before what a spreadsheet would take for a formula is none of the text's.
fn harmless(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell).to_owned()
}

/// The first sheet.
fn sheet(file: &Path) -> Result<Vec<Vec<String>>, Objection> {
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
    let used = range.rows().map(|row| {
        let cells = row.iter().map(ToString::to_string);
        (0..before).map(|_| String::new()).chain(cells).collect()
    });
    Ok((0..above).map(|_| Vec::new()).chain(used).collect())
}

fn broken(file: &Path, why: &dyn std::fmt::Display) -> Objection {
    Objection::own("not_a_table", &[("path", &file.display()), ("why", &why)])
}

/// Lines stay where they are: what stands above the names of the columns is commented out.
fn as_tabbed(mut rows: Vec<Vec<String>>) -> (String, usize) {
    let known = |row: &Vec<String>| row.iter().map(|cell| column(cell)).collect::<Vec<_>>();
    let is_head = |row: &Vec<String>| {
        let names = known(row);
        ["code", "name"].iter().all(|needed| names.contains(&Some(*needed)))
    };
    let head = rows.iter().take(HEAD_MAX).position(is_head);
    let names = head.map(|at| known(&rows[at])).unwrap_or_default();
    let mut breaks = 0;
    let mut lines = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        if head.is_some_and(|head| at < head) {
            lines.push("#".to_owned());
            continue;
        }
        for (cell, name) in row.iter_mut().zip(names.iter().chain(std::iter::repeat(&None))) {
            match name {
                Some(name) if head == Some(at) => (*name).clone_into(cell),
                Some("limit_unit") => *cell = unit(cell).unwrap_or(cell).to_owned(),
                _ => {}
            }
            if cell.trim().contains(['\n', '\r']) {
                breaks += 1;
            }
            // A list of papers has one on each line.
            let between = if *name == Some("documents") { "|" } else { " " };
            *cell = cell.replace('\t', " ").trim().lines().map(str::trim).collect::<Vec<_>>().join(between);
        }
        lines.push(row.join("\t"));
    }
    (lines.join("\n") + "\n", breaks)
}

/// The column that a heading names.
fn column(heading: &str) -> Option<&'static str> {
    let folded = fold(&clean(heading));
    let named = COLUMNS.iter().find(|(name, others)| folded == *name || others.contains(&folded.as_str()));
    named.map(|(name, _)| *name)
}

fn unit(cell: &str) -> Option<&'static str> {
    let folded = fold(&clean(cell));
    UNITS.iter().find(|(said, _)| *said == folded).map(|(_, unit)| *unit)
}
